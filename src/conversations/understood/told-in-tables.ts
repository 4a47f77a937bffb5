import type { ExtractedActivity, Span } from '../../extraction/activity.js'
import { extract } from '../../extraction/rules/extract.js'
import { cellsBy, type HeadedTable, headedTables } from '../../forms/headed-tables.js'
import type { Day } from '../../kernel/day.js'
import { readDays } from '../../kernel/day-words.js'
import { readHeadcount } from '../../kernel/headcount-words.js'
import { type Facts, factsOf, type Heard } from './facts.js'

/** A row of a table of activities: what it tells, and whether that took place. */
export interface ToldRow {
  heard: Heard
  status: ExtractedActivity['status']['value']
  /** As it is said back where it is not put down. */
  said: string
}

/** The tables of a text, and what those of activities tell row by row. */
export function rowsToldIn(text: string, sentOn: Day, places: readonly string[]): { tables: Span[]; rows: ToldRow[] } {
  const tables = headedTables(text)
  const rows = tables
    .filter(({ columns }) => columns.some(({ feeds }) => feeds === 'activity.title'))
    .flatMap((table) => {
      const year = onlyYearIn(table.rows.map((row) => cellsBy(table, row)[DATE] ?? '').join('\n')) ?? onlyYearIn(text)
      return table.rows.flatMap((row) => toldIn(table, row, year, sentOn, places) ?? [])
    })
  return { tables, rows }
}

/** The one year that the days of a table are of, or that a text is about; null where it names several or none. */
function onlyYearIn(text: string): string | null {
  const years = text.match(/(?<!\d)(?:19|20)\d{2}(?= ?年|[./-]\d)/g)
  const [year, ...more] = new Set(years)
  return year !== undefined && more.length === 0 ? year : null
}

/** 「6月」, 「6.15」 beside days of 2014, or under 2014年7月到9月. */
function withYear(date: string, year: string | null): string {
  const [, mark] = /^\d{1,2}([月./-])/.exec(date) ?? []
  return year === null || mark === undefined ? date : `${year}${mark === '月' ? '年' : mark}${date}`
}

const [DATE, TITLE, PLACE, COUNT, AMOUNT] = [
  'activity.date',
  'activity.title',
  'activity.place',
  'activity.headcount',
  'expense.amount',
] as const

/** The cell is the value. What stands in no column of its own (取消, 其中志愿者5人) is read from the row as a sentence. */
function toldIn(
  table: HeadedTable,
  row: string[],
  year: string | null,
  sentOn: Day,
  places: readonly string[],
): ToldRow | null {
  const cells = cellsBy(table, row)
  const { [DATE]: day = '', [TITLE]: title, [PLACE]: place, [COUNT]: count = '', [AMOUNT]: amount } = cells
  if (title === undefined) return null
  const date = withYear(day, year)
  const others = row.filter((cell, i) => cell !== '' && table.columns[i]?.feeds === null && /\p{L}/u.test(cell))
  const came = /^[\d约近]/u.test(count) ? `来了${count}` : count
  const sentence = [`${date}办了${title}`, came, ...others].filter(Boolean).join('，')
  const [read] = extract(sentence, sentOn, places)
  const heard: Heard = read ? factsOf(sentence, read, undefined) : { facts: {}, doubtful: {} }
  const facts: Facts = { [TITLE]: title }
  const days = heard.facts[DATE] ?? (readDays(date, sentOn) ? date : undefined)
  if (days !== undefined) facts[DATE] = days
  if (place !== undefined) facts[PLACE] = place
  const own = readHeadcount(count)
  const whole = readHeadcount(heard.facts[COUNT] ?? '')
  // Groups that stand beside it are kept where they are of this number.
  const same = own && whole && own.quantity.min === whole.quantity.min && own.quantity.unit === whole.quantity.unit
  if (own) facts[COUNT] = same && own.breakdown.length === 0 ? (heard.facts[COUNT] ?? count) : count
  if (amount !== undefined) Object.assign(facts, { [AMOUNT]: amount, 'expense.item': title })
  const doubtful: Facts = own || count === '' ? {} : { [COUNT]: count }
  const status = read?.status.value ?? 'done'
  if (status === 'done' && days === undefined && !own) return null
  return {
    heard: { facts, doubtful: status === 'done' ? doubtful : {} },
    status,
    said: [date, title, place].filter(Boolean).join(' '),
  }
}
