/** A row of a table; `where` is how a person finds it (`第12行`, `活动!5`), or null where only table and number tell. */
export interface Row {
  where: string | null
  cells: string[]
  /** Cells, by their place, that go on with the one above: one over several rows, which stands in the first. */
  merged?: number[]
}

/**
 * What a file reader hands over, in its order. `level`: a heading of that level, where the file says so. `gap`: empty lines before it;
 * `whole`: no page or column cut it off.
 */
export type Piece =
  | { type: 'line'; text: string; where: string; level?: number; gap: number; whole?: boolean }
  | { type: 'table'; rows: Row[]; name?: string }
  | { type: 'picture' }

interface Placed {
  /** Its place among the blocks, from 0. */
  at: number
  /** The headings it stands under, the widest first. */
  path: string[]
}
export interface Heading extends Placed {
  type: 'heading'
  level: number
  text: string
  where: string
}
export interface Paragraph extends Placed {
  type: 'paragraph'
  text: string
  where: string
}
export interface Table extends Placed {
  type: 'table'
  /** From 1, in the order of the report. */
  number: number
  /** Of the sheet or caption. */
  name: string
  rows: Row[]
}
export interface Picture extends Placed {
  type: 'picture'
}
export type Block = Heading | Paragraph | Table | Picture

/** A report as it was read: all texts are normalised (`normaliseText`). */
export interface Report {
  title: string
  blocks: Block[]
}

/** Where something stands, in words, and what stands there. */
export interface Place {
  where: string
  quote: string
}

const QUOTE = 80
const short = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length > QUOTE ? `${plain.slice(0, QUOTE)}…` : plain
}

const under = (path: string[], where: string): string => {
  // A sheet is named in the place itself.
  const last = path.findLast((heading) => !where.includes(`${heading}!`))
  return last ? `「${last.length > 24 ? `${last.slice(0, 24)}…` : last}」${where}` : where
}

/** The place of a heading or paragraph; of the text the part that matters. */
export const placeOf = (block: Heading | Paragraph, quote = block.text): Place => ({
  where: under(block.type === 'heading' ? [] : block.path, block.where),
  quote: short(quote),
})

/** The place of a row of a table, counted with its header as row 1. */
export function placeOfRow(table: Table, row: Row): Place {
  const where = row.where ?? `第${table.rows.indexOf(row) + 1}行`
  const named = `表${table.number}${table.name ? `（${table.name}）` : ''} ${where}`
  return {
    where: under(table.path, named),
    quote: short(row.cells.filter((cell) => cell !== '').join(' | ')),
  }
}

/** A sentence of a block, with where it begins in the block's text. */
export interface Sentence {
  block: Heading | Paragraph
  text: string
  start: number
}

/** The text of a report cut at 。！？； and at lines. */
export function sentencesOf(block: Heading | Paragraph): Sentence[] {
  const sentences: Sentence[] = []
  for (const found of block.text.matchAll(/[^。！？!?；;\n]+[。！？!?；;]?/g))
    if (found[0].trim() !== '') sentences.push({ block, text: found[0], start: found.index })
  return sentences
}

export const isText = (block: Block): block is Heading | Paragraph => 'text' in block
