import type { Sheet } from 'hucre/xlsx'
import type { Piece } from '../../reconciliation/document.js'
import { openWorkbook } from '../open-workbook.js'
import { BadZip, entriesOf } from './unzip.js'

/** A hub's activities of some years; more is another kind of file. */
const MOST_ROWS = 20_000
const MOST_UNPACKED = 50_000_000
const BROKEN = '打不开，这不是完好的 .xlsx 文件；.xls 请另存为 .xlsx / this is no sound .xlsx file'

/** Every sheet of a workbook as a table, or why it cannot be read. */
export async function readSheetsAsTables(bytes: Buffer): Promise<Piece[] | { fault: string }> {
  const fault = faultOf(bytes)
  if (fault) return { fault }
  const opened = await openWorkbook(bytes, '一份报告的表', { wanted: () => true, mostRows: MOST_ROWS })
  if ('fault' in opened) return opened
  if (opened.macros) return { fault: '带宏，请另存为不带宏的 .xlsx / it has macros: save it as .xlsx without' }
  return opened.sheets.flatMap(({ name, rows }): Piece[] =>
    rows.length === 0
      ? []
      : [
          {
            type: 'table',
            name,
            rows: rows.map((cells, i) => ({ where: `${name}!${i + 1}`, cells: cells.map((value) => shown(value)) })),
          },
        ],
  )
}

/** Why a workbook is not gone into: its parts are more than they say, or declare entities of their own. */
function faultOf(bytes: Buffer): string | null {
  let left = MOST_UNPACKED
  try {
    for (const entry of entriesOf(bytes)) {
      const part = entry.read(left)
      left -= part.length
      if (part.includes('<!DOCTYPE')) return BROKEN
    }
    return null
  } catch (error) {
    if (!(error instanceof BadZip)) throw error
    if (error.why === 'password') return '有密码，请先去掉密码再存一份 / it has a password'
    return error.why === 'too_big' ? '太大了，不像一份报告的表 / too big' : BROKEN
  }
}

function shown(value: Sheet['rows'][number][number] | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  // 0.1 + 0.2 of a sheet is 0.3.
  const text = typeof value === 'number' ? String(Number(value.toFixed(6))) : String(value)
  return text.replace(/\p{Cc}/gu, ' ').trim()
}
