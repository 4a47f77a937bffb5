import { findDays } from '../kernel/day-words.js'
import type { Asking } from './field-kind.js'
import { isWholly } from './row-cells.js'
import type { Column, Row } from './rows.js'
import { meantAbove, meantRows } from './table-words.js'

const IT_IS = /^(?:应该|其实)?是\s*(?<value>\S.{0,20})$/u
const MONTH = '(?<month>(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月)份?'
const OF_MONTH = new RegExp(
  `^${MONTH}(?:[办搞开]?的)?[那这]一?[个次条场](?:活动)?(?:应该)?(?:是|在)\\s*(?<day>\\S.{0,12})$`,
  'u',
)

type Meant = { at: number[]; name: string; rest: string } | null

/** The rows that are there and are meant by a few words, with what is said of them; while a row is `open` only those before it. */
export const rowMeant = (open: boolean, columns: Column[], rows: Row[], text: string, asking: Asking): Meant =>
  open ? meantAbove(columns, rows, text) : (meantRows(columns, rows, text) ?? rowPutRight(columns, rows, text, asking))

/**
 * What a few words say of a row that is there: 「是4月15号」 of the last one, 「五月那个是11号」 of the one in that month. `at`: the rows by index, none where no row is
 * meant; null when the words are none of these.
 */
function rowPutRight(columns: Column[], rows: Row[], text: string, asking: Asking): Meant {
  const said = text.trim().replace(/[。.!！~～吧啊呢的了]+$/u, '')
  const { month = '', day = '' } = OF_MONTH.exec(said)?.groups ?? {}
  const dated = columns.find(({ kind }) => kind.comparison?.as === 'days')
  if (month !== '' && dated) {
    const value = findDays(`${month}${day}`, asking.today)?.days
    const { kind, field } = dated
    const inMonth = (cell: unknown): boolean =>
      value !== undefined &&
      kind.comparison?.as === 'days' &&
      kind.comparison.of(cell).from.slice(0, 7) === value.from.slice(0, 7)
    const at = rows.flatMap(({ cells }, i) => {
      const cell = cells[field.key] ?? null
      return cell !== null && inMonth(kind.decode(cell)) ? [i] : []
    })
    if (value) return { at, name: `${month}那个`, rest: `${month}${day}` }
  }
  const { value = '' } = IT_IS.exec(said)?.groups ?? {}
  const exact = value !== '' && columns.some((column) => !column.kind.free && isWholly(column, value, asking))
  return exact && rows.length > 0 ? { at: [rows.length - 1], name: '', rest: value } : null
}
