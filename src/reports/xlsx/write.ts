import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { columnName } from '../../records/sheet.js'
import { entriesOf } from '../../storage/unzip.js'
import { zipped } from '../zip.js'
import { rowPieces } from './rows.js'
import type { Streamed } from './totals.js'

/** Of the skeleton: a few rows a sheet. Bytes. */
const MOST_PART = 50_000_000
/** Twice as quick as what is usual, for a file that is a quarter larger. */
const LEVEL = 3

/**
 * A workbook of any size: the library writes one of the headers, styles and totals alone, and its rows are put into that as they come. The library
 * itself can stream one sheet without totals and fonts, or holds everything in memory.
 */
export async function* written(
  sheets: Streamed[],
  defaultFont: NonNullable<Parameters<typeof writeXlsx>[0]['defaultFont']>,
  madeAt: Date,
): AsyncGenerator<Uint8Array> {
  // The library writes a sheet's name into what it prints on each page as it is, and Excel calls a workbook broken where 「99公益日」 is not quoted.
  const namedRanges = sheets.map(({ sheet: { name } }) => ({
    name: '_xlnm.Print_Titles',
    range: `'${name.replaceAll("'", "''")}'!$1:$1`,
    scope: name,
  }))
  const bare = await writeXlsx({ sheets: sheets.map(({ sheet }) => sheet), defaultFont, namedRanges })
  const skeleton = entriesOf(Buffer.from(bare))
  yield* zipped(madeAt, async (add) => {
    for (const entry of skeleton) {
      const bytes = entry.read(MOST_PART)
      const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.name)?.[1]
      const own = number === undefined ? undefined : sheets[Number(number) - 1]
      await add(entry.name, LEVEL, own ? sheetPieces(bytes.toString(), own) : [bytes])
    }
  })
}

/** The library's XML of a sheet with the rows in the place of its second row, which only shows how columns are styled. */
function* sheetPieces(xml: string, { sheet, rows }: Streamed): Generator<Uint8Array> {
  const [, head, sample, tail] = /^([^]*?)(<row r="2">[^]*?<\/row>)([^]*)$/.exec(xml) ?? []
  if (head === undefined || sample === undefined || tail === undefined)
    throw new Error('a sheet without its sample row')
  const styles = new Map([...sample.matchAll(/<c r="([A-Z]+)2"(?: s="(\d+)")?/g)].map(([, at, style]) => [at, style]))
  const starts = columnsOf(sheet).map((letters) => ({ letters, style: Number(styles.get(letters) ?? 0) }))
  const further = rows.length - 1
  const down = (text: string) =>
    text.replace(
      /(<row r="|<c r="[A-Z]+)(\d+)"/g,
      (_, start: string, row: string) => `${start}${Number(row) + further}"`,
    )
  const last = (sheet.rows ?? []).length + further
  yield Buffer.from(head.replace(/(<dimension ref="A1:[A-Z]+)\d+/, `$1${last}`))
  yield* rowPieces(starts, rows, 2)
  yield Buffer.from(down(tail))
}

const columnsOf = ({ columns = [] }: WriteSheet): string[] => columns.map((_, i) => columnName(i + 1))
