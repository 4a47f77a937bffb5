const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y
const STRING = /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y
/** After one of these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+*%<>~^-]|\b(?:return|typeof|case|in|of|throw))\s*$/

/**
 * TypeScript with all comments and the inside of strings, templates and regular expressions turned into blanks. Every other
 * character stays where it was, so that a place found here is the same place in the source; code within `${…}` is kept.
 */
export function codeOf(source: string): string {
  let code = ''
  const keep = (length: number) => (code += source.slice(code.length, code.length + length))
  const blank = (length: number) => (code += source.slice(code.length, code.length + length).replace(/[^\n]/g, ' '))
  const matched = (pattern: RegExp) => {
    pattern.lastIndex = code.length
    return pattern.exec(source)?.[0].length ?? 0
  }
  const inTemplate = () => {
    blank(matched(TEMPLATE))
    if (source[code.length] === '$') {
      keep(2)
      openBraces.push(0)
    } else keep(1)
  }
  /** For each `${` we are inside: how many braces were opened since. */
  const openBraces: number[] = []
  while (code.length < source.length) {
    const next = source[code.length]
    const comment = next === '/' ? matched(COMMENT) : 0
    const quoted = next === "'" || next === '"' ? matched(STRING) : 0
    const regex = next === '/' && BEFORE_REGEX.test(code.slice(-40)) ? matched(REGEX) : 0
    const depth = openBraces.at(-1)
    if (comment) blank(comment)
    else if (quoted) {
      keep(1)
      blank(quoted - 2)
      keep(1)
    } else if (regex) blank(regex)
    else if (next === '`') {
      keep(1)
      inTemplate()
    } else if (next === '}' && depth === 0) {
      openBraces.pop()
      keep(1)
      inTemplate()
    } else {
      if (depth !== undefined && next === '{') openBraces[openBraces.length - 1] = depth + 1
      if (depth !== undefined && next === '}') openBraces[openBraces.length - 1] = depth - 1
      keep(1)
    }
  }
  return code
}

/** The script of a Vue file, the rest blank; any other source as it is. */
export function scriptOf(path: string, source: string): string {
  if (!path.endsWith('.vue')) return source
  const blanks = (text: string) => text.replace(/[^\n]/g, ' ')
  let script = ''
  for (const match of source.matchAll(/(<script[^>]*>)([\s\S]*?)(?=<\/script>)/g)) {
    script += blanks(source.slice(script.length, match.index) + match[1]) + match[2]
  }
  return script
}

export interface Imported {
  specifier: string
  at: number
}

/** Every static, dynamic and type import, re-export and require with a literal name. `code` is `codeOf(source)`. */
export function importsOf(source: string, code: string): Imported[] {
  const found: Imported[] = []
  for (const match of code.matchAll(/\b(?:from\s*|import\s*\(?\s*|require\s*\(\s*)(['"])( *)\1/dg)) {
    const [start, end] = match.indices?.[2] ?? [0, 0]
    found.push({ specifier: source.slice(start, end), at: match.index })
  }
  return found
}
