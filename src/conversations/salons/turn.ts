import type { Asking } from '../../forms/field-kind.js'
import { draftCue } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { titled } from '../whom/title.js'

/** What she hears of a salon; in the middle of a draft also that it was not taken for an answer there, and what is asked there. */
export async function saySalon(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'drafts'>,
  { contact, draft }: Known,
  reply: string,
  asking: Asking,
  jobs = false,
  beside = 'salon.beside_draft',
): Promise<Turn> {
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null, jobs }
  if (!draft) return { ...turn, reply }
  const { session, whom } = draft
  const form = await routing.forms.find(ports.drafts, session.form, session.formVersion)
  const { title } = titled(form, whom, asking.words)
  const cue = await draftCue(routing, ports, draft, asking)
  return { ...turn, reply: `${reply}\n${asking.words.say(beside, { title })}\n${cue}` }
}
