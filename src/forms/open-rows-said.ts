import { isVenue } from '../kernel/venue-words.js'
import type { Asking, Reading } from './field-kind.js'
import { quote } from './prompt.js'
import { remarkIn } from './remark.js'
import { readAsked } from './row-cells.js'
import type { Cells, Column, Row } from './rows.js'
import { going, keptRows, settle, type TableDraft } from './table-draft.js'

const ALL_ARE =
  /^(?:后面|剩下|其他|这几[场条次])?的?(?:全|也)?都是(?<value>[\p{Script=Han}A-Za-z]{2,12})(?:[，,。；;\s]+(?<rest>\S.*))?$/u

/** 「都是读书会」 where it is asked what one was: so are all that wait and do not say. Null where she says anything else. */
export function allOpenAre(
  columns: Column[],
  draft: TableDraft,
  column: Column,
  raw: string,
  asking: Asking,
): Reading<Row[]> | null {
  const { value = '', rest = '' } = raw.length > 60 ? {} : (ALL_ARE.exec(raw.trim())?.groups ?? {})
  if (!column.kind.free || column.kind.hears === 'location' || value === '' || (rest !== '' && !remarkIn(rest)))
    return null
  const read = readAsked(columns, column, value, asking)
  if (read.type === 'problem') return null
  const { key, label } = column.field
  const pending = draft.pending.map((row) =>
    (row.cells[key] ?? null) === null
      ? { cells: { ...row.cells, [key]: read.cell }, from: [...new Set([...row.from, asking.messageId])] }
      : row,
  )
  const after = settle(columns, { ...draft, pending, astray: false, lacked: false })
  const { words } = asking
  const left = rest === '' ? [] : [words.say('problem.text.consent', { said: quote(rest), label })]
  return going(columns, after, [keptRows(columns, after.rows, draft.rows.length, asking), ...left], asking)
}

/** 「下沟小学」, 「上犹小学 小一百」 where how many is asked: where it was, and the rest. Null where it begins with no place, or that is known. */
export function placeSaid(
  columns: Column[],
  cells: Cells,
  asked: Column,
  raw: string,
): { cells: Cells; rest: string } | null {
  const place = columns.find(({ kind }) => kind.hears === 'location')?.field.key
  if (place === undefined || asked.kind.free || (cells[place] ?? null) !== null || raw.length > 40) return null
  const [head = '', ...rest] = raw
    .trim()
    .replace(/^(?:[也就都]*是?在)/u, '')
    .split(/[\s，,]+/u)
  return isVenue(head) ? { cells: { ...cells, [place]: head }, rest: rest.join(' ') } : null
}

/** 「没花钱，场地是社区给的」: there is none, and why. */
export function noneFirst(columns: Column[], raw: string): boolean {
  const [first = '', ...rest] = raw.trim().split(/[，,。；;\s]+/u)
  const why = rest.join('')
  return (
    why !== '' && raw.length <= 40 && !/[\d元块]/u.test(why) && columns.some(({ kind }) => kind.none?.(first) === true)
  )
}
