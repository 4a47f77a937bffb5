import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import { momentAt } from '../../kernel/zone.js'

const NINE = 9 * 60

/** Nine o'clock of a day in a zone: when somebody could still be told in time. */
export const morningOf = (day: Day, zone: string): Instant => momentAt(day, NINE, zone)
