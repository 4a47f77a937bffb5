import type { Cell as CellOfSheet, WriteSheet } from 'hucre/xlsx'
import type { Cell, Column } from '../../records/columns.js'
import { columnName, HEADER, sheetOf } from '../../records/sheet.js'
import { each, rowsFrom, type Rows } from '../dataset/rows.js'

/** One sheet: its rows, and what stands under them. */
export interface Table<Row> {
  name: string
  columns: Column<Row>[]
  rows: Rows<Row>
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

const WHOLE: NonNullable<CellOfSheet['style']> = { ...HEADER, numFmt: '#,##0' }
const MONEY: NonNullable<CellOfSheet['style']> = { ...HEADER, numFmt: '#,##0.00' }

/**
 * A sheet whose rows are written one after another: `sheet` has the header, one row of numbers that shows how each column is styled, and the totals
 * as formulas, which go on counting when somebody changes a row; they belong `rows.length - 1` rows further down.
 */
export interface Streamed {
  sheet: WriteSheet
  rows: Rows<Cell[]>
}

export function streamed<Row>({ name, columns, rows, totals }: Table<Row>): Streamed {
  const sheet = sheetOf(name, columns, [])
  const lines = (sheet.rows ??= [])
  const cells = (sheet.cells ??= new Map<string, Partial<CellOfSheet>>())
  lines.push(columns.map(() => 0))
  sheet.autoFilter = { range: `A1:${columnName(columns.length)}${rows.length + 1}` }
  const at = (header: string) => columns.findIndex((column) => column.header === header)
  const range = (header: string) => {
    const letters = columnName(at(header) + 1)
    return `${letters}2:${letters}${rows.length + 1}`
  }
  // A formula over no row would add up itself.
  for (const { words, sums = {}, only, counts = {} } of rows.length === 0 ? [] : totals) {
    const line = lines.push(columns.map(({ header }) => words[header] ?? null))
    const put = (header: string, cell: Partial<CellOfSheet>) => cells.set(`${line - 1},${at(header)}`, cell)
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
  const cellsOf = (row: Row): Cell[] => columns.map((column) => column.cell(row))
  return { sheet, rows: rowsFrom(rows.length, () => each(rows, cellsOf)) }
}
