import type { WriteSheet } from 'hucre/xlsx'
import type { Column } from '../../records/columns.js'
import type { Tables } from '../dataset/dataset.js'
import { rowsFrom, type Rows } from '../dataset/rows.js'
import { EVIDENCE, evidenceOf } from '../evidence/columns.js'
import { figuresOf } from '../evidence/figures.js'
import {
  activitySheet,
  goalSheet,
  grantSheet,
  learningSheet,
  lessonSheet,
  networkSheet,
  outputSheet,
  owedSheet,
  raisedSheet,
  salonSheet,
  spendingSheet,
  supportSheet,
} from './sheets.js'
import { streamed, type Streamed, type Table } from './totals.js'
import { written } from './write.js'

/** Without it Excel takes a font that has no Chinese and puts another beside it for each character. */
const FONT = { name: '微软雅黑', size: 10 }

/** Printed, a table is as wide as the page and has its header on each. */
const PAGE: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
}

/** What a sheet is called beside those of the categories. */
const INDEX = '佐证索引'

/** Excel's limit, without the header. */
const MOST_ROWS = 1_048_575

/** A report as tables: one for each category of activities, then what else there is, and where each number comes from; made as it is read. */
export function reportWorkbook(tables: Tables): AsyncGenerator<Uint8Array> {
  const show = <Row>(table: Table<Row>): Streamed[] =>
    table.rows.length === 0 ? [] : [streamed({ ...table, columns: shown(table.columns, tables) })]
  return dressed(
    [
      ...tables.categories.flatMap((category) => show(activitySheet(category))),
      ...show(grantSheet(tables)),
      ...show(spendingSheet(tables)),
      ...show(goalSheet(tables)),
      ...show(owedSheet(tables)),
      ...show(supportSheet(tables)),
      ...show(salonSheet(tables)),
      ...show(raisedSheet(tables)),
      ...show(lessonSheet(tables)),
      ...show(learningSheet(tables)),
      ...show(outputSheet(tables)),
      ...show(networkSheet(tables)),
      ...indexSheets(tables),
    ],
    tables,
  )
}

/** The evidence index alone, to lie beside a Word report. */
export const evidenceWorkbook = (tables: Tables): AsyncGenerator<Uint8Array> => dressed(indexSheets(tables), tables)

/** One sheet, or as many as it takes. */
function indexSheets(tables: Tables): Streamed[] {
  const rows = evidenceOf(figuresOf(tables))
  const columns = shown(EVIDENCE, tables)
  const count = Math.max(1, Math.ceil(rows.length / MOST_ROWS))
  return Array.from({ length: count }, (_, i) =>
    streamed({ name: INDEX, columns, rows: count === 1 ? rows : part(rows, i * MOST_ROWS, MOST_ROWS), totals: [] }),
  )
}

/** So many of the rows, after the first of them. */
const part = <T>(rows: Rows<T>, after: number, most: number): Rows<T> =>
  rowsFrom(Math.min(most, rows.length - after), function* () {
    let number = 0
    for (const row of rows) {
      if (number >= after + most) return
      if (number >= after) yield row
      number++
    }
  })

const shown = <Row>(columns: Column<Row>[], { choice }: Pick<Tables, 'choice'>): Column<Row>[] =>
  columns.filter(({ internal }) => !internal || !choice.public)

function dressed(sheets: Streamed[], { madeAt }: Pick<Tables, 'madeAt'>): AsyncGenerator<Uint8Array> {
  const taken = new Set<string>()
  for (const { sheet } of sheets) {
    sheet.name = sheetName(sheet.name, taken)
    sheet.pageSetup = PAGE
    for (const cell of sheet.cells?.values() ?? [])
      if (cell.style?.font) cell.style = { ...cell.style, font: { ...FONT, ...cell.style.font } }
  }
  return written(sheets, FONT, new Date(madeAt))
}

/** What a form calls a category may be no name of a sheet: at most 31 characters, without :\/?*[], each once. */
function sheetName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replace(/[:\\/?*[\]\p{Cc}]/gu, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || '未命名'
  let found = plain.slice(0, 31)
  for (let again = 2; taken.has(found.toLowerCase()); again++) found = `${plain.slice(0, 27)} ${again}`
  taken.add(found.toLowerCase())
  return found
}
