import { Chars } from '../../kernel/chars.js'
import { addDays, dayOf, partsOf, type Day } from '../../kernel/day.js'
import { NTH, nthWeekday } from '../../kernel/nth-weekday.js'
import { scanNumber } from '../../kernel/numeral.js'
import type { DateMention } from './dates.js'

/** The number of these words; NaN where they are none. */
export const numberOf = (text: string | undefined): number => scanNumber(text ?? '', 0)?.value ?? NaN

/** Words of time that name no day. */
export const vague = (start: number, end: number): DateMention => ({
  done: null,
  planned: null,
  grain: 'vague',
  weak: false,
  start,
  end,
})
/** One day, whether done or to come. */
export const oneDay = (day: Day, start: number, end: number, weak = false): DateMention => ({
  done: { from: day, to: day },
  planned: { from: day, to: day },
  grain: 'day',
  weak,
  start,
  end,
})
/** What a sticky pattern finds exactly here. */
export const sticky = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** 第一个周六 without a month: of the month that was told, or of none; 三个周日 are so many of them. */
const NTH_WEEKDAY = new RegExp(`(?:${NTH}|[两二三四五六2-6])个(?:周|星期|礼拜)(?<w>[一二三四五六日天末])`, 'y')
/** 首日320人，次日285人: days of the span that was said before, where each has its own count. */
const NTH_DAY =
  /(?:首日|头一?天|第(?<n>[一二三四五六])[天日]|次日|最后一天|末日|尾日)(?=[^，。,；;\n]{0,10}?(?:\d|[一二三四五六七八九十百]{2})[\d一二三四五六七八九十百余多来]*(?:[人名位户号]|个(?!小时|月|钟)|(?<=[有来到][^，。,；;\n]{1,6})(?=$|[，。,；;\s])))/y
/** 首日, 次日 … within a span that was told before; null where none is. */
export function nthDay(plain: string, at: number, before: DateMention[]): DateMention | null {
  const found = sticky(NTH_DAY, plain, at)
  const last =
    found &&
    before.findLast(
      ({ grain, done, end }) =>
        grain === 'day' && done !== null && (done.from < done.to || /^(?:起|开始|开[业班营张])/.test(plain.slice(end))),
    )
  const span = last?.done
  if (!span || !found) return null
  const nth = found.groups?.['n'] === undefined ? (found[0] === '次日' ? 2 : 1) : numberOf(found.groups['n'])
  const day = /[后末尾]/.test(found[0]) ? span.to : addDays(span.from, nth - 1)
  return day <= span.to || span.from === span.to ? oneDay(day, at, at + found[0].length) : null
}

const OF_WEEK = new Chars('周星礼')
const REACH = 10
/** A weekday counted within a month that stands here; no day where it is not said of which month. */
export function nthWeekdayAt(plain: string, at: number, before: DateMention[]): DateMention | null {
  const found = OF_WEEK.in(plain, at, at + REACH) ? sticky(NTH_WEEKDAY, plain, at) : null
  if (!found) return null
  const { nth, nth1, last } = found.groups ?? {}
  const month = before.findLast(
    ({ grain, done }) => grain === 'period' && done !== null && done.from.slice(0, 7) === done.to.slice(0, 7),
  )?.done
  const first = month && dayOf(...partsOf(month.from))
  const days =
    (nth ?? nth1 ?? last) === undefined || !first || /每个?月的?$/.test(plain.slice(Math.max(0, at - 4), at))
      ? null
      : nthWeekday(first, found.groups ?? {}, found.groups?.['w'] ?? '')
  if (!days) return vague(at, at + found[0].length)
  const { from, to } = days
  return { done: { from, to }, planned: { from, to }, grain: 'day', weak: false, start: at, end: at + found[0].length }
}
