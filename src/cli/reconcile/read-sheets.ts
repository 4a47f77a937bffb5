import type { Sheet } from 'hucre/xlsx'
import type { Piece } from '../../reconciliation/document.js'
import { hasMacros } from '../office/open-office.js'
import { openWorkbook } from '../office/open-workbook.js'

/** A hub's activities of some years; more is another kind of file. */
const MOST_ROWS = 20_000

/** Every sheet of a workbook as a table, or why it cannot be read. */
export async function readSheetsAsTables(bytes: Buffer): Promise<Piece[] | { fault: string }> {
  const opened = await openWorkbook(bytes, '一份报告的表', { wanted: () => true, mostRows: MOST_ROWS })
  if ('fault' in opened) return opened
  if (opened.macros) return { fault: hasMacros({ kind: 'xlsx' }) }
  return opened.sheets.flatMap(({ name, rows, merges = [] }): Piece[] =>
    rows.length === 0
      ? []
      : [
          {
            type: 'table',
            name,
            rows: rows.map((cells, i) => {
              const merged = merges.flatMap(({ startRow, endRow, startCol }) =>
                startRow < i && i <= endRow ? [startCol] : [],
              )
              const values = cells.map((value) => shown(value))
              return { where: `${name}!${i + 1}`, cells: values, ...(merged.length > 0 && { merged }) }
            }),
          },
        ],
  )
}

function shown(value: Sheet['rows'][number][number] | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  // 0.1 + 0.2 of a sheet is 0.3.
  const text = typeof value === 'number' ? String(Number(value.toFixed(6))) : String(value)
  return text.replace(/\p{Cc}/gu, ' ').trim()
}
