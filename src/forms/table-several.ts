import { misread } from './prompt.js'
import type { Asking, Reading } from './field-kind.js'
import { columnNamed } from './row-cells.js'
import { type Cells, type Column, type Row, showRow } from './rows.js'
import { decodeDraft, encodeDraft, going, type TableDraft } from './table-draft.js'
import { edit, showReplaced } from './table-moves.js'
import { editsOf } from './table-words.js'

/** 「改 2、3、5 地点 高安」「第2到4条的人数都是30人」: several rows that become the same in one column, all of them or none. Null when it is not that. */
export function changedAlike(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const meant = editsOf(columns, raw)
  if (!meant) return null
  const { numbers, rest, sure } = meant
  const none = numbers.find((number) => !draft.rows[number - 1])
  if (none !== undefined) return sure ? misread('table.no_such', { number: none, count: draft.rows.length }) : null
  const [first = 0, ...others] = numbers
  // What each of them becomes is asked.
  const open: TableDraft = { ...draft, editing: null }
  if (!rest || columnNamed(columns, rest)?.rest === '') return edit(columns, open, first, rest, asking, others)
  let after: TableDraft = open
  for (const number of numbers) {
    const read = edit(columns, { ...after, editing: null }, number, rest, asking)
    if (read.type !== 'continued') return read.type === 'misread' ? { ...read, partial: encodeDraft(draft) } : read
    after = decodeDraft(read.partial)
    // It is not yet said what this one is to be.
    if (after.editing) return edit(columns, open, first, rest, asking, others)
  }
  const { words } = asking
  const rows = numbers.map((number) => {
    const [was, now] = [open, after].map(({ rows: all }) => all[number - 1]?.cells ?? {}) as [Cells, Cells]
    const old = showReplaced(columns, was, now, words)
    return `${number}. ${showRow(columns, now, words)}${old && words.say('late.was', { value: old })}`
  })
  const which = numbers.join(words.say('field.comma'))
  return going(columns, after, [words.say('table.changed_alike', { numbers: which, rows: rows.join('\n') })], asking)
}
