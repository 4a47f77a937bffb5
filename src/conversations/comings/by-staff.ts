import { commandOf, yesOrNo } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { called, calledInPart, callsOf } from '../../people/names.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Turn } from '../route.js'
import { leftJob } from './left.js'

const LEFT = /^(\S{1,20}?)\s*(?:已经|已)?(?:离开|离职|退出|不做|不干)了?$|^(.{1,30}?) (?:has )?left$/i
const BACK = /^(\S{1,20}?)\s*(?:又|已经)?(?:回来|复职|回归)了?$|^(.{1,30}?) is back$/i

/**
 * Staff say that a contact of a grantee left, or is back: 「小禾 离开了」, 「青云社小禾 回来了」. Null when the message is neither, or names none
 * that it can be said of.
 */
export async function comingByStaff(
  ports: Pick<TurnPorts, 'people' | 'colleagues' | 'staff'>,
  { contact }: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { words, now } = asking
  if (contact.role !== 'staff' || commandOf(text)) return null
  const said = bare(text)
  const leaves = LEFT.exec(said)
  const [, chinese, english] = leaves ?? BACK.exec(said) ?? []
  const name = chinese ?? english
  if (name === undefined) return null
  const all = (await ports.colleagues.inHub(contact.hubId)).filter(({ left }) => left !== (leaves !== null))
  const nameable = all.map((one) => ({ ...one, aliases: [one.organisation + one.name] }))
  const exactly = called(nameable, name)
  const [found, ...others] = exactly.length > 0 ? exactly : calledInPart(nameable, name)
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  if (!found) {
    const own = await isOfStaff(ports, contact.hubId, name)
    return own ? { ...turn, reply: words.say('left.of_staff', { name, hub: hubIn(asking) }), jobs: false } : null
  }
  if (others.length > 0) {
    const names = [found, ...others].map((one) => one.organisation + one.name).join(words.say('field.comma'))
    return { ...turn, reply: words.say('left.which', { names, first: found.organisation + found.name }), jobs: false }
  }
  const values = { name: found.name, organisation: found.organisation }
  if (leaves) {
    await ports.people.setAsked(contact.id, { type: 'leaving', contactId: found.id, at: now })
    return { ...turn, reply: words.say('left.ask', values), jobs: false }
  }
  await ports.people.setLeft(found.id, null)
  return { ...turn, reply: words.say('left.back', values), jobs: false }
}

/** Her answer to whether a contact left: only then her codes end, and her draft is offered to others. Null where it is none. */
export async function leavingAnswer(
  ports: Pick<TurnPorts, 'people' | 'colleagues' | 'outbox'>,
  { hubId }: Known['contact'],
  contactId: string,
  text: string,
  { words, now }: Asking,
): Promise<string | null> {
  const yes = yesOrNo(text)
  const found = yes === null ? undefined : (await ports.colleagues.inHub(hubId)).find(({ id }) => id === contactId)
  if (!found) return null
  const values = { name: found.name, organisation: found.organisation }
  if (!yes) return words.say('left.stays', values)
  await ports.people.setLeft(found.id, now)
  await ports.outbox.add(leftJob(found.id, hubId, now))
  return words.say('left.done', values)
}

/** One of the hub's own people is no contact of a grantee. */
async function isOfStaff(
  { staff, colleagues }: Pick<TurnPorts, 'staff' | 'colleagues'>,
  hubId: string,
  name: string,
): Promise<boolean> {
  for (const id of new Set((await staff.addressesOf(hubId)).map(({ contactId }) => contactId))) {
    const one = await colleagues.find(hubId, id)
    if (one && callsOf(one.name).includes(name)) return true
  }
  return false
}
