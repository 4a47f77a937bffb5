import { Chars } from './chars.js'
import { addDays, lastOfMonth, partsOf } from './day.js'
import type { Day, Days } from './day.js'
import { AND, N, TO, WEEK, dayOfMonth, number, pointAt as chinesePointAt, single } from './day-rules.js'
import type { Base, Point } from './day-rules.js'
import { englishPointAt } from './english-days.js'
import { COUNTED, NO_PLACE } from './no-date.js'
import { normaliseText, plainText } from './numeral.js'

const CLOCK =
  '(?:\\d{1,2}[:：]\\d{2}|(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:半|一刻|三刻|(?:\\d{1,2}|[一二三四五十]{1,3})分?)?)'
const AFTER_DAY = new RegExp(
  `(?: ?[(（]?${WEEK}[一二三四五六日天][)）]?)?` +
    `(?: ?(?:当天|清晨|凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|[早晚](?![会宴餐教期自报])))?` +
    `(?: ?${CLOCK}(?:${TO}${CLOCK})?)?`,
  'y',
)
const BETWEEN = new RegExp(`(?: ?(?:起|开始))?${TO}`, 'y')
const SHORT_END = new RegExp(`(?<d>${N}) ?(?:[日号]${NO_PLACE}|(?![月./-])${COUNTED})`, 'y')

/** 4月到现在, 4月以来. */
const TILL_NOW = / ?(?:(?:到|至|[-–—~]) ?(?:现在|今天?(?![日年])|目前)|起?至今|以来)/y
/** Between one month or quarter and the next: 9月和10月, 9月10月. */
const BESIDE = new RegExp(`${AND}|(?<=月份?|季度)`, 'y')

const pointAt = (text: string, at: number, base: Base): { point: Point | null; end: number } | null =>
  chinesePointAt(text, at, base) ?? englishPointAt(text, at, base)

/** The period with those that are told behind it and begin where it ends. */
function withNext(first: { point: Point; end: number }, text: string, today: Day): { point: Point; end: number } {
  const between = endOf(BESIDE, text, first.end)
  const next =
    between > first.end || /[月份度]$/.test(text.slice(0, between))
      ? pointAt(text, between, { today, first: first.point })
      : null
  if (next?.point?.grain !== 'period' || next.point.from !== addDays(first.point.to, 1)) return first
  return withNext({ point: { ...first.point, to: next.point.to, closed: true }, end: next.end }, text, today)
}

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** A date or range that begins exactly here; `days: null` when its words name no day of the calendar. */
export function daysAt(
  text: string,
  start: number,
  today: Day,
  period: Days | null,
): { days: Days | null; grain: Point['grain']; end: number } | null {
  const one = pointAt(text, start, { today, first: null, period })
  if (!one) return null
  if (!one.point) return { days: null, grain: 'day', end: one.end }
  const said = { point: one.point, end: one.end }
  const { point, end } = one.point.grain === 'period' ? withNext(said, text, today) : said
  const { grain } = point
  const now = endOf(TILL_NOW, text, end)
  if (now > end && point.from <= today) return { days: { from: point.from, to: today }, grain: 'period', end: now }
  const oneDay = {
    days: { from: point.from, to: point.to },
    grain,
    end: grain === 'day' ? endOf(AFTER_DAY, text, end) : end,
  }
  const between = endOf(BETWEEN, text, oneDay.end)
  if (point.closed || between === oneDay.end) return oneDay
  let two = pointAt(text, between, { today, first: point })
  SHORT_END.lastIndex = between
  const short = two || grain !== 'day' ? null : SHORT_END.exec(text)
  if (short)
    two = { point: single(dayOfMonth(number(short.groups?.['d']), { today, first: point })), end: SHORT_END.lastIndex }
  if (!two) return oneDay
  const { point: last } = two
  if (!last || last.grain !== grain || last.to < point.from) return { days: null, grain, end: two.end }
  return {
    days: { from: point.from, to: last.to },
    grain,
    end: grain === 'day' ? endOf(AFTER_DAY, text, two.end) : two.end,
  }
}

const BEFORE = /^(?:活动|开展)?(?:时间|日期)?(?:是|为)?[:：]? ?(?:从|自|于|在|是|就是|(?:it was )?(?:on|from|in) )? ?/i
const AFTER =
  /^ ?(?:[(（]?(?:共|一共|这)?(?:两|二|三|四|五|六|七|\d)(?:天|个月)[)）]?)?(?:的|做的|办的|举办|举行|开展)?[。.!！ ]*$/

/**
 * The days that the whole text says, counted from today; null when it is no date, names a day the calendar has not (2月30日), or is vague (最近, 年底). 三月初 is its first ten days, 三月底 from the 21st on.
 * Without a year it is the latest such day not after today: the first day of a range, the first of a month, quarter or half-year (which are given
 * whole, also when today is inside). The second end of a range is the next such day after the first. Weeks run Monday to Sunday: 上周三 is of the
 * week before this one, a bare 周三 the latest not after today. 25号 is the latest 25th. Years outside 1900–2100 are refused.
 * With the period that the text is about, a day without a year is the one within it, or nearest to it.
 */
