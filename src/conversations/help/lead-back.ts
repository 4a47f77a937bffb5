import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import type { Instant } from '../../kernel/clock.js'
import { menuLines } from '../menu.js'
import { draftAgain } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { takeWaiting } from '../waiting.js'

/** Back to where she was before the talk: her draft, with the pictures she sent meanwhile where it asks for some, or the menu. */
export async function leadBack(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  since: Instant,
  lead: string,
  asking: Asking,
): Promise<Turn> {
  const { contact, addressId, draft, waiting } = person
  const { words, now } = asking
  const turn = { contactId: contact.id, hubId: contact.hubId, jobs: false }
  if (!draft) {
    const forms = menuLines(routing.forms.current, words)
    return { ...turn, sessionId: null, reply: `${lead}\n${words.say('menu.choose', { name: contact.name, forms })}` }
  }
  const form = await routing.forms.find(ports.drafts, draft.session.form, draft.session.formVersion)
  // What she says next is an answer to what she sees now, however long the talk was.
  let here = { ...draft, session: { ...draft.session, paused: false, heardAt: now } }
  await ports.drafts.save(draft.id, here.session, now)
  if (form.fields.some((field) => kindOf(field).hears === 'image')) {
    const meanwhile = waiting.filter(({ sentAt }) => sentAt >= since)
    here = await takeWaiting(routing, ports, person, here, meanwhile, asking)
    if (meanwhile.length > 0) await ports.people.setWaiting(addressId, [])
  }
  return { ...turn, sessionId: draft.id, reply: `${lead}\n${await draftAgain(routing, ports, here, asking)}` }
}
