import { isCalledOff } from '../kernel/called-off.js'
import { inMonthOf } from '../kernel/day-words.js'
import { besides } from '../kernel/besides.js'
import { sameJson } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import { decodeDays } from './days-kind.js'
import { numbersToDelete } from './captions.js'
import type { Asking, Reading } from './field-kind.js'
import { becomes, corrects, ofSession, withoutSlip } from './corrects.js'
import { isDone, misread, quote } from './prompt.js'
import { columnNamed, columnsNamed, isWholly, knownPlace, readAsked } from './row-cells.js'
import { readRow } from './row-reading.js'
import { leaveQueries, saysHow } from './row-queries.js'
import { totalDiffers } from './row-totals.js'
import { type Cells, type Column, isWhole, type Row, showRow, unsettled } from './rows.js'
import { withAbove } from './rows-read.js'
import { monthOf, readRows } from './rows-reading.js'
import { rowMeant } from './row-put-right.js'
import { dropped } from './table-pending.js'
import { countOfRow, dropsEdited, dropsOpen, dropsThis, editOf, withoutChange } from './table-words.js'
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
  // 「不对，是25人」 of nothing that is there.
  const dated = columns.some(({ field, kind }) => field.required && kind.spots === 'all')
  if (
    ((corrects(raw) || becomes(raw)) && !read.rows.some((cells) => isWhole(columns, cells))) ||
    (!dated && ofSession(raw))
  )
    return misread('text.corrects', { said: quote(raw) })
  if (read.rows.length === 0) {
    const problem = read.problem ?? { code: 'table.no_row', values: { said: read.unread[0] ?? quote(raw) } }
    return { type: 'misread', problem }
  }
  const room = most - draft.rows.length
  const rows = read.rows.slice(0, room).map((cells) => ({ cells, from: [asking.messageId] }))
  const after = settle(columns, besides(draft, { pending: rows, month: monthOf(read.notice) }))
  const said = [keptRows(columns, after.rows, draft.rows.length, asking)]
  if (read.notice) said.push(words.say(`problem.${read.notice.code}`, read.notice.values))
  if (read.rows.length > room) said.push(words.say('table.full', { most }))
  const total = totalDiffers(columns, after.rows, draft.rows.length, read.total, asking)
  if (total) said.push(total)
  if (read.unread.length > 0) {
    // What was called off was read.
    const unread = read.unread.filter((line) => line !== read.problem?.values?.['said'] || !isCalledOff(line))
    const lines = unread.slice(0, 5).map((line) => `「${line}」`)
    if (lines.length > 0) said.push(words.say('table.unread', { lines: lines.join('') }))
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
  const column = columnsNamed(columns, rest) ? null : named?.column.field.key
  const place = { row: number - 1, column: column ?? null }
  const each = place.column !== null && named?.rest === ''
  const many = after.length > 0 && { others: after, ...(each && { each: true as const }) }
  const editing = { ...draft, editing: { ...place, ...many } }
  const value = columnsNamed(columns, rest) ? rest : named ? named.rest : rest
  return value ? readEdit(columns, editing, value, asking) : going(columns, editing, [], asking)
}