export function readDays(text: string, today: Day, period: Days | null = null): Days | null {
  const plain = plainText(normaliseText(text)).trim()
  if (!OF_DAYS.test(plain)) return null
  const found = daysAt(plain, BEFORE.exec(plain)?.[0].length ?? 0, today, period)
  return found?.days && AFTER.test(plain.slice(found.end)) ? found.days : null
}

const DAY_ALONE = /(?<![\d月年日号.\-第一二三四五六七八九十])([\d]{1,2}|[一二三十]{1,3})(?= ?[日号](?![楼线院馆]))/u

/** 「11号」 said of what was on these days: of their month, where no other is said. */
export function inMonthOf({ from, to }: Days, text: string): string {
  if (/[月年]|[昨今前明]天|周|星期|礼拜/u.test(text) || from.slice(0, 7) !== to.slice(0, 7)) return text
  const [year, month] = partsOf(from)
  return text.replace(DAY_ALONE, `${year}年${month}月$1`)
}

const DAY_OF_MONTH = new RegExp(`(?:(\\d{4}) ?年 ?)?(?<![\\d十])(${N}) ?月 ?(${N}) ?[日号]`)

/** 6月31日: a day of a month that the calendar has not; `said` is how it stands in `normaliseText(text)`. */
export function noSuchDay(text: string): { month: number; day: number; said: string } | null {
  const plain = plainText(normaliseText(text))
  if (!plain.includes('月')) return null
  const found = DAY_OF_MONTH.exec(plain)
  const [month, day] = [number(found?.[2]), number(found?.[3])]
  if (!(month >= 1 && month <= 12)) return null
  const last = lastOfMonth(found?.[1] ? Number(found[1]) : 2000, month)
  return day > last || day === 0 ? { month, day, said: found?.[0] ?? '' } : null
}

const NUMERAL = '0123456789零一二三四五六七八九十第'
const GOES_ON = new Chars(`${NUMERAL}.`)
const NUMBERED = new Chars(`${NUMERAL}廿卅'’`)
const NAMED = new Chars('两今昨前大明后去上本这下周星礼Qq')
/** Whether a day or period may begin here. */
export const beginsDay = (plain: string, at: number): boolean =>
  NAMED.at(plain, at) || (NUMBERED.at(plain, at) && !GOES_ON.at(plain, at - 1))

/** One of these is in every day and period; most pieces of a row have none. */
const OF_DAYS = /[-./年月日号季周星礼天儿早晚夜A-Za-z]|\d{8}/

/**
 * The first day or range of days inside a longer text (`readDays` for the rules), else the first month, quarter, week or year; the span takes
 * in 下午, （周六） and the clock that follow, and counts in `normaliseText(text)`.
 */
export function findDays(
  text: string,
  today: Day,
  within: Days | null = null,
): { days: Days; start: number; end: number } | null {
  const plain = plainText(normaliseText(text))
  if (!OF_DAYS.test(plain)) return null
  let period: { days: Days; start: number; end: number } | null = null
  for (let start = 0, next = 1; start < plain.length; start = next++) {
    const found = beginsDay(plain, start) ? daysAt(plain, start, today, within) : null
    if (!found) continue
    next = found.end
    if (!found.days || /[农阴旧]历$|截[至止]$/.test(plain.slice(Math.max(0, start - 2), start))) continue
    const { days, grain, end } = found
    if (grain === 'day') return { days, start, end }
    period ??= { days, start, end }
  }
  return period
}

/**
 * 「2014年3月22日」「2014年4月26日—28日」「2014年12月28日—2015年1月3日」, whole months 「2014年10—12月」, a whole year 「2014年」.
 * With today, a year that is today's is left out. `readDays` reads all of them back.
 */
export function showDays({ from, to }: Days, today?: Day): string {
  const [year, month, day] = partsOf(from)
  const [toYear, toMonth, toDay] = partsOf(to)
  const sameYear = year === toYear
  const said = sameYear && today?.startsWith(from.slice(0, 4)) ? '' : `${year}年`
  if (day === 1 && toDay === lastOfMonth(toYear, toMonth)) {
    if (!sameYear) return `${year}年${month}月—${toYear}年${toMonth}月`
    if (month === toMonth) return `${said}${month}月`
    return month === 1 && toMonth === 12 ? `${year}年` : `${said}${month}—${toMonth}月`
  }
  const first = `${said}${month}月${day}日`
  if (from === to) return first
  if (!sameYear) return `${first}—${toYear}年${toMonth}月${toDay}日`
  return month === toMonth ? `${first}—${toDay}日` : `${first}—${toMonth}月${toDay}日`
}
