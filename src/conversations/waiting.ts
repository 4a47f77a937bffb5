import { together } from '../forms/album.js'
import type { Asking } from '../forms/field-kind.js'
import { kindOf } from '../forms/kinds.js'
import { askedFields } from '../forms/relevance.js'
import { later, type Instant } from '../kernel/clock.js'
import type { MediaRef } from '../kernel/message.js'
import type { OpenDraft, Person, TurnPorts, Utterance, WaitingPicture } from './ports.js'
import type { FilingNeeds } from './file.js'
import type { Contact } from './route.js'
import { sayOnce } from './say-later.js'
import { take } from './take.js'

/** Pictures sent before a form was chosen wait an hour for it; more than an album holds are not kept. */
const WAIT_MS = 3_600_000
const MOST_WAITING = 9

export const stillWaiting = (waiting: WaitingPicture[], now: Instant): WaitingPicture[] =>
  waiting.filter(({ sentAt }) => sentAt > later(now, -WAIT_MS))

/**
 * Keeps a picture for the form that comes. Of several at once the last (the first, where nothing may be said later) is answered with `text`:
 * what is to be said now, or null.
 */
export async function letWait(
  ports: Pick<TurnPorts, 'people' | 'outbox'>,
  person: Pick<Person, 'addressId' | 'standing'>,
  before: WaitingPicture[],
  message: Utterance & { said: { ref: MediaRef } },
  text: string,
  { speaksLater, now }: Asking,
): Promise<{ reply: string | null; jobs: boolean }> {
  const { id: mediaId, url } = message.said.ref
  const picture = {
    messageId: message.id,
    mediaId,
    ...(url && { mediaUrl: url }),
    sentAt: message.sentAt,
    serial: message.serial,
  }
  await ports.people.setWaiting(person.addressId, [...before, picture].slice(-MOST_WAITING))
  if (!speaksLater) {
    return { reply: before.some(({ sentAt }) => together(sentAt, message.sentAt)) ? null : text, jobs: false }
  }
  // When they wait no more, neither does what was said of them, nor what was asked with it.
  await sayOnce(ports, person, 'no_draft', text, now, later(now, WAIT_MS))
  return { reply: null, jobs: true }
}

/** Where the form of a draft asks for pictures those that waited go into it, else they wait for the next; `waiting`: how many there were. */
export async function placeWaiting(
  routing: FilingNeeds,
  ports: TurnPorts,
  person: Pick<Person, 'addressId' | 'standing' | 'waiting'> & { contact: Contact },
  draft: OpenDraft,
  asking: Asking,
): Promise<{ waiting: number; session: OpenDraft['session'] }> {
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  if (person.waiting.length === 0 || !askedFields(form, draft.session).some((field) => kindOf(field).hears === 'image'))
    return { waiting: 0, session: draft.session }
  await ports.people.setWaiting(person.addressId, [])
  const waiting = stillWaiting(person.waiting, asking.now)
  const { session } = await takeWaiting(routing, ports, person, draft, waiting, asking)
  return { waiting: waiting.length, session }
}

/** Pictures that waited go into the draft, as if they had just been sent there. */
export async function takeWaiting(
  routing: FilingNeeds,
  ports: TurnPorts,
  person: { addressId: string; standing: Person['standing']; contact: Contact },
  draft: OpenDraft,
  waiting: WaitingPicture[],
  asking: Asking,
): Promise<OpenDraft> {
  const { addressId, contact } = person
  let after = draft
  for (const { messageId, mediaId, mediaUrl, sentAt, serial } of waiting) {
    const said = {
      type: 'media' as const,
      kind: 'image' as const,
      ref: { id: mediaId, ...(mediaUrl && { url: mediaUrl }) },
    }
    const message: Utterance = {
      id: messageId,
      from: person.standing.address,
      presence: 'spoke',
      key: messageId,
      sentAt,
      said,
    }
    const earlier = { ...asking, messageId, sentAt, serial }
    const taken = await take(routing, ports, contact, after, { type: 'said', said }, earlier, { addressId, message })
    after = { ...after, session: taken.session }
  }
  return after
}
