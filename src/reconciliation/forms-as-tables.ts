import type { Piece, Row } from './document.js'

type Table = Extract<Piece, { type: 'table' }>

/** A cell with more than this is an answer to a form, not an entry of a table. */
const LONG_CELL = 80
const MOST_LINES = 3
const MOST_CELLS = 4
const LONGEST_LABEL = 40

const filled = ({ cells }: Row): string[] => cells.filter((cell) => cell !== '')
const isLong = (cell: string): boolean => cell.length > LONG_CELL || cell.split('\n').length > MOST_LINES
/** A label with sentences beside it. */
const isTold = (row: Row): boolean => {
  const [label = '', said = '', ...more] = filled(row)
  return more.length === 0 && label.length <= 10 && TOLD.test(label) && said.length > 24 && /[。；]/.test(said)
}
const TOLD = /说明|概[况述要]|简[介述]|总结|小结|情况|成果|成效|描述|摘要|进展|反思|经验/

/**
 * Funders' forms are laid out as tables: a label, and beside or below it half a page of text. Such a table becomes headings with paragraphs;
 * its rows of short cells stay tables. A table of entries stays as it is.
 */
export function unfolded(table: Table): Piece[] {
  const isLongRow = (row: Row) => row.cells.some(isLong) || isTold(row)
  const long = table.rows.filter(isLongRow)
  if (long.length === 0 || table.rows.some((row) => filled(row).length > MOST_CELLS && row.cells.some(isLong)))
    return [table]
  const pieces: Piece[] = []
  let short: Row[] = []
  const close = () => {
    if (short.length > 0) pieces.push({ ...table, rows: short })
    short = []
  }
  const line = (text: string, row: Row, level?: number) => {
    const where = row.where ?? `表格第${table.rows.indexOf(row) + 1}行`
    pieces.push({ type: 'line', text, where, gap: 1, whole: true, ...(level ? { level } : {}) })
  }
  for (const row of table.rows) {
    if (!isLongRow(row)) {
      short.push(row)
      continue
    }
    // Labels stand in the same row, or as the row above, a label over each cell.
    const above = short.at(-1)
    const labels =
      above && filled(above).length === filled(row).length && filled(row).every(isText) ? filled(above) : null
    if (labels) short.pop()
    close()
    for (const [i, cell] of filled(row).entries()) {
      const label = labels?.[i]
      if (label !== undefined) line(label.replace(/\n/g, ''), row, LEVEL)
      if (!isLong(cell) && cell.length <= LONGEST_LABEL && label === undefined && (i === 0 || !isTold(row)))
        line(cell.replace(/\n/g, ''), row, LEVEL)
      else for (const each of cell.split('\n')) line(each, row)
    }
  }
  close()
  return pieces
}

const LEVEL = 2
const isText = (cell: string): boolean => cell.length > LONGEST_LABEL || isLong(cell)
