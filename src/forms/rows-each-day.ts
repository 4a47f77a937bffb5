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
