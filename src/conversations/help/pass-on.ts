import type { Asking } from '../../forms/field-kind.js'
import type { TurnPorts } from '../ports.js'
import type { Contact, Routing } from '../route.js'
import { tellOne, tellStaffOf } from '../tell-staff.js'
import type { HelpTalk } from './ports.js'
import { overJob } from './talk.js'

/** 「青云社小禾」 */
export const whoIs = ({ organisation, name }: Pick<HelpTalk, 'organisation' | 'name'>): string =>
  `${organisation}${name}`

/** What one of the staff says in a talk goes to her, and the others of the staff hear it; the answer is whether it got there. */
export async function passOn(
  routing: Routing,
  ports: TurnPorts,
  contact: Contact,
  talk: HelpTalk,
  said: string,
  { words, now }: Asking,
): Promise<string> {
  await ports.helpTalks.spoken(talk.id, { staffId: contact.id }, now)
  await ports.outbox.add(overJob(talk.id, now))
  const hers = await ports.colleagues.find(contact.hubId, talk.contactId)
  const how = await tellOne(
    routing,
    ports,
    hers,
    async (theirs) => theirs.say('human.says', { name: contact.name, text: said }),
    now,
  )
  const news = { staff: contact.name, name: talk.name, organisation: talk.organisation, text: said }
  await tellStaffOf(routing, ports, contact.hubId, (theirs) => theirs.say('human.answered', news), now, {
    but: contact.id,
  })
  return words.say(how === 'at_once' ? 'human.sent' : 'human.sent_later', { who: whoIs(talk) })
}
