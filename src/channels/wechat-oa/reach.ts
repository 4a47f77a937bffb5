import { later, type Instant } from '../../kernel/clock.js'
import type { NoticeKind, Reach, Standing, Way } from '../../kernel/message.js'
import type { WechatOaSettings } from './settings.js'

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
  const { following, accountRefusal, heardAt, sentSinceHeard, actedAt, sentSinceActed, refusal } = standing
  const closed = (reason: string): Reach => ({ type: 'closed', reason })
  if (!following) return closed('left')
  if (!verified) return closed('rights')
  if (accountRefusal !== null) return closed(accountRefusal)
  if (refusesMessages(standing)) return closed(refusal ?? 'refused')
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

/** That she did not accept a notice, or took it back, says nothing of messages. */
const refusesMessages = ({ refusedAt, refusalOf, heardAt, actedAt }: Standing): boolean =>
  refusedAt !== null && refusalOf !== 'subscription' && ![heardAt, actedAt].some((at) => at !== null && at > refusedAt)

/** These say that no message may go at present, and nothing about her. */
const ONLY_MESSAGES = new Set(['errcode.45015', 'errcode.45047'])

/**
 * How a notice of this kind may go there: a customer message while there is room for one, a subscription notice that she accepted (one for
 * each time; she need not follow), a template message to who follows. The last two have verified service accounts alone, where their
 * templates are in the settings.
 */
export function waysOf(
  standing: Standing,
  { verified, kind: account, notices }: Pick<WechatOaSettings, 'verified' | 'kind' | 'notices'>,
  kind: NoticeKind,
  now: Instant,
): Way[] {
  const message = reachOf(standing, verified, now)
  const ways: Way[] = message.type === 'open' ? [{ by: 'message', left: message.left, until: message.until }] : []
  if (!verified || account !== 'service' || standing.accountRefusal !== null) return ways
  const { subscription, template } = notices[kind] ?? {}
  const left = subscription ? (standing.notices[subscription.id] ?? 0) : 0
  if (subscription && left > 0) ways.push({ by: 'subscription', template: subscription.id, left })
  const refuses = refusesMessages(standing) && !ONLY_MESSAGES.has(standing.refusal ?? '')
  if (template && standing.following && !refuses) ways.push({ by: 'template', template: template.id })
  return ways
}
