import { Chars } from './chars.js'

type Found = RegExpExecArray

/**
 * A pattern of many alternatives that is looked for in a text by the character each begins with: at a place only those are tried that can begin
 * there. Finds what `(?:source)rest` finds with the flag `g`. Groups in `source` must be closed as written, without a `]` or `|` in a class.
 */
export class Alternatives {
  private readonly beginning = new Map<string, string[]>()
  private readonly compiled = new Map<string, RegExp>()
  private readonly begin: Chars

  /** Throws where an alternative may begin with any character, or with none. */
  constructor(
    source: string,
    private readonly rest = '',
  ) {
    for (const one of split(source)) {
      for (const char of firstOf(one)) this.beginning.set(char, [...(this.beginning.get(char) ?? []), one])
    }
    this.begin = new Chars([...this.beginning.keys()].join(''))
  }

  /** All that is found, one behind the other. */
  matches(text: string): Found[] {
    const found: Found[] = []
    for (let at = this.begin.find(text); at >= 0;) {
      const pattern = this.beginningWith(text.charAt(at))
      pattern.lastIndex = at
      const one = pattern.exec(text)
      if (one) found.push(one)
      at = this.begin.find(text, at + (one?.[0].length ?? 1))
    }
    return found
  }

  /** Those that may begin with this character, made a pattern when they are first met. */
  private beginningWith(char: string): RegExp {
    const known = this.compiled.get(char)
    if (known) return known
    const pattern = new RegExp(`(?:${this.beginning.get(char)?.join('|') ?? '(?!)'})${this.rest}`, 'y')
    this.compiled.set(char, pattern)
    return pattern
  }
}

/** Where the group that begins here is closed. */
function closed(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    if (source[at] === '(') depth++
    else if (source[at] === ')' && --depth === 0) return at
  }
  throw new Error(`not closed: ${source}`)
}

/** `a|b(?:c|d)` as `a` and `b(?:c|d)`. */
function split(source: string): string[] {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '(') at = closed(source, at)
    else if (source[at] === '|') {
      parts.push(source.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, source.slice(from)]
}

/** The characters that an alternative may begin with. */
function firstOf(source: string): string[] {
  const around = /^\(\?<?[=!]/.test(source)
  const group = source.startsWith('(')
  const one = group
    ? source.slice(0, closed(source, 0) + 1)
    : (/^\[[^\]^\\-]+\]|^[^\\^$.*+?{[]/.exec(source)?.[0] ?? '')
  if (one === '') throw new Error(`may begin with anything: ${source}`)
  const behind = source.slice(one.length)
  if (around) return one === '(?!)' ? [] : firstOf(behind)
  const first = group
    ? split(one.slice(one.startsWith('(?:') ? 3 : 1, -1)).flatMap(firstOf)
    : [...one.replace(/[[\]]/g, '')]
  return behind.startsWith('?') ? [...first, ...firstOf(behind.slice(1))] : first
}
