import { Parser } from 'xml2js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'

export type XmlNode = string | XmlElement | (string | XmlElement)[]
export interface XmlElement {
  [name: string]: XmlNode
}

/**
 * Bytes of UTF-8. A callback is a few hundred; but who pastes 20,000 characters (three or four bytes each, in base64, and in the compatible
 * mode of official accounts once more beside it) shall hear that it is too much.
 */
export const XML_LIMIT = 192 * 1024

/** The deepest the platforms send is 6 (`xml/ApprovalInfo/SpRecord/Details/Approver/UserId`). */
const DEPTH_LIMIT = 8

const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g
const DECLARATION = /^\uFEFF?\s*<\?xml [^<>]*\?>/

/**
 * Reads a callback's XML: one `<xml>` with elements of text, CDATA or more elements in it, and nothing else. An element that stands
 * more than once becomes an array, so whoever asks for a string refuses doubles.
 *
 * Problems: `xml.too_long`, `xml.markup` (DOCTYPE, entities declared, comments, instructions), `xml.root` (none, several, or something
 * around it), `xml.malformed`, `xml.content` (attributes, text between elements, too deep).
 */
export async function readXml(text: string): Promise<Outcome<XmlElement>> {
  if (Buffer.byteLength(text) > XML_LIMIT) return fail('xml.too_long')
  // What people typed stands in CDATA and may look like markup; only the rest is judged.
  const bare = text.replace(CDATA, '').replace(DECLARATION, '').trim()
  if (bare.includes('<!') || bare.includes('<?')) return fail('xml.markup')
  // xml2js is content with the first root and drops whatever follows it, so the ends are checked here.
  if (!bare.startsWith('<xml>') || bare.indexOf('<xml>', 1) !== -1 || bare.indexOf('</xml>') !== bare.length - 6) {
    return fail('xml.root')
  }
  let read: unknown
  try {
    // A new parser each time: after an error, one used again answers null.
    read = await new Parser({ explicitArray: false, explicitRoot: false }).parseStringPromise(text)
  } catch {
    return fail('xml.malformed')
  }
  return isElement(read, DEPTH_LIMIT) ? ok(read) : fail('xml.content')
}

function isElement(node: unknown, depth: number): node is XmlElement {
  if (typeof node !== 'object' || node === null || Array.isArray(node) || depth === 0) return false
  for (const name in node) {
    // xml2js keeps attributes under `$` and text beside elements under `_`.
    if (name === '$' || name === '_') return false
    const child: unknown = (node as Record<string, unknown>)[name]
    if (typeof child === 'string') continue
    for (const one of Array.isArray(child) ? child : [child]) {
      if (typeof one !== 'string' && !isElement(one, depth - 1)) return false
    }
  }
  return true
}

// eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 has no way to carry
const UNCARRIED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** A text as CDATA; `]]>` inside is cut in two sections. */
export const cdata = (text: string): string =>
  `<![CDATA[${text.replace(UNCARRIED, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
