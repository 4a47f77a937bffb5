import type { Instant } from '../../kernel/clock.js'
import { addDays, type Day } from '../../kernel/day.js'
import { dayIn, momentAt } from '../../kernel/zone.js'

const NINE = 9 * 60

/** Nobody is written to unasked before or after, in minutes of the hub's own day. */
export const DAY_HOURS = { from: NINE, until: 20 * 60 }
/** Not on the hour, when everybody's machines send. */
const EARLY = NINE + 5

/** Null by day; in the evening and at night when the next day has begun for everybody. */
export function dayBegins(now: Instant, zone: string): Instant | null {
  const today = dayIn(now, zone)
  if (now < momentAt(today, DAY_HOURS.from, zone)) return momentAt(today, EARLY, zone)
  return now < momentAt(today, DAY_HOURS.until, zone) ? null : momentAt(addDays(today, 1), EARLY, zone)
}

/** Nine o'clock of a day in a zone: when somebody could still be told in time. */
export const morningOf = (day: Day, zone: string): Instant => momentAt(day, NINE, zone)
