import type { Asking } from './field-kind.js'
import { bare, quote } from './prompt.js'
import { answerClosing, type Closing, closingOf, rowsOf } from './row-queries.js'
import type { Column, Row } from './rows.js'
import type { TableDraft } from './table-draft.js'

/** Longer than a word is none about how people were counted. */
const WORD = 12
const TAP = /^\d$/
/** 「1 签到」, as it stands in the list. */
const CHOICE = /^\s*\d\s*[.、．:：)）]?\s*(?=\p{L})/u

export interface ForAll {
  rows: Row[]
  /** The line that says what was noted of which rows. */
  noted: string
}

/** The rows with what a word says of all of them, before it is asked by itself; null when it is none such. */
export const saidForAll = (
  columns: Column[],
  { rows, closing }: TableDraft,
  raw: string,
  asking: Asking,
): ForAll | null =>
  closing || raw.length > WORD || /\d/.test(raw.replace(CHOICE, ''))
    ? null
    : forAll(closingOf(columns, rows, true), rows, raw, asking)

/** The same of a number alone: until she said or left it, the ways are shown behind the rows. Where the hub asks again it is a row. */
export function tappedForAll(columns: Column[], draft: TableDraft, raw: string, asking: Asking): ForAll | null {
  const { rows, pending, editing, closing } = draft
  if (pending.length > 0 || editing || closing || asking.returned !== undefined || !TAP.test(bare(raw))) return null
  return forAll(closingOf(columns, rows), rows, raw, asking)
}

function forAll(closing: Closing | null, rows: Row[], raw: string, asking: Asking): ForAll | null {
  const after = closing && answerClosing(closing, rows, raw, asking)
  if (!after) return null
  const { column, query, at } = closing
  const cell = after[at[0] ?? 0]?.cells[column.field.key] ?? null
  const tapped = cell !== null && TAP.test(bare(raw)) ? query.said?.(column.kind.decode(cell), asking) : null
  const values = { rows: rowsOf(closing, rows, asking), said: tapped ?? quote(raw) }
  return { rows: after, noted: asking.words.say('counted.noted', values) }
}
