import type { Asking } from './field-kind.js'
import { readRow, type RowReading } from './row-reading.js'
import { type Column, isWhole } from './rows.js'

type Parts = (readonly [string, RowReading])[]

const SIGNS = [/[;；。]+/u, /[，,、;；。]+(?!\d{3}(?!\d))/u]
/** 「场地费500元和车费」: the last of them behind a word, a sign or a space. */
const LAST = /^(.*[\p{L}\d])(?:[\s，,、;；。]+|\s*(?:和|跟|还有|以及|另外)\s*)(\p{L}{2,10})$/su

/** 「车费还没报」: no row yet, and no part of the one before it. */
const NOT_YET = /^\p{L}{1,8}?(?:还没|没|未|忘|待|暂时|不记得|不清楚)\p{L}{0,6}$/u

/**
 * The parts of a line in which some are whole rows and others only name what has no value yet (「场地费500，车费80，打印」); null when it is
 * none such. 「茶歇，水果300」 is one row: what stands before the first value shares it. `partsOf` reads what stands before the last.
 */
export function openParts(
  columns: Column[],
  line: string,
  asking: Asking,
  partsOf: (head: string) => Parts,
): Parts | null {
  const valued = columns.find(({ field, kind }) => field.required && kind.names)
  const [words] = columns.filter(({ field, kind }) => field.required && kind.free)
  if (!valued?.kind.names || !words) return null
  const names = valued.kind.names
  const named = (part: string) => [part, { cells: { [words.field.key]: part } }] as const
  const wholes = (parts: Parts) => parts.filter(([, read]) => read && !read.problem && isWhole(columns, read.cells))

  if (names(line.trim())) return [named(line.trim())]
  for (const signs of SIGNS) {
    const parts = line.split(signs).flatMap((part) => part.trim() || [])
    const open = parts.filter((part) => names(part) || NOT_YET.test(part))
    if (open.length === 0 || open[0] === parts[0]) continue
    const reads = parts.map((part): Parts[number] => {
      if (names(part)) return named(part)
      return [part, open.includes(part) ? null : readRow(columns, part, asking)]
    })
    const whole = wholes(reads)
    if (whole[0] === reads[0] && whole.length + open.length === reads.length) return reads
  }
  const open: Parts = []
  let head = line.trim()
  for (let found = LAST.exec(head); found?.[2] && names(found[2]); found = LAST.exec(head)) {
    open.unshift(named(found[2]))
    head = found[1] ?? ''
  }
  const before = open.length > 0 && /\d|[一二两三四五六七八九十百千]/u.test(head) ? partsOf(head) : []
  return before.length > 0 && wholes(before).length === before.length ? [...before, ...open] : null
}

/** Whether a row says nothing but the name of what has a value. */
export const isOpen = (columns: Column[], cells: Record<string, unknown>): boolean =>
  columns.some(({ field, kind }) => field.required && kind.names && cells[field.key] === undefined) &&
  Object.keys(cells).length === 1
