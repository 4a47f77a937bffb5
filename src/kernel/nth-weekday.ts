import type { Groups, Point } from './day-rules.js'
import { addDays, dayOf, lastOfMonth, partsOf, weekday, type Day } from './day.js'
import { scanNumber } from './numeral.js'

/** 第二个周六, 头一个周日, 最后一个周五, 倒数第二个周三. */
export const NTH = '(?:第(?<nth>[一二三四五1-5])|(?<nth1>头一|首)|(?<last>最后一|倒数第(?<back>[一二三四五1-5])))'
/** The weekday so often from the first of this month, or back from its last; a weekend begins on its Saturday. Null where the month has no such. */
export function nthWeekday(first: Day, groups: Groups, name: string): Point | null {
  const wanted = name === '末' ? 6 : '日天'.includes(name) ? 7 : '一二三四五六'.indexOf(name) + 1
  const [year, month] = partsOf(first)
  const weeks = 7 * ((scanNumber(groups['nth'] ?? groups['back'] ?? '一', 0)?.value ?? 1) - 1)
  const last = dayOf(year, month, lastOfMonth(year, month)) ?? first
  const day = groups['last']
    ? addDays(last, -((weekday(last) - wanted + 7) % 7) - weeks)
    : addDays(first, ((wanted - weekday(first) + 7) % 7) + weeks)
  if (partsOf(day)[1] !== month) return null
  return { from: day, to: name === '末' ? addDays(day, 1) : day, grain: 'day' }
}
