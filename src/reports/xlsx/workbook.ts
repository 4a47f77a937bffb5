import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import type { Column } from '../../records/columns.js'
import { sheetOf } from '../../records/sheet.js'
import type { Dataset } from '../dataset/dataset.js'
import { EVIDENCE, evidenceOf } from '../evidence/columns.js'
import { figuresOf } from '../evidence/figures.js'
import { activitySheet, goalSheet, grantSheet, owedSheet, salonSheet, spendingSheet, supportSheet } from './sheets.js'
import { totalled, type Table } from './totals.js'

/** Without it Excel takes a font that has no Chinese and puts another beside it for each character. */
const FONT = { name: '微软雅黑', size: 10 }

/** Printed, a table is as wide as the page and has its header on each. */
const PAGE: NonNullable<WriteSheet['pageSetup']> = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: '$1:$1',
}

/** What a sheet is called beside those of the categories. */
const INDEX = '佐证索引'

/** A report as tables: one for each category of activities, then what else there is, and where each number comes from. */
export function reportWorkbook(dataset: Dataset): Promise<Uint8Array> {
  const show = <Row>(table: Table<Row>): WriteSheet[] =>
    table.rows.length === 0 ? [] : [totalled({ ...table, columns: shown(table.columns, dataset) })]
  return written([
    ...dataset.categories.flatMap((category) => show(activitySheet(category))),
    ...show(grantSheet(dataset)),
    ...show(spendingSheet(dataset)),
    ...show(goalSheet(dataset)),
    ...show(owedSheet(dataset)),
    ...show(supportSheet(dataset)),
    ...show(salonSheet(dataset)),
    indexSheet(dataset),
  ])
}

/** The evidence index alone, to lie beside a Word report. */
export const evidenceWorkbook = (dataset: Dataset): Promise<Uint8Array> => written([indexSheet(dataset)])

const indexSheet = (dataset: Dataset): WriteSheet =>
  sheetOf(INDEX, shown(EVIDENCE, dataset), evidenceOf(figuresOf(dataset)))

const shown = <Row>(columns: Column<Row>[], { choice }: Pick<Dataset, 'choice'>): Column<Row>[] =>
  columns.filter(({ internal }) => !internal || !choice.public)

function written(sheets: WriteSheet[]): Promise<Uint8Array> {
  const taken = new Set<string>()
  for (const sheet of sheets) {
    sheet.name = sheetName(sheet.name, taken)
    sheet.pageSetup = PAGE
    for (const cell of sheet.cells?.values() ?? [])
      if (cell.style?.font) cell.style = { ...cell.style, font: { ...FONT, ...cell.style.font } }
  }
  return writeXlsx({ sheets, defaultFont: FONT })
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
