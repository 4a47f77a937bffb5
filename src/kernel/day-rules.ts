import { besides } from './besides.js'
import { Kinds } from './chars.js'
import { addDays, dayOf, daysBetween, lastOfMonth, partsOf, weekday } from './day.js'
import type { Day, Days } from './day.js'
import { COUNTED, NOT_OF, NO_PART, NO_PLACE } from './no-date.js'
import { NTH, nthWeekday } from './nth-weekday.js'
import { scanNumber } from './numeral.js'

export type Groups = Record<string, string | undefined>
/** Where words count from: today, for the second end of a range the first. */
export interface Base {
  today: Day
  first: Days | null
  /** What the text is known to tell of, such as a report's period. */
  period?: Days | null
}
export interface Point extends Days {
  grain: 'day' | 'period'
  /** Both ends are said already: no second one follows. */
  closed?: boolean
}
export interface Rule {
  /** The bits of `SIGNS` without which the pattern cannot match; 0 when it needs none. */
  needs: number
  pattern: RegExp
  /** null: the words are a date, but the calendar has none such. */
  read: (groups: Groups, base: Base) => Point | null
}

export const N = '(?:\\d{1,2}(?!\\d)|[一二三四五六七八九十廿卅]{1,3})'
const YEAR =
  "(?:(?<year>\\d{4}|['’]?\\d{2}|[零一二三四五六七八九]{4}|[零一二三四五六七八九]{2}|[今本去前明次]) ?年度? ?的?)"
export const TO = ' ?(?:[-–—~〜]{1,2}|至|到) ?'
/** Between things said side by side. */
export const AND = ' ?(?:[、,，/和跟及与]|以及) ?'
const Q = '[一二三四1-4]'
export const WEEK = '(?:周|星期|礼拜)'
/** 「周末课堂」 is what it is called, 「上周末课堂」 says when. */
const NO_NAME = `(?!(?<=(?<![上本这下]个?)${WEEK}末)(?:课堂|学堂|学校|[班营]))`
const SHIFT: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 下: 1, 下下: 2 }
const RELATIVE = '(?<shift>上上|上|本|这|下下|(?<!一)下)一?个?'
/** What a date in Chinese is told by; `REACH` is how far behind its beginning that may stand: twelve months in a row come before their 月. */
const SIGNS = new Kinds(['年', '月', '季Qq', '半', '天日号儿早晚夜', '周星礼', '-./'])
const REACH = 100
export const signsAt = (text: string, at: number): number => SIGNS.in(text, at, at + REACH)

/** `sign`: one of the kind of `SIGNS` that the pattern cannot do without. */
export const rule = (sign: string, pattern: string, read: Rule['read'], flags = 'y'): Rule => ({
  needs: SIGNS.of(sign),
  pattern: new RegExp(pattern, flags),
  read,
})
export const single = (day: Day | null): Point | null => (day === null ? null : { from: day, to: day, grain: 'day' })
export const months = (year: number, month: number, to = month): Point | null => {
  const from = dayOf(year, month, 1)
  const last = to >= month && dayOf(year, to, lastOfMonth(year, to))
  return from && last ? { from, to: last, grain: 'period' } : null
}
export const number = (text: string | undefined): number => {
  const found = scanNumber(text ?? '', 0)
  return found && found.end === text?.length ? found.value : NaN
}
/** `count` months before or after the month of this day. */
export const monthFrom = (day: Day, count: number): [number, number] => {
  const [year, month] = partsOf(day)
  const all = year * 12 + month - 1 + count
  return [Math.floor(all / 12), (all % 12) + 1]
}

function yearOf(text: string, { today, first }: Base): number {
  const now = partsOf(today)[0]
  if (text === '次') return partsOf(first?.from ?? today)[0] + 1
  const away = { 今: 0, 本: 0, 去: -1, 前: -2, 明: 1 }[text]
  if (away !== undefined) return now + away
  const digits = Number(
    text.replace(/[零一二三四五六七八九]/g, (char) => String('零一二三四五六七八九'.indexOf(char))).replace(/\D/g, ''),
  )
  return digits < 100 ? 2000 + digits : digits
}

/**
 * The year said; without one the year of the latest such day not after today, in a range the first such day not before its beginning. Where a period
 * is known the year of the day within it, else of the one nearest to it.
 */
export function dayWithin(groups: Groups, month: number, day: number, base: Base): Day | null {
  if (groups['year']) return dayOf(yearOf(groups['year'], base), month, day)
  if (base.period && !base.first) return dayNear(base.period, month, day, base.today)
  const start = partsOf(base.first?.from ?? base.today)[0]
  for (let away = 0; away <= 8; away++) {
    const found = dayOf(base.first ? start + away : start - away, month, day)
    if (found && (base.first ? found >= base.first.from : found <= base.today)) return found
  }
  return null
}

