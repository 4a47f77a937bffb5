import { addDays, daysBetween, type Day } from '../../kernel/day.js'
import { durationIn, type DateMention } from './dates.js'
import type { Segment } from './segments.js'
import { isPostponed, postponedAt } from './status.js'
import type { Status } from '../activity.js'

/** When one activity was or will be, and how sure that is. */
export interface When {
  from: Day | null
  to: Day | null
  mention: DateMention
  /** How many separate dates it was on. */
  occasions: number
  confidence: number
}

/** What stands between dates that share what is told of them. */
export const JOINED = /^(?:[\s，,、和及与跟—–~-]|起|开始|开[班营课学幕展]|一?直?[到至])*$/

/** 周一到周三三样：周一 …: only the frame of a day named behind it. */
const isFrame = ({ done, start }: DateMention, dates: DateMention[]): boolean =>
  done !== null &&
  done.from < done.to &&
  dates.some(
    (one) =>
      one.start > start &&
      one.grain === 'day' &&
      one.done?.from === one.done?.to &&
      one.done !== null &&
      done.from <= one.done.from &&
      one.done.to < done.to,
  )

/** The dates of a segment as one answer: the first day said, or the first and the last of several that share what is told of them. */
export function whenOf(
  { start, end, dates, heading }: Segment,
  plain: string,
  today: Day,
  status: Status,
): When | null {
  const framed = dates.some((one) => isFrame(one, dates))
  const text = plain.slice(start, end)
  const clear = dates.filter((one) => one.grain !== 'vague' && !one.weak && !isFrame(one, dates))
  const moved = isPostponed(text) ? clear.filter((one) => one.start >= start + postponedAt(text)) : null
  const list = moved ?? clear
  const days = list.filter(({ grain }) => grain === 'day')
  const [first] = days.length > 0 ? days : list
  if (!first) {
    if (moved) return null
    if (dates.some(({ grain }) => grain === 'vague')) return null
    const just = dates.find(({ weak }) => weak)
    if (just) return whole(just, today, status, text, 0.8, 1)
    return heading ? whole(heading, today, status, text, heading.grain === 'day' ? 0.6 : 0.8, 1) : null
  }
  const until = list.find((one) => one !== first && one.grain === 'day' && isEnd(one, plain))
  let last = until ?? first
  let occasions = first.occasions ?? 1
  for (const next of until ? [] : days.slice(days.indexOf(first) + 1)) {
    if (!JOINED.test(plain.slice(last.end, next.start))) break
    last = next
    occasions += next.occasions ?? 1
  }
  if (last === first || !last.done || !first.done || !last.planned || !first.planned)
    // 连续两天 … 首日: how long all of it went on says nothing of one day.
    return whole(first, today, status, framed ? '' : text, 0.95, occasions)
  const joined = {
    ...first,
    done: { from: first.done.from, to: last.done.to },
    planned: { from: first.planned.from, to: last.planned.to },
    end: last.end,
  }
  return whole(joined, today, status, text, 0.9, occasions)
}

/** Of something called off the nearest such day is meant, of a weekday the one to come. */
function nearer({ done, planned }: DateMention, today: Day, text: string): boolean {
  if (!done || !planned || /没[办开做搞去]?成|没人|没来|原来|本来/.test(text)) return false
  return daysBetween(today, planned.from) < daysBetween(done.from, today) || daysBetween(today, planned.from) <= 7
}

/** 至25日结束: a date that ends what began before. */
export const isEnd = ({ start, end }: DateMention, plain: string): boolean =>
  /(?<![放改推挪延定排调])[至到]$/.test(plain.slice(Math.max(0, start - 2), start)) &&
  /^(?:结束|止|闭幕|落幕|收官|完成|$|[，。,\s])/.test(plain.slice(end, end + 4))

/** 昨天闭幕，历时3天: the date is the last. */
const ENDED = /□[^。；;\n]{0,20}(?:闭幕|落幕|结束|收官|结营|结业)/

function whole(
  mention: DateMention,
  today: Day,
  status: Status,
  text: string,
  confidence: number,
  occasions: number,
): When | null {
  const days =
    status === 'planned' || (status === 'cancelled' && nearer(mention, today, text)) ? mention.planned : mention.done
  if (!days) return null
  const duration = durationIn(text)
  if (duration && mention.grain === 'day' && days.from === days.to && ENDED.test(text))
    return { from: addDays(days.from, 1 - duration.days), to: days.from, mention, occasions, confidence }
  if (duration && mention.grain === 'day' && days.from === days.to)
    return { from: days.from, to: addDays(days.from, duration.days - 1), mention, occasions, confidence }
  const running = mention.grain === 'period' && status !== 'planned' && days.from <= today && days.to > today
  const to = running ? today : days.to
  return {
    from: days.from,
    to: to === days.from && mention.grain === 'day' ? null : to,
    mention,
    occasions,
    confidence,
  }
}
