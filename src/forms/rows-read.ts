import { besides } from '../kernel/besides.js'
import type { Json } from '../kernel/json.js'
import type { Problem } from '../kernel/outcome.js'
import type { Asking } from './field-kind.js'
import type { Cells, Column } from './rows.js'

/** What a message at a table holds: rows in their order, and the lines that are none with the first reason found. */
export interface RowsReading {
  rows: Cells[]
  unread: string[]
  problem: Problem | null
  /** What she says they are all together. */
  total?: string
  /** What is said of rows that are kept all the same. */
  notice?: Problem
}

/** 「同上」 is as in the row above, and where that says nothing as before it. */
export function withAbove(columns: Column[], row: Cells | undefined, asking: Asking): Asking {
  if (!row || !columns.some(({ field }) => field.again)) return asking
  const above = { ...asking.above }
  for (const key in row) if (row[key] !== null) above[key] = row[key] as Json
  return besides(asking, { above })
}
