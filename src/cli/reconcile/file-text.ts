import type { Piece, Row } from '../../reconciliation/document.js'
import { readBytes } from './read-file.js'

/** More than a long report is not looked through. Characters. */
const MOST = 20_000

/** The words of a report in a file, its tables with tabs between their cells; or why it cannot be read, in Chinese and in English. */
export async function textOfFile(bytes: Uint8Array): Promise<{ text: string } | { fault: [string, string] }> {
  const read = await readBytes(Buffer.from(bytes))
  if ('fault' in read) {
    const [zh = read.fault, en = zh] = read.fault.split(' / ')
    return { fault: [zh, en] }
  }
  const text = read.pieces.flatMap(linesOf).join('\n').trim()
  return { text: text.slice(0, MOST) }
}

const linesOf = (piece: Piece): string[] =>
  piece.type === 'line' ? [piece.text] : piece.type === 'table' ? rowsOf(piece.rows) : []

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A row a line; what stands in a cell over several rows is said of each, what stands alone in its row is a line of text. */
function rowsOf(rows: Row[]): string[] {
  const above: string[] = []
  return rows.map(({ cells, merged = [] }) => {
    const told = cells.map((cell, i) => (merged.includes(i) ? (above[i] ?? '') : flat(cell)))
    for (const [i, cell] of told.entries()) above[i] = cell
    const [only = '', ...others] = told.filter((cell) => cell !== '')
    return others.length === 0 ? only : told.join('\t')
  })
}
