import type { Span } from '../activity.js'
import type { DateMention } from './dates.js'
import type { EventMention } from './events.js'
import { Gathering, hasOnlyHelpers, isWithin, real } from './gathering.js'
import {
  isOtherOccasion,
  isOwnGroup,
  isOwnService,
  isPartOfIt,
  isService,
  isServiceOfItsOwn,
  ofAPeriod,
} from './own-groups.js'
import { piecesOf, restOf, type Found, type Piece } from './pieces.js'
import { isHelper } from './roles.js'
import { isMeant, isNotDone, isPlan, isPostponed, postponedAt } from './status.js'
import { isEnd, JOINED } from './when.js'

/** A stretch of a message that tells of one activity. */
export interface Segment extends Span {
  pieces: Piece[]
  dates: DateMention[]
  /** From a heading above, for a line without a date of its own. */
  heading: DateMention | null
  /** One of several places: 其中 before its number makes it no part of another. */
  placed?: true | 'alike'
  /** Said once for several sessions. */
  named?: EventMention[]
}

const key = (date: DateMention | undefined): string => (date ? `${date.done?.from}/${date.done?.to}` : '')
/** Parts of a filled-in form, one a line, are one activity. */
const LABEL =
  /^\s*(?:活动)?(?:时间|日期|地点|地址|人数|参[加与]|出席|费用|支出|花费|开支|经费|志愿者|内容|备注|规模|对象|受益)[^\n：:]{0,6}[：:]/
const name = (plain: string, event: EventMention | undefined): string =>
  event ? plain.slice(event.start, event.end) : ''

/** Cuts a message into the activities it tells of; what tells of none stays with its neighbour or falls away later. */
export function segmentsOf(found: Found): Segment[] {
  const pieces = piecesOf(found)
  const lined = pieces.filter(({ after }) => after === 'line').length > 2
  const gatherings: Gathering[] = [new Gathering()]
  const headings = new Map<Gathering, DateMention>()
  let heading: DateMention | null = null
  const open = (from: Piece[]) => {
    const current = gatherings.at(-1)
    const next = new Gathering(current?.dates.findLast(real) ?? current?.above ?? null, from)
    if (heading) headings.set(next, heading)
    gatherings.push(next)
  }
  for (const piece of pieces) {
    const current = gatherings.at(-1) ?? new Gathering()
    const [date] = piece.dates
    const begun = current.events.length > 0 || current.full
    const day = key(date)
    const same = date !== undefined && current.dates.some((one) => key(one) === day)
    if (isHeading(piece, pieces, lined)) {
      heading = date ?? heading
      open([])
      continue
    }
    const other =
      date &&
      real(date) &&
      !same &&
      date.grain !== 'vague' &&
      !closes(date, current, found.plain) &&
      !refines(date, current)
    if (
      other &&
      current.dated &&
      (begun || isNotDone(current.text)) &&
      !puttingOff(current, piece) &&
      !shares(current, piece, found.plain)
    ) {
      open([...taken(current, piece), piece])
      continue
    }
    if (SUM.test(piece.text) && piece.after !== 'pause' && gatherings.filter(({ dated }) => dated).length > 1) {
      open([piece])
      continue
    }
    const line = piece.after === 'line' ? restOf(piece, pieces, ['line']) : []
    if (line.length > 0 && !LABEL.test(piece.text) && current.pieces.length > 0 && opensLine(line, current, lined)) {
      open([piece])
      continue
    }
    if (begun && startsAnother(current, piece, pieces, found.plain)) {
      open([piece])
      continue
    }
    current.add(piece)
  }
  let before: DateMention | null = null
  let frame: { date: DateMention; events: EventMention[] } | null = null
  const segments: Segment[] = []
  for (const one of gatherings) {
    const [first] = one.pieces
    const last = one.pieces.at(-1)
    if (!first || !last) continue
    const own: DateMention | undefined = one.dates.findLast(real)
    const inherited: DateMention | null =
      headings.get(one) ??
      (own || (first.after === 'line' && !SAME_DAY.test(first.text)) || isPlan(one.text) ? null : before)
    // What is still to come dates nothing behind it.
    before = isPlan(one.text) || isMeant(one.text, '') ? null : (own ?? inherited)
    // 21日和22日义剪，周六30人，周日25人: the name is said once, with the days it is of.
    const named = own && one.events.length === 0 && frame && isWithin(own, frame.date) ? frame.events : null
    segments.push({
      start: first.start,
      end: last.end,
      pieces: one.pieces,
      dates: one.dates,
      heading: inherited,
      ...(named && { named }),
    })
    const span = one.dates.find(({ grain, weak, done }) => grain === 'day' && !weak && done && done.from < done.to)
    if (span && one.events.length > 0) frame = { date: span, events: one.events }
  }
  return segments
}

