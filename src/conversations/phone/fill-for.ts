import type { Asking } from '../../forms/field-kind.js'
import type { ExportOrganisation } from '../../records/export-ports.js'
import { draftShown } from '../open-draft.js'
import { begin } from '../opening/begin.js'
import { openingOf } from '../opening/opening.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'

/** 「代填 青云社」: one of the hub's staff types what somebody of this organisation says on the phone. */
export async function fillFor(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { id, name }: ExportOrganisation,
  asking: Asking,
): Promise<Turn> {
  const { contact, draft } = person
  if (draft) {
    const reply = asking.words.say('phone.busy', { draft: await draftShown(routing, ports, draft, asking.words) })
    return { contactId: contact.id, hubId: contact.hubId, sessionId: draft.id, reply, jobs: false }
  }
  const behalf = { organisationId: id, organisation: name, contactId: null, spoke: null }
  return begin(routing, ports, person, openingOf(null, behalf), asking)
}
