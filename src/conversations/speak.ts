import type { Instant } from '../kernel/clock.js'
import type { InboundMessage } from '../kernel/message.js'
import type { Words } from '../kernel/words.js'
import type { Person, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { sayLater } from './say-later.js'
import { droppedOf, restOf } from './unsaid.js'

/**
 * One turn, one message: what waited to be said, oldest first, then the turn's own reply (`own`, null for none). What does not fit is sent
 * after it where the platform lets us write to her now; where not, it waits for her 「继续」, and the message says so. `jobs`: some were added.
 */
export async function speak(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split'>,
  ports: Pick<TurnPorts, 'outbox' | 'people'>,
  person: Person,
  { said, presence }: InboundMessage,
  own: string | null,
  words: Words,
  now: Instant,
): Promise<{ reply: string | null; jobs: boolean }> {
  const { addressId, unsaid, standing } = person
  const open = shell.reach(standing, now).type === 'open'
  // Pictures that are passed over in silence are not the moment, and what she did not do herself has no answer.
  const silent = own === null && (presence === 'none' || (said.type === 'media' && !open))
  if (silent || (own === null && unsaid.length === 0)) return { reply: null, jobs: false }

  const dropped = droppedOf(unsaid)
  const texts = [
    ...(dropped > 0 ? [words.say('unsaid.dropped', { count: dropped })] : []),
    ...unsaid.map(({ text }) => text),
    ...(own === null ? [] : [own]),
  ]
  const split = (text: string) => shell.split(standing.address, text)
  const [reply = '', ...rest] = packed(texts.flatMap(split), (text) => split(text).length === 1)
  const kept = open ? [] : restOf(rest, now)
  if (unsaid.length + kept.length > 0) await ports.people.setUnsaid(addressId, kept)
  if (rest.length === 0) return { reply, jobs: false }
  // The platforms take 2048 bytes: this short line has its place behind a whole part.
  if (!open) return { reply: `${reply}\n${words.say('unsaid.go_on')}`, jobs: false }
  await sayLater(shell, ports, person, rest, now)
  return { reply, jobs: true }
}

/** The same texts in as few messages as they fit into, a blank line between two of them. */
function packed(texts: string[], fits: (text: string) => boolean): string[] {
  const messages: string[] = []
  for (const text of texts) {
    const together = messages.length > 0 ? `${messages.at(-1)}\n\n${text}` : text
    if (messages.length > 0 && fits(together)) messages[messages.length - 1] = together
    else messages.push(text)
  }
  return messages
}
