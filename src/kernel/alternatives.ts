type Found = RegExpExecArray

/**
 * A pattern of many alternatives that is looked for in a text by the character each begins with: at a place only those are tried that can begin
 * there. Finds what `(?:source)rest` finds with the flag `g`. Groups in `source` must be closed as written, without a `]` or `|` in a class.
 */
export class Alternatives {
  private readonly beginning = new Map<string, string[]>()
  private readonly compiled = new Map<string, RegExp>()

  /** Throws where an alternative may begin with any character, or with none. */
  constructor(
    source: string,
    private readonly rest = '',
  ) {
    for (const one of split(source)) {
      for (const char of firstOf(one)) this.beginning.set(char, [...(this.beginning.get(char) ?? []), one])
    }
  }

  /** All that is found, one behind the other. */
  matches(text: string): Found[] {
    const found: Found[] = []
    for (let at = 0; at < text.length; at++) {
      const one = this.at(text, at)
      if (!one) continue
      found.push(one)
      at += one[0].length - 1
    }
    return found
  }

  /** What begins exactly here. */
  private at(text: string, place: number): Found | null {
    const char = text.charAt(place)
    const pattern = this.compiled.get(char) ?? this.compile(char)
    if (!pattern) return null
    pattern.lastIndex = place
    return pattern.exec(text)
  }

  private compile(char: string): RegExp | null {
    const list = this.beginning.get(char)
    if (!list) return null
    const pattern = new RegExp(`(?:${list.join('|')})${this.rest}`, 'y')
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
