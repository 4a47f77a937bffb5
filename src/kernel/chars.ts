/**
 * Some characters of the basic plane, looked up in a table. Whether one stands at a place costs a hundredth of running a pattern there, so a
 * pattern that begins with one of them, or cannot do without one, is run only where this says that it may match.
 */
export class Chars {
  private readonly table = new Uint8Array(0x10000)
  /** `list`: the characters, one behind the other. */
  constructor(list: string) {
    for (let i = 0; i < list.length; i++) this.table[list.charCodeAt(i)] = 1
  }

  /** Whether one of them stands at this place; not beyond the ends of the text. */
  at(text: string, place: number): boolean {
    return place >= 0 && place < text.length && this.table[text.charCodeAt(place)] === 1
  }

  /** Where the first of them stands from one place on and before another; −1 when there is none. */
  find(text: string, from = 0, to = text.length): number {
    const end = Math.min(to, text.length)
    for (let place = from; place < end; place++) if (this.table[text.charCodeAt(place)] === 1) return place
    return -1
  }

  /** Whether the text has one of them, from one place on and before another. */
  in(text: string, from = 0, to = text.length): boolean {
    return this.find(text, from, to) >= 0
  }
}

/** The characters from the first to the last of them. */
export const between = (first: string, last: string): string => {
  const from = first.charCodeAt(0)
  return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, i) => String.fromCharCode(from + i)).join('')
}

/** Kinds of characters, each a bit of a number: which of them a text has is seen in one walk over it. */
export class Kinds {
  private readonly table = new Uint32Array(0x10000)
  /** Of each kind its characters; at most 31 kinds. */
  constructor(kinds: readonly string[]) {
    for (const [i, list] of kinds.entries())
      for (let at = 0; at < list.length; at++) this.table[list.charCodeAt(at)] = this.of(list.charAt(at)) | (1 << i)
  }

  /** The bit of the kind that this character is of; 0 for one of none. */
  of(char: string): number {
    return char === '' ? 0 : (this.table[char.charCodeAt(0)] ?? 0)
  }

  /** The bits of all kinds that stand from one place on and before another. */
  in(text: string, from: number, to: number): number {
    let all = 0
    const end = Math.min(to, text.length)
    for (let place = from; place < end; place++) all |= this.table[text.charCodeAt(place)] ?? 0
    return all
  }
}

/** All that a global pattern finds, as `matchAll`, which makes a copy of the pattern each time. */
export function matches(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let one = pattern.exec(text); one; one = pattern.exec(text)) {
    found.push(one)
    if (one[0] === '') pattern.lastIndex++
  }
  return found
}
