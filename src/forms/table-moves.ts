import { sameJson } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import { numbersToDelete } from './captions.js'
import type { Asking, Reading } from './field-kind.js'
import { isDone, misread, quote } from './prompt.js'
import { columnNamed, readAsked } from './row-cells.js'
import { readRow } from './row-reading.js'
import { leaveQueries } from './row-queries.js'
import { type Cells, type Column, isWhole, type Row, showRow, unsettled } from './rows.js'
import { readRows, withAbove } from './rows-reading.js'
import { dropped } from './table-pending.js'
import { dropsThis, editOf, meantRows } from './table-words.js'
import { encodeDraft, going, keptRows, remarks, settle, type TableDraft } from './table-draft.js'

/** New rows: whole ones are kept, the others asked about one after another, lines that are none told. */
export function readMore(
  most: number,
  columns: Column[],
  draft: TableDraft,
  raw: string,
  asking: Asking,
): Reading<Row[]> {
  const { words } = asking
  const read = readRows(columns, raw, asking)
  if (read.rows.length === 0) {
    const problem = read.problem ?? { code: 'table.no_row', values: { said: read.unread[0] ?? quote(raw) } }
    return { type: 'misread', problem }
  }
  const room = most - draft.rows.length
  const rows = read.rows.slice(0, room).map((cells) => ({ cells, from: [asking.messageId] }))
  const after = settle(columns, { ...draft, pending: rows })
  const said = [keptRows(columns, after.rows, draft.rows.length, asking)]
  if (read.rows.length > room) said.push(words.say('table.full', { most }))
  if (read.unread.length > 0) {
    const lines = read.unread.slice(0, 5).map((line) => `「${line}」`)
    said.push(words.say('table.unread', { lines: lines.join('') }))
    if (read.problem) said.push(words.say(`problem.${read.problem.code}`, read.problem.values))
  }
  return going(columns, after, said, asking)
}

/** 「改 2」, 「改 2 人数」, 「改 2 人数 30」. */
export function edit(
  columns: Column[],
  draft: TableDraft,
  number: number,
  rest: string,
  asking: Asking,
  others: number[] = [],
): Reading<Row[]> {
  if (!draft.rows[number - 1]) return misread('table.no_such', { number, count: draft.rows.length })
  const named = columnNamed(columns, rest)
  const after = others.filter((other) => draft.rows[other - 1]).map((other) => other - 1)
  const place = { row: number - 1, column: named?.column.field.key ?? null }
  const editing = { ...draft, editing: { ...place, ...(after.length > 0 && { others: after }) } }
  const value = named ? named.rest : rest
  return value ? readEdit(columns, editing, value, asking) : going(columns, editing, [], asking)
}

/** What comes after 「改 2」: a column by its name, some parts of the row, or a whole new row. What it replaces is said. */
export function readEdit(columns: Column[], draft: TableDraft, raw: string, given: Asking): Reading<Row[]> {
  const at = draft.editing?.row ?? 0
  const asking = withAbove(columns, draft.rows[at - 1]?.cells, given)
  const row = draft.rows[at]
  if (!draft.editing || !row || isDone(raw)) return unedited(columns, draft, asking)
  const asked = columns.find(({ field }) => field.key === draft.editing?.column)
  const named = asked ? { column: asked, rest: raw } : columnNamed(columns, raw)
  if (named && !named.rest) {
    const narrowed = { ...draft, editing: { ...draft.editing, column: named.column.field.key } }
    return going(columns, narrowed, [], asking)
  }
  let cells = row.cells
  if (named) {
    const read = readAsked(columns, named.column, named.rest, asking, cells[named.column.field.key])
    if (read.type === 'problem') return { type: 'misread', problem: read.problem, partial: encodeDraft(draft) }
    cells = { ...cells, [named.column.field.key]: read.cell }
  } else {
    const read = readRow(columns, raw, asking)
    const problem = read ? read.problem : { code: 'table.no_part', values: { number: at + 1 } }
    if (!read || problem)
      return { type: 'misread', problem: problem ?? { code: 'table.no_part' }, partial: encodeDraft(draft) }
    cells = isWhole(columns, read.cells) ? read.cells : { ...cells, ...read.cells }
  }
  const changed = { cells, from: [...row.from, asking.messageId] }
  // A new row in the old one's place may lack what is asked for, a new value may contradict itself.
  const lacking = unsettled(columns, cells)[0]
  const after: TableDraft = {
    ...draft,
    rows: draft.rows.with(at, changed),
    editing: lacking ? { ...draft.editing, column: lacking.field.key } : nextEdited(draft),
  }
  const { words } = asking
  const kept = words.say('table.changed', { number: at + 1, row: showRow(columns, cells, words) })
  const was = showReplaced(columns, row.cells, cells, words)
  const odd = remarks(columns, cells, at + 1, asking)
  const said = [kept + (was && words.say('late.was', { value: was })), ...odd]
  return { ...going(columns, after, said, asking), part: at + 1 }
}

