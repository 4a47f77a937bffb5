import { noSuchDay } from '../kernel/day-words.js'
import type { Day } from '../kernel/day.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import { momentAt } from '../kernel/zone.js'
import { findComing } from './coming-day.js'
import type { Plan } from './salon.js'

/** What a message says of a salon; `unclear` is what of a day or time could not be used, and why. */
export interface SaidPlan {
  plan: Partial<Plan>
  unclear: 'no_day' | 'no_time' | null
  /** 「12月32日」: a day that there is not. */
  noSuchDay?: string
  /** What is none of it. */
  rest?: string
}

const LABELS: [keyof Plan | 'time', RegExp][] = [
  ['topic', /^(?:主题|题目|话题|topic)$/i],
  ['time', /^(?:时间|日期|when)$/i],
  ['place', /^(?:地点|地址|where|place)$/i],
  ['guests', /^(?:(?:分享)?嘉宾|主讲人?|分享人|讲师|speaker)$/i],
  ['capacity', /^(?:名额|人数(?:上限)?|限额|限|seats)$/i],
  ['series', /^(?:系列|series)$/i],
]
/** A label stands apart and is followed by a space or colon: 「时间管理」 and 「有限资源」 are topics. These few are known without. */
const LABEL =
  /(?:^|[\s,，;；。])(?:(主题|地点|嘉宾|分享嘉宾|名额)(?: ?(?:改[到成为]|换[到成]|定[在为])|是|为|[:：])? ?|(主题|题目|话题|topic|时间|日期|when|地点|地址|where|place|分享嘉宾|嘉宾|主讲人?|分享人|讲师|speaker|名额|人数上限|人数|限额|seats|系列|series)(?:改[到成为]|换[到成]|定[在为]|是|为)?[:： ] ?|(限) ?(?=\d))/iu
const NUMBER = '[\\d一二三四五六七八九十]{1,3}'
/** 「木棉沙龙第三期」, 「木棉 第3期」, 「第三期」, 「第三期木棉沙龙」; in a topic 「第三期读书会」 is what it is about. */
const SERIES = new RegExp(
  `(?:([\\p{Script=Han}A-Za-z]{2,12}?)(?:沙龙)? ?)?第(${NUMBER})期(?:([\\p{Script=Han}A-Za-z]{2,12}?)?沙龙)?`,
  'u',
)
const SERIES_IN_TOPIC = new RegExp(`([\\p{Script=Han}A-Za-z]{2,12}?)?沙龙 ?第(${NUMBER})期`, 'u')
/** 「请某老师来讲」 */
const INVITES = /^(?:邀?请)(.{2,20}?)(?:来)?(?:讲|分享|主讲|交流)(?:讲|一下)?$/
const SEATS = /(?:限|名额|最多)? ?(\d{1,4}|[一二三四五六七八九十百]{1,4}) ?(?:个名额|个位子|人|个|位|名)?/
/** Such a clause behind a topic: 「主题：筹款，请李老师讲」. */
const INVITED_TO_SPEAK = /[,，;；]\s*(?:邀?请)([^\s,，;；。]{2,20}?)(?:来)?(?:主讲|讲|分享)(?:一下)?(?=$|[\s,，;；。])/u
/** Words of a wish for a salon that say nothing of it. */
const OF_THE_WISH = /^(?:我们|想|打算|准备|计划|要|在|举?办|沙龙)+$/
/** 「最多40人」, 「不超过 20 个人」, wherever it stands. */
const SEATS_AT_MOST =
  /[\s,，;；。]*(?:最多|不超过|限额?|上限) ?(?:来|坐|收|是|为)? ?(\d{1,3}|[一二三四五六七八九十]{1,3}) ?(?:个?人|名|位|个名额|个位子)/u
