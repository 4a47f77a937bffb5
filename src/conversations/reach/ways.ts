import type { Instant } from '../../kernel/clock.js'
import type { NoticeKind, Reach, Standing, Way } from '../../kernel/message.js'
import type { ContactAddress } from '../colleagues/ports.js'

/** What the accounts allow, by the rules of their channels. */
export interface Allowed {
  reach(standing: Standing, now: Instant): Reach
  ways(standing: Standing, kind: NoticeKind, now: Instant): Way[]
}

export type WayTo = Way & { addressId: string }

/**
 * Why nothing may go to a contact: she is bound nowhere; she left all accounts; she refuses what comes there; her accounts only answer; the
 * platform lets an account send nothing at present; or it is only that she has not spoken for too long. What is easiest to mend comes last.
 */
export const WHYS = ['unbound', 'left', 'refused', 'rights', 'account', 'silent'] as const
export type Why = (typeof WHYS)[number]

/** The ways to a contact in their order, and why there is none: then she is for the call sheet. */
export type Choice = { type: 'ways'; ways: [WayTo, ...WayTo[]] } | { type: 'call'; why: Why }

/** A message where there is no end of them, then one within the platform's window, then a notice she accepted, then a template. */
const rank = (way: Way): number =>
  way.by === 'message' ? (way.left === null ? 0 : 1) : way.by === 'subscription' ? 2 : 3

/**
 * All that is allowed at a moment to get a notice of this kind to a contact, best first, over all her addresses; of equal ways the one to the
 * address that was heard last. Pure: a forecast asks it about a day to come.
 */
export function waysTo(addresses: ContactAddress[], allowed: Allowed, now: Instant, kind: NoticeKind): Choice {
  const ways = addresses
    .toSorted(byLastHeard)
    .flatMap(({ addressId, standing }) =>
      allowed.ways(standing, kind, now).map((way): WayTo => ({ ...way, addressId })),
    )
    .toSorted((a, b) => rank(a) - rank(b))
  const [best, ...rest] = ways
  if (best) return { type: 'ways', ways: [best, ...rest] }
  const whys = addresses.map(({ standing }) => whyClosed(standing, allowed.reach(standing, now)))
  return { type: 'call', why: WHYS.findLast((why) => whys.includes(why)) ?? 'unbound' }
}

/** The one heard last first. */
export const byLastHeard = (a: Heard, b: Heard): number =>
  lastHeard(b) > lastHeard(a) ? 1 : lastHeard(b) < lastHeard(a) ? -1 : 0

type Heard = Pick<ContactAddress, 'standing'>

const lastHeard = ({ standing: { heardAt, actedAt } }: Heard): Instant =>
  [heardAt ?? '', actedAt ?? ''].reduce((a, b) => (a > b ? a : b))

/** These refusals say no more than that she has not spoken. */
const SILENT = new Set(['errcode.45015', 'errcode.45047'])

function whyClosed(standing: Standing, reach: Reach): Why {
  if (reach.type === 'open') return 'silent'
  switch (reach.reason) {
    case 'left':
    case 'rights':
    case 'silent':
      return reach.reason
    case 'used_up':
      return 'silent'
    // The account is no longer in the settings: as if she had never been there.
    case 'not_configured':
      return 'unbound'
    default:
      if (standing.accountRefusal !== null) return 'account'
      return SILENT.has(reach.reason) ? 'silent' : 'refused'
  }
}
