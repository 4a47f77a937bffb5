import { between, Chars } from './chars.js'
import { addDays, dayOf, partsOf, weekday } from './day.js'
import type { Day } from './day.js'
import {
  type Base,
  dayWithin,
  type Groups,
  monthFrom,
  months,
  monthsWithin,
  number,
  type Point,
  type Rule,
  rule,
  single,
  weekDay,
} from './day-rules.js'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?(?![a-z])'
const YEAR = '(?:,? (?<year>(?:19|20)\\d{2}))?'
const N = '(?<d>\\d{1,2})(?:st|nd|rd|th)?'
const TO = '(?: ?(?<and>[-–—]|and|&) ?(?<d2>\\d{1,2})(?:st|nd|rd|th)?)?'
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const ON = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?'
const PART = '(?:,? (?:in the )?(?:morning|afternoon|evening|night))?'
const BACK: Record<string, number> = { last: -1, this: 0, next: 1 }
const COUNTS = ['a', 'two', 'three', 'four', 'five', 'six']

const monthOf = ({ month = '' }: Groups): number => MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
const countOf = (text = ''): number => (/^\d+$/.test(text) ? Number(text) : COUNTS.indexOf(text.toLowerCase()) + 1)

function daysFrom(groups: Groups, base: Base): Point | null {
  const from = dayWithin(groups, monthOf(groups), number(groups['d']), base)
  if (!from || !groups['d2']) return single(from)
  const to = dayOf(...yearAndMonth(from), number(groups['d2']))
  const beside = groups['and'] !== undefined && /a|&/i.test(groups['and'])
  return to && (beside ? to === addDays(from, 1) : to >= from) ? { from, to, grain: 'day', closed: true } : null
}

const yearAndMonth = (day: Day): [number, number] => [partsOf(day)[0], partsOf(day)[1]]

/** The latest such day before today; 「this」 is of this week. */
function latest({ which = '', w = '' }: Groups, { today, first }: Base): Point | null {
  const name = '一二三四五六日'[WEEKDAYS.indexOf(w.slice(0, 3).toLowerCase())] ?? ''
  if (/this/i.test(which)) return weekDay('本', name, { today, first: null })
  const point = weekDay(undefined, name, { today, first })
  return point && /last/i.test(which) && point.to === today ? single(addDays(today, -7)) : point
}

function span({ which = '', unit = '' }: Groups, { today }: Base): Point | null {
  const away = BACK[which.toLowerCase()] ?? 0
  const [year] = partsOf(today)
  switch (unit.toLowerCase()) {
    case 'week':
    case 'weekend': {
      const monday = addDays(today, 1 - weekday(today) + 7 * away)
      const weekend = unit.length > 4
      return { from: weekend ? addDays(monday, 5) : monday, to: addDays(monday, 6), grain: weekend ? 'day' : 'period' }
    }
    case 'month':
      return months(...monthFrom(today, away))
    case 'quarter': {
      const [of, first] = monthFrom(today, 3 * away)
      const from = first - ((first - 1) % 3)
      return months(of, from, from + 2)
    }
    default:
      return months(year + away, 1, 12)
  }
}

const NAMED: Record<string, number> = { today: 0, tonight: 0, yesterday: -1, tomorrow: 1 }
const ORDER = ['first', 'second', 'third', 'fourth']

const RULES: Rule[] = (
  [
    [`(?:the )?day before yesterday${PART}`, (_, { today }) => single(addDays(today, -2))],
    [`last night`, (_, { today }) => single(addDays(today, -1))],
    [`this (?:morning|afternoon|evening)`, (_, { today }) => single(today)],
    [
      `(?<n>today|tonight|yesterday|tomorrow)${PART}`,
      (g, { today }) => single(addDays(today, NAMED[g['n']?.toLowerCase() ?? ''] ?? 0)),
    ],
    [
      `(?<n>\\d{1,2}|a|two|three|four|five|six) (?<unit>day|week)s? ago`,
      (g, { today }) => single(addDays(today, -countOf(g['n']) * (/week/i.test(g['unit'] ?? '') ? 7 : 1))),
    ],
    [`${ON}${N}${TO} (?:of )?${MONTH}${YEAR}${PART}`, daysFrom],
    [`${ON}${MONTH} ${N}${TO}(?!\\d)${YEAR}${PART}`, daysFrom],
    [`${MONTH}${YEAR}`, (g, base) => monthsWithin(g, monthOf(g), monthOf(g), base)],
    [
      `(?:the )?(?<q>first|second|third|fourth) quarter(?:,?(?: of)? (?<year>\\d{4}))?`,
      (g, base) => {
        const first = ORDER.indexOf(g['q']?.toLowerCase() ?? '') * 3 + 1
        return monthsWithin(g, first, first + 2, base)
      },
    ],
    [
      `(?:the )?(?<q>first|second) half(?: of)?(?: the year| (?<year>\\d{4}))?`,
      (g, base) => (/first/i.test(g['q'] ?? '') ? monthsWithin(g, 1, 6, base) : monthsWithin(g, 7, 12, base)),
    ],
    [`(?<which>last|this) (?<unit>weekend|week|month|quarter|year)`, span],
    [
      `(?:(?<which>last|this) )?(?<w>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?(?![a-z])${PART}`,
      latest,
    ],
  ] satisfies [string, Rule['read']][]
).map(([pattern, read]) => rule('', pattern, read, 'iy'))

/** A day in English has its first letter within so many characters: 「22 March」. */
const FIRST_LETTER = 20
const LETTERS = new Chars(between('a', 'z') + between('A', 'Z'))

/** As `pointAt` of the Chinese rules, for a date in English: yesterday, last Saturday, June 28, 26-28 June 2014, March, last month. */
export function englishPointAt(text: string, at: number, base: Base): { point: Point | null; end: number } | null {
  // Looked for from here on only: over all of a long text, at each of its places, it would be a square.
  if (!LETTERS.in(text, at, at + FIRST_LETTER)) return null
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { point: read(found.groups ?? {}, base), end: pattern.lastIndex }
  }
  return null
}
