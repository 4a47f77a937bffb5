import type { Asking } from './field-kind.js'
import { cellText, headedTables, type HeadedTable } from './headed-tables.js'
import { quote } from './prompt.js'
import { readCell } from './row-cells.js'
import type { Cells, Column } from './rows.js'
import { type RowsReading, withAbove } from './rows-read.js'

const NOT_HELD = /^(?:已?取消|未(?:开展|举办|进行)|没(?:有)?(?:办|开)成?|停办|延期|推迟)/u

/**
 * The rows of a table that was pasted with its header, each cell as the value of the column it stands in, and the text besides; null where
 * there is none for these columns.
 */
export function readHeaded(
  columns: Column[],
  text: string,
  asking: Asking,
): { reading: RowsReading; rest: string } | null {
  const tables = headedTables(text).flatMap((table) => {
    const ways = table.columns.map(({ feeds, header }) =>
      columns.find(({ field }) => field.label === header || (feeds !== null && field.feeds === feeds)),
    )
    const needed = columns.filter(({ field }) => field.required)
    return needed.every((column) => ways.includes(column)) && ways.filter(Boolean).length > 1 ? [{ table, ways }] : []
  })
  if (tables.length === 0) return null
  const reading: RowsReading = { rows: [], unread: [], problem: null }
  for (const { table, ways } of tables) {
    for (const row of table.rows) readInto(reading, columns, table, ways, row, asking)
    const total = table.total?.flatMap((cell, i) =>
      ways[i] && table.columns[i] ? cellText(table.columns[i], cell) : [],
    )
    if (total) reading.total = total.filter((cell) => cell !== '').join(' ')
  }
  const rest = tables.reduceRight((left, { table: { start, end } }) => left.slice(0, start) + left.slice(end), text)
  return { reading, rest: rest.trim() }
}

function readInto(
  reading: RowsReading,
  columns: Column[],
  table: HeadedTable,
  ways: (Column | undefined)[],
  row: string[],
  asking: Asking,
): void {
  const cells: Cells = {}
  let wrong = row.some((cell) => NOT_HELD.test(cell))
  for (const [i, column] of ways.entries()) {
    const named = table.columns[i]
    const said = named ? cellText(named, row[i] ?? '') : ''
    if (!column || said === '') continue
    const read = readCell(column, { type: 'text', text: said }, withAbove(columns, reading.rows.at(-1), asking))
    if (read.type === 'cell') cells[column.field.key] = read.cell
    else {
      wrong ||= column.field.required
      if (column.field.required) reading.problem ??= read.problem
    }
  }
  if (wrong || Object.keys(cells).length < 2) reading.unread.push(quote(row.filter((cell) => cell !== '').join(' ')))
  else reading.rows.push(cells)
}

/** Both, in their order. */
export const withRows = (first: RowsReading, more: RowsReading): RowsReading => ({
  ...more,
  ...first,
  rows: [...first.rows, ...more.rows],
  unread: [...first.unread, ...more.unread],
  problem: first.problem ?? more.problem,
})

/** The line of names that comes along when a table is pasted. */
export const isHeader = (columns: Column[], line: string): boolean => {
  if (!line.includes('序号') && !columns.some(({ field }) => line.includes(field.label))) return false
  const names = line.split(/[\s,，、|·]+/u).filter(Boolean)
  return names.length > 1 && names.every((name) => columns.some(({ field }) => field.label === name || name === '序号'))
}
