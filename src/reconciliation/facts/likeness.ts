import { Chars } from '../../kernel/chars.js'

/** Characters that are no part of a word with another. */
const NO_WORD = new Chars('的了是在和与及为对于有等这那我们你他她它也都并而或把被从到以由个一不上下中大小')

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The pairs of neighbouring characters of a text that can be parts of words. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  let begins = false // what stands before can begin a pair
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const word = (isHan(code) || isLetter(code)) && !NO_WORD.at(text, i)
    if (begins && (word || isDigit(code))) pairs.add(text.slice(i - 1, i + 1))
    begins = word
  }
  return pairs
}

/** How much of a short text a longer one holds, 0 to 1, by pairs of characters. */
export function heldIn(short: Set<string>, long: Set<string>): number {
  if (short.size === 0) return 0
  let held = 0
  for (const pair of short) if (long.has(pair)) held += 1
  return held / short.size
}

/** How alike two short texts are, 0 to 1. */
export function alike(a: Set<string>, b: Set<string>): number {
  return a.size + b.size === 0 ? 0 : (heldIn(a, b) * a.size * 2) / (a.size + b.size)
}
