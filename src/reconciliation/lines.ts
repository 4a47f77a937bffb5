import { normaliseText } from '../kernel/numeral.js'
import type { Piece, Row } from './document.js'

const BOOKMARK = /\[bookmark: [^\]]*\]/gi
const RULE = /^\|?[\s:|-]*-{3,}[\s:|-]*$/
/** Fewer lines that happen to have gaps are no table. */
const FEWEST_ALIGNED = 3

const plain = (text: string): string =>
  normaliseText(text.replace(BOOKMARK, '').replace(/\*\*/g, ''))
    .replace(/\p{Cc}/gu, '')
    .replace(/ +/g, ' ')
    .trim()

/** A cell without the markup that converters leave in it: items and breaks are lines. */
const tidy = (text: string): string =>
  text
    .replace(/<(?:li|br|p)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .split('\n')
    .map(plain)
    .filter((line) => line !== '')
    .join('\n')

/** How a line is cut into cells, or null: `cells` are several, `cell` is one of a row that goes on in the lines below. */
function cellsOf(line: string, within: boolean): { kind: 'row' | 'cell'; cells: string[] } | null {
  if (line.startsWith('\t')) {
    const cells = line.slice(1).split('\t')
    return { kind: cells.length > 1 ? 'row' : 'cell', cells }
  }
  const trimmed = line.trim()
  // Within a table a tab at the end is an empty cell.
  const tabbed = within ? line.replace(/ +$/, '') : trimmed
  if (tabbed.includes('\t')) return { kind: 'row', cells: tabbed.split('\t') }
  if ((trimmed.match(/\|/g) ?? []).length >= 2 || /^\|.*\|$/.test(trimmed))
    return { kind: 'row', cells: trimmed.replace(/^\|/, '').replace(/\|$/, '').split('|') }
  return null
}

const aligned = (line: string): string[] => line.trim().split(/ {2,}|\u3000{2,}/)

/**
 * Plain text, Markdown or what was pasted, cut into lines and tables. Tables are lines with tabs or bars, columns set off by spaces, and
 * cells one a line behind a tab with an empty line after each row, as text of Word documents comes out of converters.
 */
export function piecesOfText(text: string): Piece[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
  const pieces: Piece[] = []
  let gap = 0
  let table: Row[] | null = null
  let open = false // the row goes on in the next line
  const close = () => {
    if (table) pieces.push(...tableOf(table))
    table = null
    open = false
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const where = `第${i + 1}行`
    if (!line.includes('\t') && line.trim() === '') {
      gap += 1
      open = false
      if (gap > 2) close()
      continue
    }
    if (RULE.test(line.trim())) continue
    const found = cellsOf(line, table !== null && !open && gap === 0)
    const block = found ? 0 : alignedBelow(lines, i)
    if (block > 0) {
      close()
      const rows = lines.slice(i, i + block)
      pieces.push({ type: 'table', rows: rows.map((row, at) => rowOf(`第${i + at + 1}行`, aligned(row))) })
      i += block - 1
    } else if (!found) {
      if (table && open && lines[i + 1]?.startsWith('\t')) {
        const cells = table.at(-1)?.cells ?? []
        cells.push([cells.pop(), tidy(line)].filter(Boolean).join('\n'))
        continue
      }
      close()
      pieces.push({ type: 'line', text: plain(line), where, gap, whole: /^[ \u3000]+\S/.test(line) })
    } else {
      table ??= []
      if (found.kind === 'row' || !open) table.push(rowOf(where, found.cells))
      else table.at(-1)?.cells.push(...found.cells.map(tidy))
      open = found.kind === 'cell'
    }
    gap = 0
  }
  close()
  return pieces
}

const rowOf = (where: string, cells: string[]): Row => ({ where, cells: cells.map(tidy) })

/** One row with one cell is no table. */
function tableOf(rows: Row[]): Piece[] {
  const [only] = rows
  if (rows.length === 1 && only && only.cells.filter((cell) => cell !== '').length <= 1)
    return [{ type: 'line', text: only.cells.join(''), where: only.where ?? '', gap: 1 }]
  return [{ type: 'table', rows }]
}

/** How many lines from here on have the same number of columns, three at least, set off by spaces. */
function alignedBelow(lines: string[], from: number): number {
  const columns = aligned(lines[from] ?? '').length
  if (columns < 3) return 0
  let count = 1
  while (from + count < lines.length && aligned(lines[from + count] ?? '').length === columns) count += 1
  return count >= FEWEST_ALIGNED ? count : 0
}
