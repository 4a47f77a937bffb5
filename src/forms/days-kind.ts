import { z } from 'zod'
import { normaliseText } from '../kernel/numeral.js'
import { findDays, inMonthOf, noSuchDay, readDays, showDays } from '../kernel/day-words.js'
import { type Day, dayOf, type Days, daysBetween, isDay, lastOfMonth, partsOf } from '../kernel/day.js'
import type { Words } from '../kernel/words.js'
import type { Asking, FieldKind } from './field-kind.js'
import { dayNamed, twoDaysJoined } from './day-names.js'
import type { Field } from './form.js'
import { withThisQuarter } from './period-said.js'
import { isTalk } from './no-value.js'
import { recurring } from './recurring.js'
import { bare, lonely, misread, prompt, quote, textOf } from './prompt.js'

interface DaysOptions {
  /** Days that have not come yet are allowed. */
  future: boolean
}

/** Earlier than any grant: a mistyped year. */
const EARLIEST = '2000-01-01'

/** A day or a range of days, each stored as its first and last day. */
export function daysKind(name: 'date' | 'date_range', single: boolean): FieldKind<DaysOptions, Days> {
  const kind: FieldKind<DaysOptions, Days> = {
    name,
    options: z.strictObject({ future: z.boolean().default(false) }),
    ask: (field, partial, old, asking) =>
      partial === null ? asked(field, old, asking) : askYear(decodeDays(partial), asking),
    askOtherwise: (_field, partial, asking) =>
      partial === null
        ? asking.words.say(`${name}.otherwise`, { today: asking.today })
        : askYear(decodeDays(partial), asking),
    read(field, said, partial, old, asking) {
      const told = textOf(said)
      if (told === null) return misread('text.wanted')
      const text = single ? told : twoDaysJoined(told, asking.today)
      const raw = old === null ? text : inMonthOf(old, text)
      const which = partial === null ? null : yearMeant(decodeDays(partial), raw)
      if (which) return { type: 'answered', value: which }
      // What only speaks of a day is no answer to which year it was.
      if (partial !== null && !readDays(raw, asking.today, asking.period))
        return misread(`${name}.unclear`, { said: quote(raw) })
      const problem = raw.length > 60 ? null : kind.objection?.(field, raw, asking)
      if (problem) return { type: 'misread', problem }
      const value =
        raw.length > 60
          ? null
          : ((partial === null ? dayNamed(raw, asking.today, asking.period) : null) ??
            daysIn(spelt(field, raw, asking.today), asking))
      // 「照片明天补」 is of no activity.
      if (value && isTalk(raw) === 'papers') return misread(`${name}.unclear`, { said: quote(raw) })
      const ahead = value && field.options.future && !single ? comingYear(value, raw, asking) : null
      if (ahead && asking.coming !== undefined && ahead.from === decodeDays(asking.coming).from)
        return { type: 'answered', value: ahead }
      if (ahead && value) return { type: 'continued', partial: { ...value }, reply: askYear(value, asking), asks: true }
      if (value && isBackwards(raw, value, asking.today)) return misread('date.backwards', { said: quote(raw) })
      const rest = value && raw.length > BESIDE ? dayAmongWords(raw, asking)?.rest : undefined
      if (value) return { type: 'answered', value, ...(rest !== undefined && { beside: rest }) }
      const two = raw.length > 60 ? null : twoDays(raw, asking)
      if (two) return misread('date.two_days', { said: quote(raw), one: two[0], other: two[1] })
      const among = raw.length > 60 ? null : dayAmongWords(raw, asking)
      if (!among || isTalk(raw) === 'papers') return misread(`${name}.unclear`, { said: quote(raw) })
      // A day on which something was done is not the time that is reported on.
      if (field.feeds === 'period' && among.days.from === among.days.to && among.rest.length > BESIDE)
        return misread(`${name}.unclear`, { said: quote(raw) })
      // A story that names a day is no new answer in the place of one that is there.
      if (old !== null && among.rest.length > BESIDE)
        return misread('date.story', { said: quote(raw), label: field.label, now: shown(old, asking.words) })
      const note = asking.words.say('engine.noted_day', {
        value: shown(among.days, asking.words),
        rest: quote(among.rest),
      })
      return { type: 'answered', value: among.days, note, beside: among.rest }
    },
    spots: 'all',
    spot(_field, text, { today, period }) {
      const close = /^0\d{3}$/u.test(text) ? dayNamed(text, today, period) : null
      if (close) return { value: close, start: 0, end: text.length }
      const plain = /[比较]/u.test(text) ? text.replace(THAN, (than) => '\u00b7'.repeat(than.length)) : text
      const found = findDays(single ? plain : twoDaysJoined(plain, today), today, period)
      return found && { value: found.days, start: found.start, end: found.end }
    },
    check(field, value, { today, words }) {
      const said = shown(value, words)
      if (single && value.from !== value.to) return [{ code: 'date.several', values: { said } }]
      if (value.from < EARLIEST) return [{ code: 'date.long_ago', values: { said } }]
      if (field.options.future || value.from <= today) return []
      return [{ code: 'date.future', values: { said, today: shown({ from: today, to: today }, words) } }]
    },
    show: (_field, value, words) => shown(value, words),
    cell: (_field, { from, to }) => (from === to ? from : `${from}/${to}`),
    comparison: { as: 'days', of: (value) => value },
    encode: ({ from, to }) => ({ from, to }),
    decode: decodeDays,
    objection(_field, given, { today, period }) {
      const text = single ? given : twoDaysJoined(given, today)
      const wrong = noSuchDay(text)
      if (wrong) return { code: 'date.no_such_day', values: wrong }
      const listed = BETWEEN_DAYS.test(text) ? LISTED.exec(text.replace(ITS_WEEKDAY, ''))?.[0] : undefined
      return listed ? { code: 'date.listed', values: { said: listed.trim() } } : recurring(text, period, today)
    },
    remark: (_field, { from, to }, { period, words }) =>
      period && (to < period.from || from > period.to)
        ? { code: 'date.outside_period', values: { period: shown(period, words) } }
        : null,
  }
  return kind

  function asked(field: Field<DaysOptions>, old: Days | null, { words }: Asking): string {
    return prompt(field, words, { old: old === null ? null : shown(old, words), example: words.say(`${name}.example`) })
  }
}

