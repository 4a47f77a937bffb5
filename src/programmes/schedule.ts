import { addDays, dayOf, lastOfMonth, partsOf, weekday, type Day, type Days } from '../kernel/day.js'
import type { Ladder } from './ladder.js'
import { type Calendar, nthWorkingDayAfter, workingDayFrom } from './calendar.js'

/** How often a report is owed. */
export type Cadence =
  /** Once, about these days. */
  | { type: 'once'; from: Day; to: Day }
  /** About each week (Monday to Sunday), month, quarter, half year or year of the calendar that the time touches. */
  | { type: 'weekly' | 'monthly' | 'quarterly' | 'half_yearly' | 'yearly' }
  /** When the grant ends, about the whole of it. */
  | { type: 'at_end' }
  /** So many days after the grant begins, about the time until then. */
  | { type: 'days_after'; days: number }

/** When it is due, from the last day of the period. */
export type DueRule =
  | { type: 'after_end'; days: number }
  /** On the nth working day after it. */
  | { type: 'working_day'; nth: number }
  /** On this day of the month, so many months after the one it ends in; in a shorter month on the last day of that. */
  | { type: 'day'; day: number; months: number }

/** What a programme asks of each of its grants. */
export interface Schedule {
  form: string
  cadence: Cadence
  due: DueRule
  /** A deadline that falls on a day off stays there, or goes to the working day before or after it. */
  dayOff: 'stay' | 'before' | 'after'
  /** It opens so many days before it is due, and at the latest the day after the period. */
  opensBefore: number
  /** The first and the last day that a period may touch; the programme's own where null. */
  first: Day | null
  last: Day | null
  /** When people are reminded of it. */
  ladder: Ladder
  /** By the key of a period another form than the usual one, or none. */
  forms: Record<string, string | null>
}

/** One report that is owed: about which days, in which form, from when on and until when. */
export interface Owed {
  /** `2026-10`, `2026-Q4`, `2026-H2`, `2026`, `2026-W40`; `once`, `end`, `after-30`. */
  period: string
  form: string
  from: Day
  to: Day
  opensOn: Day
  dueOn: Day
}

/**
 * All reports of a schedule that a grant owes from its first to its last day, in their order. A period that is only touched is cut to the
 * days the grant runs; a grant that ends before it begins owes none.
 */
export function owedBy(schedule: Schedule, grant: Days, calendar: Calendar): Owed[] {
  const from = latest(grant.from, schedule.first)
  const to = earliest(grant.to, schedule.last)
  if (from > to) return []
  return periodsOf(schedule.cadence, { from, to }, grant).flatMap(({ period, ...days }) => {
    const other = schedule.forms[period]
    if (other === null) return []
    const dueOn = dueOnOf(schedule, days.to, calendar)
    const opensOn = earliest(addDays(days.to, 1), addDays(dueOn, -schedule.opensBefore))
    return [{ period, form: other ?? schedule.form, ...days, opensOn, dueOn }]
  })
}

const latest = (a: Day, b: Day | null): Day => (b !== null && b > a ? b : a)
const earliest = (a: Day, b: Day | null): Day => (b !== null && b < a ? b : a)

type Period = Days & { period: string }

/** The periods of a cadence within these days. */
function periodsOf(cadence: Cadence, span: Days, grant: Days): Period[] {
  switch (cadence.type) {
    case 'once': {
      const touched = cadence.from <= span.to && cadence.to >= span.from && cadence.from <= cadence.to
      return touched ? [cut({ period: 'once', from: cadence.from, to: cadence.to }, span)] : []
    }
    case 'at_end':
      return span.to < grant.to ? [] : [{ period: 'end', from: grant.from, to: grant.to }]
    case 'days_after': {
      const to = addDays(grant.from, cadence.days)
      return to < span.from || to > span.to ? [] : [{ period: `after-${cadence.days}`, from: grant.from, to }]
    }
    default: {
      const periods: Period[] = []
      for (let day = span.from; day <= span.to;) {
        const whole = periodAround(cadence.type, day)
        periods.push(cut(whole, span))
        day = addDays(whole.to, 1)
      }
      return periods
    }
  }
}

const cut = ({ period, from, to }: Period, span: Days): Period => ({
  period,
  from: latest(from, span.from),
  to: earliest(to, span.to),
})

const MONTHS = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 } as const

/** The whole period of the calendar that a day is in. */
function periodAround(type: 'weekly' | keyof typeof MONTHS, day: Day): Period {
  if (type === 'weekly') {
    const from = addDays(day, 1 - weekday(day))
    return { period: weekOf(from), from, to: addDays(from, 6) }
  }
  const count = MONTHS[type]
  const [year, month] = partsOf(day)
  const index = Math.floor((month - 1) / count)
  const first = index * count + 1
  const last = first + count - 1
  const name = { monthly: `-${two(month)}`, quarterly: `-Q${index + 1}`, half_yearly: `-H${index + 1}`, yearly: '' }[
    type
  ]
  return {
    period: `${year}${name}`,
    from: `${year}-${two(first)}-01`,
    to: `${year}-${two(last)}-${two(lastOfMonth(year, last))}`,
  }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `2026-W01`: by ISO 8601 a week belongs to the year that its Thursday is in. */
function weekOf(monday: Day): string {
  const thursday = addDays(monday, 3)
  const year = thursday.slice(0, 4)
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (7 * 86_400_000)) + 1
  return `${year}-W${two(week)}`
}

function dueOnOf({ due, dayOff }: Schedule, end: Day, calendar: Calendar): Day {
  const day = dueDay(due, end, calendar)
  if (dayOff === 'stay') return day
  return workingDayFrom(calendar, day, dayOff === 'after' ? 1 : -1)
}

function dueDay(due: DueRule, end: Day, calendar: Calendar): Day {
  switch (due.type) {
    case 'after_end':
      return addDays(end, due.days)
    case 'working_day':
      return nthWorkingDayAfter(calendar, end, due.nth)
    case 'day': {
      const [year, month] = partsOf(end)
      const at = year * 12 + month - 1 + due.months
      const [y, m] = [Math.floor(at / 12), (at % 12) + 1]
      const day = dayOf(y, m, Math.min(due.day, lastOfMonth(y, m)))
      // With 0 months the day may lie before the end of what is reported.
      return day === null || day < end ? end : day
    }
  }
}