/** 「改 2、4」: row 4 after row 2. */
function nextEdited({ editing }: TableDraft): TableDraft['editing'] {
  const [next, ...others] = editing?.others ?? []
  return next === undefined ? null : { row: next, column: null, others }
}

/** The cells of a row that are now other ones, as they were. */
const showReplaced = (columns: Column[], old: Cells, now: Cells, words: Words): string =>
  showRow(
    columns.filter(({ field: { key } }) => (old[key] ?? null) !== null && !sameJson(old[key], now[key])),
    old,
    words,
  )

export function deleted(columns: Column[], draft: TableDraft, numbers: number[], asking: Asking): Reading<Row[]> {
  const { words } = asking
  const count = draft.rows.length
  const wrong = numbers.find((number) => !draft.rows[number - 1])
  if (wrong !== undefined || numbers.length === 0) return misread('table.no_such', { number: wrong ?? 0, count })
  const gone = numbers.map((number) => `${number}. ${showRow(columns, draft.rows[number - 1]?.cells ?? {}, words)}`)
  const after = { ...draft, rows: draft.rows.filter((_, i) => !numbers.includes(i + 1)) }
  const said = words.say('table.deleted', { rows: gone.join('\n'), count: after.rows.length })
  return going(columns, after, [said], asking)
}

export function unedited(columns: Column[], draft: TableDraft, asking: Asking): Reading<Row[]> {
  const at = draft.editing?.row
  const rows = draft.rows.map((row, i) => (i === at ? { ...row, cells: leaveQueries(columns, row.cells) } : row))
  const after = { ...draft, rows, editing: nextEdited(draft) }
  return going(columns, after, [asking.words.say('table.unedited', { count: rows.length })], asking)
}

/** 「改 2 …」「删 3」「这条不要」「刚才那个手工课是35人」: a message about rows that are there; null when it is none. */
export function changed(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const change = editOf(columns, raw)
  const open = draft.pending.length > 0
  if (change && !(open && change.number === draft.rows.length + 1))
    return edit(columns, draft, change.number, change.rest, asking)
  const gone = numbersToDelete(raw)
  if (gone) {
    const isOpen = open && gone.length === 1 && gone[0] === draft.rows.length + 1
    return isOpen ? dropped(columns, draft, asking) : deleted(columns, draft, gone, asking)
  }
  if (!open && draft.rows.length > 0 && dropsThis(raw)) return deleted(columns, draft, [draft.rows.length], asking)
  const meant = open ? null : meantRows(columns, draft.rows, raw)
  if (!meant) return null
  const [only, ...others] = meant.at
  if (only !== undefined && others.length === 0) return edit(columns, draft, only + 1, meant.rest, asking)
  const numbers = meant.at.map((i) => i + 1).join(asking.words.say('field.comma'))
  return numbers
    ? misread('table.which', { name: meant.name, numbers })
    : misread('table.no_name', { name: meant.name })
}
