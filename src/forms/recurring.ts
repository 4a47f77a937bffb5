import { addDays, dayOf, type Day, type Days, partsOf } from '../kernel/day.js'
import { showDays } from '../kernel/day-words.js'
import { NTH, nthWeekday } from '../kernel/nth-weekday.js'
import { readNumber } from '../kernel/numeral.js'
import type { Problem } from '../kernel/outcome.js'

const WEEK = '(?:周|星期|礼拜)'
const MONTHLY = new RegExp(
  `每(?:个|一)?月的?(?:${NTH}个?${WEEK}(?<name>[一二三四五六日天末])|(?<day>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号])`,
  'u',
)
const WEEKLY = new RegExp(`(?:每(?:个|一)?|(?:每?隔一?|每两|双)周的?)${WEEK}[一二三四五六日天末]`, 'u')
const MONTH = '(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月份?'
/** 「9月和11月各一次」: of each month one, and of none when. */
const EACH_MONTH = new RegExp(`(?<months>${MONTH}(?:[、，,和跟及]${MONTH})+)(?=[都分]?[各别])`, 'u')
/** A day is said besides: 「5月6日 每周三故事会」 is one. */
const A_DAY = /\d\s*[日号]/u
/** More days are too long a line. */
const MOST = 12
const EDGES = /^[\s，,、。；;的]+|[\s，,、。；;]+$/gu

/** 「每月第二个周六」, 「9月和11月各一次」: several days, of which it is not said which; where they can be told, with the line that says them. */
export function recurring(text: string, period: Days | null | undefined, today: Day): Problem | null {
  if (!/[每隔双各分都]/u.test(text)) return null
  const monthly = MONTHLY.exec(text)
  const found = monthly ?? WEEKLY.exec(text)
  const said = found?.[0] ?? EACH_MONTH.exec(text)?.groups?.['months']
  if (said === undefined || A_DAY.test(text.replace(said, ''))) return null
  const days =
    monthly && period
      ? daysIn(monthly.groups ?? {}, { from: period.from, to: period.to < today ? period.to : today })
      : []
  if (days.length < 2 || days.length > MOST) return { code: 'date.recurring', values: { said } }
  const rest = text.replace(SPAN, '').replace(said, ' ').replace(EDGES, '').trim()
  const line =
    `${days.map((day) => showDays({ from: day, to: day }).replace(/^\d{4}年/u, '')).join('、')} ${rest}`.trim()
  return { code: 'date.recurring_line', values: { said, line } }
}
/** 「10月到12月每月…」 */
const SPAN = new RegExp(`^(?:从)?${MONTH}(?:到|至|-|—|~)${MONTH}[，,\\s]*`, 'u')

/** The days of the months of a period that these words are of. */
function daysIn(groups: Record<string, string | undefined>, { from, to }: Days): Day[] {
  const days: Day[] = []
  const [year, month] = partsOf(from)
  for (let n = 0; n < 24; n++) {
    const first = dayOf(year + Math.floor((month - 1 + n) / 12), ((month - 1 + n) % 12) + 1, 1)
    if (!first || first > to) break
    const number = readNumber(groups['day'] ?? '')
    const day = number === null ? nthWeekday(first, groups, groups['name'] ?? '')?.from : addDays(first, number - 1)
    if (day && day >= from && day <= to && partsOf(day)[1] === partsOf(first)[1]) days.push(day)
  }
  return days
}
