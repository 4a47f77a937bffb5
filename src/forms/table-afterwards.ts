import type { Asking, Reading } from './field-kind.js'
import { normaliseText, readNumber } from '../kernel/numeral.js'
import { mayBeRow, mayBeValue } from './looks.js'
import { isNothing } from './prompt.js'
import { isWholly } from './row-cells.js'
import { openRowCorrected } from './open-row-corrected.js'
import { remembering } from './row-memo.js'
import { bareCount, saying } from './row-saying.js'
import { type Cells, type Column, type Row, unsettled } from './rows.js'
import { readRows } from './rows-reading.js'
import type { TableDraft } from './table-draft.js'
import { edit, readEdit, readMore } from './table-moves.js'
import { changedAlike } from './table-several.js'
import { editOf } from './table-words.js'

/** A longer line tells a story that may look like a row. */
const ROW = 40

/** What a text that is said later means for the rows there are: `FieldKind.afterwards`. */
export function afterwards(
  most: number,
  columns: Column[],
  draft: TableDraft,
  text: string,
  { was, rows }: { was: string | null; rows: boolean },
  asking: Asking,
): Reading<Row[]> | null {
  const said = text.trim()
  const lines = said.split('\n')
  if (draft.editing || lines.some(({ length }) => length > ROW) || isNothing(said)) return null
  if (draft.pending.length > 0)
    return rows || lines.length > 1 ? null : openRowCorrected(columns, draft, said, was, asking)
  // 「改 2 金额 985元」 is of a row there is, never one more.
  const alike = changedAlike(columns, draft, said, asking)
  if (alike) return alike
  const change = editOf(columns, said)
  if (change && (!change.loose || draft.rows[change.number - 1]))
    return edit(columns, draft, change.number, change.rest, asking)
  const exact =
    draft.rows.length === 0 || lines.length > 1 || (was === null && !mayBeValue(said))
      ? []
      : columns.filter((column) => !column.kind.free && isWholly(column, said, asking))
  const meant = exact.length > 0 ? exact : was === null ? [] : columns.filter(({ kind }) => kind.free)
  for (const column of meant) {
    const says = was === null ? () => true : saying(column, was, asking)
    const row = draft.rows.findLastIndex(({ cells }) => says(cells))
    const place = { ...draft, editing: { row, column: column.field.key } }
    if (row >= 0) return readEdit(columns, place, said, asking)
  }
  // 「12 讨论」 is a row only where rows are asked for.
  const needed = columns.find(({ field, kind }) => field.required && kind.spot)
  const begins = rows && exact.length === 0 && mayBeRow(said) && needed?.kind.spot?.(needed.field, said, asking)
  const read = begins ? readRows(columns, said, asking) : null
  const whole = read && read.rows.length > 0 && read.unread.length === 0 && !read.problem
  return whole && read.rows.every((cells) => unsettled(columns, cells).length === 0)
    ? readMore(most, columns, draft, said, asking)
    : null
}

/** The numbers of the rows with a cell that is or holds this (「3月22日」, 「高安」), or with several that together do (「3月22日的读书会」). */
export function rowsCalled(all: Column[], rows: Row[], name: string, asking: Asking): number[] {
  const columns = remembering(all)
  const by = (fits: (cells: Cells) => boolean) => rows.flatMap(({ cells }, i) => (fits(cells) ? [i + 1] : []))
  const says = columns.map((column) => saying(column, name, asking))
  const whole = by((cells) => says.some((one) => one(cells)))
  return whole.length > 0 ? whole : by((cells) => isMadeOf(columns, cells, normaliseText(name), asking))
}

const ORDINAL = /第\s*([\d一二三四五六七八九十]{1,3})\s*[条行项笔场次]/u

/** The numbers of the rows that a sentence speaks of: by number, by a day or sum in it, or by what is written in the row. */
export function rowsNamed(all: Column[], rows: Row[], text: string, asking: Asking): number[] {
  const columns = remembering(all)
  const ordinal = readNumber(ORDINAL.exec(text)?.[1] ?? '')
  if (ordinal !== null && rows[ordinal - 1]) return [ordinal]
  const by = (fits: (column: Column, cells: Cells) => boolean) =>
    rows.flatMap(({ cells }, i) => (columns.some((column) => fits(column, cells)) ? [i + 1] : []))
  const exact = by((column, cells) => {
    const { field, kind } = column
    const spot = kind.free || !field.required ? null : kind.spot?.(field, text, asking)
    return spot ? saying(column, kind.show(field, spot.value, asking.words), asking)(cells) : false
  })
  if (exact.length > 0) return exact
  const titled = by(({ field, kind }, cells) => {
    const cell = cells[field.key]
    return kind.free === true && field.required && typeof cell === 'string' && cell.length > 1 && text.includes(cell)
  })
  if (titled.length > 0) return titled
  // 「28人还是32人」
  const counts = text.split(/还是|或者?|[，,、；;？?]/u)
  return by(({ field, kind }, cells) => {
    const cell = cells[field.key] ?? null
    if (kind.free || field.required || cell === null) return false
    const shown = bareCount(kind.show(field, kind.decode(cell), asking.words))
    return counts.some((count) => {
      const spot = kind.spot?.(field, count, asking)
      return spot ? bareCount(kind.show(field, spot.value, asking.words)) === shown : false
    })
  })
}

/** Whether a name is nothing but what stands in cells of this row. */
function isMadeOf(columns: Column[], cells: Cells, name: string, asking: Asking): boolean {
  let rest = name
  for (const { field, kind } of columns) {
    const cell = cells[field.key] ?? null
    const spot = kind.free ? null : kind.spot?.(field, rest, asking)
    if (cell === null || !(kind.free || spot)) continue
    const shown = kind.show(field, kind.decode(cell), asking.words)
    if (kind.free) rest = rest.replace(shown, '')
    else if (spot && kind.show(field, spot.value, asking.words) === shown)
      rest = rest.slice(0, spot.start) + rest.slice(spot.end)
  }
  return rest.replace(/[的在\s·,，]/gu, '') === ''
}
