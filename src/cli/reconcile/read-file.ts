import { readFile, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Piece } from '../../reconciliation/document.js'
import { piecesOfText } from '../../reconciliation/lines.js'
import { isOldOffice, oldOfficeFault } from '../office/open-office.js'
import { unreadable } from '../unreadable.js'
import { readDocx } from './read-docx.js'
import { readSheetsAsTables } from './read-sheets.js'

/** Photos make a Word file big; text is what is read of it. Bytes. */
const MOST_BYTES = 100_000_000
const MOST_TEXT = 5_000_000
const TOO_BIG = { fault: '太大了，不像一份报告 / too big for a report' }

export interface Read {
  pieces: Piece[]
  /** Tables alone. */
  sheets: boolean
}

/** A report by its name on the disk, of a kind hubs have, or why it cannot be read. What it is, is seen by its bytes. */
export async function readReport(file: string): Promise<Read | { fault: string }> {
  let bytes: Buffer
  try {
    if ((await stat(file)).size > MOST_BYTES) return TOO_BIG
    bytes = await readFile(file)
  } catch (error) {
    return { fault: unreadable(error) }
  }
  return readBytes(bytes)
}

export async function readBytes(bytes: Buffer): Promise<Read | { fault: string }> {
  const read = await readAny(bytes)
  return 'fault' in read || read.pieces.some(saysSomething) ? read : EMPTY
}

const EMPTY = { fault: '里面没有文字，请换一份写好的报告 / there are no words in it: give a report that is written' }
const saysSomething = (piece: Piece): boolean =>
  piece.type === 'line'
    ? /\S/.test(piece.text)
    : piece.type === 'table' && piece.rows.some(({ cells }) => cells.some((cell) => /\S/.test(cell)))

async function readAny(bytes: Buffer): Promise<Read | { fault: string }> {
  if (/^(?:%PDF-|\{\\rtf)/.test(bytes.subarray(0, 5).toString('latin1')))
    return {
      fault: '这是 PDF 或 RTF，请用 Word 打开，另存为 .docx / a PDF or RTF: open it in Word and save it as .docx',
    }
  if (isOldOffice(bytes)) return { fault: oldOfficeFault(bytes) }
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const sheets = bytes.includes('xl/workbook.xml')
    const pieces = sheets ? await readSheetsAsTables(bytes) : readDocx(bytes)
    return 'fault' in pieces ? pieces : { pieces, sheets }
  }
  return readText(bytes)
}

/** Text in UTF-8, UTF-16 with its mark, or GB18030, in which older Windows saves. */
function readText(bytes: Buffer): Read | { fault: string } {
  if (bytes.length > MOST_TEXT) return TOO_BIG
  const text = decoded(bytes)
  if (text === null || text.includes('\u0000'))
    return { fault: '读不懂，请给 .docx、.xlsx、.txt 或 .md 文件 / give a .docx, .xlsx, .txt or .md file' }
  return { pieces: piecesOfText(text), sheets: false }
}

function decoded(bytes: Buffer): string | null {
  const mark = bytes.subarray(0, 2).toString('hex')
  const encodings = mark === 'fffe' ? ['utf-16le'] : mark === 'feff' ? ['utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error
    }
  }
  return null
}

/** What is pasted or piped in, to its end. */
export async function readPasted(stdin: Readable): Promise<Read | { fault: string }> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stdin as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(part as string)
    length += bytes.length
    if (length > MOST_BYTES) return TOO_BIG
    parts.push(bytes)
  }
  return readBytes(Buffer.concat(parts))
}
