import { type Json, sameJson } from '../kernel/json.js'
import { askClosing, closingOf, queryOf } from './row-queries.js'
import { type Cells, type Column, type Row, showRow, showRows, unsettled } from './rows.js'
import type { Asking, Reading } from './field-kind.js'
import type { Words } from '../kernel/words.js'

/** A table while it is being filled. */
export interface TableDraft {
  rows: Row[]
  /** Rows that still lack a column; the first one is being asked about. */
  pending: Row[]
  /** 「改 2」: index of the row being changed, and the column when only that is asked; 「改 2、4」: the indices after it, `each` in that column. */
  editing: { row: number; column: string | null; others?: number[]; each?: true } | null
  /** The month of a day that is none (9月31日), whose day is asked for: 「30号」 is of it. */
  month?: number | null
  /** The last answer about the unfinished row was none: how to drop it is said. */
  astray?: boolean
  /** The last answer was that there is none of what a row must have. */
  lacked?: boolean
  /** She said that these are all: what is asked about many rows at once is being asked. */
  closing?: boolean
}

export const EMPTY: TableDraft = { rows: [], pending: [], editing: null }

/** The draft as stored; the engine's own sessions are trusted beyond their outline. */
export function decodeDraft(json: Json): TableDraft {
  if (json === null || typeof json !== 'object' || Array.isArray(json) || !Array.isArray(json['rows'])) {
    throw new Error('a stored table draft has no rows')
  }
  return json as unknown as TableDraft
}

export const encodeDraft = (draft: TableDraft): Json => draft as unknown as Json

/** The table goes on with this draft, after what is said of it. */
export function going(
  columns: Column[],
  draft: TableDraft,
  said: string[],
  asking: Asking,
): Reading<Row[]> & { type: 'continued' } {
  const note = said.filter(Boolean).join('\n')
  const reply = [...(note ? [note] : []), nextStep(columns, draft, asking)].join('\n')
  const asks = draft.editing !== null || draft.pending.length > 0 || draft.closing === true
  return { type: 'continued', partial: encodeDraft(draft), reply, note, asks }
}

/** Rows that are whole move from `pending` to the table, in their order, up to the first that is not. */
export function settle(columns: Column[], draft: TableDraft): TableDraft {
  const open = draft.pending.findIndex(({ cells }) => unsettled(columns, cells).length > 0)
  const whole = open < 0 ? draft.pending : draft.pending.slice(0, open)
  return whole.length === 0
    ? draft
    : { ...draft, rows: [...draft.rows, ...whole], pending: draft.pending.slice(whole.length) }
}

/** The column that the first unfinished row is asked for. */
export const askedColumn = (columns: Column[], draft: TableDraft): Column | undefined =>
  unsettled(columns, draft.pending[0]?.cells ?? {})[0]

/** How to go on behind whole rows: what would be asked of all of them may be said at once. */
export const goOnWith = (columns: Column[], rows: Row[], words: Words): string =>
  words.say(closingOf(columns, rows) ? 'counted.go_on' : 'table.go_on')

/** Where the table stands and what to say next: a column, a change, or one more row. */
export function nextStep(columns: Column[], draft: TableDraft, asking: Asking): string {
  const { words } = asking
  if (draft.editing) {
    const { row, column: key } = draft.editing
    const column = columns.find(({ field }) => field.key === key)
    const cells = draft.rows[row]?.cells ?? {}
    const shown = words.say('table.row', { number: row + 1, row: showRow(columns, cells, words) })
    if (column)
      return `${shown}\n${askCell(column, cells, asking, words.say('table.ask_new', { label: column.field.label }))}`
    const names = columns.map(({ field }) => field.label)
    return `${shown}\n${words.say('table.edit_how', { names: names.join(words.say('field.comma')), name: names.at(-1) ?? '' })}`
  }
  const [open] = draft.pending
  if (open) {
    const column = askedColumn(columns, draft)
    const row = words.say('table.row_open', { number: draft.rows.length + 1, row: showRow(columns, open.cells, words) })
    if (!column) return row
    const asked = askCell(
      column,
      open.cells,
      asking,
      column.field.ask ?? words.say('table.ask_cell', { label: column.field.label }),
    )
    return [row, asked, ...(draft.astray ? [words.say('table.may_drop')] : [])].join('\n')
  }
  const closing = draft.closing ? closingOf(columns, draft.rows) : null
  return closing ? askClosing(closing, draft.rows, asking) : goOnWith(columns, draft.rows, words)
}

