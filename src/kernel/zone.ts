import { type Instant, instantOf } from './clock.js'
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

/**
 * The moment at which clocks in this zone show so many minutes after midnight of a day. What a change to summer time leaves out is the moment
 * after it; what it repeats is the first.
 */
export function momentAt(day: Day, minutes: number, zone: string): Instant {
  const shown = Date.parse(day) + minutes * MINUTE_MS
  const offsets: [number, number] = [offsetAt(shown - DAY_MS, zone), offsetAt(shown + DAY_MS, zone)]
  // On all but a few days of the year, and in most zones always: to ask for an offset is what takes its time.
  if (offsets[0] === offsets[1]) return instantOf(shown - offsets[0])
  const fits = offsets.map((offset) => shown - offset).filter((at) => at + offsetAt(at, zone) === shown)
  return instantOf(fits.length > 0 ? Math.min(...fits) : shown - Math.min(...offsets))
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of a zone are ahead of UTC at this moment, in ms. */
function offsetAt(ms: number, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    // Swedish writes as ISO does: `2014-05-01 00:30:00`.
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    clocks.set(zone, clock)
  }
  return Date.parse(`${clock.format(ms).replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000
}
