import type { Asking, Reading } from './field-kind.js'
import { corrects } from './corrects.js'
import { allOpenAre, placeSaid } from './open-rows-said.js'
import { isDone, isNothing } from './prompt.js'
import { type CellReading, columnNamed, readAsked } from './row-cells.js'
import { leaveQueries, queryOf } from './row-queries.js'
import { type Cells, type Column, isPlain, isWhole, missing, type Row, showRow, unsettled } from './rows.js'
import { areWords } from './row-of-words.js'
import type { RowsReading } from './rows-read.js'
import { monthOf, NO_SUCH_DAY, readRows } from './rows-reading.js'
import { askedColumn, encodeDraft, going, keptRows, remarks, settle, type TableDraft } from './table-draft.js'
import { countOfRow, dropsOpen, editOf } from './table-words.js'

/** An answer about the first unfinished row: the column asked for, the row once more and better, or other rows beside it. */
export function readPending(
  most: number,
  columns: Column[],
  draft: TableDraft,
  raw: string,
  asking: Asking,
): Reading<Row[]> {
  const [open] = draft.pending
  const column = askedColumn(columns, draft)
  if (!open || !column) throw new Error('an unfinished row lacks nothing')
  if (dropsOpen(raw)) return dropped(columns, draft, asking)
  const all = allOpenAre(columns, draft, column, raw, asking)
  if (all) return all
  const where = placeSaid(columns, open.cells, column, raw)
  if (where?.rest === '') return settled(columns, draft, where.cells, asking)
  if (where) {
    const pending = [{ ...open, cells: where.cells }, ...draft.pending.slice(1)]
    return readPending(most, columns, { ...draft, pending }, where.rest, asking)
  }
  const own = editOf(columns, raw, true) ?? countOfRow(columns, raw, asking)
  if (own?.rest && own.number === draft.rows.length + 1) {
    // 「改 2 人数 30」 of the row that is being asked about.
    const named = columnNamed(columns, own.rest)
    if (!named || named.column === column) return readPending(most, columns, draft, named?.rest || own.rest, asking)
    const { field } = named.column
    const read = readAsked(columns, named.column, named.rest, asking, open.cells[field.key] ?? null)
    if (read.type === 'problem') return { type: 'misread', problem: read.problem, partial: encodeDraft(draft) }
    return settled(columns, draft, { ...open.cells, [field.key]: read.cell }, asking)
  }
  const { field } = column
  const held = open.cells[field.key] ?? null
  const query = queryOf(column, held)
  // Of words nothing tells a row from the answer: 「办了 6 期，共 120 人次」.
  const words = areWords(columns) && !raw.includes('\n')
  const none: RowsReading = { rows: [], unread: [raw], problem: null }
  const read = words ? none : readRows(columns, raw, asking)
  const more = corrects(raw) && !read.rows.some((one) => isWhole(columns, one)) ? none : read
  const [again] = more.rows
  let cells: Cells
  const whole = (one: Cells) => isPlain(columns, one) || more.notice?.code === NO_SUCH_DAY
  if (again && more.unread.length === 0 && more.rows.every(whole)) {
    if (more.rows.length > 1 || !isSameRow(columns, open.cells, again))
      return besides(most, columns, draft, more, asking)
    cells = { ...open.cells, ...again }
  } else {
    const lacks = (isDone(raw) || isNothing(raw)) && !query && field.required
    if (lacks && (draft.astray || draft.lacked)) return setAside(columns, draft, column, asking)
    const read: CellReading = lacks
      ? { type: 'problem', problem: { code: 'table.cell_needed', values: { label: field.label } } }
      : readAsked(columns, column, inMonth(draft.month, column, raw), asking, held)
    if (read.type === 'problem') {
      const needed = read.problem.code === 'table.cell_needed'
      // What is wrong with a row says more than that it is no headcount.
      const problem = read.problem.code.endsWith('.unclear') && !query ? (more.problem ?? read.problem) : read.problem
      return { type: 'misread', problem, partial: encodeDraft({ ...draft, astray: !needed, lacked: needed }) }
    }
    cells = { ...open.cells, [field.key]: read.cell }
  }
  return settled(columns, draft, cells, asking)
}

/** The first unfinished row with these cells: asked about further, or kept. */
export function settled(columns: Column[], draft: TableDraft, cells: Cells, asking: Asking, lead = ''): Reading<Row[]> {
  const [open, ...rest] = draft.pending as [Row, ...Row[]]
  const row = { cells, from: [...open.from.filter((id) => id !== asking.messageId), asking.messageId] }
  const after = settle(columns, { ...draft, pending: [row, ...rest], astray: false, lacked: false, month: null })
  return going(columns, after, [lead, keptRows(columns, after.rows, draft.rows.length, asking)], asking)
}

