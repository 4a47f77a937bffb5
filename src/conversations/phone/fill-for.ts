import type { Asking } from '../../forms/field-kind.js'
import { personCalled } from '../../people/names.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import { formAskedFor } from '../menu.js'
import { draftShown } from '../open-draft.js'
import { begin } from '../opening/begin.js'
import { toldAtOnce } from '../opening/answer.js'
import { openingOf } from '../opening/opening.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'

/** 「代填 青云社」: one of the hub's staff types what somebody of this organisation says on the phone; who that is is asked unless a contact of it was `named`, which `form` unless she says. */
export async function fillFor(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { organisation, named, form }: { organisation: ExportOrganisation; named: string; form: string },
  asking: Asking,
): Promise<Turn> {
  const { contact, draft } = person
  const { id, name } = organisation
  if (draft) {
    const reply = asking.words.say('phone.busy', { draft: await draftShown(routing, ports, draft, asking.words) })
    return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs: false }
  }
  const speaks = personCalled(await ports.colleagues.of(contact.hubId, id), organisation, named)
  const contactId = speaks?.contactId ?? null
  const wanted = form === '' ? null : formAskedFor(routing.forms.current, form, asking.words)
  const behalf = { organisationId: id, organisation: name, contactId, spoke: null }
  const opening = openingOf(wanted?.id ?? null, behalf)
  const tells = form !== '' && wanted === null
  // 「替小田填 上周三义诊，来了30人」 tells an activity, and so which form.
  const told = tells ? await toldAtOnce(routing, ports, person, opening, asking.messageId, form, asking) : null
  const turn = await begin(routing, ports, person, { ...opening, ...told }, asking)
  if (!tells || told || turn.reply === null) return turn
  return { ...turn, reply: `${turn.reply}\n${asking.words.say('phone.not_yet', { said: form })}` }
}
