import { normaliseText, plainText, scanNumber } from '../../kernel/numeral.js'
import type { WrittenSchedule } from '../written-schedule.js'
import { type Said, textOf, type Value } from './cell.js'

const ok = <T>(value: T): Said<T> => ({ ok: true, value })
const no = (fault: string): Said<never> => ({ ok: false, fault })
const flat = (value: Value): string => plainText(textOf(value)).replace(/\s/g, '').toLowerCase()

/** A whole number and nothing else: 15, 十五. */
function wholeIn(text: string): number | null {
  const found = scanNumber(text, 0)
  return found && found.end === text.length && Number.isInteger(found.value) ? found.value : null
}

export const readWhole =
  (least: number, most: number) =>
  (value: Value): Said<number> => {
    const found = wholeIn(flat(value).replace(/[天次]$/, ''))
    return found !== null && found >= least && found <= most
      ? ok(found)
      : no(`「${textOf(value)}」请写 ${least} 到 ${most} 的整数 / a whole number`)
  }

export type Every = Pick<WrittenSchedule, 'every' | 'days'>

const EVERY: [WrittenSchedule['every'], RegExp][] = [
  ['week', /^(?:每周|一周一次|周报|week(?:ly)?)$/],
  ['month', /^(?:每个?月|一个?月一次|月报|month(?:ly)?)$/],
  ['quarter', /^(?:每个?季度?|一季度一次|季报|quarter(?:ly)?)$/],
  ['half_year', /^(?:每?半年|半年报|half_?year(?:ly)?)$/],
  ['year', /^(?:每年|一年一次|年报|year(?:ly)?)$/],
  ['once', /^(?:只?交?一次|once)$/],
  ['end', /^(?:资助)?(?:结束时|结项时?|end)$/],
]
const AFTER = /^(?:资助)?(?:开始|拨款)?(?:后|after)第?(.+?)(?:天|days?)$/

/** How often: 每季度, 一次, 结束时, 开始后30天. */
export function readEvery(value: Value): Said<Every> {
  const text = flat(value)
  const found = EVERY.find(([, pattern]) => pattern.test(text))
  if (found) return ok({ every: found[0] })
  const days = wholeIn(AFTER.exec(text)?.[1] ?? '')
  return days === null
    ? no(`「${textOf(value)}」不认识，请写：${EVERY_CHOICES.join('、')} / one of these`)
    : days >= 1 && days <= 3660
      ? ok({ every: 'after', days })
      : no(`「${textOf(value)}」最少 1 天，最多 3660 天 / too few or too many days`)
}
export const EVERY_CHOICES = ['每周', '每月', '每季度', '每半年', '每年', '一次', '结束时', '开始后30天']

const MONTHS: [number, RegExp][] = [
  [0, /^(?:当月|本月)/],
  [1, /^(?:次月|下个?月)/],
]
const LATER_MONTH = /^(?:之?后)第?(.+?)个月/

/** Until when: 结束后15天, 第5个工作日, 次月20日, 后第2个月5日, 当月最后一天. A number alone is days. */
export function readDue(value: Value): Said<WrittenSchedule['due']> {
  const text = flat(value).replace(/[前内]$/, '')
  const wrong = no(
    `「${textOf(value)}」不认识，请写成 结束后15天、第5个工作日、次月20日 或 当月最后一天 / days, a working day, or a day of a month`,
  )
  const within = (found: number | null, least: number, most: number): found is number =>
    found !== null && found >= least && found <= most
  const working = wholeIn(/^(?:(?:时段|每期|期末)?(?:结束)?后)?第?(.+?)个?工作日$/.exec(text)?.[1] ?? '')
  if (working !== null) return within(working, 1, 60) ? ok({ workingDay: working }) : wrong
  const days = wholeIn(text) ?? wholeIn(/^(?:时段|每期|期末)?(?:结束)?后第?(.+?)天$/.exec(text)?.[1] ?? '')
  if (days !== null) return within(days, 0, 366) ? ok({ days }) : wrong
  const named = MONTHS.find(([, pattern]) => pattern.test(text))
  const months = named?.[0] ?? wholeIn(LATER_MONTH.exec(text)?.[1] ?? '')
  const rest = text.replace(named?.[1] ?? LATER_MONTH, '').replace(/^的/, '')
  const day = /^(?:最后一天|月?底)$/.test(rest) ? 31 : wholeIn(/^(.+?)[日号]$/.exec(rest)?.[1] ?? '')
  return within(months, 0, 12) && within(day, 1, 31) ? ok({ day, months }) : wrong
}