/** 「30号」 for 「9月31日」. */
const inMonth = (month: number | null | undefined, { kind }: Column, raw: string): string =>
  month && kind.spots === 'all' && /^(?:是|应该是)?\s*[\d一二三十]{1,3}\s*[日号]?$/u.test(raw.trim())
    ? `${month}月${raw.replace(/[^\d一二三十]/gu, '')}日`
    : raw

/** 「完」 before all was said: the unfinished rows go to the table as they are, up to the first that lacks what it must have. */
export function leftOpen(columns: Column[], draft: TableDraft, asking: Asking): TableDraft {
  const open = draft.pending.findIndex(({ cells }) => !isWhole(columns, cells))
  const whole = open < 0 ? draft.pending : draft.pending.slice(0, open)
  const rows = whole.map(({ from, ...row }) => ({
    ...leaveQueries(columns, { ...row, from }),
    from: from.includes(asking.messageId) ? from : [...from, asking.messageId],
  }))
  return {
    ...draft,
    rows: [...draft.rows, ...rows],
    pending: draft.pending.slice(whole.length),
    ...(whole.length > 0 && { astray: false, lacked: false }),
  }
}

/** She has not what a row must have: it is said back and not kept, so that she gets on. */
function setAside(columns: Column[], draft: TableDraft, { field: { label } }: Column, asking: Asking): Reading<Row[]> {
  const { words } = asking
  const row = showRow(columns, draft.pending[0]?.cells ?? {}, words)
  const after = settle(columns, { ...draft, pending: draft.pending.slice(1), astray: false, lacked: false })
  const said = [words.say('table.set_aside', { row, label }), keptRows(columns, after.rows, draft.rows.length, asking)]
  return going(columns, after, said, asking)
}

/** Whether a row says again what is known of an unfinished one: the same day or sum, one title within the other. */
function isSameRow(columns: Column[], open: Cells, again: Cells): boolean {
  const both = columns.filter(
    ({ field: { key, required } }) => required && (open[key] ?? null) !== null && (again[key] ?? null) !== null,
  )
  return (
    both.length > 0 &&
    both.every(({ field: { key }, kind }) => {
      const [a, b] = [open[key], again[key]]
      if (!kind.free || typeof a !== 'string' || typeof b !== 'string') return JSON.stringify(a) === JSON.stringify(b)
      return a.includes(b) || b.includes(a)
    })
  )
}

/** New rows while one is unfinished: it is kept without what may lack, or asked about again behind them. */
function besides(
  most: number,
  columns: Column[],
  draft: TableDraft,
  more: RowsReading,
  asking: Asking,
): Reading<Row[]> {
  const { rows, notice } = more
  const { words } = asking
  const [open, ...rest] = draft.pending as [Row, ...Row[]]
  const room = Math.max(0, most - draft.rows.length - draft.pending.length)
  const added = rows.slice(0, room).map((cells) => ({ cells, from: [asking.messageId] }))
  const lacking = missing(columns, open.cells)
  const needed = lacking.some(({ field }) => field.required)
  const closed = leaveQueries(columns, open)
  const pending = needed ? [...added, open, ...rest] : [...rest, ...added]
  const kept = needed ? draft.rows : [...draft.rows, closed]
  const after = settle(columns, { ...draft, rows: kept, pending, astray: false, lacked: false, month: monthOf(notice) })
  const said: string[] = []
  if (!needed) {
    const number = draft.rows.length + 1
    const values = {
      number,
      row: showRow(columns, closed.cells, words),
      label: unsettled(columns, open.cells)[0]?.field.label ?? '',
    }
    said.push(words.say('table.kept_open', values), ...remarks(columns, closed.cells, number, asking))
  }
  said.push(keptRows(columns, after.rows, draft.rows.length + (needed ? 0 : 1), asking))
  if (notice) said.push(words.say(`problem.${notice.code}`, notice.values))
  if (rows.length > room) said.push(words.say('table.full', { most }))
  if (after.pending[0] === open) said.push(words.say('table.back_to_open'))
  return going(columns, after, said, asking)
}

/** The first unfinished row goes; those behind it have their turn. */
export function dropped(columns: Column[], draft: TableDraft, asking: Asking): Reading<Row[]> {
  const after = settle(columns, { ...draft, pending: draft.pending.slice(1), astray: false, lacked: false })
  const row = showRow(columns, draft.pending[0]?.cells ?? {}, asking.words)
  const said = [asking.words.say('table.dropped', { row }), keptRows(columns, after.rows, draft.rows.length, asking)]
  return going(columns, after, said, asking)
}
