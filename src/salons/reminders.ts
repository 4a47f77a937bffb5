import { later, type Instant } from '../kernel/clock.js'
import { addDays } from '../kernel/day.js'
import { dayIn, momentAt } from '../kernel/zone.js'

export type Reminder = 'day_before' | 'two_hours'

/** At ten the day before: nobody is at dinner, and there is a day to answer. */
const DAY_BEFORE_MINUTES = 10 * 60
const TWO_HOURS = 2 * 3_600_000
/** Nobody is woken for a salon that begins early. */
const EARLIEST_MINUTES = 7 * 60

/** When people are reminded of a salon that begins then; what would come at once, or is over, is left out. */
export function remindersOf(startsAt: Instant, zone: string, now: Instant): { what: Reminder; at: Instant }[] {
  const day = dayIn(startsAt, zone)
  const before = momentAt(addDays(day, -1), DAY_BEFORE_MINUTES, zone)
  const shortly = later(startsAt, -TWO_HOURS)
  const awake = momentAt(day, EARLIEST_MINUTES, zone)
  const at = shortly < awake && awake < startsAt ? awake : shortly
  const soon = later(now, TWO_HOURS / 2)
  return [
    { what: 'day_before' as const, at: before },
    { what: 'two_hours' as const, at },
  ].filter((reminder) => reminder.at > soon)
}