/** What comes after 「改 2」: a column by its name, some parts of the row, or a whole new row. What it replaces is said. */
export function readEdit(columns: Column[], draft: TableDraft, raw: string, given: Asking): Reading<Row[]> {
  const at = draft.editing?.row ?? 0
  const asking = withAbove(columns, draft.rows[at - 1]?.cells, given)
  const row = draft.rows[at]
  const gone = numbersToDelete(raw)
  if (gone) return deleted(columns, { ...draft, editing: null }, gone, asking)
  if (!draft.editing || !row || isDone(raw)) return unedited(columns, draft, asking)
  const asked = columns.find(({ field }) => field.key === draft.editing?.column)
  const text = inMonthOfRow(columns, row.cells, withoutChange(withoutSlip(raw)))
  // Where words are asked for, a whole row is no place: it stands in the row's place.
  const whole = asked?.kind.free ? readRow(columns, raw, asking) : null
  const isRow =
    whole !== null &&
    !whole.problem &&
    columns.every(({ field, kind }) => (kind.free && !field.required) || whole.cells[field.key] !== undefined)
  const several = columnsNamed(columns, text)
  // 「第3条是估的」 is of the number there.
  const counted = asked ? undefined : columns.find((one) => saysHow([one], text) && (row.cells[one.field.key] ?? null))
  const told = asked && !isRow ? asked : counted
  const named = several ? null : told ? { column: told, rest: counted ? text : raw } : columnNamed(columns, text)
  if (named && !named.rest) {
    const narrowed = { ...draft, editing: { ...draft.editing, column: named.column.field.key } }
    return going(columns, narrowed, [], asking)
  }
  let cells = row.cells
  let anew = false
  if (named || several) {
    for (const { column, rest } of several ?? (named ? [named] : [])) {
      const read = readAsked(columns, column, rest, asking, cells[column.field.key])
      if (read.type === 'problem') return { type: 'misread', problem: read.problem, partial: encodeDraft(draft) }
      cells = { ...cells, [column.field.key]: read.cell }
    }
  } else {
    const read = readRow(columns, text, asking) ?? saidAbove(columns, draft.rows, text)
    const problem = read ? read.problem : { code: 'table.no_part', values: { number: at + 1 } }
    if (!read || problem)
      return { type: 'misread', problem: problem ?? { code: 'table.no_part' }, partial: encodeDraft(draft) }
    anew = isWhole(columns, read.cells)
    cells = anew ? read.cells : { ...cells, ...knownPlace(columns, draft.rows, read.cells) }
  }
  // A whole new row is about something else.
  if (!anew) cells = withHeirs(columns, row.cells, cells)
  const changed = { cells, from: [...row.from, asking.messageId] }
  // A new row in the old one's place may lack what is asked for, a new value may contradict itself; what was left open stays so.
  const before = unsettled(columns, row.cells)
  const lacking = unsettled(columns, cells).find((column) => column === named?.column || !before.includes(column))
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
  return besides(going(columns, after, said, asking), { part: at + 1 })
}

/** 「第2条也是亲子阅读」: the words that another row has in one of its columns. */
function saidAbove(columns: Column[], rows: Row[], text: string) {
  const words = columns.filter(({ kind }) => kind.free)
  const column = words.find(({ field: { key } }) => rows.some(({ cells }) => cells[key] === text.trim()))
  return column ? { cells: { [column.field.key]: text.trim() }, problem: undefined } : null
}

/** 「11号」 of a row of 8月10日 is in August, whatever was entered since. */
function inMonthOfRow(columns: Column[], cells: Cells, text: string): string {
  const day = columns.find(({ field, kind }) => field.required && kind.spots === 'all')
  const cell = day && cells[day.field.key]
  return cell ? inMonthOf(decodeDays(cell), text) : text
}

/** The cells with what was known of those whose place they take. */
function withHeirs(columns: Column[], before: Cells, now: Cells): Cells {
  const heirs = columns.flatMap(({ field: { key }, kind }) => {
    const [old, cell] = [before[key] ?? null, now[key] ?? null]
    if (!kind.heir || old === null || cell === null || sameJson(old, cell)) return []
    return [[key, kind.encode(kind.heir(kind.decode(old), kind.decode(cell)))] as const]
  })
  return heirs.length > 0 ? { ...now, ...Object.fromEntries(heirs) } : now
}

/** 「删 3」「这条不要了」「没办成」 while the row of this index is being changed: the numbers of the rows that go. */
export const goneWhileEdited = (row: number, raw: string): number[] | null =>
  numbersToDelete(raw) ?? (dropsEdited(raw) ? [row + 1] : null)

/** 「改 2、4」: row 4 after row 2. */
function nextEdited({ editing }: TableDraft): TableDraft['editing'] {
  const [next, ...others] = editing?.others ?? []
  if (next === undefined) return null
  return editing?.each ? { ...editing, row: next, others } : { row: next, column: null, others }
}

/** The cells of a row that are now other ones, as they were. */
export function showReplaced(columns: Column[], old: Cells, now: Cells, words: Words): string {
  const changed = columns.filter(({ field: { key } }) => (old[key] ?? null) !== null && !sameJson(old[key], now[key]))
  const was = showRow(changed, old, words)
  // What was only settled reads as before.
  return was === showRow(changed, now, words) ? '' : was
}

export function deleted(columns: Column[], draft: TableDraft, numbers: number[], asking: Asking): Reading<Row[]> {
  const { words } = asking
  const count = draft.rows.length
  const wrong = numbers.find((number) => !draft.rows[number - 1])
  const none = { number: wrong ?? 0, count }
  if (wrong !== undefined || numbers.length === 0)
    return count > 0 ? misread('table.none_to_delete', none) : misread('table.no_such', none)
  const gone = numbers.map((number) => `${number}. ${showRow(columns, draft.rows[number - 1]?.cells ?? {}, words)}`)
  const after = { ...draft, rows: draft.rows.filter((_, i) => !numbers.includes(i + 1)) }
  const said = words.say('table.deleted', { rows: gone.join('\n'), count: after.rows.length })
  return going(columns, after, [said], asking)
}

