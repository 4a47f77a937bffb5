import { EncryptedFileError, HucreError } from 'hucre'
import { readXlsx, writeXlsx, type CellValue } from 'hucre/xlsx'
import type { Note } from '../../forms/xlsform/notes.js'
import type { Sheet } from '../../forms/xlsform/sheet.js'

/** What a form takes is some KB; more is another file, or one made to fill the memory. Bytes. */
export const MOST_BYTES = 5_000_000
const MOST_UNPACKED = 50_000_000
const MOST_ROWS = 2_000
const MOST_COLUMNS = 200

const READ = ['survey', 'choices', 'settings']

/** The sheets of an XLSForm as texts (others only by name), with what was odd about them; or why this is none. */
export async function readWorkbook(bytes: Buffer): Promise<{ sheets: Sheet[]; notes: Note[] } | { fault: string }> {
  if (bytes.length > MOST_BYTES || unpacked(bytes) > MOST_UNPACKED)
    return { fault: '太大了，不像一份表单 / too big for a form' }
  const names: string[] = []
  try {
    const read = await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name)
        return READ.includes(name.trim().toLowerCase())
      },
    })
    const notes: Note[] = bytes.includes('vbaProject.bin')
      ? [noted('', [], '宏 / macros', '没有运行，也没有导入 / neither run nor imported')]
      : []
    const sheets: Sheet[] = names.map((name) => ({ name, rows: [] }))
    for (const { name, rows, merges = [], cells } of read.sheets) {
      const texts = trimmed(rows.map((row) => row.map(textOf)))
      if (texts.length > MOST_ROWS || texts.some((row) => row.length > MOST_COLUMNS))
        return { fault: `「${name}」太大了，不像一份表单 / too big for a form` }
      const sheet = sheets.find((one) => one.name === name)
      if (sheet) sheet.rows = texts
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
  } catch (error) {
    if (error instanceof EncryptedFileError) return { fault: '有密码，请先去掉密码再存一份 / it has a password' }
    if (error instanceof HucreError)
      return { fault: '打不开，这不是完好的 .xlsx 文件；.xls 请另存为 .xlsx / this is no sound .xlsx file' }
    throw error
  }
}

const noted = (sheet: string, rows: number[], what: string, became: string): Note => ({
  sheet,
  rows,
  column: null,
  what,
  became,
})

/** Bytes of all that is packed in a ZIP, as it says itself; more than that is never unpacked of it. */
function unpacked(bytes: Buffer): number {
  let sum = 0
  for (let at = bytes.indexOf(ENTRY); at >= 0 && at + 28 <= bytes.length; at = bytes.indexOf(ENTRY, at + 4))
    sum += bytes.readUInt32LE(at + 24)
  return sum
}

const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02])

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
}

/** Without the empty cells and rows behind the last that says something: formats alone make a sheet long. */
function trimmed(rows: string[][]): string[][] {
  const short = rows.map((row) => row.slice(0, row.findLastIndex((text) => text.trim() !== '') + 1))
  return short.slice(0, short.findLastIndex((row) => row.length > 0) + 1)
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
