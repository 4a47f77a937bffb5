import type { Days } from '../../kernel/day.js'
import type { Row } from '../document.js'
import { numberOf, type CellNumber } from './counts.js'
import { withoutPlace } from './grantees.js'
import { remembered } from './remembered.js'
import { cellNumber, type Column, type TableFacts } from './tables.js'

/** A row as a text may speak of it. */
export interface Labelled {
  facts: TableFacts
  row: Row
  /** 社区演练 of 「社区演练（场）」. */
  label: string
  /** 场 of 「社区演练（场）」, else empty. */
  unit: string
}

/** A label that a text says, and where. */
export interface SaidLabel {
  labelled: Labelled
  start: number
  end: number
}

const IN_BRACKETS = /^(?<name>.*?)[(（](?<unit>[\u4e00-\u9fff]{1,2})[)）]$/
const RUNNING = /序号|编号|备注|说明/
const LONGEST = 24

/** The column that says what each row is about: the first that holds words. */
export function labelColumn({ columns }: TableFacts): Column | undefined {
  return columns.find(({ numeric, role, header }) => !numeric && role !== 'date' && !RUNNING.test(header))
}

/** The rows of a table by their labels. */
export function labelsOf(facts: TableFacts): Labelled[] {
  const column = labelColumn(facts)
  if (!column) return []
  return facts.rows.flatMap((row) => {
    const text = (row.cells[column.at] ?? '').replace(/\s/g, '')
    const { name = text, unit = '' } = IN_BRACKETS.exec(text)?.groups ?? {}
    return name.length >= 2 && name.length <= LONGEST ? [{ facts, row, label: name, unit }] : []
  })
}

const ENDING = 4
/** 手工社 of a society with a longer name. */
const SOCIETY = /[\u4e00-\u9fff]{3}[^中协务展乐发理][社队站馆组]$/
/** What a text may call a row: its label, an organisation also without the place before it, something long by its last words. */
const formsOf = (label: string): string[] =>
  [
    ...new Set([
      label,
      withoutPlace(label),
      ...(label.length >= ENDING + 2 ? [label.slice(-ENDING)] : []),
      ...(SOCIETY.test(label) ? [label.slice(-3)] : []),
    ]),
  ].filter(({ length }) => length >= 2)

/**
 * Finds the rows of all tables that a text names. Of two labels at one place the longer; a form that two rows of one table have tells
 * nobody. Looked up by the first two characters, as long reports have thousands of rows and of sentences.
 */
export function labelFinder(tables: TableFacts[]): (text: string) => SaidLabel[] {
  const find = finders.get(tables) ?? remembered(finderOf(tables))
  finders.set(tables, find)
  return find
}
const finders = new WeakMap<TableFacts[], (text: string) => SaidLabel[]>()

function finderOf(tables: TableFacts[]): (text: string) => SaidLabel[] {
  const byStart = new Map<string, { form: string; labelled: Labelled }[]>()
  for (const facts of tables) {
    const all = labelsOf(facts)
    const times = new Map<string, number>()
    for (const { label } of all) for (const form of formsOf(label)) times.set(form, (times.get(form) ?? 0) + 1)
    for (const labelled of all)
      for (const form of formsOf(labelled.label))
        if (times.get(form) === 1)
          byStart.set(form.slice(0, 2), [...(byStart.get(form.slice(0, 2)) ?? []), { form, labelled }])
  }
  return (text) => {
    const said: SaidLabel[] = []
    for (let start = 0; start + 1 < text.length; start++)
      for (const { form, labelled } of byStart.get(text.slice(start, start + 2)) ?? [])
        if (text.startsWith(form, start)) said.push({ labelled, start, end: start + form.length })
    return said.filter(
      (one) =>
        !said.some(
          (other) => other.start <= one.start && other.end >= one.end && other.end - other.start > one.end - one.start,
        ),
    )
  }
}

/** What a column counts, without its unit: 走访单位 of 「走访单位（家）」. */
export const nounOf = (header: string): string =>
  header
    .replace(/[(（][^)）]*[)）]/g, '')
    .replace(/\s/g, '')
    .replace(/(?:[户家场次期件份]数|人数|人次|数量|金额|总数|合计|数)$/, '')

/** The numbers of a column, with the rows that have one. */
export const numbersIn = ({ rows }: TableFacts, column: Column): { row: Row; number: CellNumber }[] =>
  rows.flatMap((row) => {
    const number = cellNumber(row, column)
    return number ? [{ row, number }] : []
  })

/** Columns whose numbers can be added up. */
export const isSummable = ({ numeric, header }: Column): boolean =>
  numeric && !/单价|均|比例|占比|率|%|序号|编号|年[度份]|年龄|满意|得分|评分|标准/.test(header)

/** The sum of a column and what its total rows say. */
export function wholesOf(facts: TableFacts, column: Column): number[] {
  if (!isSummable(column)) return []
  const numbers = numbersIn(facts, column)
  const sums = (['min', 'max'] as const).map((end) => numbers.reduce((sum, { number }) => sum + number[end], 0))
  return [...new Set([...sums, ...facts.totals.flatMap((row) => cellNumber(row, column)?.min ?? [])])]
}

/** Whether a row says this number anywhere. */
export const rowHas = (row: Row, value: number): boolean =>
  row.cells.some((cell) => {
    const number = numberOf(cell)
    // A bare number may be of a column in 万元.
    return (
      number !== null &&
      [1, ...(number.unit === '' && value >= 1000 ? [10_000] : [])].some(
        (times) => Math.abs(number.min) * times <= value + 0.005 && Math.abs(number.max) * times >= value - 0.005,
      )
    )
  })

const ANOTHER = /去年|上年|往年|同期|上一年|历年|前年|上[个一]?[季期]|首年|今后|未来|明年|下[一个]?[年季期半]|次年/

/** Whether a sentence speaks of another time than the report's. */
export function isOfAnotherTime(text: string, period: Days | null): boolean {
  if (ANOTHER.test(text)) return true
  const years = (text.match(/(?<!\d)(?:19|20)\d{2}(?= ?年)/g) ?? []).map(Number)
  if (!period || years.length === 0) return false
  const [from, to] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))]
  return years.every((year) => year < from || year > to)
}
