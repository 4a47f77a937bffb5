import type { Asking } from './field-kind.js'
import { readRow, type RowReading } from './row-reading.js'
import type { Column } from './rows.js'

const DAY = /^[\d年月日号.\-/至到—–\s]+/u
/** Where each day has something of its own behind it, what one of them lacks must not make them one row. */
export function eachDay(columns: Column[], dated: string[], asking: Asking): [string, RowReading][] | null {
  const reads = dated.map((part): [string, RowReading] => [part.trim(), readRow(columns, part.trim(), asking)])
  const own = reads.every(([part, read], i) => {
    const more = read && !read.problem && Object.keys(read.cells).length > 1 && /\p{L}{2}/u.test(part.replace(DAY, ''))
    return more && (i === reads.length - 1 || /[，,；;。]$/u.test(part))
  })
  return reads.length > 1 && own ? reads : null
}

/** A day of its own behind another row: 「…，19号手工课」; not one of a list of days. */
const BARE_DAY = /(?<=[^\d日号天\s、，,；;。][、，,；;。\s]+)[0-3]?\d(?=[号日](?![楼院馆线门店]))/gu
/** 「4月12号读书会32人，19号手工课20人」: the month is said once for both. */
export const withMonths = (line: string): string =>
  line.replace(BARE_DAY, (day, at: number) => {
    const months = line.slice(0, at).match(/(?:\d{4}年)?\d{1,2}月(?=\d)/gu)
    return `${months?.at(-1) ?? ''}${day}`
  })
