import { millisOf, type Clock } from '../../kernel/clock.js'
import { dayIn } from '../../kernel/zone.js'

const ZONE = 'Asia/Shanghai'
const FAILURES = 5
const PAUSE_MS = 60_000

/**
 * Whether a model may be asked now: no more than so many times a day for each hub (counted in this process; a restart begins anew), and not in
 * the minute after five failures one after the other. After that minute one try is let through, which decides.
 */
export function allowance(callsPerDay: number, clock: Clock) {
  let today = ''
  const spent = new Map<string, number>()
  let failures = 0
  let closedUntil = 0
  return {
    /** Takes one call of a hub's day, or says why it must not be made. */
    take(hubId: string): { ok: true } | { ok: false; code: string } {
      const now = clock.now()
      const day = dayIn(now, ZONE)
      if (day !== today) {
        today = day
        spent.clear()
      }
      const used = spent.get(hubId) ?? 0
      if (used >= callsPerDay) return { ok: false, code: 'model.budget' }
      if (failures >= FAILURES && millisOf(now) < closedUntil) return { ok: false, code: 'model.paused' }
      // Who comes while the one try is under way waits for how it ends.
      if (failures >= FAILURES) closedUntil = millisOf(now) + PAUSE_MS
      spent.set(hubId, used + 1)
      return { ok: true }
    },
    ended(well: boolean): void {
      failures = well ? 0 : failures + 1
      if (failures >= FAILURES) closedUntil = millisOf(clock.now()) + PAUSE_MS
    },
  }
}
