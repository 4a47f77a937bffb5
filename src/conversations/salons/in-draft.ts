import { placeOf } from '../../engine/turn.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { saysComing, type SaidReply } from '../../salons/reply-words.js'
import type { Salon } from '../../salons/salon.js'
import type { OpenDraft, TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { titled } from '../whom/title.js'
import { unanswered } from './hers.js'
import { titleOf } from './words.js'

/** Kinds of questions that how many come could answer. */
const OF_NUMBERS = ['headcount', 'number', 'table']

/**
 * What a reply means in the middle of a draft: the invitation, where it can hardly answer what is asked there; neither for sure, where that
 * asks how many and the invitation is not answered yet.
 */
export async function inDraft(
  { forms }: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts' | 'salons'>,
  person: Known,
  { session }: OpenDraft,
  said: SaidReply,
  text: string,
  asking: Asking,
): Promise<'salon' | 'draft' | 'unclear'> {
  if (said.answer === 'maybe' || !saysComing(text)) return 'draft'
  const at = placeOf(session)
  const form = await forms.find(ports.drafts, session.form, session.formVersion)
  const field = 'field' in at ? form.fields.find(({ key }) => key === at.field) : undefined
  if (said.people === null || !field || !OF_NUMBERS.includes(field.kind)) return 'salon'
  return (await unanswered(ports, person, asking)).length > 0 ? 'unclear' : 'draft'
}

/** Asks whether it answers the invitation or the draft. */
export async function asksWhetherDraft(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts' | 'people'>,
  { contact, draft }: Known,
  salon: Salon,
  text: string,
  { words, now }: Asking,
): Promise<Turn> {
  const { session, whom } = draft!
  const form = titled(await routing.forms.find(ports.drafts, session.form, session.formVersion), whom, words)
  await ports.people.setAsked(contact.id, { type: 'salon_or_draft', said: text, at: now })
  const reply = words.say('salon.or_draft', { said: quote(text), salon: titleOf(salon, words), title: form.title })
  return { contactId: contact.id, hubId: contact.hubId, sessionId: draft!.id, reply, jobs: false }
}
