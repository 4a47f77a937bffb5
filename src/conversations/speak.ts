import type { Instant } from '../kernel/clock.js'
import type { InboundMessage } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import { reminderOf, type ReminderPorts } from './obligations/reminder.js'
import type { Person, TurnPorts, Unsaid } from './ports.js'
import type { TurnShell } from './receive.js'
import { sayLater } from './say-later.js'
import { isStillSo } from './still-so.js'
import { droppedOf, isRest, isRestOfAnswer, OWED, restOf, stillOfUse } from './unsaid.js'

/**
 * One turn, one message: what waited to be said, oldest first, then the turn's own reply (`own`, null for none). What does not fit is sent
 * after it where the platform lets us write to her now; where not, it waits for her 「继续」, and the message says so. `jobs`: some were added.
 */
export async function speak(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split' | 'forms' | 'wordsOf' | 'hubOf' | 'calendar'>,
  ports: ReminderPorts & Pick<TurnPorts, 'outbox' | 'records' | 'drafts'>,
  person: Person,
  { said, presence, mute }: InboundMessage,
  own: string | null,
  words: Words,
  now: Instant,
): Promise<{ reply: string | null; jobs: boolean }> {
  const { addressId, standing } = person
  const open = shell.reach(standing, now).type === 'open'
  // What she did not do herself has no answer.
  if (mute || (own === null && presence === 'none')) return { reply: null, jobs: false }
  const waits = await asTheyStand(shell, ports, person, stillOfUse(person.unsaid, now), now)
  if (own === null && waits.length === 0) return { reply: null, jobs: false }
  // The rest of what she reads is what she asks for: pictures that are passed over in silence are not the moment.
  if (own === null && said.type === 'media' && !open && waits.some(isRest)) return { reply: null, jobs: false }

  const split = (text: string) => shell.split(standing.address, text)
  const answer = own === null ? [] : split(own)
  // Nobody asks for the rest of an old answer behind a new one that has a rest itself, and who asks long things again and again has no end of it.
  const unsaid = answer.length > 1 ? waits.filter((one) => !isRestOfAnswer(one)) : waits
  const dropped = droppedOf(person.unsaid)
  const parts: Part[] = [
    ...(dropped > 0 ? [{ text: words.say('unsaid.dropped', { count: dropped }), answer: false }] : []),
    ...unsaid.flatMap((one) => split(one.text).map((text) => ({ text, answer: isRestOfAnswer(one) }))),
    ...answer.map((text) => ({ text, answer: true })),
  ]
  const [first, ...rest] = packed(parts, (text) => split(text).length === 1)
  const reply = first?.text ?? ''
  const kept = open ? [] : restOf(rest, now)
  if (person.unsaid.length + kept.length > 0) await ports.people.setUnsaid(addressId, kept)
  if (rest.length === 0) return { reply, jobs: false }
  // The platforms take 2048 bytes: this short line has its place behind a whole part.
  if (!open) return { reply: `${reply}\n${words.say('unsaid.go_on')}`, jobs: false }
  await sayLater(
    shell,
    ports,
    { ...person, unsaid: kept },
    rest.map(({ text }) => text),
    now,
  )
  return { reply, jobs: true }
}

/** What waits and is still so, with the reminder of what she owes as it is now, or without it where there is none any more. */
async function asTheyStand(
  shell: Parameters<typeof reminderOf>[0],
  ports: ReminderPorts & Pick<TurnPorts, 'records' | 'drafts'>,
  { contact }: Person,
  all: Unsaid[],
  now: Instant,
): Promise<Unsaid[]> {
  const waits: Unsaid[] = []
  for (const one of all) if (!contact || (await isStillSo(ports, contact, one))) waits.push(one)
  if (!waits.some(({ key }) => key === OWED)) return waits
  const of = contact && { hubId: contact.hubId, contactId: contact.id, today: dayIn(now, contact.zone), now }
  const reminder = of && (await reminderOf(shell, ports, of))
  if (of && reminder && reminder.owes.length > 0)
    await ports.people.setAsked(of.contactId, { type: 'reminded', obligationIds: reminder.owes, at: now })
  return waits.flatMap((one) => (one.key !== OWED ? [one] : reminder ? [{ ...one, text: reminder.text }] : []))
}

/** `answer`: nothing in it but what answers a message of hers. */
interface Part {
  text: string
  answer: boolean
}

/** The same texts in as few messages as they fit into, a blank line between two of them. */
function packed(parts: Part[], fits: (text: string) => boolean): Part[] {
  const messages: Part[] = []
  for (const part of parts) {
    const last = messages.at(-1)
    const together = last && `${last.text}\n\n${part.text}`
    if (last && together && fits(together)) {
      messages[messages.length - 1] = { text: together, answer: last.answer && part.answer }
    } else messages.push(part)
  }
  return messages
}