/** 共计121人次, 以上活动共… behind what it sums up. */
const SUM = /^\s*(?:以上[^，。\d]{0,6}|总计|共计|合计|累计)(?:共|参[加与]|服务|开展|活动|人[数次]?|[:：\s])*\d/
/** 本季度共开展活动6场: how many there were. */
const HOW_MANY = /(?:共|累计|总共|合计)[^。\n]{0,6}(?:开展|举办|组织|办)|活动 ?\d+ ?余?多?[场次]/

/** 「二、社区义诊」 above what was done: a name alone. */
export const isTitle = ({ dates, pieces }: Segment): boolean =>
  dates.length === 0 &&
  pieces.every(({ counts, spent }) => counts.length === 0 && spent.length === 0) &&
  /^[^，,。；;：:了]{2,14}$/.test(pieces.map(({ text }) => text.trim()).join(''))

/** What is told of several activities together, where they are told one by one. */
export const sumsUp = ({ dates, pieces }: Segment): boolean => {
  const text = pieces.map((piece) => piece.text).join('')
  return dates.every(({ grain }) => grain === 'period') && (SUM.test(text) || (dates.length > 0 && HOW_MANY.test(text)))
}

/** 11月 … 4号: a day within what was said before. */
const refines = ({ grain, done }: DateMention, current: Gathering): boolean =>
  grain === 'day' &&
  (!current.full || hasOnlyHelpers(current)) &&
  current.dates.every(
    (one) =>
      (one.grain === 'period' || (one.done && one.done.from < one.done.to)) &&
      one.done &&
      done &&
      one.done.from <= done.from &&
      done.to <= one.done.to,
  )

/** 从20日起 … 至25日结束: the second end of what has begun. */
const closes = (date: DateMention, current: Gathering, plain: string): boolean =>
  current.dates.filter(({ grain }) => grain === 'day').length === 1 && isEnd(date, plain)

/** Whether a line tells of another activity than what stands above it. */
function opensLine(line: Piece[], current: Gathering, lined: boolean): boolean {
  const dated = line.some(({ dates }) => dates.some(real))
  const named = line.some(({ events }) => events.length > 0)
  const full = line.some(({ tells }) => tells)
  if (dated && current.dated) return true
  const begun = current.events.length > 0 || current.full
  if (dated && begun && line.some(({ text }) => isNotDone(text))) return true
  return begun && (named || (dated && full)) && (lined || full)
}

/** 10月： or 本月台账 above what was done in it. */
function isHeading(piece: Piece, pieces: Piece[], lined: boolean): boolean {
  const [date] = piece.dates
  if (piece.after !== 'line' || piece.tells || !date || date.grain !== 'period') return false
  const next = pieces[pieces.indexOf(piece) + 1]
  return (
    (lined || /[：:]\s*$/.test(piece.text)) &&
    (/[：:]\s*$/.test(piece.text) || next?.after === 'line') &&
    (piece.events.length === 0 || /活动(?:汇总|记录|情况|小结|总结|台账|清单)|台账|汇总|小结|总结/.test(piece.text))
  )
}

/** Several dates with one count after the last of them. */
function shares(current: Gathering, piece: Piece, plain: string): boolean {
  const lastDate = current.dates.at(-1)
  const between = lastDate ? plain.slice(lastDate.end, piece.start) : ''
  return !current.full && piece.after !== 'line' && JOINED.test(between)
}

/** What stands directly before a date and names what was done on it: 义诊 of 「，义诊10月5号30人」. */
function taken(current: Gathering, piece: Piece): Piece[] {
  if (piece.after !== 'none') return []
  // 义诊42人是周六的 净滩18人是周日的: all of the clause belongs to the day at its end.
  const begins = current.pieces.findLastIndex(({ after }) => after !== 'none')
  const clause = current.pieces.slice(begins)
  const before = current.pieces.slice(0, begins)
  if (
    clause.some(({ events }) => events.length > 0) &&
    clause.every(({ dates }) => dates.length === 0) &&
    before.some(({ dates }) => dates.some(real))
  ) {
    return current.giveUp(begins)
  }
  let from = current.pieces.length
  while (from > 0) {
    const last = current.pieces[from - 1]
    if (!last || last.tells || last.dates.length > 0) break
    from--
    if (last.after !== 'none') break
  }
  return current.giveUp(from)
}

