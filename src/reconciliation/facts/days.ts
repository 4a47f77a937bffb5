import { daysBetween, partsOf, type Days } from '../../kernel/day.js'
import { readDays } from '../../kernel/day-words.js'
import { normaliseText, plainText } from '../../kernel/numeral.js'
import { remembered } from './remembered.js'

/** Days that a text names. */
export interface SaidDays {
  days: Days
  /** Whether the year is said, here or by a date before it in the same text. Without one the year of `days` means nothing. */
  year: boolean
  grain: 'day' | 'month' | 'year'
  text: string
  start: number
  end: number
}

const N = '(?:\\d{1,2}(?!\\d)|[一二三四五六七八九十]{1,3})'
const YEAR = '(?:(?:19|20)\\d{2}|二零[零一二三四五六七八九]{2})'
const A_YEAR = new RegExp(YEAR)
const TO = ' ?(?:[-–—~〜]{1,3}|至|到) ?'
const POINT = [
  `${YEAR} ?年?${TO}${YEAR} ?年`,
  `${YEAR}[-./]\\d{1,2}[-./]\\d{1,2}(?!\\d)日?`,
  `${YEAR}\\.\\d{1,2}(?![\\d.%])`,
  `(?:${YEAR} ?年 ?)?${N} ?月份?(?:[初底末]|[上中下]旬| ?${N} ?[日号]?)?`,
  `${YEAR} ?年(?:[上下]半年|第?[一二三四]季度|度)?(?![轻级代前])`,
  `${YEAR} ?/ ?\\d{1,2}(?![\\d/])`,
  `(?<![\\d.%/])1?\\d/[1-3]?\\d(?![\\d/%])`,
].join('|')
const SAID = new RegExp(
  `(?<![\\d.])(?:(?:${YEAR} ?年 ?)?${N}${TO}${N} ?月份?|(?:${POINT})(?:${TO}(?:${POINT}|${N} ?[日号]))?)`,
  'g',
)
/** Where a year is not said and none is known, any will do. */
const ANY_YEAR: Days = { from: '2000-01-01', to: '2000-12-31' }

/** All days and ranges that a text names, in order. A day without a year is of the year said before it, else within the period. */
export function daysIn(text: string, period: Days | null): SaidDays[] {
  if (period === null) return withoutPeriod(text)
  const read = within.get(period) ?? remembered((each) => readDaysIn(each, period))
  within.set(period, read)
  return read(text)
}
const withoutPeriod = remembered((text) => readDaysIn(text, null))
/** What was read within the period of a report goes with it. */
const within = new WeakMap<Days, (text: string) => SaidDays[]>()

function readDaysIn(text: string, period: Days | null): SaidDays[] {
  const plain = plainText(normaliseText(text))
  const said: SaidDays[] = []
  let year: number | null = null
  for (const found of plain.matchAll(SAID)) {
    const raw = found[0].trim()
    const own = A_YEAR.test(raw)
    const words: string = own || year === null ? raw : `${year}年${raw.replace('/', '月')}`
    const days: Days | null = yearsOf(raw) ?? readDays(words, period?.to ?? ANY_YEAR.to, period ?? ANY_YEAR)
    if (!days) continue
    if (own) year = partsOf(days.to)[0]
    const length = daysBetween(days.from, days.to)
    const bare = !/[日号]|[-./]\d{1,2}[-./]|月 ?\d|\d\/\d/.test(raw)
    said.push({
      days,
      year: own || year !== null || period !== null,
      grain: bare ? (length > 92 && !raw.includes('月') ? 'year' : 'month') : 'day',
      text: raw,
      start: found.index,
      end: found.index + found[0].length,
    })
  }
  return said
}

/** 2018–2019年: both years are whole. */
function yearsOf(raw: string): Days | null {
  const [, from, to] = /^(\d{4}) ?年?\D{1,4}?(\d{4}) ?年$/.exec(raw) ?? []
  return from && to && from < to ? { from: `${from}-01-01`, to: `${to}-12-31` } : null
}

/** What a cell of a date column says. */
export function daysOfCell(cell: string, period: Days | null): SaidDays | null {
  const [first] = daysIn(cell.replace(/\n/g, ' '), period)
  if (first) return first
  const days = readDays(cell, period?.to ?? ANY_YEAR.to, period ?? ANY_YEAR)
  return days && { days, year: period !== null, grain: 'day', text: cell, start: 0, end: cell.length }
}

/** Whether two spans have a day in common. */
export const overlap = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to
