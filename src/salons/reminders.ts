import { later, type Instant } from '../kernel/clock.js'
import { addDays } from '../kernel/day.js'
import { dayIn, momentAt } from '../kernel/zone.js'

export type Reminder = 'day_before' | 'two_hours'

/** `over`: staff are asked to end it. */
export type Moment = Reminder | 'over'

/** At ten the day before: nobody is at dinner, and there is a day to answer. */
const DAY_BEFORE_MINUTES = 10 * 60
const TWO_HOURS = 2 * 3_600_000
/** Nobody is woken for a salon that begins early. */
const EARLIEST_MINUTES = 7 * 60

/** A salon without an end is over after so long; staff have a moment to end it by themselves. */
const LENGTH = 3 * 3_600_000
const PATIENCE = 1_800_000

/** When it is over as it is planned. */
export const overAt = ({ startsAt, endsAt }: { startsAt: Instant; endsAt: Instant | null }): Instant =>
  endsAt ?? later(startsAt, LENGTH)

/** When people are reminded of a salon, and staff of its end; what would come at once, or is over, is left out. */
export function remindersOf(
  salon: { startsAt: Instant; endsAt: Instant | null },
  zone: string,
  now: Instant,
): { what: Moment; at: Instant }[] {
  const { startsAt } = salon
  const day = dayIn(startsAt, zone)
  const before = momentAt(addDays(day, -1), DAY_BEFORE_MINUTES, zone)
  const shortly = later(startsAt, -TWO_HOURS)
  const awake = momentAt(day, EARLIEST_MINUTES, zone)
  const at = shortly < awake && awake < startsAt ? awake : shortly
  const soon = later(now, TWO_HOURS / 2)
  return [
    { what: 'day_before' as const, at: before },
    { what: 'two_hours' as const, at },
    { what: 'over' as const, at: later(overAt(salon), PATIENCE) },
  ].filter((reminder) => reminder.at > soon)
}
