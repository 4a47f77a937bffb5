import type { By, Recipient } from '../../broadcasts/broadcast.js'
import { later, type Instant } from '../../kernel/clock.js'
import type { Address, Say, SendResult } from '../../kernel/message.js'
import { withUnsaid, pauseOf } from '../unsaid.js'
import type { Sender } from '../deliver.js'
import type { TurnPorts } from '../ports.js'
import { type Attempt, nameOfWay, takeWay } from '../reach/attempt.js'
import { byLastHeard } from '../reach/ways.js'
import type { TurnShell } from '../receive.js'
import { noticeValues, saysOf, textFor, textOn, type Written } from './message.js'
import type { Member } from './ports.js'

/** What an account may not send for so long is not waited for any more; what waits for her next word is said until then. */
const PATIENCE_MS = 48 * 3_600_000
const OF_USE_MS = 14 * 24 * 3_600_000

/** A recipient whose messages are about to leave, `says` from the first that is not out yet. */
export interface Leaving {
  recipient: Recipient
  attempt: Attempt
  text: string | null
  says: Say[]
  tried: Set<string>
}

export interface Needs {
  shell: TurnShell
  senderOf(address: Address): Sender | null
  written: Written
}

/** How it goes to one recipient now: by the best way that is open, or what becomes of her instead. `refused`: the code of the way before. */
export async function decide(
  { shell, senderOf, written }: Needs,
  ports: TurnPorts,
  recipient: Recipient,
  member: Member | undefined,
  tried: Set<string>,
  now: Instant,
  refused: string | null = null,
): Promise<Leaving | Recipient> {
  if (!member) return { ...recipient, state: 'unreachable', why: 'gone' }
  if (member.out) return { ...recipient, state: 'opted_out' }
  const { addresses } = member
  const hasText = written.salon !== null || written.broadcast.content.text !== null
  const allowed = hasText ? shell : { ...shell, ways: messagesOnly(shell) }
  const taken = await takeWay(allowed, ports, senderOf, addresses, 'broadcast', tried, now, true)
  if (!('way' in taken)) {
    const [soon] = addresses.flatMap(({ standing }) => pauseOf(standing, now) ?? []).toSorted()
    if (taken.why === 'account' && soon !== undefined && soon < patienceOf(written))
      return { ...recipient, state: 'waiting', dueAt: soon, why: 'account' }
    await keepForHer(ports, written, member, await textFor(shell, ports, written, recipient, null, now), now)
    return refused === null
      ? { ...recipient, state: 'unreachable', why: taken.why }
      : { ...recipient, state: 'refused', why: refused }
  }
  const { way, standing } = taken
  const plain = await textFor(shell, ports, written, recipient, way.addressId, now)
  const text = plain === null ? null : textOn(standing.address.channel, plain, written.words)
  const says: Say[] =
    way.by === 'message'
      ? saysOf(written.broadcast, text).slice(recipient.parts)
      : [
          {
            type: 'notice',
            by: way.by,
            kind: 'broadcast',
            id: idOf(written, recipient),
            values: noticeValues(plain ?? '', written, now),
          },
        ]
  const leaving = {
    ...recipient,
    sentAt: now,
    state: 'leaving' as const,
    by: byOf(way),
    channel: standing.address.channel,
  }
  return { recipient: leaving, attempt: taken, text: plain, says, tried: new Set([...tried, nameOfWay(way)]) }
}

const messagesOnly =
  ({ ways }: Pick<TurnShell, 'ways'>): TurnShell['ways'] =>
  (standing, kind, now) =>
    ways(standing, kind, now).filter(({ by }) => by === 'message')

export const byOf = (way: Attempt['way']): By =>
  way.by === 'message' ? (way.left === null ? 'message' : 'window') : way.by

const idOf = ({ broadcast }: Written, { contactId }: Recipient): string => `${broadcast.id}-${contactId}`

export const patienceOf = ({ broadcast: { sendAt, createdAt } }: Written): Instant =>
  later(sendAt ?? createdAt, PATIENCE_MS)

/** What could not be brought to her waits for her next word. */
export async function keepForHer(
  { people }: Pick<TurnPorts, 'people'>,
  { broadcast, salon }: Written,
  { addresses }: Pick<Member, 'addresses'>,
  text: string | null,
  now: Instant,
): Promise<void> {
  const [best] = addresses.toSorted(byLastHeard)
  // An invitation is put to her as a question when she is next here.
  const person = best && text !== null && !salon ? await people.holdById(best.addressId) : null
  if (!person || text === null) return
  const waiting = { text, key: `broadcast:${broadcast.id}`, at: now, until: later(now, OF_USE_MS) }
  await people.setUnsaid(person.addressId, withUnsaid(person.unsaid, [waiting]))
}

/** Hands the messages of one recipient to the network, until one is not taken. */
export async function handOver({ attempt, says }: Leaving): Promise<SendResult[]> {
  const results: SendResult[] = []
  for (const say of says) {
    const result = await attempt.sender.send({ to: attempt.standing.address, say, bulk: true })
    results.push(result)
    if (result.type !== 'sent') break
  }
  return results
}
