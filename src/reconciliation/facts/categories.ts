import type { Row } from '../document.js'
import { nounOf, numbersIn, isSummable } from './labels.js'
import type { Column, TableFacts } from './tables.js'

/** The rows of a table that one word of a column brings together: all of the kind 助老. */
export interface Category {
  facts: TableFacts
  column: Column
  word: string
  rows: Row[]
}

const LONGEST = 10

/** The words of columns that several rows share, each with its rows; a column in which nearly every row has its own brings nothing together. */
export function categoriesOf(facts: TableFacts): Category[] {
  return facts.columns.flatMap((column) => {
    if (column.numeric || /^(?:date|note)$/.test(column.role) || /状态|进[展度]|是否/.test(column.header)) return []
    const groups = new Map<string, Row[]>()
    for (const row of facts.rows) {
      const word = (row.cells[column.at] ?? '').replace(/\s/g, '')
      if (word.length >= 2 && word.length <= LONGEST) groups.set(word, [...(groups.get(word) ?? []), row])
    }
    const grouped = [...groups.values()].reduce((sum, rows) => sum + rows.length, 0)
    if (groups.size < 2 || grouped < facts.rows.length || groups.size > facts.rows.length * 0.85) return []
    return [...groups].map(([word, rows]) => ({ facts, column, word, rows }))
  })
}

/** The sums of each column over the rows of a category, by the noun and unit of the column. */
export const sumsOf = ({ facts, rows }: Category): { column: Column; noun: string; sum: number }[] =>
  facts.columns.filter(isSummable).flatMap((column) => {
    const numbers = numbersIn({ ...facts, rows }, column)
    return numbers.length === 0 || numbers.some(({ number }) => number.min !== number.max)
      ? []
      : [{ column, noun: nounOf(column.header), sum: numbers.reduce((all, { number }) => all + number.min, 0) }]
  })

/** The categories that a text names in front of a place in it, the nearest last. */
export const namedBefore = (categories: Category[], text: string): Category[] =>
  categories
    .filter(({ word }) => text.includes(word))
    .toSorted((a, b) => text.lastIndexOf(a.word) - text.lastIndexOf(b.word))
