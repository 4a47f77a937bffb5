import type { Instant } from '../kernel/clock.js'
import type { Address, Standing } from '../kernel/message.js'

/** The columns of `StandingRow`. */
export const STANDING = `a.channel, a.account, a.user, a.following, a.heardAt, a.sentSinceHeard, a.actedAt, a.sentSinceActed, a.refusedAt, a.refusal, a.refusalOf, a.unreachableAt, a.notices,
    (SELECT k.refusal FROM accounts k WHERE k.channel = a.channel AND k.account = a.account) AS accountRefusal,
    (SELECT k.refusedUntil FROM accounts k WHERE k.channel = a.channel AND k.account = a.account) AS accountRefusedUntil`

export type StandingRow = Address &
  Omit<Standing, 'address' | 'following' | 'sentSinceHeard' | 'sentSinceActed' | 'notices'> & {
    notices: string | null
    following: number
    sentSinceHeard: number | null
    sentSinceActed: number | null
  }

/** What the platform said against an account counts for its time: then it is asked again, by the next message there is. */
export const standingOf = (row: StandingRow, now: Instant): Standing => ({
  address: { channel: row.channel, account: row.account, user: row.user },
  following: row.following === 1,
  heardAt: row.heardAt,
  sentSinceHeard: row.sentSinceHeard ?? 0,
  actedAt: row.actedAt,
  sentSinceActed: row.sentSinceActed ?? 0,
  refusedAt: row.refusedAt,
  refusal: row.refusal,
  refusalOf: row.refusalOf,
  unreachableAt: row.unreachableAt,
  notices: row.notices === null ? {} : (JSON.parse(row.notices) as Record<string, number>),
  accountRefusal: row.accountRefusedUntil !== null && row.accountRefusedUntil > now ? row.accountRefusal : null,
  accountRefusedUntil: row.accountRefusedUntil,
})
