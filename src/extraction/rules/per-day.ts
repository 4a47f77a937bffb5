import { addDays, daysBetween } from '../../kernel/day.js'
import { scanNumber } from '../../kernel/numeral.js'
import type { Count } from './count.js'
import type { DateMention } from './dates.js'
import type { Found } from './pieces.js'
import type { Segment } from './segments.js'

/** 分别来了20人和25人, 各上了一次课: what is counted behind is of each day that was named. */
const RESPECTIVELY = /分别|各[^，,。；;\n\d]{0,4}一?[次场节期回堂]/
/** 分别在东郊社区和西郊社区举行 */
const PLACES =
  /分别[在到去于走进]+(?<list>[^，。,；;\n\d、和及]{2,12}(?:[、和及][^，。,；;\n\d、和及]{2,12}?)+)(?=举|开|办|进行|，|,|$)/
/** 上了三次, 共两场 */
const SESSIONS = /(?<!第)(?<n>\d|[两二三四五六七八九])(?:次|场|期|节课?|堂课?|回)/
/** 每天两场: what is counted behind is not all of a day. */
const SEVERAL_A_DAY = /每天[^，,。；;\n\d]{0,3}[\d两二三四五六七八九][场次节]/
/** Between the number of one day and that of the next. */
const AND = /^[^，,。；;\n\d]{0,6}[、，,和及与][^，,。；;\n\d]{0,6}$/

/** 3月4日和3月11日各办一场，分别来了20人和25人: a stretch for each day, where there is a number for each. */
export function perDay(segment: Segment, { plain, counts, events, spent }: Found): Segment[] {
  const alike = eachAlike(segment, plain, counts, spent)
  if (alike) return alike
  const said = RESPECTIVELY.exec(plain.slice(segment.start, segment.end))
  if (!said) return byDay(segment, counts, events)
  const at = segment.start + said.index
  const each = counts.filter(
    ({ start, count, total }) => start >= at && start < segment.end && count !== null && !total,
  )
  const days = segment.dates.filter(({ end }) => end <= at).flatMap((one) => eachOf(one, each.length))
  const places = PLACES.exec(plain.slice(at, each[0]?.start ?? at))?.groups?.['list']?.split(/[、和及]/).length
  if (days.length < 2 && each.length > 1 && places === each.length && inARow(each, plain))
    return each.map((_, i) => part(segment, segment.dates, i, each, events))
  const sessions = SESSIONS.exec(plain.slice(segment.start, at))?.groups?.['n']
  const oneDay = segment.dates.some(({ grain, done }) => grain === 'day' && done?.from === done?.to)
  if (days.length < 2 && !oneDay && each.length > 1 && sessions !== undefined)
    if (scanNumber(sessions, 0)?.value === each.length && inARow(each, plain))
      return each.map((_, i) => part(segment, segment.dates, i, each, events))
  if (days.length < 2 || each.length !== days.length || !inARow(each, plain)) return [segment]
  return days.map((day, i) => part(segment, [day], i, each, events))
}

/** 各办一次, 每次20人: the same of each day. */
const OF_EACH = /[每各][^，,。；;\n\d]{0,4}/u

/** 「3月2日、9日、16日各办一次读书会，每次20人」: a stretch for each day, where all that is counted is of each of them. */
function eachAlike(segment: Segment, plain: string, counts: Count[], spent: Found['spent']): Segment[] | null {
  const inside = <T extends { start: number }>({ start }: T) => start >= segment.start && start < segment.end
  const [mention, other] = segment.dates
  if (!mention || other || (mention.occasions ?? 1) < 2 || spent.some(inside)) return null
  const numbers = counts.filter(inside)
  const days = eachOf(mention, 0)
  const isOfEach = numbers.length > 0 && numbers.every(({ each }) => each)
  const said = plain.slice(mention.end, segment.end)
  if (days.length < 2 || !isOfEach || !OF_EACH.test(said) || SEVERAL_A_DAY.test(said) || SESSIONS.test(said))
    return null
  return days.map((day) => ({ ...segment, placed: 'alike' as const, dates: [day] }))
}

/** 这周二和周四上课，周二14个，周四11个: the days are named together and then counted one by one. */
function byDay(segment: Segment, counts: Count[], events: Found['events']): Segment[] {
  const { dates, start, end } = segment
  if (dates.length < 3) return [segment]
  const inside = counts.filter((one) => one.start >= start && one.start < end)
  const told = dates.filter((date, i) =>
    inside.some((one) => one.start >= date.end && one.start < (dates[i + 1]?.start ?? end)),
  )
  const days = new Set(told.map(({ done }) => done?.from))
  if (
    told.length < 2 ||
    inside.length < 2 ||
    days.size < told.length ||
    told.some(({ grain, weak, done }) => grain !== 'day' || weak || done?.from !== done?.to)
  )
    return [segment]
  if (inside.some((one) => one.start < (told[0]?.start ?? 0))) return [segment]
  return told.map((day, i) => ({ ...part(segment, [day], i, told, events), start: i === 0 ? start : day.start }))
}

/** What is told of the one that is counted here; the first has all that stands before. */
const part = (
  segment: Segment,
  dates: DateMention[],
  i: number,
  each: { start: number }[],
  events: Found['events'],
): Segment => ({
  ...segment,
  placed: true as const,
  dates,
  start: i === 0 ? segment.start : (each[i]?.start ?? segment.start),
  end: each[i + 1]?.start ?? segment.end,
  ...(i > 0 && { named: events.filter(({ start }) => start >= segment.start && start < (each[0]?.start ?? 0)) }),
})

/** The single days of a mention: both of 9月5日和12日, all of a span that has so many. */
function eachOf(mention: DateMention, many: number): DateMention[] {
  const { done, planned, occasions, apart, grain, weak } = mention
  if (grain !== 'day' || weak || !done || !planned) return []
  if (done.from === done.to) return [mention]
  const one = (days: number): DateMention => {
    const [past, next] = [addDays(done.from, days), addDays(planned.from, days)]
    return { ...mention, occasions: 1, done: { from: past, to: past }, planned: { from: next, to: next } }
  }
  if (apart) return apart.map(one)
  const last = daysBetween(done.from, done.to)
  if (occasions === 2) return [one(0), one(last)]
  return last + 1 === many ? Array.from({ length: many }, (_, i) => one(i)) : []
}

/** One number behind the other, all of one kind. */
const inARow = (list: Count[], plain: string): boolean =>
  new Set(list.map(({ unit }) => unit)).size === 1 &&
  // 参与居民96人和78人
  list.every(({ role }) => role === null || role === list[0]?.role) &&
  list.every(({ start }, i) => i === 0 || AND.test(plain.slice(list[i - 1]?.end, start)))

/** The counts of a stretch as they are said of it alone: what is of each of several days or places is of this one. */
export const countsOf = ({ placed }: Segment, counts: Count[]): Count[] =>
  placed ? counts.map((one) => (placed === 'alike' ? { ...one, each: false } : { ...one, part: false })) : counts
