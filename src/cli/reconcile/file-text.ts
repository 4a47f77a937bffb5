import type { Piece } from '../../reconciliation/document.js'
import { readBytes } from './read-file.js'

/** More than a long report is not looked through. Characters. */
const MOST = 20_000

/** The words of a report in a file, a row of a table a line; or why it cannot be read, in Chinese and in English. */
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
  piece.type === 'line'
    ? [piece.text]
    : piece.type === 'table'
      ? piece.rows.map(({ cells }) => cells.join(' ').replace(/\s+/g, ' ').trim())
      : []
