import { later, type Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import type { Job } from '../kernel/job.js'
import type { Say } from '../kernel/message.js'
import type { TurnPorts } from './ports.js'

/** Nine pictures sent at once arrive within about a second. */
const ALBUM_MS = 1_500

const delivery = (key: string, addressId: string, text: string, dueAt: Instant): Job => ({
  kind: 'deliver',
  key: `deliver:${key}`,
  lane: addressId,
  payload: { addressId, say: { type: 'text', text } },
  dueAt,
})

/** Puts texts for one address into the outbox: sent one after another, each at most once. */
export async function sayLater(
  shell: { newId: NewId },
  ports: Pick<TurnPorts, 'outbox'>,
  addressId: string,
  texts: string[],
  now: Instant,
): Promise<void> {
  for (const text of texts) {
    await ports.outbox.add(delivery(shell.newId(), addressId, text, now))
  }
}

/** Puts a picture or a file for one address into the outbox, behind what is to be said there. */
export const giveLater = (
  shell: { newId: NewId },
  ports: Pick<TurnPorts, 'outbox'>,
  addressId: string,
  say: Extract<Say, { blob: string }>,
  now: Instant,
): Promise<void> =>
  ports.outbox.add({
    kind: 'deliver',
    key: `deliver:${shell.newId()}`,
    lane: addressId,
    payload: { addressId, say },
    dueAt: now,
  })

/** Says one text a moment after the last of several messages that all call for it: an album is answered once. */
export const sayOnce = (
  ports: Pick<TurnPorts, 'outbox'>,
  addressId: string,
  why: string,
  text: string,
  now: Instant,
): Promise<void> => ports.outbox.add(delivery(`${addressId}:${why}`, addressId, text, later(now, ALBUM_MS)))