/** The day behind 推迟到 is no other activity's, unless the new day was said already. */
function puttingOff(current: Gathering, piece: Piece): boolean {
  if (!isPostponed(current.text + piece.text)) return false
  const at = (current.pieces[0]?.start ?? 0) + postponedAt(current.text)
  return !(isPostponed(current.text) && current.dates.some(({ start }) => start > at))
}

/** 然后留下来量血压的有六个: some of those who came. */
const OF_THEM = /^(?:然后|另外|还有)?[^，。\d□]{2,8}的(?:有|是|大概)+[\d一二两三四五六七八九十]/

/** 12名大学生…，为43名孩子辅导: whom they did it for. */
const FOR_THEM = /^(?:为|帮助?|陪|带着|由|向)[^，。]{0,6}[\d一二两三四五六七八九十百]/
/** 同一天 in a line of its own. */
const SAME_DAY = /^\s*(?:同一?天|同日|当天|当日|当晚)/

/** Another thing on the same day, or one without a day: its own name and its own count, or a plan behind what is done. */
function startsAnother(current: Gathering, piece: Piece, pieces: Piece[], plain: string): boolean {
  if (isOtherOccasion(piece, current, plain)) return true
  const sentence = restOf(piece, pieces, ['sentence', 'line'])
  if (
    isPlan(piece.text) &&
    !isPlan(current.text) &&
    current.full &&
    (piece.dates.length > 0 ||
      /下一?[期次场]/.test(piece.text) ||
      sentence.some((one) => one.events.length > 0 && one.dates.length > 0))
  )
    return true
  const [event] = piece.events
  if (event && ofAPeriod(current) && isServiceOfItsOwn(piece, event, current, plain)) return true
  const helping =
    piece.counts.length > 0 && piece.counts.every(({ role, acts }) => role !== null && (acts || isHelper(role)))
  if (current.full && (isOwnGroup(piece, current) || isOwnService(piece, current))) return true
  const daypart = /^(?:然后|接着|□)*\s*(?:早上|上午|中午|下午|傍晚|晚上)/.test(piece.text)
  if (
    (helping && !(daypart && event)) ||
    OF_THEM.test(piece.text) ||
    (FOR_THEM.test(piece.text) && event?.start !== piece.start)
  )
    return false
  if (ofAPeriod(current) && piece.counts.length > 0 && current.full) {
    const units = new Set(current.pieces.flatMap(({ counts }) => counts.map(({ unit }) => unit)))
    if (
      event
        ? !current.events.some((one) => name(plain, one) === name(plain, event))
        : piece.counts.every(({ unit, each }) => !each && !units.has(unit) && (unit === '户' || units.has('户')))
    )
      return true
  }
  const clause = [piece, ...restOf(piece, pieces, ['line', 'sentence', 'pause']).slice(1)]
  const daily = piece.after === 'sentence' && /^□*\s*(?:早上|上午|中午|下午|傍晚|晚上)/.test(piece.text)
  // 科技志愿行，上午在东湖小学有170人…，下午…: the first half of what was named.
  if (daypart && !current.full && /^□*\s*(?:早上|上午)/.test(piece.text) && !/[上中下]午|早上|晚上/.test(current.text))
    return false
  if (
    !event ||
    (current.events.length === 0 && !(daypart && current.full)) ||
    !(daily || (current.full && sentence.some((one) => one.counts.length > 0)) || (daypart && piece.counts.length > 0))
  )
    return false
  if (
    piece.after === 'pause' &&
    !daypart &&
    current.events.length > 1 &&
    isService(piece) &&
    isService(current.pieces.at(-1))
  )
    return false
  if (isPartOfIt(piece, event, current, plain)) return false
  const mine = name(plain, event)
  if (current.events.some((one) => name(plain, one).includes(mine) || mine.includes(name(plain, one)))) return false
  if (daily) return true
  const joint =
    /^(?:然后|接着|还有|另外|再就是|其次|下午|晚上|上午|中午|同日|同天|当天下午|当晚|□*[ ]?(?:下午|晚上|上午))/.test(
      piece.text,
    )
  const served = current.pieces.some((one) => one.counts.some(({ acts, role }) => !acts && !isHelper(role ?? '')))
  const counted =
    served &&
    !/^□*\s*(?:当天|现场|其中|一?共|来|到|前来|实[际到]|真正|最[后终])/.test(piece.text) &&
    clause.some(({ counts }) =>
      counts.some(({ role, side, start }) => role === null && !side && start >= event.end && start - event.end < 8),
    )
  return (
    joint ||
    counted ||
    ((piece.after === 'sentence' || piece.after === 'line') &&
      sentence.some((one) => one.counts.some(({ role, total }) => role === null || total)))
  )
}
