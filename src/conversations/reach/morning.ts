import { instantOf, later, type Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'

const HOUR_MS = 3_600_000
const NINE = 9

/** Nine o'clock of a day in a zone, to the hour: when somebody could still be told in time. */
export function morningOf(day: Day, zone: string): Instant {
  let midnight = instantOf(Date.parse(day) - 14 * HOUR_MS)
  while (dayIn(midnight, zone) < day) midnight = later(midnight, HOUR_MS)
  return later(midnight, NINE * HOUR_MS)
}
