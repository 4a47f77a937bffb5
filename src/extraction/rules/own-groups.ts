import { daysBetween } from '../../kernel/day.js'
import { FESTIVAL } from '../../kernel/festivals.js'
import type { EventMention } from './events.js'
import { real, type Gathering } from './gathering.js'
import type { Piece } from './pieces.js'
import { isHelper } from './roles.js'
import { isCancelled, isMeant, isPlan } from './status.js'

/** 便民服务：理发37人，量血压52人: what was done and for how many, under one name. */
export const isService = (piece: Piece | undefined): boolean => {
  const [count] = piece?.counts ?? []
  const event = piece?.events.at(-1)
  return (
    piece?.counts.length === 1 &&
    count?.role === null &&
    event !== undefined &&
    count.start - event.end < 2 &&
    count.start >= event.end
  )
}

const GROUP =
  /(?<![\u4e00-\u9fff])(?:[一另]|另一|第[一二三四五])(?:路|组|队|拨|批|部分)(?=[^，。\d]{0,4}[\d一二两三四五六七八九十])/
/** What was done behind how many did it or for how many it was done: 12人清理楼道, 为42位老人义诊. */
const doneBehind = ({ counts, events }: Piece): EventMention | undefined => {
  const last = counts.at(-1)
  // 理发师傅8名为79位老人理发
  const one = counts.slice(0, -1).every(({ role }) => isHelper(role ?? ''))
  return events.find(({ start }) => last && one && start >= last.end && start - last.end < 6)
}
/** 兵分两路：一路12人清理楼道，一路8人慰问老人: each group did a thing of its own. */
export const isOwnGroup = (piece: Piece, { pieces }: Gathering): boolean => {
  const [did, before] = [piece, pieces.at(-1)].map((one) => {
    const [count] = one?.counts ?? []
    return one && count && GROUP.test(one.text) ? one.text.slice(count.end - one.start) : ''
  })
  return did !== before && [did, before].every((words) => /^[\u4e00-\u9fff]{3}/.test(words ?? ''))
}
/** 为42位老人义诊，为19位老人理发. */
export const isOwnService = (piece: Piece, { pieces }: Gathering): boolean => {
  const last = pieces.at(-1)
  return last !== undefined && [piece, last].every((one) => /[为给替]/.test(one.text) && doneBehind(one))
}

/** Days of a period that is told by its totals; a weekend is none. */
const LONG = 5

/** A total over a month or more, told service by service. */
export const ofAPeriod = (current: Gathering): boolean => {
  const date = current.dates.find(real) ?? current.above
  return date?.done ? daysBetween(date.done.from, date.done.to) >= LONG : false
}

/** 年货发放41份, 志愿者值班26人次 among the services of a month; booklets handed out are none. */
const HANDED = /[^，。\d]{0,4}\d+(?:份|套|袋|箱|件|台|辆|顶|双)(?!手册|传单|资料|折页|单页|问卷)/
export const isServiceOfItsOwn = (piece: Piece, event: EventMention, current: Gathering, plain: string): boolean =>
  (current.full || HANDED.test(current.text)) &&
  !current.events.some((one) => plain.slice(one.start, one.end) === plain.slice(event.start, event.end)) &&
  (piece.counts.some(({ start, unit }) => unit === '人次' && start >= event.start) ||
    HANDED.test(plain.slice(event.end, piece.end)))

/** 讲座来了八十位，B超筛查了47人: what some of them had done as well. */
const AS_WELL = /筛查|检查|体检|[测量]血[压糖]|问卷|咨询|答疑|义诊/
export const isPartOfIt = (piece: Piece, event: EventMention, current: Gathering, plain: string): boolean => {
  const most = Math.max(0, ...current.pieces.flatMap(({ counts }) => counts.map(({ count }) => count ?? 0)))
  return (
    piece.after === 'pause' &&
    piece.counts.length > 0 &&
    piece.counts.every(({ count, unit }) => unit === '人' && (count ?? 0) < most) &&
    AS_WELL.test(plain.slice(event.start, event.end)) &&
    current.events.some((one) => /讲座|[课会]$|沙龙|宣讲|科普/.test(plain.slice(one.start, one.end)))
  )
}

const OF_FESTIVAL = new RegExp(`^${FESTIVAL}`)
const festivalIn = (text: string): string | undefined => OF_FESTIVAL.exec(text)?.[0]
/** 元宵节猜灯谜150人，清明节祭扫…，五四那天团建没去成: what was done at one festival is over where another or a day begins; what is called off is not what is planned. */
export function isOtherOccasion(piece: Piece, current: Gathering, plain: string): boolean {
  const [event] = piece.events
  if (!event) return false
  const name = plain.slice(event.start, event.end)
  const names = () => current.events.map(({ start, end }) => plain.slice(start, end))
  const festival = festivalIn(name)
  if (current.full && (festival !== undefined || (piece.tells && piece.dates.some(real)))) {
    const held = names().flatMap((one) => festivalIn(one) ?? [])
    if (held.length > 0 && (festival === undefined || !held.includes(festival))) return true
  }
  return (
    (piece.after === 'sentence' || piece.after === 'line') &&
    isCancelled(piece.text) &&
    !isCancelled(current.text) &&
    (isPlan(current.text) || isMeant(current.text, '')) &&
    (festivalIn(piece.text) !== undefined || !name.endsWith('活动')) &&
    current.events.length > 0 &&
    !names().some((one) => one.includes(name) || name.includes(one))
  )
}
