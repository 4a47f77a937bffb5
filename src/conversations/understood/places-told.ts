import { isVenue } from '../../kernel/venue-words.js'
import { readBasis, saysCounting } from '../../kernel/basis-words.js'
import { readDays } from '../../kernel/day-words.js'
import type { Day } from '../../kernel/day.js'
import { isVagueCount } from '../../kernel/vague-count.js'
import { isTalk } from '../../forms/no-value.js'
import { remarkIn } from '../../forms/remark.js'
import type { Heard } from './facts.js'

const [DATE, TITLE, PLACE] = ['activity.date', 'activity.title', 'activity.place'] as const

/** 「每个月一次」, 「有人惦记了」, 「去了三个村」: nowhere, and nothing to ask about. */
const NOWHERE = /[了次每]|[一两三几\d]个|^[有去来没]/u

/** What may be where it was: a kind of place by its name is it, what can be none is not asked about. */
export function placeSettled({ facts, doubtful, ...rest }: Heard): Heard {
  const said = doubtful[PLACE]
  if (said === undefined || rest.others?.[PLACE] !== undefined) return { facts, doubtful, ...rest }
  const taken = isVenue(said)
  if (!taken && !NOWHERE.test(said)) return { facts, doubtful, ...rest }
  const { [PLACE]: _, ...unsure } = doubtful
  return { ...rest, facts: taken ? { ...facts, [PLACE]: said } : facts, doubtful: unsure }
}

const PIECE = /[，,、\s；;。！!：:]+/u
/** So short is what is told in short, piece by piece. */
const [LONGEST, MOST] = [14, 8]
const DAY_AHEAD = /^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]?(?:上午|下午|晚上?)?(?=\p{Script=Han})/u
const NO_PLACE =
  /[了的们很都没不来去吗呢也是每约共有到请带做办搞讲学花用]|^(?:上午|下午|晚上|早上|中午|全天|半天|线上|线下|下雨|晴天|免费|室外|户外|室内|合计|总计|其中|另外|简报|活动|支出|花费|照片|变化|困难)|(?:[会课班赛营动训座诊剪影戏节陪伴]|培训|服务|探访|家访|走访|回访|慰问|宣传|阅读|手工|理发)$|[人员者友生童子娃家长辈属师]$/u

/** The pieces of what is told of one activity that may be where it was: in short, and nothing else that it tells. */
function loosePieces(whole: string, title: string | undefined, today: Day): string[] {
  const pieces = whole.split(PIECE).filter(Boolean)
  if (pieces.length < 2 || pieces.length > MOST || pieces.some((piece) => piece.length > LONGEST)) return []
  return pieces
    .map((piece) => piece.replace(DAY_AHEAD, ''))
    .filter(
      (piece) =>
        /^\p{Script=Han}{2,6}$/u.test(piece) &&
        !(title && (title.includes(piece) || piece.includes(title))) &&
        !NO_PLACE.test(piece) &&
        readDays(piece, today) === null &&
        !isVagueCount(piece) &&
        !saysCounting(piece) &&
        isTalk(piece) === null &&
        remarkIn(piece) === null,
    )
}

/** 「6月28号社区义剪，鸡鸣山，老人50人」: told in short, what is left is where it was. */
export function withLoosePlace(heard: Heard, whole: string, today: Day): Heard {
  const { facts, doubtful } = heard
  if (PLACE in facts || PLACE in doubtful || !(DATE in facts) || facts[TITLE] === undefined) return heard
  const [only, other] = loosePieces(whole, facts[TITLE], today)
  return only === undefined || other !== undefined ? heard : { ...heard, facts: { ...facts, [PLACE]: only } }
}

const ALL_ARE =
  /(?:^|[，,。；;\s])(?:全|以上|这[几两三四五六七八九]场)?都是(?<title>\p{Script=Han}{2,8}?)(?:活动)?(?=$|[，,。；;！!\s])/u
const NAME = /^\p{Script=Han}{2,4}$/u

/** 「…，都是义诊」: what all of them were; what stood in its stead, right behind the day, is where. */
export function titledAlike(told: { heard: Heard; whole: string }[], text: string): Heard[] {
  const all = told.length > 1 && text.includes('都是') ? ALL_ARE.exec(text)?.groups?.['title'] : undefined
  const name = all && readBasis(all) === null && isTalk(all) === null && !/[的人]$/u.test(all) ? all : undefined
  const titles = told.flatMap(({ heard }) => heard.facts[TITLE] ?? [])
  const [most] = titles.filter((title, i) => titles.indexOf(title) !== i)
  return told.map(({ heard, whole }) => {
    const { facts } = heard
    const own = facts[TITLE]
    const alike = name ?? (told.length > 2 ? most : undefined)
    if (alike === undefined || own === alike) return heard
    if (own === undefined) return name === undefined ? heard : titled(heard, alike)
    const stands = new RegExp(`[日号]${own}(?:小?[\\d一二三四五六七八九十]|[，,、\\s]|$)`, 'u').test(whole)
    if (!NAME.test(own) || !stands || PLACE in facts || NO_PLACE.test(own)) return heard
    return titled({ ...heard, facts: { ...facts, [PLACE]: own.replace(/小$/u, '') } }, alike)
  })
}

const titled = ({ facts, ...rest }: Heard, title: string): Heard => ({
  ...rest,
  facts: { ...facts, [TITLE]: title, ...('expense.item' in facts && { 'expense.item': title }) },
})
