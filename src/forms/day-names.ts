import { addDays, dayOf, type Day, type Days, partsOf } from '../kernel/day.js'
import { FESTIVAL, FESTIVAL_STARTS, festivalDay } from '../kernel/festivals.js'
import { readDays } from '../kernel/day-words.js'
import { bare } from './prompt.js'

const MAY_BE = new RegExp(`^(?:\\d{4}|[今去前上]|[${FESTIVAL_STARTS}]|0\\d{3}$)`, 'u')
const NAMED = new RegExp(
  `^(?:(?<year>(?:19|20)\\d\\d|[今去前上])年的?)?(?<name>${FESTIVAL})(?:节(?!气))?(?:当天|那一?天|这一?天)?$`,
  'u',
)
const NUMERALS = /^[一二三四五六七八九十]+$/u
const MONTH_AND_DAY = /^(0[1-9])([0-2]\d|3[01])$/u
const AGO: Record<string, number> = { 今: 0, 去: 1, 上: 1, 前: 2 }

/**
 * 「端午」, 「今年中秋」, 「0628」: a day by its name or written close together, of the year that is said, else that in the period or the last
 * one that has come; null when the text is none, or no such day is known.
 */
export function dayNamed(text: string, today: Day, period: Days | null = null): Days | null {
  const said = bare(text)
  if (said.length > 16 || !MAY_BE.test(said)) return null
  const [thisYear] = partsOf(today)
  const [, month, day] = MONTH_AND_DAY.exec(said) ?? []
  const { year = '', name = '' } = NAMED.exec(said)?.groups ?? {}
  // 「八一」 alone may be a number, 「十一」 a month.
  if (month === undefined && (!name || (NUMERALS.test(said) && name !== '五一'))) return null
  const dayIn = (of: number) =>
    month === undefined ? festivalDay(name, of) : dayOf(of, Number(month), Number(day ?? ''))
  const only = year ? (AGO[year] === undefined ? Number(year) : thisYear - AGO[year]) : null
  const years = only !== null ? [only] : [thisYear, thisYear - 1]
  const inPeriod = period ? [partsOf(period.to)[0], partsOf(period.from)[0]] : []
  const days = (list: number[]) => list.flatMap((of) => dayIn(of) ?? [])
  const on =
    only === null
      ? (days(inPeriod).find((one) => period && one >= period.from && one <= period.to) ??
        days(years).find((one) => one <= today))
      : days(years)[0]
  return on === undefined ? null : { from: on, to: on }
}

const BESIDE = /[和跟及、，,]/
const TWO_DAYS =
  /(?<first>\d{1,2}\s*月\s*\d{1,2})(?<gap>\s*[日号]?\s*)(?:[和跟及、]|,|，)(?=\s*(?:\d{1,2}\s*月\s*)?\d{1,2}\s*[日号](?!\s*[、，,和跟及]\s*(?:\d{1,2}\s*月\s*)?\d))/u

/** 「6月28日和29日」 as 「6月28日-29日」, as long as before: two days one after another are one activity. */
export function twoDaysJoined(text: string, today: Day): string {
  const found = BESIDE.test(text) ? TWO_DAYS.exec(text) : null
  if (!found || /[日号、，,和]\s*$/u.test(text.slice(0, found.index))) return text
  const end = /^\s*(?:(?<month>\d{1,2})\s*月\s*)?(?<day>\d{1,2})/u.exec(text.slice(found.index + found[0].length))
  const first = readDays(`${found.groups?.['first'] ?? ''}日`, today)
  const [, month = 0] = first ? partsOf(first.from) : []
  const { month: later = String(month), day = '' } = end?.groups ?? {}
  const second = first && readDays(`${later}月${day}日`, today)
  if (!first || !second || addDays(first.from, 1) !== second.from) return text
  const at = found.index + found[0].length - 1
  return `${text.slice(0, at)}-${text.slice(at + 1)}`
}
