import { writeXlsx, type WriteSheet } from 'hucre/xlsx'
import { countWithheld, type Unaccepted, type Withheld } from './public-records.js'
import { columnsOf, RECORD_STATE, rowsOf, WITHHELD, type Column, type RecordTable, type Rows } from './columns.js'
import type { Export } from './export.js'
import { clip, sheetOf } from './sheet.js'
import { totalLines, type TotalLine } from './total-lines.js'
import { tally } from './totals.js'

/** The first column of the photos: 22 characters are about 160 pixels; a row can be 409 points high. */
const PICTURE: Column<Rows['photos']> = { header: '缩略图', width: 22, cell: () => null }
const PICTURE_PIXELS = 160
const MOST_POINTS = 409

const TOTALS: Column<TotalLine>[] = [
  { header: '类别', width: 26, cell: (line) => line.label },
  { header: '记录数', width: 10, cell: (line) => line.rows },
  { header: '没写人数的', width: 12, cell: (line) => line.without },
  { header: '单位', width: 8, cell: (line) => line.unit },
  { header: '合计（最少）', width: 14, cell: (line) => line.min },
  { header: '合计（最多）', width: 14, cell: (line) => line.max },
  { header: '说明', width: 44, cell: (line) => line.note },
]

const LEFT_OUT: Column<ReturnType<typeof countWithheld>[number]>[] = [
  { header: '原因', width: 26, cell: ({ reason }) => WITHHELD[reason] },
  { header: '张数', width: 10, cell: ({ count }) => count },
]

const NOT_ACCEPTED: Column<Unaccepted>[] = [
  { header: '原因', width: 26, cell: ({ state }) => RECORD_STATE[state] },
  { header: '份数', width: 10, cell: ({ count }) => count },
]

/**
 * A workbook with the sheets 简报, 活动, 支出, 照片 (with thumbnails), 资助, 沙龙回顾 and 辅导走访 where there are any, and 合计; for the public
 * two more say how many records and photos were left out. It is built in memory: some KB a row and some 15 KB a photo.
 */
export async function* exportXlsx(exported: Export): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(exported)
  const counting = tally([...exported.categories.keys()])
  const rows: { [T in RecordTable]: Rows[T][] } = { briefs: [], activities: [], expenses: [], photos: [] }
  const left: Withheld[] = []
  for await (const record of exported.records) {
    counting.add(record)
    left.push(...(record.withheld ?? []))
    rows.briefs.push(...rowsOf('briefs', record))
    rows.activities.push(...rowsOf('activities', record))
    rows.expenses.push(...rowsOf('expenses', record))
    rows.photos.push(...rowsOf('photos', record))
  }
  yield await writeXlsx({
    sheets: [
      sheetOf('简报', columns.briefs, rows.briefs),
      sheetOf('活动', columns.activities, rows.activities),
      sheetOf('支出', columns.expenses, rows.expenses),
      await photoSheet([PICTURE, ...columns.photos], rows.photos, exported),
      sheetOf('资助', columns.grants, exported.grants),
      ...(exported.recaps.length > 0 ? [sheetOf('沙龙回顾', columns.recaps, exported.recaps)] : []),
      ...(exported.visits.length > 0 ? [sheetOf('辅导走访', columns.visits, exported.visits)] : []),
      ...(exported.choice.public
        ? [
            sheetOf('没有公开的记录', NOT_ACCEPTED, exported.unaccepted),
            sheetOf('没有公开的照片', LEFT_OUT, countWithheld(left)),
          ]
        : []),
      sheetOf('合计', TOTALS, totalLines(counting.totals(exported.grants), exported.categories)),
    ],
  })
}

async function photoSheet(
  columns: Column<Rows['photos']>[],
  rows: Rows['photos'][],
  { thumbnail }: Pick<Export, 'thumbnail'>,
): Promise<WriteSheet> {
  const sheet = sheetOf('照片', columns, rows)
  const images: NonNullable<WriteSheet['images']> = []
  const rowDefs: NonNullable<WriteSheet['rowDefs']> = new Map()
  for (const [index, row] of rows.entries()) {
    if (row.thumbnail === null) continue
    const data = await thumbnail(row.thumbnail)
    const cell = { row: index + 1, col: 0 }
    if (data === null) {
      sheet.rows![cell.row]![cell.col] = '缩略图文件缺失或损坏'
      continue
    }
    // A picture fills the cells it is anchored to: the row is made as high as keeps its sides in proportion.
    const height = Math.min(MOST_POINTS, (PICTURE_PIXELS * 0.75 * (row.height ?? 3)) / (row.width ?? 4))
    rowDefs.set(cell.row, { height })
    const anchor = { from: cell, to: { row: cell.row + 1, col: 1 } }
    images.push({ data, type: 'jpeg', anchor, altText: clip(row.caption ?? '') })
  }
  return { ...sheet, images, rowDefs }
}
