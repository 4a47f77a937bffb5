import { DAY_HOURS } from '../conversations/reach/morning.js'
import { type Instant, later } from '../kernel/clock.js'
import { addDays, type Day } from '../kernel/day.js'
import { spread } from '../kernel/spread.js'
import { dayIn, momentAt } from '../kernel/zone.js'
import { type Calendar, isWorkingDay, workingDayFrom } from '../programmes/calendar.js'

const { from: FROM, until: UNTIL } = DAY_HOURS
/** Messages of one morning are spread over so many minutes: a platform that is asked for all at once refuses some. */
const SPREAD = 90
/** Full and half hours are when everybody's machines send. */
const BUSY = 30
/** The digest of the morning comes before people are reminded. */
const DIGEST_AT = 8 * 60 + 40

/**
 * When this person is reminded on a day: within the hours of the day, never at minute 0 or 30, each person at another minute, and the same
 * whoever asks. Where that is over, a moment from now; after the hours of the day in the morning of the next working day.
 */
export function remindAt(who: string, day: Day, now: Instant, zone: string, calendar: Calendar): Instant {
  const minute = FROM + 1 + spread(`${who} ${day}`, SPREAD)
  const at = momentAt(day, minute % BUSY === 0 ? minute + 1 : minute, zone)
  if (at >= now) return at
  const soon = later(now, (1 + spread(who, 20)) * 30_000)
  if (soon < momentAt(day, UNTIL, zone)) return soon
  const next = workingDayFrom(calendar, addDays(dayIn(now, zone), 1), 1)
  return remindAt(who, next, now, zone, calendar)
}

/** What a digest is kept by, so that each day has one. */
export const digestKey = (hubId: string, day: Day): string => `digest:${hubId}:${day}`

/** What is noted of a day on which a person was reminded. */
export const toldKey = (contactId: string, day: Day): string => `told:${contactId}:${day}`

/** When the staff of a hub get their digest. */
export const digestAt = (hubId: string, day: Day, zone: string): Instant =>
  momentAt(day, DIGEST_AT + spread(hubId, 10), zone)

/** Whether the hours of a day are over in which people are written to. */
export const isOver = (day: Day, now: Instant, zone: string): boolean => now >= momentAt(day, UNTIL, zone)

/** Null while people may be reminded; else when this one may be: it is night, or a day off. */
export function quietUntil(who: string, now: Instant, zone: string, calendar: Calendar): Instant | null {
  const today = dayIn(now, zone)
  if (now < momentAt(today, FROM, zone)) return remindAt(who, workingDayFrom(calendar, today, 1), now, zone, calendar)
  if (now < momentAt(today, UNTIL, zone) && isWorkingDay(calendar, today)) return null
  return remindAt(who, workingDayFrom(calendar, addDays(today, 1), 1), now, zone, calendar)
}
