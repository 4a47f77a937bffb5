import { later } from '../../kernel/clock.js'
import type { Turn } from '../route.js'
import { say, type Writing } from './write.js'

/** So long what she was deciding is before her eyes. */
const FRESH_MS = 30 * 60_000

/**
 * A broadcast begun while she decides on a record: that comes first, for what she wrote to it would be gone; null where she is at no such thing.
 */
export async function decidesFirst(writing: Writing): Promise<Turn | null> {
  const { ports, person, asking } = writing
  const { contact } = person
  const { asked } = contact
  if (!asked || asked.at <= later(asking.now, -FRESH_MS)) return null
  if (asked.type === 'reopening' || asked.type === 'accepting')
    return say(writing, asking.words.say('broadcast.decide_first'))
  if (asked.type !== 'returning') return null
  const { either: _, ...returning } = asked
  const whole = returning.comments.length > 0 && returning.open.length === 0
  // She sees it once more before a 1 sends it.
  await ports.people.setAsked(contact.id, { ...returning, ...(whole && { aside: true as const }) })
  return say(writing, asking.words.say(whole ? 'broadcast.return_first' : 'broadcast.comment_first'))
}
