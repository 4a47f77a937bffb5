import { commandOf } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { called, calledInPart } from '../../people/names.js'
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
  ports: Pick<TurnPorts, 'people' | 'colleagues' | 'outbox'>,
  { contact }: Known,
  text: string,
  { words, now }: Asking,
): Promise<Turn | null> {
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
  if (!found) return null
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: null }
  if (others.length > 0) {
    const names = [found, ...others].map((one) => one.organisation + one.name).join(words.say('field.comma'))
    return { ...turn, reply: words.say('left.which', { names, first: found.organisation + found.name }), jobs: false }
  }
  await ports.people.setLeft(found.id, leaves ? now : null)
  if (leaves) await ports.outbox.add(leftJob(found.id, contact.hubId, now))
  const key = leaves ? 'left.done' : 'left.back'
  return {
    ...turn,
    reply: words.say(key, { name: found.name, organisation: found.organisation }),
    jobs: leaves !== null,
  }
}
