import { addDays, weekday, type Day } from '../kernel/day.js'

/** The days on which people work, where that is not only a question of the week. */
export interface Calendar {
  /** Days off, weekends among them or not. */
  off: ReadonlySet<Day>
  /** Weekend days that are worked in exchange (调休). */
  work: ReadonlySet<Day>
  /** Those that are known; in any other year only weekends are free. */
  years: ReadonlySet<number>
}

/** Monday to Friday, for hubs without a list of their own. */
export const WEEKDAYS_ONLY: Calendar = { off: new Set(), work: new Set(), years: new Set() }

/** Nobody is off for longer: what looks further has a calendar without a working day in it. */
const LONGEST = 60

export const isWorkingDay = ({ off, work }: Calendar, day: Day): boolean =>
  work.has(day) || (weekday(day) <= 5 && !off.has(day))

/** The nearest working day from this one on (`step` 1) or back (`step` -1); the day itself when it is one. */
export function workingDayFrom(calendar: Calendar, day: Day, step: 1 | -1): Day {
  for (let n = 0; n <= LONGEST; n++) {
    const one = addDays(day, n * step)
    if (isWorkingDay(calendar, one)) return one
  }
  throw new Error(`no working day within ${LONGEST} days of ${day}`)
}

/** The `n`th working day after this day, `n` from 1. */
export function nthWorkingDayAfter(calendar: Calendar, day: Day, n: number): Day {
  let found = day
  for (let i = 0; i < n; i++) found = workingDayFrom(calendar, addDays(found, 1), 1)
  return found
}

/** The years of these days that the calendar knows nothing of. */
export const yearsUnknown = ({ years }: Calendar, days: Day[]): number[] =>
  [...new Set(days.map((day) => Number(day.slice(0, 4))))].filter((year) => !years.has(year)).sort((a, b) => a - b)