/** 「在鸡鸣山社区办一场沙龙」: where, before what one does there. */
const HELD_AT =
  /在([^\s,，;；。在]{2,20}?)(?:要|想)?(?:举办|开办|组织|办|开|搞)(?:个|一?[场个期次])?(?=$|[\s,，;；。]|第|[\p{Script=Han}A-Za-z]{0,8}沙龙)/u
/** 「30人」 standing apart. */
const SEATS_APART = /(?:^|[\s,，])(\d{1,3}) ?(?:个?人|名|位|个名额|个位子)(?=$|[\s,，。])/
const NONE = /^(?:没有?|无|待定|不定)$/
const PLACE =
  /(?:社区|中心|书店|书屋|书院|会议室|活动室|教室|办公室|室|楼|厅|馆|路|号|学校|大学|学院|公园|空间|咖啡|酒店|线上|腾讯会议|村|镇|乡|县|市区?|街道|广场|基地)$/
/** A series without a name of its own. */
export const PLAIN_SERIES = '沙龙'
const TEXT = 80

/** 「12月5日下午2点 鸡鸣山社区 主题 志愿者怎么留住 嘉宾 某老师 名额30」: what of it is said, in any order. `towns` are places by themselves. */
export function readPlan(said: string, today: Day, zone: string, towns: string[] = []): SaidPlan {
  const strange = noSuchDay(said)?.said
  const text = strange === undefined ? said : normaliseText(said).replace(strange, ' ')
  const plan: Partial<Plan> = {}
  const flat = normaliseText(text).replace(/\n/g, '，')
  const most = SEATS_AT_MOST.exec(flat)
  if (most) plan.capacity = readNumber(most[1]!)
  const without = most ? flat.replace(most[0], ' ') : flat
  const speaker = INVITED_TO_SPEAK.exec(without)
  if (speaker) plan.guests = cut(speaker[1]!)
  const [first, ...pieces] = labelled(speaker ? without.replace(speaker[0], '') : without)
  let head = (first?.said ?? '').replace(/^ ?(?:请?把)?(?:时间)?改[到成为]/, '')
  let time = ''
  for (const { label, said } of pieces) {
    const key = LABELS.find(([, words]) => words.test(label))?.[0]
    if (key === 'time') time = said
    else if (key === 'capacity') {
      const found = SEATS.exec(said)
      plan.capacity = /^(?:不限|没有?|无)/.test(said) ? null : (found?.[1] && readNumber(found[1])) || null
      head += ` ${found ? said.slice(found.index + found[0].length) : ''}`
    } else if (key === 'place' || key === 'guests') plan[key] = NONE.test(said) ? null : cut(said)
    else if (key === 'series') plan.series = cut(said.replace(/沙龙$/, '') || said)
    else if (key === 'topic') plan.topic = cut(said)
  }
  const held = plan.place === undefined ? HELD_AT.exec(head) : null
  if (held) {
    plan.place = cut(held[1]!)
    head = head.replace(held[0], ' ')
  }
  if (time === '') head = withTimeOf(plan, head, today)
  head = withoutSeries(plan, head)

  const coming = findComing(time || head, today)
  if (coming.day !== null && coming.from !== null) {
    plan.startsAt = momentAt(coming.day, coming.from, zone)
    plan.endsAt = coming.to === null ? null : momentAt(coming.day, coming.to, zone)
  }
  const half =
    coming.day !== null ? ('no_time' as const) : coming.from !== null || time !== '' ? ('no_day' as const) : null
  const unclear = plan.startsAt === undefined ? (half ?? (strange === undefined ? null : 'no_day')) : null
  const rest = unlabelled(plan, time === '' ? coming.rest : head, towns)
  return { plan, unclear, ...(strange !== undefined && { noSuchDay: strange }), ...(rest !== '' && { rest }) }
}