export function unedited(columns: Column[], draft: TableDraft, asking: Asking): Reading<Row[]> {
  const at = draft.editing?.row ?? 0
  const rows = draft.rows.map((row, i) => (i === at ? leaveQueries(columns, row) : row))
  const after = { ...draft, rows, editing: nextEdited(draft) }
  return going(columns, after, [asking.words.say('table.unedited', { number: at + 1, count: rows.length })], asking)
}

/** 「改 2 …」「删 3」「这条不要」「刚才那个手工课是35人」: a message about rows that are there; null when it is none. */
export function changed(columns: Column[], draft: TableDraft, raw: string, asking: Asking): Reading<Row[]> | null {
  const change = editOf(columns, raw) ?? countOfRow(columns, raw, asking)
  const open = draft.pending.length > 0
  const there = change && (!change.loose || draft.rows[change.number - 1])
  if (there && !(open && change.number === draft.rows.length + 1))
    return edit(columns, draft, change.number, change.rest, asking)
  const gone = numbersToDelete(raw)
  if (gone) {
    const isOpen = open && gone.length === 1 && gone[0] === draft.rows.length + 1
    return isOpen ? dropped(columns, draft, asking) : deleted(columns, draft, gone, asking)
  }
  if (!open && draft.rows.length > 0 && !dropsThis(raw) && dropsOpen(raw))
    return misread('table.which_delete', { number: draft.rows.length })
  if (!open && draft.rows.length > 0 && dropsThis(raw)) return deleted(columns, draft, [draft.rows.length], asking)
  const meant = rowMeant(open, columns, draft.rows, raw, asking)
  if (!meant) return null
  const [only, ...others] = meant.at
  if (only !== undefined && others.length === 0) return edit(columns, draft, only + 1, meant.rest, asking)
  const numbers = meant.at.map((i) => i + 1).join(asking.words.say('field.comma'))
  return numbers
    ? misread('table.which', { name: meant.name, numbers })
    : misread('table.no_name', { name: meant.name })
}

/** 「不对，不是32，是33」 of what stands in no row. */
const SLIP =
  /^(?:(?:不对|(?:写|打|说|填|记|弄)?错了)[啊呀]?[，,。\s]+(?:不是[^，,\s]{1,12}[，,\s]+)?|不是[^，,\s]{1,12}[，,\s]+)(?:应该|而)?(?:是|改成|改为)?\s*(\S{1,12})$/u

/** 「日期 3月4日」, 「人数 30」, 「30人」, 「不对，是33」 without a number, where there are rows: it is asked of which, for no activity is called so. */
export function unnumbered(columns: Column[], rows: Row[], raw: string, asking: Asking): Reading<Row[]> | null {
  if (rows.length === 0) return null
  const cell = columns.find((one) => one.kind.free && saysOf(one, raw))
  // 「地点 高安」, and no row that begins so.
  if (cell && !isWhole(columns, readRow(columns, raw, asking)?.cells ?? {}))
    return ofWhich(columns, rows, cell, columnNamed([cell], raw)?.rest ?? '', raw, asking)
  const [, slip] = SLIP.exec(raw.trim()) ?? []
  const named = slip === undefined ? columnNamed(columns, raw) : null
  // 「31人加志愿者4个」 alone can be only a count of one of them.
  const bare = slip === undefined && !named && /[人名位户家个次]|\d{2}/u.test(raw)
  const value = slip ?? named?.rest ?? (bare ? raw.trim() : '')
  const fits = (one: Column) =>
    value !== '' && !one.kind.free && !(bare && one.field.required) && isWholly(one, value, asking)
  const column = (named ? [named.column] : columns).find(fits)
  if (!column) return null
  return ofWhich(columns, rows, column, value, raw, asking)
}

/** 「地点 高安」「地点：高安」, not 「地点变更通知会」. */
const saysOf = ({ field: { label } }: Column, raw: string): boolean => {
  const said = raw.trim()
  return (
    said.startsWith(label) &&
    /^\s*(?:[:：\s]|改成|改为|应该是|是)\s*\S/u.test(said.slice(label.length)) &&
    !said.includes('\n')
  )
}

function ofWhich(
  columns: Column[],
  rows: Row[],
  column: Column,
  value: string,
  raw: string,
  asking: Asking,
): Reading<Row[]> {
  const { label } = column.field
  const others = columns.filter((one) => one.field.required && one !== column)
  const needed = others.map(({ field }) => field.label).join(asking.words.say('field.comma'))
  return misread('table.of_which', { said: quote(raw), row: rows.length, label, value, needed })
}