function dayNear({ from, to }: Days, month: number, day: number, today: Day): Day | null {
  let nearest: { one: Day; away: number; past: boolean } | null = null
  for (let year = partsOf(to)[0] + 1; year >= partsOf(from)[0] - 1; year--) {
    const one = dayOf(year, month, day)
    if (!one) continue
    const away = one < from ? daysBetween(one, from) : one > to ? daysBetween(to, one) : 0
    const past = one <= today || away === 0
    const nearer = !nearest || (past === nearest.past ? away < nearest.away : past)
    if (nearer) nearest = { one, away, past }
  }
  return nearest?.one ?? null
}

export function monthsWithin(groups: Groups, month: number, to: number, base: Base): Point | null {
  const from = dayWithin(groups, month, 1, base)
  return from === null ? null : months(partsOf(from)[0], month, to)
}

/** 9、10; 七八; 第一、二: the numbers of a list, in which two digits side by side are two numbers. */
const listed = (text: string): number[] => {
  const parts = text.replace(/[第季度]/g, '').split(new RegExp(AND, 'u'))
  return parts
    .flatMap((part) => (/^[一二三四五六七八九1-4]{2,4}$/u.test(part) && !/^\d\d$/.test(part) ? [...part] : [part]))
    .map(number)
}

/** Months (or quarters, of 3 months) one after another, which are one period; others are none. */
function inRow(numbers: number[], length: number, groups: Groups, base: Base): Point | null {
  const most = 12 / length
  const [first = NaN] = numbers
  if (numbers.some((one, i) => one !== ((first - 1 + i) % most) + 1)) return null
  const from = dayWithin(groups, (first - 1) * length + 1, 1, base)
  if (from === null) return null
  const [year, month] = monthFrom(from, numbers.length * length - 1)
  const to = dayOf(year, month, lastOfMonth(year, month))
  return to === null ? null : { from, to, grain: 'period', closed: true }
}

/** 25号: of the latest month that has this day not after today; the end of a range in the month of its beginning. */
export function dayOfMonth(day: number, { today, first, period }: Base): Day | null {
  const latest = period && period.to < today ? period.to : today
  for (let back = 0; back < 12; back++) {
    const found = dayOf(...monthFrom(first?.from ?? latest, -back), day)
    if (first) return found
    if (found && found <= latest) return found
  }
  return null
}

function third(point: Point | null, which: string): Point | null {
  if (!point) return null
  const month = point.from.slice(0, 8)
  if (which === '上') return { ...point, to: `${month}10` }
  return which === '中' ? { ...point, from: `${month}11`, to: `${month}20` } : { ...point, from: `${month}21` }
}

export function weekDay(shift: string | undefined, name: string, { today, first }: Base): Point | null {
  const number = name === '末' ? 6 : '日天'.includes(name) ? 7 : '一二三四五六'.indexOf(name) + 1 || Number(name)
  const origin = first && shift === undefined ? first.from : today
  let day = addDays(origin, number - weekday(origin) + 7 * (SHIFT[shift ?? '本'] ?? 0))
  if (shift === undefined && first && day < first.from) day = addDays(day, 7)
  if (shift === undefined && !first && day > today) day = addDays(day, -7)
  return { from: day, to: name === '末' ? addDays(day, 1) : day, grain: 'day' }
}

const DAYS_AWAY: Record<string, number> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 }

