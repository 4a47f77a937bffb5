import { entriesOf } from '../../storage/unzip.js'

/** What is meant as a tag and would stand in the report as it is. */
export type Unfilled =
  /** Braces as a Chinese keyboard types them, ｛项目名称｝, or one that is not closed; `meant`: as it has to be. */
  | { type: 'braces'; tag: string; meant: string }
  /** In a note, a comment or a drawing: nothing is filled there. */
  | { type: 'place'; tag: string }

/** Where tags are filled: the text with its text boxes, and what stands at the head and foot of each page. */
const FILLED = /^word\/(?:document|header\d*|footer\d*)\.xml$/
const OTHERS = /^word\/(?:footnotes|endnotes|comments|charts\/[^/]+|diagrams\/data[^/]*)\.xml$/
const MOST_PART = 50_000_000

const HALF: Record<string, string> = { '｛': '{', '｝': '}', '＃': '#', '／': '/', '％': '%' }
const TAG = /\{([#/%]?)([^{}]*)(\}?)/g

/** Those that nobody fills though `isName` knows them; braces around anything else are the funder's own. */
export function unfilledIn(layout: Buffer, names: ReadonlySet<string>, isName: (name: string) => boolean): Unfilled[] {
  return entriesOf(layout).flatMap((entry) => {
    const filled = FILLED.test(entry.name)
    if (!filled && !OTHERS.test(entry.name)) return []
    return [...paragraphsIn(entry.read(MOST_PART).toString())].flatMap((text) => [...wrongIn(text, filled)])
  })

  function* wrongIn(text: string, filled: boolean): Generator<Unfilled> {
    const half = text.replace(/[｛｝＃／％]/g, (one) => HALF[one] ?? one)
    for (const { 0: whole, 1: sign = '', 2: inside = '', 3: end, index } of half.matchAll(TAG)) {
      const closed = end === '}'
      // Of `{#活动 [loopOver: "row"]}` the name; of one that is open what it begins with.
      const said = inside.replace(/\[.*$/s, '').trim()
      const name = closed
        ? said
        : [...names].filter((one) => said.startsWith(one)).sort((a, b) => b.length - a.length)[0]
      if (name === undefined || !isName(name)) continue
      const stands = text.slice(index, index + whole.length)
      const tag = closed ? stands : stands.slice(0, stands.indexOf(name) + name.length)
      if (!closed || stands !== whole) yield { type: 'braces', tag, meant: `{${sign}${name}}` }
      else if (!filled) yield { type: 'place', tag }
    }
  }
}

/** The text of each paragraph, whatever runs it is split into; that of a text box apart from the one it hangs on. */
function* paragraphsIn(xml: string): Generator<string> {
  const open: string[] = []
  let listening = false
  for (const { 1: close, 2: name, 3: empty, 4: text } of xml.matchAll(
    /<(\/?)(?:w|a):(p|t)(?:\s[^>]*?)?(\/?)>|<[^>]*>|([^<]+)/g,
  )) {
    if (name === 't') listening = close === '' && empty === ''
    else if (name === 'p' && close === '/') yield open.pop() ?? ''
    else if (name === 'p' && empty === '') open.push('')
    else if (text !== undefined && listening && open.length > 0) open.push((open.pop() ?? '') + text)
  }
}
