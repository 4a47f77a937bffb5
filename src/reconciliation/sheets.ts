import type { Piece, Row } from './document.js'

type Table = Extract<Piece, { type: 'table' }>

/** So many characters in the only cell of a row are a sentence, not an entry. */
const SENTENCE = 18

const filled = ({ cells }: Row): string[] => cells.filter((cell) => cell !== '')
const isAlone = (row: Row): boolean => filled(row).length === 1
const isTold = (row: Row): boolean => isAlone(row) && /[。；：:]|^.{18,}$/.test(filled(row)[0] ?? '')

/**
 * A sheet is not one table: people write a title, what the report says of itself and whole paragraphs into the first column, and leave a
 * row empty between two tables. The lines among them become text, what is left becomes a table for each run of rows.
 */
export function piecesOfSheet(table: Table): Piece[] {
  if (!/!\d+$/.test(table.rows[0]?.where ?? '')) return [table]
  const pieces: Piece[] = []
  let open: Row[] = []
  const close = () => {
    if (open.length > 0) pieces.push(...tablesOf(table, open))
    open = []
  }
  for (const row of table.rows) {
    if (filled(row).length === 0) close()
    else open.push(row)
  }
  close()
  return pieces
}

function tablesOf(table: Table, rows: Row[]): Piece[] {
  const head = rows.findIndex((row) => !isAlone(row))
  // A column of short words alone is a list and stays a table of one column.
  if (head < 0 && !rows.some((row) => (filled(row)[0] ?? '').length >= SENTENCE)) return [{ ...table, rows }]
  const from = head < 0 ? rows.length : head
  const end = rows.findLastIndex((row) => !isTold(row)) + 1
  const inside = rows.slice(from, Math.max(from, end))
  const lines = [...rows.slice(0, from), ...rows.slice(Math.max(from, end))]
  const line = (row: Row): Piece => ({
    type: 'line',
    text: filled(row)[0] ?? '',
    where: row.where ?? '',
    gap: 1,
    whole: true,
  })
  const before = lines.filter((row) => rows.indexOf(row) < from).map(line)
  const after = lines.filter((row) => rows.indexOf(row) >= from).map(line)
  return [...before, ...(inside.length > 0 ? [{ ...table, rows: inside }] : []), ...after]
}
