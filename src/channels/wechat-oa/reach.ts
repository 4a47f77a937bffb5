import { later, type Instant } from '../../kernel/clock.js'
import type { Reach, Standing } from '../../kernel/message.js'

/** What a message of hers allows, and what a tap, a follow or a scan (api_sendcustommessage). */
const MESSAGE = { count: 5, ms: 48 * 3600_000 }
const ACT = { count: 3, ms: 60_000 }

/**
 * The platform's rule about customer messages: only a verified account has them, and only for a while after something the person did.
 * Which of two open permits the platform counts a message against it does not say: we count it against both, so more than `left` may be.
 *
 * Closed: `left`, `rights` (not verified), what the platform said against the account or the person, `silent` (no permit is open),
 * `used_up`.
 */
export function reachOf(standing: Standing, verified: boolean, now: Instant): Reach {
  const { following, accountRefusal, heardAt, sentSinceHeard, actedAt, sentSinceActed, refusedAt, refusal } = standing
  const closed = (reason: string): Reach => ({ type: 'closed', reason })
  if (!following) return closed('left')
  if (!verified) return closed('rights')
  if (accountRefusal !== null) return closed(accountRefusal)
  if (refusedAt !== null && ![heardAt, actedAt].some((at) => at !== null && at > refusedAt)) {
    return closed(refusal ?? 'refused')
  }
  const open = [
    { since: heardAt, sent: sentSinceHeard, ...MESSAGE },
    { since: actedAt, sent: sentSinceActed, ...ACT },
  ]
    .flatMap(({ since, sent, count, ms }) => (since === null ? [] : [{ left: count - sent, until: later(since, ms) }]))
    .filter(({ until }) => now < until)
  const best = open.toSorted((a, b) => b.left - a.left)[0]
  if (!best) return closed('silent')
  return best.left > 0 ? { type: 'open', ...best } : closed('used_up')
}
