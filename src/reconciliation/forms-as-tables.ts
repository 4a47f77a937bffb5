import type { Piece, Row } from './document.js'

type Table = Extract<Piece, { type: 'table' }>

/** A cell with more than this is an answer to a form, not an entry of a table. */
const LONG_CELL = 80
const MOST_LINES = 3
const MOST_CELLS = 4
const LONGEST_LABEL = 40

const filled = ({ cells }: Row): string[] => cells.filter((cell) => cell !== '')
const isLong = (cell: string): boolean => cell.length > LONG_CELL || cell.split('\n').length > MOST_LINES

/**
 * Funders' forms are laid out as tables: a label, and beside or below it half a page of text. Such a table becomes headings with paragraphs;
 * its rows of short cells stay tables. A table of entries stays as it is.
 */
export function unfolded(table: Table): Piece[] {
  const long = table.rows.filter((row) => row.cells.some(isLong))
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
    if (!row.cells.some(isLong)) {
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
      if (!isLong(cell) && cell.length <= LONGEST_LABEL && label === undefined)
        line(cell.replace(/\n/g, ''), row, LEVEL)
      else for (const each of cell.split('\n')) line(each, row)
    }
  }
  close()
  return pieces
}

const LEVEL = 2
const isText = (cell: string): boolean => cell.length > LONGEST_LABEL || isLong(cell)
