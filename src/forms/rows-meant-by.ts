import { readNumber } from '../kernel/numeral.js'
import { numberList } from './captions.js'
import type { Asking } from './field-kind.js'
import { isWholly } from './row-cells.js'
import type { Column, Row } from './rows.js'
import { rowsCalled } from './table-afterwards.js'

const N = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,3})'
const MEASURE = '[条场次笔项个]'
/** 其他, 别的, 剩下的两条: those she does not name. */
export const OTHERS = '(?:其[余他它]|别的|剩[余下]|余下|后[面边](?![\\d一二两三四五六七八九十]))'
const OF_OTHERS = new RegExp(`^(?:那|这)?(?:${OTHERS}|别)的?(?:${N}|几)?${MEASURE}?(?:活动)?$`, 'u')
const OF_ALL = new RegExp(`^(?:(?:全部|所有|每)?的?(?:这?${N}?${MEASURE})?(?:活动)?)?$`, 'u')
const LIST = new RegExp(`^第?${N}${MEASURE}?(?:[-~—–到至、和跟与,]第?${N}${MEASURE}?)*$`, 'u')
const FIRST = new RegExp(`^(?:最?前|头)面?的?(?<n>${N})${MEASURE}?$`, 'u')
const LAST = new RegExp(`^(?:最?后|末)面?的?(?<n>${N})${MEASURE}?$`, 'u')
/** What only joins the rows with what is said of them. */
const AROUND = /(?:的|是|都|全|人数|活动|[那这]一?[条场次笔项个])+$/u

/** Rows by index, or all that are not named. */
export type RowsMeant = number[] | 'others'

/** The rows that a few words are of: by number, place in the list, day, month or name. */
export function rowsMeantBy(columns: Column[], rows: Row[], words: string, asking: Asking): RowsMeant | null {
  const said = words.trim().replace(AROUND, '')
  if (OF_OTHERS.test(said) || OF_ALL.test(said)) return 'others'
  const count = (found: RegExpExecArray | null): number =>
    readNumber(found?.groups?.['n']?.replace('两', '二') ?? '') ?? 0
  const [first, last] = [count(FIRST.exec(said)), count(LAST.exec(said))]
  const all = rows.map((_, i) => i)
  if (first > 0) return first <= rows.length ? all.slice(0, first) : null
  if (last > 0) return last <= rows.length ? all.slice(-last) : null
  if (LIST.test(said)) {
    const numbers = numberList(said.replace(new RegExp(MEASURE, 'gu'), '').replace(/[跟与]/gu, '和'))
    return numbers.length > 0 && numbers.every((number) => rows[number - 1])
      ? numbers.map((number) => number - 1)
      : null
  }
  if (said.length < 2) return null
  const called = rowsCalled(columns, rows, said, asking).map((number) => number - 1)
  if (called.length > 0) return called
  const named = all.filter((i) => columns.some((column) => holds(column, rows[i]?.cells[column.field.key], said)))
  if (named.length > 0) return named
  const within = withinDays(columns, rows, said, asking)
  if (within.length > 0) return within
  const names = said.split(/[和跟与、]/u)
  const each = names.length > 1 ? names.map((one) => rowsMeantBy(columns, rows, one, asking)) : []
  return each.length > 0 && each.every((one) => Array.isArray(one)) ? each.flat() : null
}

/** 「培训」 of a row that is 志愿者培训. */
const holds = ({ kind }: Column, cell: Row['cells'][string] | undefined, said: string): boolean =>
  kind.free === true && typeof cell === 'string' && cell.includes(said)

/** 「3月的」: all that were then. */
function withinDays(columns: Column[], rows: Row[], said: string, asking: Asking): number[] {
  const column = columns.find((one) => one.kind.comparison?.as === 'days' && isWholly(one, said, asking))
  const { field, kind } = column ?? {}
  if (!field || kind?.comparison?.as !== 'days') return []
  const { of } = kind.comparison
  const read = kind.read(field, { type: 'text', text: said }, null, null, asking)
  const days = read.type === 'answered' ? of(read.value) : null
  return rows.flatMap(({ cells }, i) => {
    const cell = cells[field.key] ?? null
    const own = cell === null ? null : of(kind.decode(cell))
    return days && own && own.from >= days.from && own.to <= days.to ? [i] : []
  })
}
