import { writeCsvStream } from 'hucre/csv'
import { columnsOf, isOfRecords, rowsOf, type Cell, type Column, type Table } from './columns.js'
import type { Export } from './export.js'

/**
 * One table as CSV for a spreadsheet: UTF-8 with BOM and CRLF, so that Excel shows Chinese; text that a spreadsheet
 * would run as a formula begins with an apostrophe, numbers stay numbers.
 */
export async function* exportCsv(exported: Export, table: Table): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(exported)[table] as Column<unknown>[]
  async function* rows(): AsyncGenerator {
    if (!isOfRecords(table)) yield* exported[table]
    else for await (const record of exported.records) yield* rowsOf(table, record)
  }
  async function* lines() {
    for await (const row of rows()) yield columns.map((column) => plain(column.cell(row)))
  }
  const headers = columns.map((column) => column.header)
  yield* writeCsvStream(lines(), { headers, bom: true, escapeFormulae: true, lineSeparator: '\r\n' })
}

/** Some spreadsheets in Chinese take full-width signs for the narrow ones; the writer knows only the narrow. */
export const plain = (cell: Cell): string | number | null => {
  if (typeof cell === 'string') return /^[＝＋－＠]/.test(cell) ? `'${cell}` : cell
  if (cell === null || typeof cell === 'number') return cell
  return 'day' in cell ? cell.day : cell.moment.replace('T', ' ')
}
