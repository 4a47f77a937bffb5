import type { Json } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import type { AnyKind } from './field-kind.js'
import type { Field } from './form.js'
import { queryOf } from './row-queries.js'

export interface Column {
  field: Field
  kind: AnyKind
}

/** The cells of a row as encoded by their kinds: absent is not yet said, null is none (没统计). */
export type Cells = Record<string, Json | null>

/** A row with the messages it came from. */
export interface Row {
  cells: Cells
  from: string[]
}

/** The columns a row must have or is asked for once: the required ones, and those that say how many or how much. */
export const missing = (columns: Column[], cells: Cells): Column[] =>
  columns.filter(({ field, kind }) => (field.required || !kind.free) && cells[field.key] === undefined)

/** The columns that keep a row from the table: those missing, and those that something is asked back about. */
export const unsettled = (columns: Column[], cells: Cells): Column[] => {
  const lacking = missing(columns, cells)
  return columns.filter((column) => lacking.includes(column) || queryOf(column, cells[column.field.key]))
}

export const isWhole = (columns: Column[], cells: Cells): boolean =>
  columns.every(({ field }) => !field.required || cells[field.key] !== undefined)

/** Whether this is a whole row and no sentence that holds one, whose words go on behind a comma. */
export const isPlain = (columns: Column[], cells: Cells): boolean =>
  isWhole(columns, cells) &&
  !columns.some(({ field, kind }) => {
    const cell = cells[field.key]
    return kind.free && typeof cell === 'string' && /[，。！；]/u.test(cell)
  })

/** 「3月22日 · 高安志愿者培训 · 高安 · 25人」; what is known to be missing is said. */
export function showRow(columns: Column[], cells: Cells, words: Words): string {
  let shown = ''
  for (const { field, kind } of columns) {
    const cell = cells[field.key]
    if (cell === undefined || (cell === null && kind.free)) continue
    const said =
      cell === null ? words.say('table.none', { label: field.label }) : kind.show(field, kind.decode(cell), words)
    shown += shown ? ` · ${said}` : said
  }
  return shown
}

/** 「2. 3月22日 · …」, one a line, from this index on. */
export const showRows = (columns: Column[], rows: Row[], words: Words, from = 0): string =>
  rows
    .slice(from)
    .map(({ cells }, i) => `${from + i + 1}. ${showRow(columns, cells, words)}`)
    .join('\n')

/** The values of one column, where a row has one. */
export const valuesOf = ({ field, kind }: Column, rows: Row[]): unknown[] =>
  rows.flatMap(({ cells }) => {
    const cell = cells[field.key]
    return cell === undefined || cell === null ? [] : [kind.decode(cell)]
  })

/** What the columns of these rows add up to: 「404 人」. */
export const tallies = (columns: Column[], rows: Row[], words: Words): string =>
  columns.flatMap((column) => column.kind.tally?.(column.field, valuesOf(column, rows), words) ?? []).join('、')
