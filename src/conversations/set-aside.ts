import type { Asking } from '../forms/field-kind.js'
import { draftAgain } from './open-draft.js'
import type { TurnPorts } from './ports.js'
import type { Known, Routing } from './route.js'

/** The draft that she left to change something else first is in her hands again, as it was; null where none waits. */
export async function takeUpAgain(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'drafts'>,
  { contact, addressId }: Known,
  asking: Asking,
): Promise<string | null> {
  const ask = contact.asks.find(({ type }) => type === 'set_aside')
  if (ask?.type !== 'set_aside') return null
  await ports.people.setAsks(
    contact.id,
    contact.asks.filter((one) => one !== ask),
  )
  const waited = await ports.drafts.find(ask.draftId)
  if (!waited || !(await ports.drafts.takeUp(ask.draftId, { contactId: contact.id, addressId }))) return null
  // She comes to it anew: her first word is an answer to what she sees now.
  const session = { ...waited.session, paused: false, heardAt: asking.now }
  await ports.drafts.save(ask.draftId, session, asking.now)
  return `${asking.words.say('draft.taken_up')}\n${await draftAgain(routing, ports, { session, whom: null }, asking)}`
}
