import { misread } from './prompt.js'
import type { Asking, Reading } from './field-kind.js'
import { columnNamed } from './row-cells.js'
import { type Cells, type Column, type Row, showRow } from './rows.js'
import { decodeDraft, encodeDraft, going, type TableDraft } from './table-draft.js'
import { edit, showReplaced } from './table-moves.js'
import { editsIn } from './table-words.js'

/** 「改 2、3、5 地点 高安」「第2到4条的人数都是30人」: several rows that become the same in one column, all of them or none. Null when it is not that. */
export function changedAlike(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const meant = editsIn(columns, raw)
  const [first] = meant
  if (!first) return null
  const numbers = [...new Set(meant.flatMap((one) => one.numbers))].sort((a, b) => a - b)
  const none = numbers.find((number) => !draft.rows[number - 1])
  // 「2、9都在高安」 of two rows and no ninth is of no other thing.
  const sure = meant.some((one) => one.sure || (one.named && one.numbers.some((number) => draft.rows[number - 1])))
  if (none !== undefined) return sure ? misread('table.no_such', { number: none, count: draft.rows.length }) : null
  const open: TableDraft = { ...draft, editing: null }
  const eachAsked = () => edit(columns, open, first.numbers[0] ?? 0, first.rest, asking, first.numbers.slice(1))
  // What each of them becomes is asked.
  if (!first.rest || columnNamed(columns, first.rest)?.rest === '') return eachAsked()
  let after: TableDraft = open
  for (const [number, rest] of meant.flatMap((one) => one.numbers.map((each) => [each, one.rest] as const))) {
    const read = edit(columns, { ...after, editing: null }, number, rest, asking)
    if (read.type !== 'continued') return read.type === 'misread' ? { ...read, partial: encodeDraft(draft) } : read
    after = decodeDraft(read.partial)
    // It is not yet said what this one is to be.
    if (after.editing) return eachAsked()
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
