import { writeXlsx, type CellValue } from 'hucre/xlsx'
import type { Note } from '../../forms/xlsform/notes.js'
import type { Sheet } from '../../forms/xlsform/sheet.js'
import { openWorkbook } from '../office/open-workbook.js'

const READ = ['survey', 'choices', 'settings']

/** The sheets of an XLSForm as texts (others only by name), with what was odd about them; or why this is none. */
export async function readWorkbook(bytes: Buffer): Promise<{ sheets: Sheet[]; notes: Note[] } | { fault: string }> {
  const wanted = (name: string) => READ.includes(name.trim().toLowerCase())
  const opened = await openWorkbook(bytes, '一份表单', { wanted, mostRows: 2_000 })
  if ('fault' in opened) return opened
  const notes: Note[] = opened.macros
    ? [noted('', [], '宏 / macros', '没有运行，也没有导入 / neither run nor imported')]
    : []
  const sheets: Sheet[] = opened.names.map((name) => ({ name, rows: [] }))
  for (const { name, rows, merges = [], cells } of opened.sheets) {
    const sheet = sheets.find((one) => one.name === name)
    if (sheet) sheet.rows = rows.map((row) => row.map(textOf))
    if (merges.length > 0) {
      const at = [...new Set(merges.map(({ startRow }) => startRow + 1))]
      notes.push(noted(name, at, '合并的单元格 / merged cells', '只看左上角那一格 / only the first cell is read'))
    }
    const formulas = [...(cells ?? [])].filter(([, { formula }]) => formula !== undefined)
    const at = [...new Set(formulas.map(([place]) => Number(place.split(',')[0]) + 1))]
    if (at.length > 0)
      notes.push(noted(name, at, '公式 / a formula', '只看它上次算出的值 / only the value it last had is read'))
  }
  return { sheets, notes }
}

const noted = (sheet: string, rows: number[], what: string, became: string): Note => ({
  sheet,
  rows,
  column: null,
  what,
  became,
})

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
}

/** A text stays a text, whatever it begins with. */
export const writeWorkbook = (sheets: Sheet[]): Promise<Uint8Array> =>
  writeXlsx({
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows,
      columns: (rows[0] ?? []).map((header) => ({ width: header.startsWith('label') ? 44 : 18 })),
      freezePane: { rows: 1 },
    })),
  })
