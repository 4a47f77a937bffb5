import { yesOrNo } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Invited } from '../../people/people.js'
import { menuLines } from '../menu.js'
import { draftCue } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'

type Ports = Pick<TurnPorts, 'people' | 'invitations' | 'affiliations' | 'drafts'>

/**
 * A known contact of a grantee typed the code of somebody of another grantee of her hub: she is asked whether she files for that one, too.
 * Null where the code is for somebody else's place: of her own organisation, of the hub, or used.
 */
export async function asksAlso(
  ports: Ports,
  { contact }: Known,
  { invitation, organisationId, organisationName, ofHub }: Invited,
  { words, now }: Asking,
): Promise<string | null> {
  if (contact.role !== 'grantee' || ofHub || invitation.usedAt !== null) return null
  const { choices } = await ports.affiliations.choicesOf(contact.id)
  if (choices.some((choice) => choice.organisationId === organisationId)) return null
  if (invitation.expiresAt !== null && invitation.expiresAt <= now) return words.say('bind.expired_code')
  await ports.people.setAsked(contact.id, { type: 'also_files', at: now, invitationId: invitation.id })
  return words.say('whom.also', { name: contact.name, organisation: organisationName })
}

/** Her answer; null where it is none. The code is used by her yes. */
export async function alsoAnswer(
  routing: Pick<Routing, 'forms'>,
  ports: Ports,
  { contact, addressId, draft }: Known,
  invitationId: string,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { words, now } = asking
  const yes = yesOrNo(text)
  if (yes === null) return null
  const invited = await ports.invitations.findById(invitationId)
  const { organisationName = '', organisationId = '' } = invited ?? {}
  const ours = yes && invited && (await ports.invitations.use(invitationId, addressId, now))
  if (ours) await ports.affiliations.add(contact.id, organisationId, now)
  const lead = ours
    ? words.say('whom.also_yes', { organisation: organisationName })
    : words.say(yes ? 'bind.used_code' : 'whom.also_no', { hub: hubIn(asking) })
  const next = draft
    ? await draftCue(routing, ports, draft, asking)
    : words.say('menu.choose', { name: contact.name, forms: menuLines(routing.forms.current, words) })
  return {
    contactId: contact.id,
    hubId: contact.hubId,
    sessionId: draft?.id ?? null,
    reply: `${lead}\n${next}`,
    jobs: false,
  }
}
