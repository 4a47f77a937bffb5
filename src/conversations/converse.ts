import type { Input } from '../engine/step.js'
import type { Asking } from '../forms/field-kind.js'
import { formIn } from '../forms/form.js'
import type { Said } from '../kernel/message.js'
import { asChange } from './as-change.js'
import { draftCue, draftShown, formWanted } from './open-draft.js'
import { saidWhatIsWrong } from './phone/dispute.js'
import type { OpenDraft, TurnPorts, Utterance } from './ports.js'
import type { Contact, Routing, Turn } from './route.js'
import { take } from './take.js'
import { rowsOffered } from './understood/offer.js'

/** The command in the words that the engine reads. */
const GO_ON = '继续'

/** One word of hers in her open draft. */
export async function converse(
  routing: Routing,
  ports: TurnPorts,
  addressId: string,
  contact: Contact,
  draft: OpenDraft,
  message: Utterance,
  asking: Asking,
): Promise<Turn & { over: boolean; filed: boolean }> {
  if (draft.addressId !== addressId) await ports.drafts.move(draft.id, addressId)
  const { said } = message
  const { words } = asking
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, over: false, filed: false }
  const shown = () => draftShown(routing, ports, draft, words)
  // An event gets here only when she comes back.
  if (said.type === 'event')
    return { ...turn, reply: words.say('menu.back', { name: contact.name, draft: await shown() }), jobs: false }
  // There is one open draft a contact: a form she asks for meanwhile is no answer to the question, and does not open.
  const wanted = formWanted(routing.forms.current, said, words)
  if (wanted && wanted.id !== draft.session.form) {
    const { title } = formIn(wanted, words.language)
    return { ...turn, reply: words.say('draft.other', { title, draft: await shown() }), jobs: false }
  }
  const plain = wanted ? { type: 'choice' as const, key: GO_ON } : await asAnswer()
  const input: Input = { type: 'said', said: plain }
  const taken = await take(routing, ports, contact, draft, input, asking, { addressId, message })
  const text = said.type === 'text' ? said.text : ''
  const passed = await saidWhatIsWrong(routing, ports, contact, draft.session, taken.session, text, asking)
  if (passed !== null)
    return { ...turn, reply: `${passed}\n${await draftCue(routing, ports, draft, asking)}`, jobs: true }
  const filed = taken.session.at.type === 'filed'
  const over = filed || taken.session.at.type === 'cancelled'
  const offer = await rowsOffered(ports, contact, draft, taken.session, routing.forms, asking)
  const reply = [taken.reply, offer].filter((part) => part !== null).join('\n') || null
  return { ...turn, reply, jobs: taken.effects.length > 0, over, filed }

  /** Between two questions of a change 「人数是50人」 says which one. */
  async function asAnswer(): Promise<Exclude<Said, { type: 'event' }>> {
    if (said.type === 'event') throw new Error('an event is no answer')
    if (said.type !== 'text' || draft.session.at.type !== 'choosing') return said
    const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
    return { ...said, text: asChange(formIn(form, words.language), said.text) }
  }
}
