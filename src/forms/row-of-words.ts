import { normaliseText } from '../kernel/numeral.js'
import type { Asking } from './field-kind.js'
import { asksIn } from './no-value.js'
import type { RowReading } from './row-reading.js'
import { readCell } from './row-cells.js'
import type { Cells, Column } from './rows.js'

/** Whether a table asks for nothing but words: no value says where a cell begins or ends. */
export const areWords = (columns: Column[]): boolean => columns.every(({ kind }) => kind.free)

/** Cells of a sheet, and signs that stand between two things. */
const STRONG = [/\t+/u, /\s*[|｜·•]+\s*/u, /\s*[;；]\s*/u, /\s*[:：]\s*/u, /\s*(?:—+|→|->)\s*/u]
/** 「沙龙 8 期 办了 6 期，共 120 人次」: what was reached begins with what was done about it. */
const REACHED =
  /[\s，,、]+(?=(?:全都?|都|已经?|只|才|实际|一?共|基本上?|超额)*(?:做到|完成|办了|办成|开了|开展了|达成|达到|达标|实现|超额|走访了|举办了|培训了|没有?(?:做|完成|办|达|开)|未(?:完成|达|做)))|[\s，,、]+(?=全(?:部|都)?(?:做|完|办|达))/u
const COMMA = /\s*[，,](?!\d{3}(?!\d))\s*/u

/** A line of a table of words: as many cells as can be told apart, the rest is asked. */
export function readWords(columns: Column[], raw: string, asking: Asking): RowReading {
  const said = raw.includes('\t') ? raw : normaliseText(raw).trim()
  const needed = columns.filter(({ field }) => field.required)
  const pieces = cut(said, needed.length)
  const cells: Cells = {}
  const into = pieces.length > needed.length ? columns : needed
  const last = Math.min(pieces.length, into.length) - 1
  for (const [i, column] of into.entries()) {
    const text = i < last ? pieces[i] : i === last ? pieces.slice(i).join('，') : undefined
    if (!text) continue
    const talk = asksIn(text, column.field.label) ?? column.kind.objection?.(column.field, text, asking)
    if (talk) return { cells, problem: talk }
    const read = readCell(column, { type: 'text', text }, asking)
    if (read.type === 'problem') return { cells, problem: read.problem }
    cells[column.field.key] = read.cell
  }
  return Object.keys(cells).length === 0 ? null : { cells }
}

function cut(said: string, count: number): string[] {
  const parts = (sign: RegExp) =>
    said
      .split(sign)
      .map((part) => part.trim())
      .filter(Boolean)
  if (count < 2) return [said]
  for (const sign of STRONG) if (parts(sign).length > 1) return parts(sign)
  const at = count === 2 ? REACHED.exec(said) : null
  if (at && at.index > 0) return [said.slice(0, at.index), said.slice(at.index + at[0].length)]
  for (const sign of [COMMA, /\s+/u]) {
    const found = parts(sign)
    // 「沙龙 8 期」 is one thing.
    if (
      found.length === count &&
      !(sign !== COMMA && found.slice(1).some((part) => /^[\d一二两三四五六七八九十]/u.test(part)))
    )
      return found
  }
  return [said]
}
