import { readDays } from '../../kernel/day-words.js'
import { addDays, lastOfMonth, partsOf, type Day } from '../../kernel/day.js'
import { normaliseText, readNumber } from '../../kernel/numeral.js'
import { deadlineOf } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'

const MORE = /^(?:多)?(?:([\d]{1,3}|[一两二三四五六七八九十]{1,3})|(半))个?(天|周|星期|礼拜|月)(?:时间)?$/u
const DAYS: Record<string, number> = { 天: 1, 周: 7, 星期: 7, 礼拜: 7, 月: 30 }
/** More is no extension. */
const MOST_DAYS = 366

/** How many days more: 「三天」 3, 「一个星期」 7, 「半个月」 15; null where it says no number of days. */
export function daysMore(said: string): number | null {
  const [, count, half, unit = ''] = MORE.exec(normaliseText(said).trim()) ?? []
  const one = DAYS[unit]
  if (one === undefined) return null
  const days = half ? Math.floor(one / 2) : (readNumber(count ?? '') ?? 0) * one
  return days >= 1 && days <= MOST_DAYS ? days : null
}

/** 「月底」 is that of this month. */
const withMonth = (said: string, today: Day): string => {
  if (!/^(?:本月|这个?月)?(?:底|末|月底|月末)$/.test(said)) return said
  const [year, month] = partsOf(today)
  return `${year}年${month}月${lastOfMonth(year, month)}日`
}

/** The first of these days from today on after which such a day without a year is not past any more. */
const AHEAD = { month: [0, 31, 92, 183, 364], day: [0, 31], itself: [0] }
/** Said from today on: 下个月10号, 昨天. */
const FROM_TODAY = /[昨前今明后]天|[上下本这]/

/**
 * The day that words for a deadline mean, the last of several. It lies ahead: of 12月31日 the next one is meant, of 30号 that of the month that
 * goes on, of 10月底 in October this one; 下周五 and 下个月10号 say themselves what they count from.
 */
export function deadlineIn(said: string, today: Day): { day: Day; single: boolean } | null {
  const counts = FROM_TODAY.test(said)
    ? 'itself'
    : /[月./-]/.test(said)
      ? 'month'
      : /[日号]/.test(said)
        ? 'day'
        : 'itself'
  const read = AHEAD[counts].map((ahead) => readDays(withMonth(said, today), addDays(today, ahead)))
  const days = read.find((each) => each !== null && each.to >= today) ?? read.at(-1)
  return days ? { day: days.to, single: days.from === days.to } : null
}

/** Until when a report is put off: to a day, or by so many days from its deadline, or from today where that is past. */
export function untilOf(said: string, obligation: Obligation, today: Day): Day | null {
  const days = daysMore(said)
  if (days === null) return deadlineIn(said, today)?.day ?? null
  const deadline = deadlineOf(obligation, obligation.facts)
  return addDays(deadline > today ? deadline : today, days)
}
