import { addDays, dayOf, daysBetween, isDay, partsOf, weekday, type Day } from '../../kernel/day.js'
import type { DateMention } from './dates.js'

const WEEK = 6
/** What was said before says which year or month only so many dates later. */
const MOST_BACK = 200
/** and which week a weekday is in. */
const WEEK_BACK = 20

/** 2014年4月26日 … 6月22日: the year that was said goes on, where the day is not before. */
export function sameYear(found: DateMention, before: DateMention[], plain: string): void {
  const said = plain.slice(found.start, found.end)
  if (!found.done || !/^(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?[月/](?!.*(?:周|星期|礼拜))/.test(said)) return
  const last = before
    .slice(-MOST_BACK)
    .findLast(
      ({ done, start, end }) => done !== null && /\d{4}(?: ?年|\/\d{1,2}\/)/.test(plain.slice(start, end)),
    )?.done
  if (!last) return
  const inYear = (day: Day) => last.from.slice(0, 4) + day.slice(4)
  const days = { from: inYear(found.done.from), to: inYear(found.done.to) }
  if (!isDay(days.from) || !isDay(days.to) || days.from < last.from || days.to < days.from) return
  found.done = days
  found.planned = days
}

/** 上周三读书会，周四手工: the days behind it are of that week, as long as they go on. */
function inWeekOf(found: DateMention, before: DateMention[], plain: string): boolean {
  const said = (one: DateMention) => plain.slice(one.start, one.end)
  const last = before.at(-1)
  const first = before.slice(-WEEK_BACK).findLast((one) => !BARE_WEEKDAY.test(said(one)))
  const { done } = found
  if (!done || !last?.done || !first?.done || done.from !== done.to || !OF_A_WEEK.test(said(first))) return false
  const day = addDays(last.done.to, weekday(done.from) - weekday(last.done.to))
  if (day <= last.done.to || last.done.from < first.done.from) return false
  found.done = { from: day, to: day }
  if (said(first).startsWith('下')) found.planned = found.done
  return true
}
/** 上周一和周三手工课，周一…，周三…: each of the days that were named together. */
function isNamed(found: DateMention, before: DateMention[], plain: string): boolean {
  const { done } = found
  if (!done || done.from !== done.to) return false
  const list = before.slice(-WEEK_BACK)
  const near = (a: DateMention | undefined, b: DateMention | undefined) =>
    a !== undefined && b !== undefined && /^[、和及与跟]$/.test(plain.slice(a.end, b.start))
  const same = list.findLast(
    (one, i) =>
      one.done !== null &&
      one.done.from === one.done.to &&
      (near(list[i - 1], one) || near(one, list[i + 1])) &&
      weekday(one.done.from) === weekday(done.from),
  )
  if (!same?.done) return false
  found.done = same.done
  found.planned = same.planned
  return true
}

/** 11月14、15两天义剪，周六在…，周日在…: the weekdays of the days that were told. */
function inSpanOf(found: DateMention, before: DateMention[]): boolean {
  const span = before
    .slice(-WEEK_BACK)
    .findLast(({ done, weak }) => done !== null && !weak && done.from < done.to)?.done
  const { done } = found
  if (!done || !span || done.from !== done.to || daysBetween(span.from, span.to) > WEEK) return false
  const day = addDays(span.from, (weekday(done.from) - weekday(span.from) + 7) % 7)
  if (day > span.to) return false
  found.done = { from: day, to: day }
  found.planned = found.done
  return true
}
const BARE_WEEKDAY = /^(?:周|星期|礼拜)[一二三四五六日天]/
const OF_A_WEEK = /^(?:上上?|这|本|下)个?(?:周|星期|礼拜)[一二三四五六日天]/

/** A bare weekday or day of the month after a week or month that was named (上周：周二 …；十月：8号 …) is the one in it. */
export function within(found: DateMention, before: DateMention[], plain: string): void {
  const said = plain.slice(found.start, found.end)
  const { done } = found
  if (!done || found.grain !== 'day') return
  const bareWeekday = /^(?:周|星期|礼拜)[一二三四五六日天]/.test(said)
  const bareDay = /^(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) ?(?:[-–—~至到] ?\d{1,2} ?)?[日号]/.test(said)
  if (!bareWeekday && !bareDay) return
  if (bareWeekday && (isNamed(found, before, plain) || inWeekOf(found, before, plain) || inSpanOf(found, before)))
    return
  const frame = before
    .slice(-MOST_BACK)
    .findLast(
      ({ done: days, grain }) =>
        days !== null &&
        (bareDay
          ? grain === 'period' || days.from === days.to
          : grain === 'period' && daysBetween(days.from, days.to) === WEEK),
    )?.done
  if (!frame) return
  const length = daysBetween(done.from, done.to)
  let from: Day | null = null
  if (bareWeekday) from = addDays(frame.from, weekday(done.from) - 1)
  else {
    const [year, month] = partsOf(frame.from)
    from = dayOf(year, month, partsOf(done.from)[2])
    if (from && (from < frame.from || (frame.from < frame.to && from > frame.to))) from = null
  }
  if (from) {
    found.done = { from, to: addDays(from, length) }
    if (found.planned && found.planned.from < from) found.planned = found.done
  }
}