/** 「6月到3月」 in July: without a year nobody means the next one's March. */
const isBackwards = (raw: string, { from, to }: Days, today: Day): boolean =>
  from.slice(0, 4) < to.slice(0, 4) && to.slice(0, 7) > today.slice(0, 7) && !/年|\d{4}/.test(raw)

/** 「比去年多」「和上个月相比」: when it is compared with is not when it was. */
const THAN =
  /(?:比|较)[起之于]?(?:去年|前年|往年|上个?(?:月|季度|年度)|上周)|[跟和与同](?:去年|前年|往年|上个?(?:月|季度|年度)|上周)相?比/gu

/** English 「to」 as in Chinese; where the period is asked 「4-6」 is of months. */
const spelt = ({ feeds }: Field<DaysOptions>, raw: string, today: Day): string => {
  const text = raw.replace(ITS_WEEKDAY, '').replace(/ +(?:to|until|till|through) +/gi, '到')
  if (feeds !== 'period') return text
  return MONTHS.test(text.trim()) ? `${text.trim()}月` : withThisQuarter(text, today)
}
const MONTHS = /^(?:[1-9]|1[0-2])\s*[-–—~～到至、]\s*(?:[1-9]|1[0-2])$/u

/** 「6月28日，周六」. */
const ITS_WEEKDAY = /(?<=\d[日号]?)[，,]\s*(?:周|星期|礼拜)[一二三四五六日天]/u

/** So near is what begins soon: of 「12月」 in November either year may be meant. */
const NEAR_DAYS = 45

/** The same days a year later, where no year is said and these begin soon while those of the last year are long past; else null. */
function comingYear(days: Days, raw: string, { today }: Asking): Days | null {
  if (/年|\d{4}|上|去|last/iu.test(raw) || days.to >= today) return null
  const ahead = yearLater(days)
  const [until, since] = [daysBetween(today, ahead.from), daysBetween(days.to, today)]
  return until > 0 && until <= NEAR_DAYS && until < since ? ahead : null
}

function yearLater({ from, to }: Days): Days {
  const [year, month, day] = partsOf(to)
  const last =
    day === lastOfMonth(year, month) ? lastOfMonth(year + 1, month) : Math.min(day, lastOfMonth(year + 1, month))
  const [first, ...rest] = from.split('-')
  return { from: [Number(first) + 1, ...rest].join('-'), to: dayOf(year + 1, month, last) ?? to }
}

const askYear = (days: Days, { words }: Asking): string =>
  words.say('date_range.which_year', { past: shown(days, words), ahead: shown(yearLater(days), words) })

const FIRST = /^(?:1|一|去年|前面那?个?|已经过去的?)$/u
const SECOND = /^(?:2|二|今年|明年|后面那?个?|还没到的?)$/u
const YEAR = /^(?:是)?(\d{4})(?:年的?)?$/u

