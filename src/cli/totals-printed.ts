import type { TotalLine } from '../records/total-lines.js'
import { table } from './table.js'

/** The lines of totals as a table. */
export const printed = (lines: TotalLine[]): string =>
  table(
    ['类别', '记录数', '没写人数的', '合计', '说明'],
    lines.map((line) => [line.label, line.rows, line.without, sum(line), line.note]),
  )

function sum({ min, max, unit }: TotalLine): string | null {
  if (min === null || max === null) return null
  const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  return `${min === max ? number(min) : `${number(min)}–${number(max)}`} ${unit}`
}
