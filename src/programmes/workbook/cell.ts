import { dayOf, type Day } from '../../kernel/day.js'
import { isBackMoney, readMoney } from '../../kernel/money-words.js'
import { normaliseText, plainText, scanNumber } from '../../kernel/numeral.js'
import { typedDay } from '../../kernel/typed-day.js'

/** What a cell of a workbook holds. */
export type Value = string | number | boolean | Date | null

/** What a cell says, or what is wrong with it, as a sentence. */
export type Said<T> = { ok: true; value: T } | { ok: false; fault: string }

const ok = <T>(value: T): Said<T> => ({ ok: true, value })
const no = (fault: string): Said<never> => ({ ok: false, fault })

const EXCEL_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/

/** The text of a cell on one line, with plain digits, letters and spaces; empty where there is nothing. */
export function textOf(value: Value): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return normaliseText(String(value)).replace(/\s+/g, ' ').trim()
}

/** Written to say that there is nothing, where an empty cell says nothing at all. */
export const isNothing = (value: Value): boolean => /^(?:无|没有|[-—–/]+)$/.test(textOf(value))

export const readText =
  (most: number) =>
  (value: Value): Said<string> => {
    const text = textOf(value)
    if (EXCEL_ERROR.test(text)) return no(`公式出错了（${text}），请写上内容 / a formula that failed`)
    const long = Array.from(text).length
    return long > most ? no(`太长了，${long} 个字，最多 ${most} 个 / too long`) : ok(text)
  }

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u

export function readCode(value: Value): Said<string> {
  const text = textOf(value).normalize('NFKC').toLowerCase()
  return CODE.test(text)
    ? ok(text)
    : no(`编号「${textOf(value)}」只用字母、数字、汉字、- _ .，最多 40 个，中间没有空格 / letters, digits, - _ .`)
}

const PHONE = /^\+?\d[\d -]{5,22}\d(?:转\d{1,6})?$/u

/** A telephone number, with its digits as they are dialled: a mobile in one piece, a line with its area code. */
export function readPhone(value: Value): Said<string> {
  const text = textOf(value)
    .replace(/[－–—]/g, '-')
    .replace(/^[(（](\d+)[)）]/, '$1-')
  if (!PHONE.test(text)) return no('不是电话号码，请写一个，如 0791-80000000 / not a telephone number')
  const dialled = text.replace(/^(?:\+|00)86[ -]?/, '')
  return ok(/^1[\d -]{10,}$/.test(dialled) ? dialled.replace(/[ -]/g, '') : dialled.replace(/ /g, ''))
}

const LISTED = /[、,，;；]+/

export const readList =
  (most: number) =>
  (value: Value): Said<string[]> => {
    const parts = (typeof value === 'string' ? value : textOf(value)).split(/\n/).join('、').split(LISTED)
    const texts = [...new Set(parts.map(textOf).filter((text) => text !== ''))]
    const long = texts.find((text) => Array.from(text).length > most)
    return long === undefined ? ok(texts) : no(`「${long}」太长了，最多 ${most} 个字，几个之间用「、」隔开 / too long`)
  }

/** One of a few words; each has further wordings that mean the same. */
export const readChoice =
  <T>(choices: [T, ...string[]][]) =>
  (value: Value): Said<T> => {
    const typed = textOf(value).replace(/\s/g, '').toLowerCase()
    const found = choices.find(([, ...words]) => words.includes(typed))
    const offered = choices.map(([, word]) => word).join('、')
    return found ? ok(found[0]) : no(`「${textOf(value)}」不认识，请写：${offered} / one of these`)
  }

const DAY_MS = 86_400_000
/** Day 0 of Excel; 25569 is 1970-01-01. */
const EXCEL_ZERO = Date.UTC(1899, 11, 30)

