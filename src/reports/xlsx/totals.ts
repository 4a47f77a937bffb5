import type { Cell, WriteSheet } from 'hucre/xlsx'
import type { Column } from '../../records/columns.js'
import { columnName, HEADER, sheetOf } from '../../records/sheet.js'

/** One sheet: its rows, and what stands under them. */
export interface Table<Row> {
  name: string
  columns: Column<Row>[]
  rows: Row[]
  totals: Total[]
}

/** A line under a table. Columns go by their header; a number is what the formula gives, so that who only looks need not calculate. */
export interface Total {
  words: Record<string, string>
  sums?: Record<string, number>
  /** Only rows whose column is this (`人`, `<>已退出`) are summed. */
  only?: { header: string; is: string }
  /** How many rows have something in that column. */
  counts?: Record<string, { header: string; all: number }>
}

const WHOLE: NonNullable<Cell['style']> = { ...HEADER, numFmt: '#,##0' }
const MONEY: NonNullable<Cell['style']> = { ...HEADER, numFmt: '#,##0.00' }

/** The sheet of a table, with its totals as formulas that go on counting when somebody changes a row. */
export function totalled<Row>({ name, columns, rows, totals }: Table<Row>): WriteSheet {
  const sheet = sheetOf(name, columns, rows)
  const at = (header: string) => columns.findIndex((column) => column.header === header)
  const range = (header: string) => {
    const letters = columnName(at(header) + 1)
    return `${letters}2:${letters}${rows.length + 1}`
  }
  // A formula over no row would add up itself.
  for (const { words, sums = {}, only, counts = {} } of rows.length === 0 ? [] : totals) {
    const line = sheet.rows?.push(columns.map(({ header }) => words[header] ?? null)) ?? 0
    const put = (header: string, cell: Partial<Cell>) => sheet.cells?.set(`${line - 1},${at(header)}`, cell)
    for (const { header } of columns) put(header, { style: WHOLE })
    const formula = (header: string, text: string, result: number, style = WHOLE) =>
      put(header, { formula: text, formulaResult: result, style })
    for (const [header, result] of Object.entries(sums))
      formula(
        header,
        only ? `SUMIF(${range(only.header)},"${only.is}",${range(header)})` : `SUM(${range(header)})`,
        result,
        columns[at(header)]?.type === 'money' ? MONEY : WHOLE,
      )
    for (const [header, { header: counted, all }] of Object.entries(counts))
      formula(header, `COUNTA(${range(counted)})`, all)
  }
  return sheet
}
