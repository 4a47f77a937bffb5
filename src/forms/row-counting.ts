import { saysCounting } from '../kernel/basis-words.js'
import type { Problem } from '../kernel/outcome.js'
import { isVagueCount } from '../kernel/vague-count.js'
import type { Asking } from './field-kind.js'
import { quote } from './prompt.js'
import type { Cells, Column } from './rows.js'

/**
 * The words of a row without those that say how people were counted (「估的」「没签到」) or only that some came (「好几百人」): they go to the count
 * where they can, and are no title or place. `notice` where how many is still to be said.
 */
export function withoutCounting(
  columns: Column[],
  words: string[],
  cells: Cells,
  asking: Asking,
): { words: string[]; notice?: Problem } {
  const column = columns.find(({ kind }) => kind.queries?.some(({ inWords }) => inWords))
  if (!column) return { words }
  const { field, kind } = column
  let notice: Problem | undefined
  const left = words.filter((word) => {
    const vague = isVagueCount(word)
    if (!vague && !saysCounting(word)) return true
    const cell = cells[field.key] ?? null
    if (vague && cell === null) notice ??= { code: 'headcount.vague', values: { said: quote(word) } }
    const value = cell === null ? null : kind.decode(cell)
    const query = value === null ? undefined : kind.queries?.find((one) => one.inWords && one.due(field, value))
    const answered = vague ? null : query?.answer(field, value, word, asking)
    if (answered) cells[field.key] = kind.encode(answered)
    return false
  })
  return notice ? { words: left, notice } : { words: left }
}