const LISTED = /[、,，;；]+/
const DAYS: [RegExp, (days: number) => number][] = [
  [/^(?:提?前|before)(.+?)天?$/, (days) => -days],
  [/^(?:(?:过期?|逾期|到期|之)后?|后)(.+?)天?$/, (days) => days],
  [/^-(\d+)天?$/, (days) => -days],
  [/^\+?(\d+)天?$/, (days) => days],
]

/** When people are reminded, in days from the deadline: 提前7天、当天、过后3天, or -7、0、3. */
export function readReminders(value: Value): Said<number[]> {
  const rungs: number[] = []
  for (const part of flat(value)
    .split(LISTED)
    .filter((each) => each !== '')) {
    if (/^(?:当[天日]|到期(?:当[天日])?)$/.test(part)) {
      rungs.push(0)
      continue
    }
    const found = DAYS.flatMap(([pattern, of]) => {
      const days = wholeIn(pattern.exec(part)?.[1] ?? '')
      return days === null ? [] : [of(days)]
    })[0]
    if (found === undefined || Math.abs(found) > 180)
      return no(`「${part}」不认识，请写成 提前7天、当天、过后3天 / days before or after`)
    rungs.push(found)
  }
  return rungs.length <= 12 ? ok([...new Set(rungs)]) : no('最多写 12 次 / at most 12')
}

/** One of these days: 提前2天. */
export function readReminder(value: Value): Said<number> {
  const read = readReminders(value)
  const [only, other] = read.ok ? read.value : []
  if (!read.ok) return read
  return only === undefined || other !== undefined ? no(`「${textOf(value)}」请写一个，如 当天 / only one`) : ok(only)
}

const PERIODS: [RegExp, (...parts: string[]) => string][] = [
  [/^(\d{4})年(\d{1,2})月$/, (year = '', month = '') => `${year}-${month.padStart(2, '0')}`],
  [/^(\d{4})年第?([1-4])季度?$/, (year, quarter) => `${year}-Q${quarter}`],
  [/^(\d{4})年上半年$/, (year) => `${year}-H1`],
  [/^(\d{4})年下半年$/, (year) => `${year}-H2`],
  [/^(\d{4})年(?:全年)?$/, (year = '') => year],
  [/^(\d{4})年第?(\d{1,2})周$/, (year, week = '') => `${year}-W${week.padStart(2, '0')}`],
  [/^结束时?$/, () => 'end'],
]
const CHINESE_QUARTER: Record<string, string> = { 一: '1', 二: '2', 三: '3', 四: '4' }

/** The key of a period: 2026年四季度 is 2026-Q4. */
function periodIn(text: string): string {
  const plain = text.replace(/第?([一二三四])(?=季)/, (_, of: string) => CHINESE_QUARTER[of] ?? of)
  const found = PERIODS.find(([pattern]) => pattern.test(plain))
  return found
    ? found[1](...(found[0].exec(plain) ?? []).slice(1))
    : plain.toUpperCase().replace(/^(ONCE|END|AFTER)/, (word) => word.toLowerCase())
}

const KEY = /^(?:\d{4}(?:-(?:\d{2}|Q[1-4]|H[12]|W\d{2}))?|once|end|after-\d+)$/

/** Periods with another form, or without one: 2026年四季度=年度总结、2026年一季度=不交. */
export function readPeriodForms(value: Value): Said<Record<string, string | null>> {
  const forms: Record<string, string | null> = {}
  for (const part of textOf(value)
    .split(LISTED)
    .filter((each) => each.trim() !== '')) {
    const [named = '', form = ''] = part.split(/[=＝:：]/).map((each) => normaliseText(each).trim())
    const period = periodIn(named.replace(/\s/g, ''))
    if (!KEY.test(period) || form === '')
      return no(`「${part.trim()}」请写成 2026年四季度=不交，或 2026年四季度=表单名称 / a period and its form`)
    forms[period] = /^(?:不交|不用交|免交|无)$/.test(form) ? null : form
  }
  return ok(forms)
}
