import { textOf, type Value } from './cell.js'
import type { Column, Layout } from './columns.js'
import { letters } from './told.js'

/** A sheet as a workbook has it. */
export interface SheetCells {
  name: string
  rows: Value[][]
  merges: Merge[]
}
export interface Merge {
  startRow: number
  startCol: number
  endRow: number
  endCol: number
}

/** What a cell shows: of merged cells the first one, and over which they are merged. */
export function cellAt(sheet: SheetCells, row: number, column: number): { value: Value; merge: Merge | null } {
  const merge =
    sheet.merges.find(
      ({ startRow, endRow, startCol, endCol }) =>
        row >= startRow && row <= endRow && column >= startCol && column <= endCol,
    ) ?? null
  const value = merge && column === merge.startCol ? sheet.rows[merge.startRow]?.[column] : sheet.rows[row]?.[column]
  return { value: value ?? null, merge }
}

/** Sheets and columns that say nothing about anybody. */
export const PASSED_OVER = ['说明', '序号', '', 'sheet1', 'sheet2', 'sheet3']
/** A name of a sheet or column as they are compared. */
export const plainHeader = (text: string): string => text.normalize('NFKC').replace(/[\s*]/g, '').toLowerCase()

const HEADERS_WITHIN = 10

export type Say = (message: string, row?: number, column?: number) => void

/** The row that has the most of the headers, among the first; above it may stand titles. */
export function headOf(sheet: SheetCells, layout: Layout): { row: number; texts: string[] } | null {
  let best: { row: number; texts: string[]; known: number } | null = null
  for (let row = 0; row < Math.min(sheet.rows.length, HEADERS_WITHIN); row += 1) {
    const width = Math.max(...sheet.rows.slice(0, row + 1).map((cells) => cells.length))
    const texts = Array.from({ length: width }, (_, column) => textOf(cellAt(sheet, row, column)?.value ?? null))
    const known = texts.filter((text) => columnCalled(layout, text)).length
    if (known > (best?.known ?? 0)) best = { row, texts, known }
  }
  return best
}

const columnCalled = (layout: Layout, header: string): [string, Column<unknown>] | undefined => {
  const wanted = plainHeader(header)
  if (wanted === '') return undefined
  const all = Object.entries(layout.columns)
  return (
    all.find(([, column]) => plainHeader(column.header) === wanted) ??
    all.find(([, { also = [] }]) => also.some((other) => plainHeader(other) === wanted))
  )
}

export interface Placed {
  key: string
  column: Column<unknown>
  at: number
}

export function columnsIn(
  sheet: SheetCells,
  layout: Layout,
  head: { row: number; texts: string[] },
  fault: Say,
  note: Say,
): Placed[] {
  const placed: Placed[] = []
  const unknown: { text: string; at: number }[] = []
  for (const [at, text] of head.texts.entries()) {
    const found = columnCalled(layout, text)
    if (!found) {
      unknown.push({ text, at })
      continue
    }
    const [key, column] = found
    const twin = placed.find((each) => each.key === key)
    if (twin)
      fault(`「${text}」和 ${letters(twin.at)} 列是同一列，请只留一列 / the same column twice`, head.row + 1, at)
    else placed.push({ key, column, at })
  }
  const has = (key: string) => placed.some((each) => each.key === key)
  for (const { text, at } of unknown) {
    const like = Object.entries(layout.columns).find(
      ([key, { header }]) =>
        !has(key) && text !== '' && plainHeader(text).includes(plainHeader(header).replace('(元)', '')),
    )
    const filled = sheet.rows.slice(head.row + 1).some((cells) => textOf(cells[at] ?? null) !== '')
    if (like)
      fault(`不认识「${text}」这一列，是不是「${like[1].header}」？请照模板写 / unknown column`, head.row + 1, at)
    else if (filled && !(text !== '' && PASSED_OVER.includes(plainHeader(text))))
      note(
        text === ''
          ? '这一列没有表头，没有读 / no header, not read'
          : `不认识「${text}」这一列，没有读 / unknown column, not read`,
        head.row + 1,
        at,
      )
  }
  for (const [key, { required, header }] of Object.entries(layout.columns))
    if (required && !has(key)) fault(`没有「${header}」这一列 / no such column`, head.row + 1)
  return placed
}
