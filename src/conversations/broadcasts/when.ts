import { findClock } from '../../kernel/clock-words.js'
import { instantOf, millisOf, type Instant } from '../../kernel/clock.js'
import { addDays } from '../../kernel/day.js'
import { normaliseText, readNumber } from '../../kernel/numeral.js'
import { dayIn, momentAt } from '../../kernel/zone.js'
import { findComing } from '../../salons/coming-day.js'

const MINUTE = 60_000
const AFTER = /^(?:过)?(半|[\d一二两三四五六七八九十]{1,3}) ?(?:个)?(分钟|小时)(?:以?后|之后)(?:发)?$/

/** What may stand around a time: 「那就明天上午10点左右发出去吧」. */
const AROUND =
  /[\s,，。.!！、~]|左右|准时|定时|大概|那就|就|再|在|改到|改成|到|发给大家|发出去?|发送|发|吧|好了?|的时候|以?后/g
const MOST_AROUND = 4

/**
 * When something is to go out: 「明天上午10点」, 「周五下午3点」, 「半小时后」; of a time without a day the next such one. `no_time`: a day
 * without a time; `over`: it has gone by; null where it names none.
 */
export function momentMeant(
  text: string,
  zone: string,
  now: Instant,
): { at: Instant } | { fault: 'no_time' | 'over' } | null {
  const [, many, unit] = AFTER.exec(normaliseText(text).trim()) ?? []
  if (many !== undefined) {
    const count = many === '半' ? 0.5 : readNumber(many)
    return count === null ? null : { at: instantOf(millisOf(now) + count * (unit === '分钟' ? MINUTE : 60 * MINUTE)) }
  }
  const today = dayIn(now, zone)
  const { day, from, rest } = findComing(text, today)
  // What says more than a time is about something else, a salon with its day: it must not send anything to anybody.
  if (Array.from(rest.replace(AROUND, '')).length > MOST_AROUND) return null
  if (day !== null && from === null) return { fault: 'no_time' }
  if (day !== null && from !== null) {
    const at = momentAt(day, from, zone)
    return at > now ? { at } : { fault: 'over' }
  }
  const clock = findClock(text)
  if (!clock) return null
  const at = momentAt(today, clock.from, zone)
  return { at: at > now ? at : momentAt(addDays(today, 1), clock.from, zone) }
}
