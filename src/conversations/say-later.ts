import { later, type Instant } from '../kernel/clock.js'
import type { Job } from '../kernel/job.js'
import type { Say } from '../kernel/message.js'
import type { Person, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { withUnsaid } from './unsaid.js'

/** Nine pictures sent at once arrive within about a second. */
const ALBUM_MS = 1_500

const delivery = (key: string, addressId: string, say: Say, dueAt: Instant): Job => ({
  kind: 'deliver',
  key: `deliver:${key}`,
  lane: addressId,
  payload: { addressId, say },
  dueAt,
})

/**
 * Says texts to one whose lock is held, without her having asked: sent one after another, each at most once, or kept for her next message
 * where the platform does not let us write to her. Once in a transaction for one person.
 */
export async function sayLater(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split'>,
  ports: Pick<TurnPorts, 'outbox' | 'people'>,
  { addressId, standing, unsaid }: Pick<Person, 'addressId' | 'standing' | 'unsaid'>,
  texts: string[],
  now: Instant,
): Promise<void> {
  if (shell.reach(standing, now).type === 'closed') {
    const added = texts.map((text) => ({ text, key: shell.newId(), at: now }))
    return ports.people.setUnsaid(addressId, withUnsaid(unsaid, added))
  }
  for (const part of texts.flatMap((text) => shell.split(standing.address, text))) {
    await ports.outbox.add(delivery(shell.newId(), addressId, { type: 'text', text: part }, now))
  }
}

/** Puts what is more than a text for one address into the outbox, behind what is to be said there. Files cannot wait for her next message. */
export const giveLater = (
  shell: Pick<TurnShell, 'newId'>,
  ports: Pick<TurnPorts, 'outbox'>,
  addressId: string,
  say: Exclude<Say, { type: 'text' }>,
  now: Instant,
): Promise<void> => ports.outbox.add(delivery(shell.newId(), addressId, say, now))

/** Says one text a moment after the last of several messages that all call for it: an album is answered once. */
export const sayOnce = (
  ports: Pick<TurnPorts, 'outbox'>,
  addressId: string,
  why: string,
  text: string,
  now: Instant,
): Promise<void> =>
  ports.outbox.add(delivery(`${addressId}:${why}`, addressId, { type: 'text', text }, later(now, ALBUM_MS)))
