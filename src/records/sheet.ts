import type { CellStyle, CellValue, WriteSheet } from 'hucre/xlsx'
import type { Cell, Column } from './columns.js'

/** Excel's limit for one cell, in UTF-16 units. */
const MOST_CHARACTERS = 32_767
const STYLES: Record<NonNullable<Column<unknown>['type']>, CellStyle> = {
  // Not against the words of the next column.
  day: { numFmt: 'yyyy-mm-dd', alignment: { horizontal: 'left' } },
  moment: { numFmt: 'yyyy-mm-dd hh:mm' },
  money: { numFmt: '#,##0.00' },
  long: { alignment: { wrapText: true, vertical: 'top' } },
}
export const HEADER: CellStyle = { font: { bold: true }, alignment: { vertical: 'center' } }

/** A sheet with a row each, the columns' names frozen above them. */
export function sheetOf<Row>(name: string, columns: Column<Row>[], rows: Row[]): WriteSheet {
  return {
    name,
    columns: columns.map(({ width, type }) => ({ width, ...(type && { style: STYLES[type] }) })),
    rows: [
      columns.map(({ header }) => header),
      ...rows.map((row) => columns.map((column) => valueOf(column.cell(row)))),
    ],
    cells: new Map(columns.map((_, column) => [`0,${column}`, { style: HEADER }])),
    freezePane: { rows: 1 },
    autoFilter: { range: rangeName(columns.length, rows.length + 1) },
  }
}

/** A1 to the last cell of so many columns and rows, as 「A1:Z9」. */
const rangeName = (columns: number, rows: number): string => `A1:${columnName(columns)}${rows}`

/** The letters of a column, counted from 1: 「AA」. */
export function columnName(column: number): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

/** Text stays text (a workbook keeps formulas elsewhere); days and moments become dates. */
function valueOf(cell: Cell): CellValue {
  if (cell === null || typeof cell === 'number') return cell
  if (typeof cell === 'string') return clip(cell)
  return new Date(`${'day' in cell ? `${cell.day}T00:00:00` : cell.moment}Z`)
}

/** At most as long as a cell may be. */
export function clip(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text
  // Not through the middle of a character outside the basic plane.
  const cut = text.slice(0, MOST_CHARACTERS - 1)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
