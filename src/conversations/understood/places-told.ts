import { isVenue } from '../../kernel/venue-words.js'
import type { Heard } from './facts.js'

const [DATE, TITLE, PLACE] = ['activity.date', 'activity.title', 'activity.place'] as const

/** 「每个月一次」, 「有人惦记了」, 「三个村」: nowhere, and nothing to ask about. */
const NOWHERE = /[了次每]|[一两三几\d]个|^[有来没]/u
/** 「去的敬老院」, 「下午图书室」. */
const AHEAD = /^(?:去了?的?|[上下]午|晚上)/u
/** 「社区联合派出所」, 「坐了半个礼堂」, 「第三期乡村」: more than where, so she is asked. */
const NOT_ALONE = /联合|与|半个|[两三四五]所|^给|^第.期|^家长|^场地|^[上下]乡$/u

/** What may be where it was: a kind of place by its name is it, what can be none is not asked about. */
export function placeSettled({ facts: told, doubtful, ...rest }: Heard): Heard {
  const facts = withoutHedge(told)
  const { [PLACE]: doubt, ...unsure } = doubtful
  if (doubt === undefined || rest.others?.[PLACE] !== undefined) return { facts, doubtful, ...rest }
  const said = doubt.replace(AHEAD, '')
  if (NOWHERE.test(said)) return { ...rest, facts, doubtful: unsure }
  const taken = isVenue(said) && !NOT_ALONE.test(said)
  return taken
    ? { ...rest, facts: { ...facts, [PLACE]: said }, doubtful: unsure }
    : { ...rest, facts, doubtful: { ...unsure, [PLACE]: said } }
}

/** 「鸡鸣山社区近百人」: no 「鸡鸣山社区近」 was held, it was there. */
function withoutHedge(facts: Heard['facts']): Heard['facts'] {
  const { [TITLE]: title = '', ...others } = facts
  const where = /[近约]$/u.test(title) ? title.slice(0, -1) : ''
  return isVenue(where) ? { ...others, [PLACE]: where } : facts
}

const PIECE = /[，,、\s；;。！!：:]+/u
/** So short is what is told in short, piece by piece: when, what, where, how many. */
const [LONGEST, LEAST, MOST] = [14, 3, 8]
const DAY_AHEAD = /^(?:\d{4}年)?(?:\d{1,2}月\d{1,2}[日号]?|\d{1,2}[日号])(?:上午|下午|晚上?)?(?=\p{Script=Han})/u
const COUNT_BEHIND = /[约近小共]?[\d一二两三四五六七八九十百千几]+[多余来几]?(?:个?人|[名位户])$/u
/** Ends as places do, beside what is a venue by its name: a hill, a street, 村委, 村小; 「爬山」, 「下乡」, 「我校」 do, too. */
const ENDS =
  /^(?![爬登巡护净扫逛游环进返驻过搭种走探访去到来看捡修清治跑闯画带我本各全该这那同两一网家]|[上下][山楼乡])(?=..)\p{Script=Han}{0,6}?(?:[村居]委会?|[村镇东南西北二三四五六]小|[村镇县山河江湖岛湾坪坝寨屯坳沟岭桥路街巷园校院站楼厅室店所])$/u
const LED = /^[在去到](?=\p{Script=Han}{2,4}$)/u
/** With signs between them 「心理」 and 「圆满」 stand so, too. */
const SIGNS = /[，,、；;。！!：:]/u
/** A short name says nothing of what it is: what one does, of what it was, who came, what was given or spent is none. */
const NO_NAME =
  /[了的们很都没不来去吗呢也是每约共有到请带做办搞讲学花用买元块送陪走写聊教看听帮包给访慰画唱读玩爬登巡护净扫逛游捡剪义助募筹演骑跑吃喝查急防反费钱款米油日节天会课班赛营动训座诊影戏人员者友生童子娃家长属师亲宝妈士众民工团队环保雨晴免签估点数支出变困照财传播健康养食卫诗书红午略忽删改取]|^[上下][山楼乡]|^[周今昨明前后早晚一二两三四五六七八九十百千几我本各全该这那同其合总线室户活]/u
const [SHORT, COUNTED] = [/^\p{Script=Han}{2}$/u, /\d|[一二两三四五六七八九十百千几][多余来几]?(?:个?人|[名位户])/u]

/** Whether a piece is like the name of a place. `between`: it stands right between what was done and how many came. */
function isLikePlace(piece: string, between: boolean): boolean {
  if (isVenue(piece)) return !NOT_ALONE.test(piece)
  return (
    ENDS.test(piece) || ((LED.test(piece) || (between && SHORT.test(piece))) && !NO_NAME.test(piece.replace(LED, '')))
  )
}

/** The pieces of what is told of one activity that are like the name of a place. */
function loosePlaces(whole: string, title: string): string[] {
  const pieces = whole.split(PIECE).filter(Boolean)
  if (pieces.length < LEAST || pieces.length > MOST || pieces.some((piece) => piece.length > LONGEST)) return []
  const spaced = !SIGNS.test(whole)
  return pieces.flatMap((said, i) => {
    const piece = said.replace(DAY_AHEAD, '').replace(COUNT_BEHIND, '')
    const between = spaced && piece === said && !!pieces[i - 1]?.includes(title) && COUNTED.test(pieces[i + 1] ?? '')
    const own = title.includes(piece) || piece.includes(title)
    return !own && isLikePlace(piece, between) ? piece.replace(LED, '') : []
  })
}

/** 「6月28号社区义剪，鸡鸣山，老人50人」: told in short, the one piece that is like the name of a place is where it was. */
export function withLoosePlace(heard: Heard, whole: string): Heard {
  const { facts, doubtful } = heard
  const title = facts[TITLE]
  if (PLACE in facts || !(DATE in facts) || title === undefined) return heard
  const { [PLACE]: doubt, ...unsure } = doubtful
  const [only, other] = loosePlaces(whole, title)
  if (only === undefined || other !== undefined) return heard
  if (doubt !== undefined && !(doubt === only && ENDS.test(only))) return heard
  return { ...heard, facts: { ...facts, [PLACE]: only }, doubtful: unsure }
}

/** 「6月15号高安七八十人」: what stands right behind the day. */
const BEHIND_DAY = /[日号](?<name>\p{Script=Han}{2,4}?)(?=[小近约]?[\d一二三四五六七八九十]|[，,、\s]|$)/u

/** The name right behind the day of an activity whose name is told elsewhere: where it was; undefined where none is. */
export function placeBehindDay(whole: string): string | undefined {
  const name = BEHIND_DAY.exec(whole)?.groups?.['name']
  return name === undefined || NO_NAME.test(name) ? undefined : name
}