function askCell(column: Column, cells: Cells, asking: Asking, question: string): string {
  const { field, kind } = column
  const { words } = asking
  const open = queryOf(column, cells[field.key])
  if (open) return open.query.ask(field, open.value, asking)
  const example = field.example ?? (kind.free ? null : words.say(`${kind.name}.example`, { unit: '人' }))
  const lines = [question]
  if (example) lines.push(words.say('field.example', { example }))
  if (!field.required) lines.push(words.say('table.may_lack'))
  return lines.join('\n')
}

/** The rows so far; of many only the last ones unless all are asked for. A line that says one is left out would save none. */
export function listing(columns: Column[], rows: Row[], words: Words, most: number): string {
  if (rows.length === 0) return words.say('table.none_yet')
  const from = rows.length > most + 1 ? rows.length - most : 0
  const more = from > 0 ? `${words.say('table.more_rows', { count: from })}\n` : ''
  return `${words.say('table.so_far', { count: rows.length })}\n${more}${showRows(columns, rows, words, from)}`
}

/** What was taken in: the rows from this number on. */
export function keptRows(columns: Column[], rows: Row[], before: number, asking: Asking): string {
  const { words } = asking
  const added = rows.slice(before)
  const [only] = added
  if (!only) return ''
  const shown =
    added.length > 1
      ? [
          words.say('table.rows_kept', { count: added.length, from: before + 1, to: rows.length }),
          showRows(columns, rows, words, before),
        ]
      : [words.say('table.row_kept', { number: rows.length, row: showRow(columns, only.cells, words) })]
  const odd = added.flatMap((row, i) => remarks(columns, row.cells, before + i + 1, asking))
  const twins = added.flatMap((_, i) => twinOf(columns, rows, before + i, words))
  return [...shown, ...odd, ...twins].join('\n')
}

/** That the row of this index looks like one before it, and what to do. */
function twinOf(columns: Column[], rows: Row[], at: number, words: Words): string[] {
  const cells = rows[at]?.cells ?? {}
  const other = rows.findIndex((row, i) => i < at && sameThing(columns, row.cells, cells))
  if (other < 0) return []
  const identical = sameCells(columns, rows[other]?.cells ?? {}, cells)
  return [words.say(identical ? 'table.twin' : 'table.same', { number: at + 1, other: other + 1 })]
}

const withoutSpaces = (cell: Json): Json => (typeof cell === 'string' ? cell.replace(/\s/gu, '') : cell)

/** Whether two rows tell of the same: all that a row must have is one, and nothing in words contradicts it. */
export const sameThing = (columns: Column[], a: Cells, b: Cells): boolean =>
  columns.every(({ field: { key, required }, kind }) => {
    const [one, other] = [withoutSpaces(a[key] ?? null), withoutSpaces(b[key] ?? null)]
    if (sameJson(one, other)) return true
    return !required && (!kind.free || one === null || other === null)
  })

/** What is odd about a row that is kept, each with the way to mend it. */
export const remarks = (columns: Column[], cells: Cells, number: number, asking: Asking): string[] =>
  columns.flatMap(({ field, kind }) => {
    const cell = cells[field.key]
    const odd = cell === undefined || cell === null ? null : kind.remark?.(field, kind.decode(cell), asking)
    return odd ? [asking.words.say(`problem.${odd.code}`, { number, label: field.label, ...odd.values })] : []
  })

/** The rows that something is odd about, by the column it is of. */
export const oddRows = (columns: Column[], rows: Row[], asking: Asking) =>
  columns.flatMap(({ field, kind }) => {
    const { remark } = kind
    if (!remark) return []
    const odd = rows.flatMap(({ cells }, i) => {
      const cell = cells[field.key]
      const problem = cell === undefined || cell === null ? null : remark(field, kind.decode(cell), asking)
      return problem ? [{ number: i + 1, problem }] : []
    })
    const [first] = odd
    return first ? [{ numbers: odd.map(({ number }) => number), label: field.label, problem: first.problem }] : []
  })

const sameCells = (columns: Column[], a: Cells, b: Cells): boolean =>
  columns.every(({ field: { key } }) => sameJson(a[key], b[key]))
