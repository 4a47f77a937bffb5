import type { Words } from '../kernel/words.js'
import { quote } from './prompt.js'
import { type Cells, type Column, type Row, showRow, tallies } from './rows.js'

/** How rows became others, a line each: 「第 2 条「高安培训」人数：25人 → 35人」, 「加了第 5 条：…」, 「删了第 3 条：…」. */
export function rowDifferences(columns: Column[], before: Row[], after: Row[], words: Words): string[] {
  const lines: string[] = []
  for (const { gone, come, at } of gaps(before, after)) {
    const paired = Math.min(gone.length, come.length)
    gone.slice(0, paired).forEach((row, i) => {
      lines.push(...changed(columns, at + i + 1, row.cells, (come[i] as Row).cells, words))
    })
    const rows = (key: string, all: Row[]) =>
      all
        .slice(paired)
        .map((row, i) => words.say(key, { number: at + paired + i + 1, row: showRow(columns, row.cells, words) }))
    lines.push(...rows('difference.row_added', come))
    for (const { cells } of gone.slice(paired))
      lines.push(
        words.say('difference.row_gone', {
          number: before.findIndex((row) => row.cells === cells) + 1,
          row: showRow(columns, cells, words),
        }),
      )
  }
  const sums = [before, after].map((rows) => tallies(columns, rows, words))
  const [from, to] = sums
  if (lines.length > 1 && from && to && from !== to) lines.push(words.say('difference.total', { from, to }))
  return lines
}

/** Which cells of one row changed. */
function changed(columns: Column[], number: number, from: Cells, to: Cells, words: Words): string[] {
  const shown = ({ field, kind }: Column, cell: Cells[string] | undefined) =>
    cell === undefined || cell === null ? words.say('difference.none') : kind.show(field, kind.decode(cell), words)
  const parts = columns.flatMap((column) => {
    const { key, label } = column.field
    const [old, new_] = [shown(column, from[key]), shown(column, to[key])]
    const value = words.say('difference.changed', { from: old, to: new_ })
    return old === new_ ? [] : [words.say('engine.line', { label, value })]
  })
  if (parts.length === 0) return []
  // Another row altogether is easier to read whole.
  if (parts.length > columns.length / 2)
    return [
      words.say('difference.row_replaced', {
        number,
        from: showRow(columns, from, words),
        to: showRow(columns, to, words),
      }),
    ]
  const named = columns.find(({ kind }) => kind.free)
  const name = named ? quote(shown(named, to[named.field.key]), 20) : ''
  return [words.say('difference.row_changed', { number, name, parts: parts.join(words.say('field.comma')) })]
}

interface Gap {
  /** Rows of before and of after between two that stayed. */
  gone: Row[]
  come: Row[]
  /** Index in after where it begins. */
  at: number
}

/** What lies between the longest sequence of rows that stayed as they were. */
function gaps(before: Row[], after: Row[]): Gap[] {
  const same = (i: number, j: number) =>
    JSON.stringify(before[i]?.cells ?? null) === JSON.stringify(after[j]?.cells ?? null)
  // lengths[i][j]: of the longest common sequence of before from i and after from j.
  const lengths = [...before, null].map(() => [...after, null].map(() => 0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i]![j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const found: Gap[] = []
  let gap: Gap = { gone: [], come: [], at: 0 }
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && j < after.length && same(i, j)) {
      found.push(gap)
      gap = { gone: [], come: [], at: ++j }
      i++
    } else if (j < after.length && (i === before.length || at(i, j + 1) >= at(i + 1, j)))
      gap.come.push(after[j++] as Row)
    else gap.gone.push(before[i++] as Row)
  }
  return [...found, gap].filter(({ gone, come }) => gone.length + come.length > 0)
}
