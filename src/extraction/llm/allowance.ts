import { millisOf, type Clock } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'

const FAILURES = 5
const PAUSE_MS = 60_000

/** How many calls each hub has had on a day. */
export interface Budget {
  /** Takes one call of a hub's day; false where it has had `most`. */
  take(hubId: string, day: Day, most: number): Promise<boolean>
}

/** Counted in this process: for who works alone, without a database. */
export function ownBudget(): Budget {
  let today: Day = ''
  const spent = new Map<string, number>()
  return {
    take(hubId, day, most) {
      if (day !== today) spent.clear()
      today = day
      const used = spent.get(hubId) ?? 0
      if (used < most) spent.set(hubId, used + 1)
      return Promise.resolve(used < most)
    },
  }
}

/**
 * Whether a service may be called: not in the minute after five failures one after the other. After that minute one try is let through, which
 * decides. Each process finds that out for itself.
 */
export function breaker(clock: Clock) {
  let failures = 0
  let closedUntil = 0
  return {
    lets(): boolean {
      const now = millisOf(clock.now())
      if (failures < FAILURES) return true
      if (now < closedUntil) return false
      // Who comes while the one try is under way waits for how it ends.
      closedUntil = now + PAUSE_MS
      return true
    },
    ended(well: boolean): void {
      failures = well ? 0 : failures + 1
      if (failures >= FAILURES) closedUntil = millisOf(clock.now()) + PAUSE_MS
    },
  }
}
