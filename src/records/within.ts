import type { Day } from '../kernel/day.js'
import { dayIn } from '../kernel/zone.js'
import type { ExportedRecord } from './export-ports.js'

/** As much of a record as its place in time depends on. */
interface Placed extends Pick<ExportedRecord, 'periodFrom' | 'filedAt'> {
  activities: { startsOn: Day }[]
  people: unknown
  expenses: unknown[]
  photos: unknown[]
}

/** A range of days, both included; an end that is not given is open. */
export interface Range {
  from?: Day | undefined
  to?: Day | undefined
}

/**
 * What of a record belongs to a range of days, or null when nothing does. Everything belongs to the day it began on, so
 * that ranges without a gap (quarters of a year) hold each row exactly once: an activity to its first day; spending,
 * photos and the different people, which have no day of their own, to the first day of the record's period, else of its activities, else of filing.
 */
export function within<R extends Placed>(record: R, range: Range, zone: string): R | null {
  const inside = (day: Day) => (range.from ?? day) <= day && day <= (range.to ?? day)
  const activities = record.activities.filter((activity) => inside(activity.startsOn))
  const first = record.activities.map((activity) => activity.startsOn).sort()[0]
  if (inside(record.periodFrom ?? first ?? dayIn(record.filedAt, zone))) return { ...record, activities }
  return activities.length > 0 ? { ...record, activities, people: null, expenses: [], photos: [] } : null
}
