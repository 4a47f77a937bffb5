import { normaliseText } from '../../kernel/numeral.js'
import type { Piece, Row } from '../../reconciliation/document.js'
import { brokenOffice, hasMacros, openOffice, tooBig, type Wanted } from '../office/open-office.js'
import { BadZip, type Entry } from '../../storage/unzip.js'
import { numberingOf, type Numbering } from './numbering.js'
import { BadXml, walkXml } from './xml.js'

/** A report of 200 pages is about 5 MB of XML. Bytes, unpacked. */
const MOST_XML = 40_000_000
/** With its photos. */
const WANTED: Wanted = { kind: 'docx', what: '一份报告', mostUnpacked: 200_000_000 }

/** The paragraphs, tables and pictures of a Word document in their order, or why it is none. Macros are refused, nothing in it is run. */
export function readDocx(bytes: Buffer): Piece[] | { fault: string } {
  const opened = openOffice(bytes, WANTED)
  if ('fault' in opened) return opened
  if (opened.macros) return { fault: hasMacros(WANTED) }
  const part = (name: string) => opened.entries.find((entry) => entry.name === name)
  const [document, styles, numbering] = ['document', 'styles', 'numbering'].map((name) => part(`word/${name}.xml`))
  if (!document) return { fault: brokenOffice(WANTED) }
  try {
    const known = styles ? stylesOf(textOf(styles)) : new Map<string, Style>()
    return piecesOf(textOf(document), known, numberingOf(numbering ? textOf(numbering) : null))
  } catch (error) {
    if (error instanceof BadZip) return { fault: error.why === 'too_big' ? tooBig(WANTED) : brokenOffice(WANTED) }
    if (error instanceof BadXml) return { fault: brokenOffice(WANTED) }
    throw error
  }
}

const textOf = (entry: Entry): string => entry.read(MOST_XML).toString('utf8')

interface Style {
  /** Of a heading: Word names them heading 1 in every language. */
  level?: number
  /** Its paragraphs are numbered in this list. */
  list?: string
  /** Of the list. */
  at?: number
}

/** What the styles of a document say of its paragraphs, by their id. */
function stylesOf(xml: string): Map<string, Style> {
  const styles = new Map<string, Style>()
  let style: Style = {}
  walkXml(xml, {
    open(name, attributes) {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:style') styles.set(attributes['w:styleId'] ?? '', (style = {}))
      else if (name === 'w:numId') style.list = value
      else if (name === 'w:ilvl') style.at = Number(value)
      else if (name === 'w:name') {
        const level = /^heading (\d)$/i.exec(value)?.[1]
        if (level) style.level = Number(level)
      }
    },
    text() {},
    close() {},
  })
  return styles
}

/** Copies for older versions of Word, what was moved away, and hidden codes of fields are no part of the text. */
const PASSED_OVER = new Set(['mc:Fallback', 'w:moveFrom', 'w:del', 'w:instrText', 'w:pPrChange', 'w:rPrChange'])

const MOST_SPAN = 60

function piecesOf(xml: string, styles: Map<string, Style>, numbering: Numbering): Piece[] {
  const pieces: Piece[] = []
  // Tables within cells of tables are told after the outer one.
  const tables: Row[][] = []
  // Pictures that stand in cells of each.
  const shown: number[] = []
  const inner: Piece[] = []
  let [text, level, paragraphs, passed, listening]: [string, number | undefined, number, number, boolean] = [
    '',
    undefined,
    0,
    0,
    false,
  ]
  let pictures = 0
  const spans: number[] = []
  // The list that the paragraph says itself goes before that of its style.
  let numbered: Style = {}
  const cell = () => tables.at(-1)?.at(-1)?.cells
  walkXml(xml, {
    open(name, attributes) {
      if (passed > 0 || PASSED_OVER.has(name)) return void (passed += 1)
      if (name === 'w:tbl') shown[tables.push([])] = 0
      else if (name === 'w:tr') tables.at(-1)?.push({ where: null, cells: [] })
      else if (name === 'w:tc') cell()?.push('')
      else if (name === 'w:gridSpan') spans[tables.length] = Math.min(MOST_SPAN, Number(attributes['w:val']) || 1)
      else if (name === 'w:vMerge') {
        const row = tables.at(-1)?.at(-1)
        if (row && attributes['w:val'] !== 'restart') row.merged = [...(row.merged ?? []), row.cells.length - 1]
      } else if (name === 'w:pStyle') {
        const style = styles.get(attributes['w:val'] ?? '')
        level = style?.level
        numbered = { ...style, ...numbered }
      } else if (name === 'w:numId') numbered.list = attributes['w:val'] ?? ''
      else if (name === 'w:ilvl') numbered.at = Number(attributes['w:val'] ?? 0)
      else if (name === 'w:outlineLvl' && tables.length === 0) level ??= Number(attributes['w:val'] ?? 0) + 1
      else if (name === 'w:t') listening = true
      else if (name === 'w:tab') text += ' '
      else if (name === 'w:br' || name === 'w:cr') text += '\n'
      else if (name === 'pic:pic' || name === 'v:imagedata') pictures += 1
    },
    text(said) {
      if (listening && passed === 0) text += said
    },
    close(name) {
      if (passed > 0) return void (passed -= 1)
      if (name === 'w:t') listening = false
      else if (name === 'w:p') {
        const bare = tidy(text)
        const { list, at = 0 } = numbered
        const number = list === undefined || bare === '' ? '' : numbering.next(list, at)
        const line = tidy(`${number}${bare}`)
        numbered = {}
        const cells = cell()
        if (cells) {
          if (line !== '') cells.push([cells.pop(), line].filter(Boolean).join('\n'))
        } else {
          paragraphs += 1
          for (const each of line.split('\n'))
            if (each !== '') pieces.push({ ...lineAt(each, paragraphs), ...(level && level < 9 ? { level } : {}) })
        }
        if (cells) shown[tables.length] = (shown[tables.length] ?? 0) + pictures
        for (; pictures > 0; pictures--) (cells ? inner : pieces).push({ type: 'picture' })
        ;[text, level] = ['', undefined]
      } else if (name === 'w:tc') {
        // A cell over several columns stands in the first of them.
        cell()?.push(...Array<string>((spans[tables.length] ?? 1) - 1).fill(''))
        spans[tables.length] = 1
      } else if (name === 'w:tbl') {
        const there = shown[tables.length] ?? 0
        const rows = tables.pop() ?? []
        const said = rows.flatMap(({ cells }) => cells).filter((each) => each !== '')
        const to = tables.length > 0 ? inner : pieces
        // A table that only places pictures: what stands in it are captions.
        if (there > 0 && said.length <= there) to.push(...said.map((each) => lineAt(each, paragraphs)))
        else to.push({ type: 'table', rows })
        if (tables.length === 0) pieces.push(...inner.splice(0))
      }
    },
  })
  return pieces
}

const lineAt = (text: string, paragraph: number) => ({
  type: 'line' as const,
  text,
  where: `第${paragraph}段`,
  gap: 1,
  whole: true,
})

const tidy = (text: string): string =>
  normaliseText(text)
    .split('\n')
    .map((line) =>
      line
        .replace(/\p{Cc}/gu, '')
        .replace(/ +/g, ' ')
        .trim(),
    )
    .join('\n')
    .trim()
