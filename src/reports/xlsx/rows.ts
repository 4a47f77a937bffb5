import { clip } from '../../records/sheet.js'
import type { Cell } from '../../records/columns.js'

/** A column as its cells begin: its letters, and the number its style has in the workbook; 0 for none. */
export interface CellStart {
  letters: string
  style: number
}

const PIECE = 1 << 16

/** Rows of a sheet as XML, from row `first` on, in pieces. Text stands in its cells and in no table beside them, which would grow with it. */
export function* rowPieces(starts: readonly CellStart[], rows: Iterable<Cell[]>, first: number): Generator<Uint8Array> {
  const open = starts.map(({ letters }) => `<c r="${letters}`)
  const styled = starts.map(({ style }) => (style === 0 ? '"' : `" s="${style}"`))
  let number = first
  let piece = Buffer.allocUnsafe(PIECE)
  let filled = 0
  for (const cells of rows) {
    let text = `<row r="${number}">`
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? null
      const start = `${open[i]}${number}${styled[i]}`
      if (cell === null) text += starts[i]?.style === 0 ? '' : `${start}/>`
      else if (typeof cell === 'string') text += `${start} t="inlineStr"><is>${textElement(clip(cell))}</is></c>`
      else text += `${start}><v>${typeof cell === 'number' ? cell : serial(cell)}</v></c>`
    }
    text += '</row>'
    number++
    // Three bytes are the most that a UTF-16 unit takes.
    if (filled + text.length * 3 > piece.length) {
      yield piece.subarray(0, filled)
      piece = Buffer.allocUnsafe(Math.max(PIECE, text.length * 3))
      filled = 0
    }
    filled += piece.write(text, filled)
  }
  yield piece.subarray(0, filled)
}

/** What XML gives a meaning, has no place for, or takes away; and what Excel would read as such a character that was written in hex. */
// oxlint-disable-next-line no-control-regex
const SPECIAL = /[&<>\u0000-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g
// oxlint-disable-next-line no-control-regex
const PLAIN = /^(?![ ])[^&<>_\u0000-\u001f\ufffe\uffff]*(?<! )$/

function textElement(text: string): string {
  if (PLAIN.test(text)) return `<t>${text}</t>`
  return `<t xml:space="preserve">${text.replace(SPECIAL, escaped)}</t>`
}

function escaped(one: string): string {
  switch (one) {
    case '&':
      return '&amp;'
    case '<':
      return '&lt;'
    case '>':
      return '&gt;'
    case '\n':
    case '\t':
      return one
    default:
      return `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  }
}

const DAY_MS = 86_400_000
/** The number of 1 January 1970 where days are counted as Excel does. */
const UNIX_DAY = 25_569
const days = new Map<string, number>()

/** Days since 30 December 1899, with their part of a day. */
function serial(cell: Exclude<Cell, string | number | null>): number {
  if (!('day' in cell)) return Math.round((Date.parse(`${cell.moment}Z`) / DAY_MS + UNIX_DAY) * 1e10) / 1e10
  const known = days.get(cell.day)
  if (known !== undefined) return known
  const found = Date.parse(`${cell.day}T00:00:00Z`) / DAY_MS + UNIX_DAY
  if (days.size < 100_000) days.set(cell.day, found)
  return found
}
