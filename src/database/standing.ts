import { later, type Clock, type Instant } from '../kernel/clock.js'
import type { Address, Standing } from '../kernel/message.js'

/** The columns of `StandingRow`; the first value of the statement is `refusedSince`. */
export const STANDING = `a.channel, a.account, a.user, a.following, a.heardAt, a.sentSinceHeard, a.actedAt, a.sentSinceActed, a.refusedAt, a.refusal,
    (SELECT k.refusal FROM accounts k WHERE k.channel = a.channel AND k.account = a.account AND k.refusedAt > ?) AS accountRefusal`

/** What the platform said against an account counts for a day: then it is asked again, by the next message there is. */
export const refusedSince = (clock: Clock): Instant => later(clock.now(), -24 * 3_600_000)

export type StandingRow = Address &
  Omit<Standing, 'address' | 'following' | 'sentSinceHeard' | 'sentSinceActed'> & {
    following: number
    sentSinceHeard: number | null
    sentSinceActed: number | null
  }

export const standingOf = (row: StandingRow): Standing => ({
  address: { channel: row.channel, account: row.account, user: row.user },
  following: row.following === 1,
  heardAt: row.heardAt,
  sentSinceHeard: row.sentSinceHeard ?? 0,
  actedAt: row.actedAt,
  sentSinceActed: row.sentSinceActed ?? 0,
  refusedAt: row.refusedAt,
  refusal: row.refusal,
  accountRefusal: row.accountRefusal,
})
