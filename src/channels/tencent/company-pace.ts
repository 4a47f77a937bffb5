import { millisOf, type Instant } from '../../kernel/clock.js'

/** Keeps all that the apps of one company send below what the platform takes of it. */
export interface CompanyPace {
  /** Takes a place for a call now: 0, or the ms to wait until there is one (then none was taken). `bulk` leaves room for the others. */
  take(company: string, now: Instant, bulk: boolean): number
}

/** The platform takes so many calls of one API from a company, and closes it for a minute or an hour when there are more (path/90312). */
const MINUTE = { seconds: 60, platform: 10_000, ours: 9_900 }
const HOUR = { seconds: 3_600, platform: 150_000, ours: 148_000 }
/** Of these, what nobody waits for may use, evenly over the seconds: after a day without a way out there is no burst. */
const BULK_A_SECOND = 160
const BULK_AN_HOUR = 140_000

interface Counted {
  /** How many in each second of the last hour. */
  seconds: Map<number, number>
  bulk: number
  minute: number
  hour: number
  at: number
}

/**
 * The count lives in memory, one process an app. What a process before this one sent is not known: in the first minute bulk has only what it
 * would have left over (400).
 */
export function companyPacing(startedAt: Instant): CompanyPace {
  const started = Math.floor(millisOf(startedAt) / 1000)
  const companies = new Map<string, Counted>()

  function at(company: string, second: number): Counted {
    const counted = companies.get(company) ?? { seconds: new Map(), bulk: 0, minute: 0, hour: 0, at: second }
    companies.set(company, counted)
    if (second > counted.at) {
      counted.bulk = 0
      for (const [one, n] of counted.seconds) {
        if (one <= second - MINUTE.seconds && one > counted.at - MINUTE.seconds) counted.minute -= n
        if (one > second - HOUR.seconds) continue
        counted.hour -= n
        counted.seconds.delete(one)
      }
      counted.at = second
    }
    return counted
  }

  return {
    take(company, now, bulk) {
      const ms = millisOf(now)
      const second = Math.floor(ms / 1000)
      const counted = at(company, second)
      const fresh = second - started < MINUTE.seconds
      const most = fresh ? MINUTE.platform - BULK_A_SECOND * MINUTE.seconds : MINUTE.ours
      const full = bulk
        ? counted.bulk >= BULK_A_SECOND || counted.minute >= most || counted.hour >= BULK_AN_HOUR
        : counted.minute >= MINUTE.ours || counted.hour >= HOUR.ours
      if (full) return (second + 1) * 1000 - ms
      counted.seconds.set(second, (counted.seconds.get(second) ?? 0) + 1)
      counted.minute += 1
      counted.hour += 1
      if (bulk) counted.bulk += 1
      return 0
    },
  }
}
