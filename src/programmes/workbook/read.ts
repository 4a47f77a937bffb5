import { isNothing, textOf } from './cell.js'
import { type Column, EXAMPLE, type Layout } from './columns.js'
import {
  cellAt,
  columnsIn,
  headOf,
  type Merge,
  PASSED_OVER,
  plainHeader,
  type Placed,
  type Say,
  type SheetCells,
} from './headers.js'
import { type Row, type Rows, SHEETS, type SheetKey } from './layout.js'
import { letters, type Told } from './told.js'

/** What was read of a workbook, and what could not be. */
export interface Read {
  /** Its sheets in their order. */
  names: string[]
  /** The sheets that a workbook has to have and this one has not. */
  lacks: string[]
  rows: Rows
  faults: Told[]
  notes: Told[]
}

const KEYS = Object.keys(SHEETS) as SheetKey[]
/** What the sheets of a workbook say, row by row, with everything in them that cannot be read. */
export function readSheets(sheets: SheetCells[]): Read {
  const read: Read = { names: sheets.map(({ name }) => name), lacks: [], rows: emptyRows(), faults: [], notes: [] }
  const layoutOf = (sheet: SheetCells) =>
    KEYS.find((key) =>
      [SHEETS[key].name, ...SHEETS[key].also].some((name) => plainHeader(name) === plainHeader(sheet.name)),
    )
  const found = sheets.map((sheet) => ({ sheet, key: layoutOf(sheet) }))
  for (const key of KEYS) {
    const layout: Layout = SHEETS[key]
    const [first, second] = found.filter((each) => each.key === key)
    if (second)
      read.faults.push({
        sheet: second.sheet.name,
        message: `和「${first?.sheet.name}」是同一张表，请只留一张 / the same sheet twice`,
      })
    if (first) readSheet(first.sheet, key, read)
    else if (!layout.optional) {
      const like = found.find(({ sheet, key: of }) => !of && plainHeader(sheet.name).includes(plainHeader(layout.name)))
      const hint = like
        ? `，是不是「${like.sheet.name}」？请改成「${layout.name}」`
        : '，请照模板补上，没有内容可以空着'
      read.lacks.push(layout.name)
      read.faults.push({ sheet: layout.name, message: `没有这张表${hint} / no such sheet` })
    }
  }
  for (const { sheet, key } of found)
    if (!key && !PASSED_OVER.includes(plainHeader(sheet.name)))
      read.notes.push({ sheet: sheet.name, message: '不认识这张表，没有读 / unknown sheet, not read' })
  return read
}

const emptyRows = (): Rows => ({
  hub: [],
  funders: [],
  programmes: [],
  organisations: [],
  grants: [],
  instalments: [],
  objectives: [],
  schedules: [],
  contacts: [],
  partnerChanges: [],
})

function readSheet(sheet: SheetCells, key: SheetKey, read: Read): void {
  const layout: Layout = SHEETS[key]
  const fault = (message: string, row?: number, column?: number) =>
    void read.faults.push({ sheet: sheet.name, row, column: column === undefined ? column : letters(column), message })
  const note = (message: string, row?: number, column?: number) =>
    void read.notes.push({ sheet: sheet.name, row, column: column === undefined ? column : letters(column), message })

  const head = headOf(sheet, layout)
  if (!head) {
    const headers = Object.values(layout.columns).map(({ header }) => header)
    return fault(`没有找到表头，应有：${headers.join('、')} / no headers`)
  }
  const columns = columnsIn(sheet, layout, head, fault, note)
  const rows: Row[] = []
  const reported = new Set<Merge>()
  for (let at = head.row + 1; at < sheet.rows.length; at += 1) {
    const cells = sheet.rows[at] ?? []
    const first = textOf(cells.find((value) => textOf(value ?? null) !== '') ?? null)
    if (!columns.some(({ at: column }) => textOf(cells[column] ?? null) !== '')) continue
    if (first.startsWith(EXAMPLE)) continue
    if (/^(?:合计|总计|小计)/.test(first)) note('是合计，没有读 / a total, not read', at + 1)
    else rows.push(rowOf(sheet, at, columns, { fault, reported }))
  }
  faultTwins(rows, sheet.name, read.faults)
  ;(read.rows as Record<SheetKey, Row[]>)[key] = rows
}

function rowOf(
  sheet: SheetCells,
  at: number,
  columns: Placed[],
  { fault, reported }: { fault: Say; reported: Set<Merge> },
): Row {
  const cells: Record<string, unknown> = {}
  const places: Record<string, string> = {}
  const bad = new Set<string>()
  for (const { key, column, at: place } of columns) {
    places[key] = letters(place)
    const { value, merge } = cellAt(sheet, at, place)
    const wrong = merge && mergeFault(merge, column, columns)
    if (merge && wrong) {
      bad.add(key)
      if (!reported.has(merge)) fault(wrong, merge.startRow + 1, merge.startCol)
      reported.add(merge)
      continue
    }
    const text = textOf(value)
    if (text === '' || isNothing(value)) {
      if (text !== '' && column.clears) cells[key] = null
      if (!column.required) continue
      bad.add(key)
      fault(`「${column.header}」空着 / empty`, at + 1, place)
      continue
    }
    const said = column.read(value)
    if (said.ok) cells[key] = said.value
    else {
      bad.add(key)
      fault(said.fault, at + 1, place)
    }
  }
  return { sheet: sheet.name, row: at + 1, cells, places, bad }
}

/** Merged cells say the same of each of their rows, where that can be meant; across columns nobody knows of which. */
function mergeFault(
  { startRow, endRow, startCol, endCol }: Merge,
  column: Column<unknown>,
  columns: Placed[],
): string | null {
  const over = `${letters(startCol)}${startRow + 1}:${letters(endCol)}${endRow + 1}`
  if (columns.filter(({ at }) => at >= startCol && at <= endCol).length > 1)
    return `${over} 横着合并了，看不出是哪一列的，请拆开 / merged across columns`
  if (endRow > startRow && !column.spans)
    return `${over} 合并了，「${column.header}」每行要各写各的，请拆开 / merged over rows`
  return null
}

/** A code that stands twice. */
function faultTwins(rows: Row[], sheet: string, faults: Told[]): void {
  const first = new Map<string, number>()
  for (const { row, cells, places } of rows as { row: number; cells: { code?: string }; places: { code?: string } }[]) {
    if (cells.code === undefined) continue
    const before = first.get(cells.code)
    if (before === undefined) first.set(cells.code, row)
    else
      faults.push({
        sheet,
        row,
        column: places.code,
        message: `编号「${cells.code}」和第 ${before} 行重复 / the same code as in row ${before}`,
      })
  }
}
