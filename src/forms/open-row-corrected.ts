import type { Asking, Reading } from './field-kind.js'
import { isWholly, readAsked } from './row-cells.js'
import { type Cells, type Column, type Row, showRow } from './rows.js'
import { saying } from './row-saying.js'
import { askedColumn, going, type TableDraft } from './table-draft.js'
import { edit, readEdit, showReplaced } from './table-moves.js'
import { settled } from './table-pending.js'
import { meantAbove } from './table-words.js'

/** A title is no place: 「高安志愿者培训」. */
const TITLE = /(?:培训|沙龙|活动|讲座|分享|交流|比赛|仪式|论坛|课程?|[会班营节费])$/u

/**
 * 「不对，是350」 while a row is half written: of what it holds, else of what it is being asked for. `was`: what she says it was before, which may
 * stand in a row above. Null where nothing of it can be that.
 */
export function openRowCorrected(
  columns: Column[],
  draft: TableDraft,
  said: string,
  was: string | null,
  asking: Asking,
): Reading<Row[]> | null {
  const row = meantAbove(columns, draft.rows, said)
  if (row?.at[0] !== undefined && row.at.length === 1) return edit(columns, draft, row.at[0] + 1, row.rest, asking)
  const cells = draft.pending[0]?.cells ?? {}
  const exact = columns.filter((column) => !column.kind.free && isWholly(column, said, asking))
  const asked = askedColumn(columns, draft)
  const holds = ({ field }: Column) => (cells[field.key] ?? null) !== null
  const answer = asked && exact.includes(asked) && !holds(asked) ? asked : undefined
  const kinds = exact.length > 0 ? exact : columns.filter(({ kind }) => kind.free)
  if (was !== null) {
    const one = kinds.find((column) => saying(column, was, asking)(cells))
    if (one) return replaced(columns, draft, one, said, asking)
    for (const column of kinds) {
      const row = draft.rows.findLastIndex((each) => saying(column, was, asking)(each.cells))
      if (row >= 0) return readEdit(columns, { ...draft, editing: { row, column: column.field.key } }, said, asking)
    }
    return answer ? replaced(columns, draft, answer, said, asking) : null
  }
  const held = kinds.filter(holds)
  const column =
    exact.length > 0 ? (held[0] ?? answer) : asked?.kind.free && held.includes(asked) ? asked : wordsMeant(held, said)
  if (!column) return null
  const above = draft.rows.at(-1)
  const { words } = asking
  if (!above || column !== answer || (above.cells[column.field.key] ?? null) === null)
    return replaced(columns, draft, column, said, asking)
  // 「场地费 500」, 「车费」, 「不对，是550」 may be of either.
  const values = {
    said,
    number: draft.rows.length,
    row: showRow(columns, above.cells, words),
    label: column.field.label,
  }
  return going(columns, draft, [words.say('table.whose', values)], asking)
}

/** Of several cells of words the one that this can be. */
const wordsMeant = (held: Column[], said: string): Column | undefined =>
  held.length < 2 ? held[0] : held.find(({ kind }) => (kind.hears === 'location') !== TITLE.test(said))

function replaced(columns: Column[], draft: TableDraft, column: Column, said: string, asking: Asking) {
  const [open] = draft.pending
  const { key } = column.field
  const before = open?.cells ?? {}
  // 「不对，是18人」 may answer what is asked back about a count, and else takes its place.
  const back = readAsked(columns, column, said, asking, before[key] ?? null)
  const read = back.type === 'cell' ? back : readAsked(columns, column, said, asking)
  if (read.type === 'problem') return null
  const cells: Cells = { ...before, [key]: read.cell }
  const was = showReplaced(columns, before, cells, asking.words)
  return settled(columns, draft, cells, asking, was ? asking.words.say('table.put_right', { value: was }) : '')
}
