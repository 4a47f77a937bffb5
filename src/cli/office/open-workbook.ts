import { HucreError } from 'hucre'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { brokenOffice, openOffice, tooBig } from './open-office.js'

/** What is worth reading is some KB; more is another file, or one made to fill the memory. Bytes. */
export const MOST_BYTES = 5_000_000
const MOST_UNPACKED = 50_000_000
const MOST_COLUMNS = 200

export interface Opened {
  /** Of all sheets, those that were not asked for too. */
  names: string[]
  sheets: Sheet[]
  /** Macros are never run. */
  macros: boolean
}

/** The sheets of a workbook that are asked for, without the empty rows at their end; or why it cannot be one of `what`. */
export async function openWorkbook(
  bytes: Buffer,
  what: string,
  { wanted, mostRows }: { wanted(name: string): boolean; mostRows: number },
): Promise<Opened | { fault: string }> {
  const kind = { kind: 'xlsx' as const, what, mostUnpacked: MOST_UNPACKED }
  const big = { fault: tooBig(kind) }
  if (bytes.length > MOST_BYTES) return big
  const opened = openOffice(bytes, kind)
  if ('fault' in opened) return opened
  const names: string[] = []
  try {
    const read = await readXlsx(bytes, {
      sheets: ({ name }) => {
        names.push(name)
        return wanted(name)
      },
    })
    const sheets = read.sheets.map((sheet) => ({ ...sheet, rows: trimmed(sheet.rows) }))
    const tooBig = sheets.some(({ rows }) => rows.length > mostRows || rows.some((row) => row.length > MOST_COLUMNS))
    return tooBig ? big : { names, sheets, macros: opened.macros }
  } catch (error) {
    if (error instanceof HucreError) return { fault: brokenOffice(kind) }
    throw error
  }
}

/** Without the empty cells and rows behind the last that says something: formats alone make a sheet long. */
function trimmed(rows: Sheet['rows']): Sheet['rows'] {
  const says = (value: Sheet['rows'][number][number]) =>
    value !== null && value !== undefined && String(value).trim() !== ''
  const short = rows.map((row) => row.slice(0, row.findLastIndex(says) + 1))
  return short.slice(0, short.findLastIndex((row) => row.length > 0) + 1)
}
