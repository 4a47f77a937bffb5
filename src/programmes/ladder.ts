import { addDays, type Day } from '../kernel/day.js'
import { type Calendar, isWorkingDay, workingDayFrom } from './calendar.js'

/** When a person is reminded of one deadline. Days count from it: -7 is a week before. */
export interface Ladder {
  rungs: number[]
  /** After so many days without a report it goes to the staff's call sheet. */
  callAfter: number
  /** No more messages than this for one deadline, whoever gets them. */
  most: number
  /** From this rung on the deputy is asked as well; after the deadline where nothing is said. */
  deputyFrom?: number | undefined
}

/** As it is delivered: a week and two days before, on the day, three days after; then somebody calls. */
export const LADDER: Ladder = { rungs: [-7, -2, 0, 3], callAfter: 5, most: 4 }

/** One day on which a person is reminded. */
export interface Rung {
  /** As it is written in the ladder. */
  days: number
  on: Day
}

/**
 * The days of a ladder for one deadline. Nobody is reminded on a day off: before the deadline the working day before, on it and after it the
 * working day after. Of several that meet on one day the latest stays, and no more are left than the budget.
 */
export function rungDays({ rungs, most }: Ladder, deadline: Day, calendar: Calendar): Rung[] {
  const byDay = new Map<Day, Rung>()
  for (const days of rungs.toSorted((a, b) => a - b)) {
    const day = addDays(deadline, days)
    const on = isWorkingDay(calendar, day) ? day : workingDayFrom(calendar, day, days < 0 ? -1 : 1)
    byDay.set(on, { days, on })
  }
  return [...byDay.values()].sort((a, b) => (a.on < b.on ? -1 : 1)).slice(0, most)
}

/** The day from which staff call instead. */
export const callDay = ({ callAfter }: Ladder, deadline: Day, calendar: Calendar): Day =>
  workingDayFrom(calendar, addDays(deadline, callAfter), 1)

const AFTER_DEADLINE = 1

/**
 * Who of these is asked at a rung, in the order in which an organisation wants it: the first; the deputy as well when her turn has come, and
 * earlier whoever comes next where those before her cannot be reached.
 */
export function askedAt<C>(
  { deputyFrom = AFTER_DEADLINE }: Ladder,
  days: number,
  contacts: C[],
  reached: (contact: C) => boolean,
): C[] {
  const turns = days >= deputyFrom ? 2 : 1
  return contacts.slice(0, Math.max(turns, contacts.findIndex(reached) + 1))
}
