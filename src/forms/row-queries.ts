import type { Asking, Query } from './field-kind.js'
import { answeredBack } from './asks-back.js'
import type { Cells, Column, Row } from './rows.js'

type AnyQuery = Query<object, unknown>

/** What is asked back about a cell by itself, with its value. */
export function queryOf(
  { field, kind }: Column,
  cell: Cells[string] | undefined,
): { query: AnyQuery; value: unknown } | null {
  if (!kind.queries || cell === undefined || cell === null) return null
  const value = kind.decode(cell)
  const query = kind.queries.find((one) => !one.askAll && one.due(field, value))
  return query ? { query, value } : null
}

/** The row with nothing left to be asked back: what she did not answer stays as she said it. */
export function leaveQueries(columns: Column[], row: Row): Row {
  let left = row.cells
  for (const column of columns) {
    const key = column.field.key
    for (let open = queryOf(column, left[key]); open; open = queryOf(column, left[key]))
      left = { ...left, [key]: column.kind.encode(open.query.left(open.value)) }
  }
  return left === row.cells ? row : { ...row, cells: left }
}

/** What is asked about many rows at once, when the table is done. */
export interface Closing {
  column: Column
  query: AnyQuery
  /** Indexes of the rows it is about. */
  at: number[]
}

/** `left`: about those, too, of which she left it open. */
export function closingOf(columns: Column[], rows: Row[], left = false): Closing | null {
  for (const column of columns) {
    const { field, kind } = column
    for (const query of kind.queries ?? []) {
      if (!query.askAll) continue
      const at: number[] = []
      for (const [i, { cells }] of rows.entries()) {
        const cell = cells[field.key]
        const asks = (left && query.open) || query.due
        if (cell !== undefined && cell !== null && asks(field, kind.decode(cell))) at.push(i)
      }
      if (at.length > 0) return { column, query, at }
    }
  }
  return null
}

/** 「这 5 条」, or some by their numbers. */
export function rowsOf({ at }: Closing, rows: Row[], { words }: Asking): string {
  const numbers = at.map((i) => i + 1).join(words.say('field.comma'))
  const all = at.length === rows.length && rows.length > 1
  return words.say(all ? 'counted.all_rows' : 'counted.some_rows', { count: rows.length, numbers })
}

/** 「这 5 条的人数是怎么数的？」, or of some rows by their numbers, with the way to answer for one alone. */
export function askClosing(closing: Closing, rows: Row[], asking: Asking): string {
  const { column, query, at } = closing
  const { words } = asking
  const asked = query.askAll?.(rowsOf(closing, rows, asking), asking) ?? ''
  if (at.length === 1) return asked
  return `${asked}\n${words.say('counted.one_differs', { number: (at[0] ?? 0) + 1, label: column.field.label })}`
}

/** The rows with her answer (`null`: left open) in each of those it was about; null when her words are no answer. */
export function answerClosing(closing: Closing, rows: Row[], text: string | null, asking: Asking): Row[] | null {
  const { column, query, at } = closing
  const { field, kind } = column
  const answered = rows.map((row, i) => {
    const cell = row.cells[field.key]
    if (!at.includes(i) || cell === undefined || cell === null) return row
    const value = kind.decode(cell)
    const after = text === null ? query.left(value) : answeredBack(query, field, value, text, asking)
    if (after === null) return null
    const from = text === null || row.from.includes(asking.messageId) ? row.from : [...row.from, asking.messageId]
    return { cells: { ...row.cells, [field.key]: kind.encode(after) }, from }
  })
  return answered.every((row) => row !== null) ? answered : null
}

/** Whether words are nothing but how people in rows were counted, which there is a column for: 「估的」. */
export const saysHow = (columns: Column[], text: string): boolean =>
  columns.some(({ kind }) => kind.queries?.some(({ inWords }) => inWords?.answers(text) === true && !/\d/.test(text)))
