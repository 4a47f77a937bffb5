import { type Audience, EVERYBODY } from '../../broadcasts/audience.js'
import type { Broadcast, Recipient } from '../../broadcasts/broadcast.js'
import type { TurnPorts } from '../ports.js'
import type { Member } from './ports.js'

/** So many are written down in one transaction: a crash loses no more, and memory holds no more. */
const PAGE = 500

type Ports = Pick<TurnPorts, 'broadcasts' | 'salons' | 'people'>

/** Writes down the next recipients of a broadcast, and how far that is, in one transaction. True when these were the last. */
export async function listPage(ports: Ports, broadcast: Broadcast): Promise<boolean> {
  const { id, hubId, sendAt, createdAt, content, listedTo } = broadcast
  const members = await ports.broadcasts.members(hubId, audienceOf(broadcast), listedTo ?? '', PAGE)
  const recipients = members.map((member): Recipient => {
    const state = member.out ? 'opted_out' : member.addresses.length === 0 ? 'unreachable' : 'waiting'
    return {
      contactId: member.contactId,
      organisationId: member.organisationId,
      state,
      dueAt: sendAt ?? createdAt,
      by: null,
      channel: null,
      why: state === 'unreachable' ? 'unbound' : null,
      parts: 0,
      sentAt: null,
    }
  })
  await ports.broadcasts.addRecipients({ id, hubId }, recipients)
  if (content.salonId !== null) await inviteUnbound(ports, content.salonId, members)
  await ports.broadcasts.update(id, { listedTo: members.at(-1)?.contactId ?? listedTo })
  return members.length < PAGE
}

/** Who is bound nowhere yet is asked when she comes. */
async function inviteUnbound({ salons, people }: Ports, salonId: string, members: Member[]): Promise<void> {
  const salon = await salons.find(salonId)
  for (const { contactId, organisationId, addresses, out } of members) {
    if (!salon || out || addresses.length > 0) continue
    await salons.invite(salon, { contactId, organisationId })
    await people.addAsk(contactId, { type: 'salon', salonId })
  }
}

export const audienceOf = ({ audience }: Pick<Broadcast, 'audience'>): Audience => audience ?? EVERYBODY
