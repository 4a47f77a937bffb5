import { addDays, type Day, type Days, daysBetween } from '../kernel/day.js'
import { beginsDay, daysAt, readDays, showDays } from '../kernel/day-words.js'
import { normaliseText } from '../kernel/numeral.js'

/** What a report is about, in the words that say so. */
interface PeriodSaid {
  days: Days
  start: number
  end: number
}

/** Nothing that is a period is without one of these. */
const OF_PERIODS = /[月季半年Qq]/u
/** So far behind the beginning it may stand, and so much is looked at for another one. */
const [HEAD, LOOK] = [24, 80]
const QUARTER = /(?:这(?:一|个|一个)?|本)季(?:度|(?!节|[度节]))/uy
/** 「报告时段：2026年10月1日至11月20日」 */
const LABEL = /(?:时段|期间)[:：]\s*/u
/** What is compared with, or is to come, is not what is reported on. */
const NOT_BEFORE = /(?:[比较跟和与像同去]|相对|到|从|截[至止])(?:了|于|起)?\s*$/u
const NOT_BEHIND =
  /^\s*(?:的?(?:计划|打算|安排|预算)|我们?(?:打算|计划|准备)|打算|准备|计划|还?[想要将会]|[相]?比|以来|开始|起(?!来)|[初底末])/u
/** A report on a quarter is written in the first weeks of the next one. */
const AFTERWARDS = 45
const MONTH = 31

/** The quarter that is meant by 这个季度 in a report: the one that is offered, else the one that is over, or well on. */
function thisQuarter(today: Day, offered: Days | null): Days | null {
  if (offered && offered.from <= today && isQuarter(offered)) return offered
  const now = readDays('本季度', today)
  return now && daysBetween(now.from, today) < AFTERWARDS ? readDays('上季度', today) : now
}

const isQuarter = ({ from, to }: Days): boolean => {
  const days = daysBetween(from, to)
  return days > 2 * MONTH && days < 3 * MONTH + 2
}

/** Whole months, of which one alone is a part of a story. */
const isPeriod = ({ from, to }: Days, single: boolean): boolean =>
  from.endsWith('-01') && addDays(to, 1).endsWith('-01') && (single || daysBetween(from, to) > MONTH)

/**
 * The period that the first words name: 「4到6月我们一共…」, 「二季度做了什么：…」, 「简报 4-6月」. Null where they name none, or two that are not the same.
 * `offered`: what would be taken without a word. `single`: one month is a period, too.
 */
export function periodIn(
  text: string,
  today: Day,
  { offered = null, single = false }: { offered?: Days | null; single?: boolean } = {},
): PeriodSaid | null {
  if (!OF_PERIODS.test(text)) return null
  const plain = normaliseText(text).slice(0, LOOK)
  const labelled = LABEL.exec(plain)
  if (labelled) {
    const start = labelled.index + labelled[0].length
    const found = daysAt(plain, start, today, null)
    return found?.days ? { days: found.days, start, end: found.end } : null
  }
  let first: PeriodSaid | null = null
  for (let start = 0, next = 1; start < plain.length; start = next++) {
    const found = beginsDay(plain, start) ? pointAt(start) : null
    if (!found) continue
    next = found.end
    const { days } = found
    if (!days || days.from > today || !isPeriod(days, single) || isBeside(start, next)) continue
    if (first) return first.days.from === days.from && first.days.to === days.to ? first : null
    if (start > HEAD) return null
    first = { days, start, end: found.end }
  }
  return first

  function pointAt(start: number): { days: Days | null; end: number } | null {
    QUARTER.lastIndex = start
    if (QUARTER.test(plain)) return { days: thisQuarter(today, offered), end: QUARTER.lastIndex }
    return daysAt(plain, start, today, null)
  }

  function isBeside(start: number, end: number): boolean {
    return NOT_BEFORE.test(plain.slice(0, start)) || NOT_BEHIND.test(plain.slice(end))
  }
}

/** The same without where it stands. */
export const periodSaid = (text: string, today: Day, offered: Days | null = null, single = false): Days | null =>
  periodIn(text, today, { offered, single })?.days ?? null

/** 「这个季度」 where a report's period is asked, as the quarter that is meant. */
export const withThisQuarter = (text: string, today: Day): string => {
  const meant = /季/u.test(text) ? thisQuarter(today, null) : null
  return meant ? text.replace(new RegExp(QUARTER.source, 'u'), () => showDays(meant)) : text
}
