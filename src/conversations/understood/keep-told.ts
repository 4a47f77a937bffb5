import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import type { Ask } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import type { Pending } from './pending.js'

/** What she told that is not put down now is not lost: 「另一场」 has it said back once more. */
export const keepTold = (
  { people }: Pick<TurnPorts, 'people'>,
  contactId: string,
  told: Omit<Extract<Ask, { type: 'told' }>, 'type'>,
): Promise<void> => people.addAsk(contactId, { type: 'told', ...told })

/** What was understood and waits for her word, kept as she said it; `offered`: she hears now how to go on with it. */
export const keepPending = (
  ports: Pick<TurnPorts, 'people'>,
  contactId: string,
  { said, from: [from = ''] }: Pending,
  { sentAt, messageId }: Asking,
  offered = false,
): Promise<void> =>
  keepTold(ports, contactId, { said, from: from || messageId, sentAt, ...(offered && { offered: true }) })

/** What waited for her word is no longer asked, and kept: how to go on with it. */
export async function laidAside(
  ports: Pick<TurnPorts, 'people'>,
  { contact, draft }: Known,
  pending: Pending,
  asking: Asking,
): Promise<string> {
  await ports.people.setAsked(contact.id, null)
  await keepPending(ports, contact.id, pending, asking, !draft)
  return asking.words.say(draft ? 'told.kept_draft' : 'told.another_kept', { said: quote(pending.said, 30) })
}
