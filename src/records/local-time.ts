import type { Instant } from '../kernel/clock.js'

/** The wall clock of a zone at a moment, `YYYY-MM-DDTHH:MM:SS`. */
export function localTime(at: Instant, zone: string): string {
  // Swedish writes dates as ISO does: `2014-05-01 00:30:00`.
  return new Date(at).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')
}
