import { later, type Instant } from '../kernel/clock.js'
import type { Contact, Invitation, Invitations, Invitee } from './people.js'

const DAY = 24 * 3_600_000
/** As long as the longest life of a QR with a scene, so that code and QR of one card end together. */
export const HANDED_OUT_MS = 30 * DAY
export type HandedOut = Invitee & { code: NonNullable<Invitee['code']> }

/**
 * A code for each of these contacts of a hub. Whoever has one that still works is given it again; who has none, or whose codes are used or
 * expired, gets a fresh one. With `fresh` everyone does, and what she had before ends. `by` is the contact who asks, null the operator.
 */
export async function handOut(
  invitations: Pick<Invitations, 'make' | 'endUnused'>,
  hubId: string,
  invitees: Invitee[],
  { now, by, fresh = false }: { now: Instant; by: string | null; fresh?: boolean },
): Promise<HandedOut[]> {
  const handed: HandedOut[] = []
  for (const invitee of invitees) {
    if (invitee.code && !fresh) {
      handed.push({ ...invitee, code: invitee.code })
      continue
    }
    const { contactId } = invitee
    if (fresh) await invitations.endUnused(contactId, now)
    const expiresAt = later(now, HANDED_OUT_MS)
    const { code } = await invitations.make({ hubId, contactId, madeAt: now, madeBy: by, expiresAt })
    handed.push({ ...invitee, code: { code, expiresAt } })
  }
  return handed
}

/** A code with which she binds one more address of her own: she uses it within the day or asks again. */
export const ownCode = (
  invitations: Pick<Invitations, 'make'>,
  { id, hubId }: Pick<Contact, 'id' | 'hubId'>,
  now: Instant,
): Promise<Invitation> =>
  invitations.make({ hubId, contactId: id, madeAt: now, madeBy: id, expiresAt: later(now, DAY) })