/** The day of a serial number of Excel from 1954 on, when it can be no year. */
function dayOfSerial(serial: number): Day | null {
  if (!(serial >= 20_000 && serial < 73_051)) return null
  const date = new Date(EXCEL_ZERO + Math.floor(serial) * DAY_MS)
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

const CLOCK = /[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/
const WEEKDAY = /[ (（]*(?:星期|周|礼拜)[一二三四五六日天][)）]?$/

/**
 * A day: a date of Excel, its serial number, or a text (2026年3月1日, 2026/3/1, 2026.3.1, 20260301). A month alone is its first or last
 * day where it begins or ends something, and too little elsewhere.
 */
export const readDay =
  (month: 'first' | 'last' | null) =>
  (value: Value): Said<Day> => {
    const text = textOf(value).replace(CLOCK, '').replace(WEEKDAY, '')
    if (/^\d{5}(?:\.\d+)?$/.test(text)) {
      const day = dayOfSerial(Number(text))
      return day ? ok(day) : no(`「${text}」不是日期，请写成 2026-03-01 / not a date`)
    }
    const written = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text
    const [first, last] = [typedDay(written, 'first'), typedDay(written, 'last')]
    if (!first.ok || !last.ok) return no(first.ok ? '' : first.fault)
    if (month === null && first.day !== last.day)
      return no(`「${text}」请写到日，如 2026-03-01 / which day of the month`)
    return ok(month === 'last' ? last.day : first.day)
  }

const MOST_FEN = 2_000_000_000

/** An exact amount in fen, of a number in yuan or of a text: 5000, 5,000元, 1.2万. */
export function readFen(value: Value): Said<number> {
  const said = textOf(value)
  const wrong = no(`「${said}」不是确切的金额，请只写数字，单位是元，如 5000 / an amount in yuan`)
  if (isBackMoney(said)) return wrong
  const money = typeof value === 'number' ? fenOf(value) : readMoney(said)
  if (!money || money.minFen !== money.maxFen || money.minFen < 0) return wrong
  return money.minFen > MOST_FEN ? no(`「${said}」太大了 / too much`) : ok(money.minFen)
}

/** A number of Excel is binary: 0.1 + 0.2 is 30 fen. */
function fenOf(yuan: number): { minFen: number; maxFen: number } | null {
  const fen = Math.round(yuan * 100)
  return Math.abs(fen - yuan * 100) < 1e-4 ? { minFen: fen, maxFen: fen } : null
}

/** What was planned: a number or a range, and its unit where it stands with it: 12, 6期, 5–8 家. */
export interface Plan {
  min: number
  max: number
  unit: string | null
}

const RANGE = /^ ?(?:[-–—~〜～]{1,2}|至|到) ?/
const UNIT = /^[\p{Script=Han}]{1,6}$/u

export function readPlan(value: Value): Said<Plan> {
  const said = textOf(value)
  const wrong = no(`「${said}」不是计划数，请写数字，如 12，或 5-8 / a number, or a range`)
  const text = plainText(said)
  const one = scanNumber(text, 0)
  if (!one) return wrong
  const to = RANGE.exec(text.slice(one.end))
  const other = to && scanNumber(text, one.end + to[0].length)
  const unit = text.slice((other ?? one).end).trim()
  const [min, max] = [one.value, (other ?? one).value]
  if ((to && !other) || max < min || !Number.isInteger(min) || !Number.isInteger(max) || max > 2_000_000_000)
    return wrong
  if (unit !== '' && (!UNIT.test(unit) || /^[多余来几]|左右|以上/.test(unit))) return wrong
  return ok({ min, max, unit: unit === '' ? null : unit })
}

const ORDINAL = /^第?(.+?)[期笔批次]?(?:款项?)?$/

/** Which instalment: 1, 第2期, 首期, 第三笔. */
export function readOrdinal(value: Value): Said<number> {
  const text = plainText(textOf(value)).replace(/\s/g, '').replace(/^首/, '第1')
  const middle = ORDINAL.exec(text)?.[1] ?? ''
  const found = scanNumber(middle, 0)
  return found?.end === middle.length && Number.isInteger(found.value) && found.value >= 1 && found.value <= 60
    ? ok(found.value)
    : no(`「${textOf(value)}」请写第几期，如 1 / which instalment, a number`)
}