// The first rule that matches decides: 2月30日 is no date, and not the 30th of some month either.
export const RULES: Rule[] = [
  // As most days are written; none of the rules for periods below begins so.
  rule('年', `(?<year>(?:19|20)\\d{2})年(?<m>\\d{1,2})月(?<d>\\d{1,2})[日号](?![、和及])`, (g, base) =>
    single(dayWithin(g, Number(g['m']), Number(g['d']), base)),
  ),
  rule(
    '-',
    `(?<year>(?:19|20)\\d{2})(?<mark>[-./])(?<m>\\d{1,2})\\k<mark>(?<d>\\d{1,2})(?!\\d|\\.\\d)(?: ?[日号])?`,
    (g, base) => single(dayWithin(g, Number(g['m']), Number(g['d']), base)),
  ),
  rule('', `(?<year>(?:19|20)\\d{2})(?<m>[01]\\d)(?<d>[0-3]\\d)(?!\\d)`, (g, base) =>
    single(dayWithin(g, Number(g['m']), Number(g['d']), base)),
  ),
  rule('-', `(?<year>(?:19|20)\\d{2})[./](?<m>\\d{1,2}) ?[-–—~〜至到] ?(?<to>\\d{1,2})(?![\\d./月日号])`, (g, base) => {
    const found = monthsWithin(g, Number(g['m']), Number(g['to']), base)
    return found && besides(found, { closed: true })
  }),
  ...[
    '(?<year>(?:19|20)\\d{2}) ?[Qq](?<q>[1-4])(?![\\dA-Za-z])',
    '[Qq](?<q>[1-4]) ?(?<year>(?:19|20)\\d{2})(?!\\d)',
  ].map((pattern) =>
    rule('季', pattern, (g, base) => monthsWithin(g, Number(g['q']) * 3 - 2, Number(g['q']) * 3, base)),
  ),
  rule('-', `(?<year>(?:19|20)\\d{2})[-./](?<m>\\d{1,2})(?![\\d./])`, (g, base) =>
    monthsWithin(g, Number(g['m']), Number(g['m']), base),
  ),
  rule(
    '月',
    `${YEAR}?(?<list>(?:${N}${AND}){1,11}${N}|[一二三四五六七八九]{2,4}) ?(?:月份?(?! ?[\\d一二三四五六七八九十上中下初底末])|(?=[两三四五六]个月))`,
    (g, base) => inRow(listed(g['list'] ?? ''), 1, g, base),
  ),
  rule('季', `${YEAR}?(?<list>第?${Q}(?: ?季度)?(?:(?:${AND})?第?${Q}){1,3}) ?季度`, (g, base) =>
    inRow(listed(g['list'] ?? ''), 3, g, base),
  ),
  rule('季', `${YEAR}?第?(?<q>${Q})(?: ?季度)?${TO}第?(?<q2>${Q}) ?季度`, (g, base) =>
    monthsWithin(g, number(g['q']) * 3 - 2, number(g['q2']) * 3, base),
  ),
  rule('月', `${YEAR}?(?<m>${N})${TO}(?<to>${N}) ?月份?(?! ?[\\d一二三四五六七八九十上中下])`, (g, base) => {
    const found = monthsWithin(g, number(g['m']), number(g['to']), base)
    return found && besides(found, { closed: true })
  }),
  rule('月', `${YEAR}?(?<m>${N}) ?月份?(?:(?<third>[上中下])旬|(?<edge>[初底末]))`, (g, base) =>
    third(monthsWithin(g, number(g['m']), number(g['m']), base), g['third'] ?? (g['edge'] === '初' ? '上' : '下')),
  ),
  rule(
    '月',
    `${YEAR}?(?<m>${N}) ?月 ?(?<d>${N})(?:(?<and> ?[日号]?[、和及])(?<d2>${N}))? ?(?:[日号]|(?!\\d|[一二三四五六七八九十]|(?<=一)[共直起])${COUNTED})`,
    (g, base) => daysOf(g, dayWithin(g, number(g['m']), number(g['d']), base)),
  ),
  rule(
    '周',
    `(?:${YEAR}?(?<m>${N}) ?月份?|${RELATIVE}月份?)(?:里|中)?的?${NTH}个?${WEEK}(?<w>[一二三四五六日天末])`,
    (g, base) => {
      const [year, month] = monthFrom(base.today, SHIFT[g['shift'] ?? ''] ?? 0)
      const first = g['m'] ? dayWithin(g, number(g['m']), 1, base) : dayOf(year, month, 1)
      return first === null ? null : nthWeekday(first, g, g['w'] ?? '')
    },
  ),
  rule('月', `${YEAR}?(?<m>${N}) ?月(?! ?[初底末])份?`, (g, base) =>
    monthsWithin(g, number(g['m']), number(g['m']), base),
  ),
  rule('季', `${YEAR}?(?:第?(?<q>[一二三四1-4]) ?季度|[Qq](?<q2>[1-4])(?![\\dA-Za-z]))`, (g, base) => {
    const quarter = number(g['q'] ?? g['q2'])
    return monthsWithin(g, quarter * 3 - 2, quarter * 3, base)
  }),
  rule('半', `${YEAR}?(?<half>[上下])半年`, (g, base) =>
    g['half'] === '上' ? monthsWithin(g, 1, 6, base) : monthsWithin(g, 7, 12, base),
  ),
  rule(
    '年',
    `(?<!\\d)(?<year>\\d{4}|[零一二三四五六七八九]{4}|[今去前明]) ?年(?!以来|轻|级|前|来|初|底|末| ?${N} ?月)(?:全年|度)?`,
    (g, base) => months(yearOf(g['year'] ?? '', base), 1, 12),
  ),
  rule('年', `一?[全整]年度?(?![级制])`, (_, { today }) => months(partsOf(today)[0], 1, 12)),
  rule('季', `${RELATIVE}季度`, (g, { today }) => {
    const [year, month] = monthFrom(today, 3 * (SHIFT[g['shift'] ?? ''] ?? 0))
    const first = month - ((month - 1) % 3)
    return months(year, first, first + 2)
  }),
  rule('月', `${RELATIVE}月份?(?! ?以来)(?:(?<third>[上中下])旬|的? ?(?<d>${N}) ?[日号])?`, (g, { today }) => {
    const [year, month] = monthFrom(today, SHIFT[g['shift'] ?? ''] ?? 0)
    if (g['d']) return single(dayOf(year, month, number(g['d'])))
    return g['third'] ? third(months(year, month), g['third']) : months(year, month)
  }),
  rule('天', `(?<n>\\d{1,3}|[一二两三四五六七八九十]{1,3}) ?天(?:以|之)?(?<way>[前后])`, (g, { today }) =>
    Number.isNaN(number(g['n'])) ? null : single(addDays(today, number(g['n']) * (g['way'] === '前' ? -1 : 1))),
  ),
  rule('天', `(?<n>大前|大后)天|(?<n2>[前昨今明后])天|(?<n3>[昨今明])(?:日|儿|(?=[早晚夜]))`, (g, { today }) =>
    single(addDays(today, DAYS_AWAY[g['n'] ?? g['n2'] ?? g['n3'] ?? ''] ?? 0)),
  ),
  rule('周', `(?:${RELATIVE})?${WEEK}六(?:${WEEK})?[日天](?:两天)?`, (g, base) => weekDay(g['shift'], '末', base)),
  rule(
    '周',
    `(?:${RELATIVE})?${WEEK}(?<w>[一二三四五六日天末]|[1-7](?!\\d|[/月]))(?![次回年岁场期个至到]?[次回年岁期])${NO_NAME}`,
    (g, base) => weekDay(g['shift'], g['w'] ?? '', base),
  ),
  rule('周', `${RELATIVE}${WEEK}(?![边年岁])`, (g, base) => {
    const monday = weekDay(g['shift'], '一', base)
    return monday && { from: monday.from, to: addDays(monday.from, 6), grain: 'period' }
  }),
  rule('日', `(?<d>${N})(?<and> ?[日号]?(?:[、和及]|${TO}))(?<d2>${N}) ?[日号]${NO_PLACE}`, (g, base) => {
    const [from, to] = [number(g['d']), number(g['d2'])]
    // 10-12日 is a span of days, but 3-22号 may be one or the 22nd of March.
    return g['and'] === '-' && from <= 12 && to - from > 9 ? null : daysOf(g, dayOfMonth(from, base))
  }),
  rule(
    '-',
    `(?<m>\\d{1,2})(?<mark>[.-])(?<d>\\d{1,2})(?!\\d|\\.\\d|\\k<mark>\\d{1,2}[/-])(?: ?[日号]|${COUNTED})`,
    (g, base) => single(dayWithin(g, Number(g['m']), Number(g['d']), base)),
  ),
  rule('-', `${NO_PART}(?<m>\\d{1,2})/(?<d>\\d{1,2})(?!\\d|\\.\\d|/\\d{1,2}[/-])(?: ?[日号]|${NOT_OF})`, (g, base) =>
    single(dayWithin(g, Number(g['m']), Number(g['d']), base)),
  ),
  rule('日', `(?<d>${N}) ?[日号]${NO_PLACE}`, (g, base) => single(dayOfMonth(number(g['d']), base))),
]

/** 22、23日: two days side by side make one span; 3日、17日 do not and are no answer. */
function daysOf(groups: Groups, from: Day | null): Point | null {
  if (!from || !groups['d2']) return single(from)
  const [year, month, day] = partsOf(from)
  const to = dayOf(year, month, number(groups['d2']))
  const beside = /[、和及]/.test(groups['and'] ?? '')
  if (!to || (beside ? number(groups['d2']) !== day + 1 : to < from)) return null
  return { from, to, grain: 'day', closed: true }
}

export function pointAt(text: string, at: number, base: Base): { point: Point | null; end: number } | null {
  const signs = signsAt(text, at)
  for (const { needs, pattern, read } of RULES) {
    if ((signs & needs) !== needs) continue
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { point: read(found.groups ?? {}, base), end: pattern.lastIndex }
  }
  return null
}
