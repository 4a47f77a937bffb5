import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing } from '../route.js'
import type { Answered } from './answer.js'
import { laidAside } from './keep-told.js'
import type { Pending } from './pending.js'
import { foundIn } from './propose.js'
import { turnSaying } from './turn-saying.js'
import type { Target } from './target.js'
import { keepUnplaced, mayBeReport } from './unplaced.js'
import { asItStands } from './words.js'

/**
 * What is neither an answer to what was understood nor a correction of it. In a draft it is heard there when it is said once more, and what waits is kept;
 * without one nothing but a plain no takes it away: it is shown again, and what she said is kept beside it.
 */
export async function notAnswered(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { form, target }: { form: Form; target: Target },
  pending: Pending,
  message: Utterance,
  text: string,
  asking: Asking,
): Promise<Answered | null> {
  const { draft, contact } = person
  const { words } = asking
  if (pending.again && draft) return { lead: await laidAside(ports, person, pending, asking) }
  // Told anew it is said back instead, and what waited is kept.
  const anew = pending.again ? await foundIn(routing, ports, person, message.id, text, asking, {}) : null
  if (anew && 'pending' in anew) return { lead: await laidAside(ports, person, pending, asking) }
  const kept = !draft && mayBeReport(text)
  if (kept) await keepUnplaced(ports, person, message, text, true)
  const again: Pending = { ...pending, again: true }
  await ports.people.setAsked(contact.id, { type: 'understood', at: asking.now, pending: again })
  const unclear = kept ? words.say('told.unclear_kept', { said: quote(text) }) : words.say('told.unclear')
  return { turn: turnSaying(person, pending.draftId, [unclear, asItStands(form, target, pending, asking)]) }
}
