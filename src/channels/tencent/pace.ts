import { millisOf, type Instant } from '../../kernel/clock.js'

/** Keeps our messages to one person below what the platform lets through. */
export interface Pace {
  /** Takes a place for a message to this person of this app now: 0, or the ms to wait until there is one (then none was taken). */
  take(person: string, now: Instant): number
}

/** The platform drops what exceeds 30 a minute or 1000 an hour to one member, without a word (path/90236). */
const ALLOWED = [
  { windowMs: 60_000, platform: 30, ours: 25 },
  { windowMs: 3_600_000, platform: 1000, ours: 900 },
] as const
const HOUR = ALLOWED[1].windowMs

/**
 * The count lives in memory. What a process before this one sent is not known, so it is taken to have used all of its share: until a
 * window has passed since `startedAt` only the rest up to the platform's limit is given out (5 in the first minute, 100 in the first hour).
 * One process an app: two would each believe they were alone.
 */
export function pacing(startedAt: Instant): Pace {
  const started = millisOf(startedAt)
  const sent = new Map<string, number[]>()
  let sweptAt = started

  return {
    take(person, now) {
      const at = millisOf(now)
      if (at - sweptAt > HOUR) {
        for (const [one, times] of sent) if (times[times.length - 1]! <= at - HOUR) sent.delete(one)
        sweptAt = at
      }
      const times = (sent.get(person) ?? []).filter((time) => time > at - HOUR)
      for (const { windowMs, platform, ours } of ALLOWED) {
        const fresh = at - started < windowMs
        const most = fresh ? platform - ours : ours
        const within = times.filter((time) => time > at - windowMs)
        if (within.length < most) continue
        const free = within[within.length - most]! + windowMs
        return (fresh ? Math.min(free, started + windowMs) : free) - at
      }
      times.push(at)
      sent.set(person, times)
      return 0
    },
  }
}
