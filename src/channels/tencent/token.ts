import { later, millisOf, type Clock, type Instant } from '../../kernel/clock.js'

/** Why no call was made or what became of one that was not answered well: as `SendResult`, without `sent`. */
export type Failure =
  | { type: 'later'; code: string; after: number }
  | { type: 'refused'; code: string; scope: 'person' | 'message' | 'account' | 'rights' }
  | { type: 'unknown'; code: string }

export type Fetched = { type: 'token'; token: string; seconds: number } | Exclude<Failure, { type: 'unknown' }>

export interface Tokens {
  /** The token in force, fetched if there is none; all who ask meanwhile wait for the same fetch. */
  current(): Promise<Fetched>
  /** The platform called this token dead. One that was replaced already is no news. */
  reject(token: string): void
}

/** A token is not used in its last five minutes (or its last half, should it be short-lived): a slow request must not outlive it. */
const MARGIN_S = 300

/** A sound app fetches once in two hours. Whatever goes wrong, and however many wait, the platform is not asked more often than this. */
const FETCHES_A_MINUTE = 5

/** Official accounts: `force_refresh` works 20 times a day, and does nothing within 30 s of the last (api_getstableaccesstoken). */
const FORCED = { aDay: 20, apartMs: 30_000 }
const DAY_MS = 24 * 3600_000

/**
 * One account's access token, kept in memory: after a restart the platform gives the same one again. That may also be one it calls dead;
 * where it can be made to give another, `force` asks for that.
 */
export function tokens(fetchToken: () => Promise<Fetched>, clock: Clock, force?: () => Promise<Fetched>): Tokens {
  let held: { fetched: Fetched & { type: 'token' }; until: Instant } | null = null
  let flight: Promise<Fetched> | null = null
  let lately: number[] = []
  let forced: number[] = []
  let dead: string | null = null

  async function refresh(): Promise<Fetched> {
    const now = clock.now()
    const at = millisOf(now)
    lately = lately.filter((before) => before > at - 60_000)
    const oldest = lately[lately.length - FETCHES_A_MINUTE]
    if (oldest !== undefined) return { type: 'later', code: 'token.too_often', after: oldest + 60_000 - at }
    lately.push(at)
    let fetched = await fetchToken()
    if (force && isDead(fetched)) fetched = await another(at, force)
    if (fetched.type === 'token') {
      const seconds = Math.max(fetched.seconds - MARGIN_S, fetched.seconds / 2)
      held = { fetched, until: later(now, seconds * 1000) }
    }
    return fetched
  }

  /** A token in place of the dead one that the platform still hands out. */
  async function another(at: number, force: () => Promise<Fetched>): Promise<Fetched> {
    forced = forced.filter((before) => before > at - DAY_MS)
    const next = Math.max(
      (forced[forced.length - 1] ?? -Infinity) + FORCED.apartMs,
      (forced[forced.length - FORCED.aDay] ?? -Infinity) + DAY_MS,
    )
    if (at < next) return { type: 'later', code: 'token.dead', after: next - at }
    forced.push(at)
    const fetched = await force()
    return isDead(fetched) ? { type: 'later', code: 'token.dead', after: FORCED.apartMs } : fetched
  }

  const isDead = (fetched: Fetched): boolean => fetched.type === 'token' && fetched.token === dead

  return {
    current() {
      if (held && clock.now() < held.until) return Promise.resolve(held.fetched)
      flight ??= refresh().finally(() => (flight = null))
      return flight
    },
    reject(token) {
      if (held?.fetched.token !== token) return
      held = null
      dead = token
    },
  }
}