/** Her answer to it. */
function yearMeant(days: Days, raw: string): Days | null {
  const said = bare(raw)
  const ahead = yearLater(days)
  const year = YEAR.exec(said)?.[1]
  if (FIRST.test(said) || (year && days.to.startsWith(year))) return days
  return SECOND.test(said) || (year && ahead.to.startsWith(year)) ? ahead : null
}

const A_DAY = '(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*[日号]|[今昨前]天|(?:周|星期|礼拜)[一二三四五六日天])'
const BETWEEN_DAYS = /[、，,和跟及天]/
/** 「5月6日、13日、20日」, 「昨天和今天」: days that are several activities. */
const LISTED = new RegExp(
  `\\d{1,2}\\s*月\\s*\\d{1,2}(?:\\s*[、，,和跟及]\\s*\\d{1,2})+\\s*[日号]|(?:\\d{1,2}\\s*月\\s*)?${A_DAY}(?:(?:\\s*[、，,和跟及]\\s*|(?<=天)(?=[前昨今]))(?:\\d{1,2}\\s*月\\s*)?${A_DAY})+`,
  'u',
)
/** Longer than this beside a day is told to be left out. */
const BESIDE = 12

/** 「明年继续」, 「今年人比去年少」: a year said by the way, of which the rest tells something. */
const A_YEAR = /^[今明去前后来]年$/u
const AND_NO_MORE =
  /^(?:全|整|一整年|[上下]半年|年度?|就|是|报|填|写|的|吧|啊|呢|哈|嗯|呀|这份|简报|报告|总结|工作|活动|情况|[\s，。,.！!])*$/u
const isPassing = (text: string, { start, end }: { start: number; end: number }): boolean =>
  A_YEAR.test(normaliseText(text).slice(start, end)) &&
  !AND_NO_MORE.test(normaliseText(text).slice(0, start) + normaliseText(text).slice(end))

/** What the whole text says, or its only date: of two dates that are no range the first is not the answer. */
function daysIn(text: string, { today, period }: Asking): Days | null {
  const found = lonely(text, (normal) => findDays(normal, today, period))
  const only = found && text.length - (found.end - found.start) <= BESIDE && !isPassing(text, found) ? found.days : null
  return readDays(text, today, period) ?? only ?? twiceSaid(text, { today, period })
}

/** 「第二季度（4-6月）」: the same said in two ways. */
function twiceSaid(text: string, { today, period }: Pick<Asking, 'today' | 'period'>): Days | null {
  const parts = text.split(/[（）()，,、\s]+/u).filter(Boolean)
  const [one, other] = parts.map((part) => readDays(part, today, period))
  return parts.length === 2 && one && other && one.from === other.from && one.to === other.to ? one : null
}

/** The two days that a text says one behind the other, as if they were one. */
function twoDays(text: string, { today, period, words }: Asking): [string, string] | null {
  const parts = text.split(/[（）()，,、\s]+/u).filter(Boolean)
  const [one, other] = parts.map((part) => readDays(part, today, period))
  return parts.length === 2 && one && other ? [shown(one, words), shown(other, words)] : null
}

/** 「9月26号第2期读书会」: the day, and what stands around it, when that says no other. */
function dayAmongWords(text: string, { today, period }: Asking): { days: Days; rest: string } | null {
  const normal = normaliseText(text).trim()
  const found = findDays(normal, today, period)
  if (!found || isPassing(normal, found)) return null
  const [before, after] = [normal.slice(0, found.start), normal.slice(found.end)]
  const rest = (before + after.replace(/^[\s,，.。:：、]+/u, '')).trim()
  const joined = /[-–—~至到或\d]$/.test(before) || /^[-–—~至到或\d]/.test(after)
  // 「志愿者周末才有空，所以…」 says how it is, 「下半年想找…」 what is to be, and not when it was.
  if (
    /^才(?:有|能|会|来|可以)|^(?:我们|大家|也|还|都)*(?:[想再将拟]|要(?!求)|打算|计划(?!书)|准备|希望|争取)/u.test(
      after,
    )
  )
    return null
  const another = findDays(rest, today, period) !== null || /[\d一二三四五六七八九十] ?[月日号]/.test(rest)
  return joined || another || !/\p{L}{2}/u.test(rest) ? null : { days: found.days, rest }
}

export const shown = (days: Days, words: Words): string =>
  words.language === 'zh-CN' ? showDays(days) : days.from === days.to ? days.from : `${days.from} – ${days.to}`

/** By hand: the days of every row that is said back are read with it. */
export function decodeDays(json: unknown): Days {
  const { from, to } = (json ?? {}) as { from?: unknown; to?: unknown }
  if (typeof from !== 'string' || typeof to !== 'string' || !isDay(from) || (to !== from && !isDay(to)))
    throw new Error('stored days are none')
  return { from, to }
}
