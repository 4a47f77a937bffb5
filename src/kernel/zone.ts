import { instantOf, type Instant } from './clock.js'
import type { Day } from './day.js'

// Making a formatter takes some hundred times longer than using one, and this is asked in every turn.
const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a moment in a zone (`Asia/Shanghai`). An unknown zone throws RangeError. */
export function dayIn(instant: Instant, zone: string): Day {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      calendar: 'gregory',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  // As English writes it, 03/22/2014; its parts by name take three times as long.
  const [month, day, year] = format.format(new Date(instant)).split('/')
  return `${year}-${month}-${day}`
}

/** The moment when the clocks of a zone show so many minutes after midnight of a day. */
export function instantIn(day: Day, minutes: number, zone: string): Instant {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  // Swedish writes a moment as ISO does: `2026-12-05 14:00:00`.
  const clocks = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const ahead = (at: number) => Date.parse(`${clocks.format(at).replace(' ', 'T')}Z`) - at
  return instantOf(wall - ahead(wall - ahead(wall)))
}
