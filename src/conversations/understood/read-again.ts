import type { Asking } from '../../forms/field-kind.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing } from '../route.js'
import { isOfHub } from '../staff/help.js'
import { mayTell, TELLS } from './understand.js'

/** What a service hangs on must not hold up what is sent and fetched: its jobs share few hands. */
const ACCOUNT = 'model'

/** Lets a model read what she wrote, where there is one, once she was answered. Whether there is a job now. */
export async function readAgainLater(
  { readsAgain }: Pick<Routing, 'readsAgain'>,
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId }: Pick<Known, 'addressId'>,
  messageId: string,
  { now, sentAt }: Asking,
  whole = false,
): Promise<boolean> {
  if (!readsAgain) return false
  await outbox.add({
    kind: 'read_again',
    key: `read_again:${messageId}`,
    account: ACCOUNT,
    payload: { addressId, messageId, sentAt, askedAt: now, whole },
    dueAt: now,
  })
  return true
}

/** The same of what the rules found nothing in, though it seems to tell of an activity. */
export async function unreadLater(
  routing: Pick<Routing, 'readsAgain'>,
  ports: Pick<TurnPorts, 'outbox' | 'people'>,
  person: Known,
  { id, said }: Utterance,
  asking: Asking,
): Promise<boolean> {
  const { contact } = person
  const { asked } = contact
  if (!routing.readsAgain || said.type !== 'text' || isOfHub(contact)) return false
  if ((asked && asked.type !== 'unread') || !mayTell(said.text) || !TELLS.test(said.text)) return false
  await ports.people.setAsked(contact.id, { type: 'unread', at: asking.now, said: said.text, from: id })
  return readAgainLater(routing, ports, person, id, asking)
}
