import type { Asking, Reading } from './field-kind.js'
import { readCell } from './row-cells.js'
import type { Cells, Column, Row } from './rows.js'
import { going, keptRows, settle, type TableDraft } from './table-draft.js'

/** A row more for each of these that tells something of a column: what is no value of its column stays open, and is asked. Null when none does. */
export function toldRows(
  most: number,
  columns: Column[],
  draft: TableDraft,
  told: Record<string, string>[],
  from: string[],
  asking: Asking,
): Reading<Row[]> | null {
  const rows = told.flatMap((one) => {
    const cells: Cells = {}
    for (const column of columns) {
      const text = one[column.field.feeds ?? '']
      const read = text === undefined ? null : readCell(column, { type: 'text', text }, asking)
      if (read?.type === 'cell' && read.cell !== null) cells[column.field.key] = read.cell
    }
    return Object.keys(cells).length > 0 ? [{ cells, from }] : []
  })
  const room = Math.max(0, most - draft.rows.length - draft.pending.length)
  if (rows.length === 0 || room === 0) return null
  // Whole ones first: the first that lacks something keeps back what is behind it.
  const after = settle(columns, { ...draft, closing: false, pending: [...draft.pending, ...rows.slice(0, room)] })
  const kept = keptRows(columns, after.rows, draft.rows.length, asking)
  const full = rows.length > room ? [asking.words.say('table.full', { most })] : []
  return going(columns, after, [kept, ...full], asking)
}