/** 「主题 财务制度 下周三晚上7点 线上」: a time may stand behind a label and its word; what follows the word joins the rest. */
function withTimeOf(plan: Partial<Plan>, head: string, today: Day): string {
  if (findComing(head, today).day !== null) return head
  for (const key of ['topic', 'place', 'guests'] as const) {
    const said = plan[key] ?? ''
    const coming = findComing(said, today)
    if (coming.day === null || coming.from === null) continue
    const [word = ''] = coming.rest.trim().split(/[\s,，;；]+/)
    plan[key] = cut(word)
    return `${head} ${said.slice(said.indexOf(word) + word.length)}`
  }
  return head
}

/** Takes the series and its number; the words without them. */
function withoutSeries(plan: Partial<Plan>, head: string): string {
  const numbered = SERIES.exec(head) ?? SERIES_IN_TOPIC.exec(plan.topic ?? '')
  const number = readNumber(numbered?.[2] ?? '')
  let rest = head
  if (numbered && number !== null) {
    plan.number = number
    plan.series ??= numbered[1] ?? numbered[3] ?? PLAIN_SERIES
    rest = rest.replace(numbered[0], ' ')
    if (plan.topic) plan.topic = trimmed(plan.topic.replace(numbered[0], '')) || plan.topic
  }
  const named = /([\p{Script=Han}A-Za-z]{1,12}?)系列/u.exec(rest)
  if (!named) return rest
  plan.series = named[1]!
  return rest.replace(named[0], ' ')
}

/** Finds seats, speaker, series, place and topic among words without labels; what is left is none of them. */
function unlabelled(plan: Partial<Plan>, head: string, towns: string[]): string {
  const seats = plan.capacity === undefined ? SEATS_APART.exec(head) : null
  if (seats) plan.capacity = Number(seats[1])
  const pieces = (seats ? head.replace(seats[0], ' ') : head)
    .split(/[\s,，;；。]+/)
    .map(trimmed)
    .filter((piece) => /[\p{L}\d]{2}/u.test(piece) && !OF_THE_WISH.test(piece))
  const take = (fits: (piece: string) => boolean): string | null => {
    const at = pieces.findIndex(fits)
    return at < 0 ? null : pieces.splice(at, 1)[0]!
  }
  const invited = plan.guests === undefined ? take((piece) => INVITES.test(piece)) : null
  if (invited !== null) plan.guests = cut(INVITES.exec(invited)![1]!)
  const series = plan.series === undefined ? take((piece) => /^[\p{Script=Han}A-Za-z]{1,12}沙龙$/u.test(piece)) : null
  if (series !== null) plan.series = series.replace(/沙龙$/, '')
  if (plan.place === undefined) {
    const isTown = (piece: string) => towns.some((town) => plainTown(town) === plainTown(piece))
    const place =
      take((piece) => PLACE.test(piece) || isTown(piece.replace(/^在/, ''))) ??
      (plan.topic === undefined ? null : take(() => true))
    if (place !== null) plan.place = cut(place.replace(/^(?:在|地点在)/, ''))
  }
  if (plan.topic !== undefined || pieces.length === 0) return pieces.join(' ')
  plan.topic = cut(pieces.join(' '))
  return ''
}

/** The words before the first label, then each label with what follows it. */
function labelled(text: string): { label: string; said: string }[] {
  const pieces: { label: string; said: string }[] = []
  let label = ''
  let left = text
  for (;;) {
    const found = LABEL.exec(left)
    pieces.push({
      label,
      said:
        label === '' ? (found ? left.slice(0, found.index) : left) : trimmed(found ? left.slice(0, found.index) : left),
    })
    if (!found) return pieces
    label = found[1] ?? found[2] ?? found[3] ?? ''
    left = left.slice(found.index + found[0].length)
  }
}

/** 「赣州市」 and 「赣州」 are one. */
const plainTown = (town: string): string => town.replace(/[市县区]$/, '')
const trimmed = (text: string): string => text.trim().replace(/^[,，;；。:：\s]+|[,，;；。:：\s]+$/g, '')
const cut = (text: string): string | null => (text === '' ? null : Array.from(text).slice(0, TEXT).join(''))
