import type { Words } from '../kernel/words.js'
import { quote } from './prompt.js'

/** A text that is not longer is shown whole. */
const WHOLE = 40
/** So much of what stayed is shown around what changed. */
const AROUND = 10
const CHANGED = 60

/** What changed in a text: all of a short one, of a long one the piece between what stayed at both ends. */
export function textDifferences(before: string | null, after: string | null, words: Words): string[] {
  if (before === after) return []
  if (before === null || after === null) {
    const shown = (text: string | null) => (text === null ? words.say('engine.skipped') : quote(text, CHANGED))
    return [words.say('difference.changed', { from: shown(before), to: shown(after) })]
  }
  const [old, new_] = [Array.from(before), Array.from(after)]
  const shorter = Math.min(old.length, new_.length)
  let head = 0
  while (head < shorter && old[head] === new_[head]) head++
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === new_[new_.length - 1 - tail]) tail++
  if (Math.max(old.length, new_.length) <= WHOLE || head + tail === 0)
    return [words.say('difference.changed', { from: quote(before, CHANGED), to: quote(after, CHANGED) })]

  const piece = (all: string[]) => {
    const from = Math.max(0, head - AROUND)
    const to = Math.min(all.length, all.length - tail + AROUND)
    const text = quote(all.slice(from, to).join(''), CHANGED + 2 * AROUND)
    return `${from > 0 ? '…' : ''}${text}${to < all.length && !text.endsWith('…') ? '…' : ''}`
  }
  return [words.say('difference.changed', { from: piece(old), to: piece(new_) })]
}
