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

/** One app's access token, kept in memory: after a restart the platform gives the same one again. */
export function tokens(fetchToken: () => Promise<Fetched>, clock: Clock): Tokens {
  let held: { fetched: Fetched & { type: 'token' }; until: Instant } | null = null
  let flight: Promise<Fetched> | null = null
  let lately: number[] = []

  async function refresh(): Promise<Fetched> {
    const now = clock.now()
    lately = lately.filter((at) => at > millisOf(now) - 60_000)
    const oldest = lately[lately.length - FETCHES_A_MINUTE]
    if (oldest !== undefined) {
      return { type: 'later', code: 'token.too_often', after: oldest + 60_000 - millisOf(now) }
    }
    lately.push(millisOf(now))
    const fetched = await fetchToken()
    if (fetched.type === 'token') {
      const seconds = Math.max(fetched.seconds - MARGIN_S, fetched.seconds / 2)
      held = { fetched, until: later(now, seconds * 1000) }
    }
    return fetched
  }

  return {
    current() {
      if (held && clock.now() < held.until) return Promise.resolve(held.fetched)
      flight ??= refresh().finally(() => (flight = null))
      return flight
    },
    reject(token) {
      if (held?.fetched.token === token) held = null
    },
  }
}
