import type { Json } from '../kernel/json.js'
import type { Asking } from './field-kind.js'
import type { Column } from './rows.js'

/** In all that tells of a day or a clock, by itself or behind a day. */
const OF_DAYS = '年月日号號季周週星礼禮天儿早晚夜晨午点點'
/**
 * 「3月22日 高安志愿者培训 高安 25人」, as most write it: a day, and behind it, between spaces, words and counts that can be no part of it nor
 * another one.
 */
const DAY_FIRST = new RegExp(
  `^(?:\\d{4}年)?\\d{1,2}月\\d{1,2}[日号](?= (?![到至起开以]))(?: (?:(?![${OF_DAYS}])[\\u4e00-\\u9fff]|\\d{1,5}(?!\\d))+)+$`,
)

/** Whether a line begins with its day, and need not be looked through for further ones. */
export const beginsWithItsDay = (line: string): boolean => DAY_FIRST.test(line)

/** The day that a row begins with, as the cell of this column, and the pieces behind it; null where it is to be looked for. */
export function dayFirst(
  column: Column | undefined,
  row: string,
  asking: Asking,
): { column: Column; cell: Json; pieces: string[] } | null {
  if (column?.kind.spots !== 'all' || !beginsWithItsDay(row)) return null
  const [day = '', ...pieces] = row.split(' ')
  const spot = column.kind.spot?.(column.field, day, asking)
  if (!spot || spot.start > 0 || spot.end < day.length) return null
  if (column.kind.check(column.field, spot.value, asking).length > 0) return null
  return { column, cell: column.kind.encode(spot.value), pieces }
}
