import { EncryptedFileError, HucreError } from 'hucre'
import { readXlsx, type Sheet } from 'hucre/xlsx'

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
  const big = { fault: `太大了，不像${what} / too big` }
  if (bytes.length > MOST_BYTES || unpacked(bytes) > MOST_UNPACKED) return big
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
    return tooBig ? big : { names, sheets, macros: bytes.includes('vbaProject.bin') }
  } catch (error) {
    if (error instanceof EncryptedFileError) return { fault: '有密码，请先去掉密码再存一份 / it has a password' }
    if (error instanceof HucreError)
      return { fault: '打不开，这不是完好的 .xlsx 文件；.xls 请另存为 .xlsx / this is no sound .xlsx file' }
    throw error
  }
}

/** Bytes of all that is packed in a ZIP, as it says itself; more than that is never unpacked of it. */
function unpacked(bytes: Buffer): number {
  let sum = 0
  for (let at = bytes.indexOf(ENTRY); at >= 0 && at + 28 <= bytes.length; at = bytes.indexOf(ENTRY, at + 4))
    sum += bytes.readUInt32LE(at + 24)
  return sum
}

const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02])

/** Without the empty cells and rows behind the last that says something: formats alone make a sheet long. */
function trimmed(rows: Sheet['rows']): Sheet['rows'] {
  const says = (value: Sheet['rows'][number][number]) =>
    value !== null && value !== undefined && String(value).trim() !== ''
  const short = rows.map((row) => row.slice(0, row.findLastIndex(says) + 1))
  return short.slice(0, short.findLastIndex((row) => row.length > 0) + 1)
}
