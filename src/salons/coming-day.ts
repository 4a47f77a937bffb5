import { findClock } from '../kernel/clock-words.js'
import { findDays } from '../kernel/day-words.js'
import { addDays, dayOf, partsOf, type Day } from '../kernel/day.js'
import { normaliseText } from '../kernel/numeral.js'

/** A day that is to come, with the time of it where it is said, and the text without both. */
export interface Coming {
  day: Day | null
  /** Minutes after midnight. */
  from: number | null
  to: number | null
  rest: string
}

const AHEAD_DAYS = 330

/**
 * The day and time of something planned: of days without a year the next such one, of a bare 周六 or 5号 the next, too. What is said to be
 * past stays past: the caller says so.
 */
export function findComing(text: string, today: Day): Coming {
  const normal = normaliseText(text)
  const found = findDays(normal, today, { from: today, to: addDays(today, AHEAD_DAYS) })
  const single = found && found.days.from === found.days.to ? found : null
  const clock = findClock(normal)
  const words = single ? normal.slice(single.start, single.end) : ''
  const cut = [single, clock].flatMap((span) => (span ? [span] : [])).toSorted((a, b) => b.start - a.start)
  let rest = normal
  let upTo = normal.length
  for (const { start, end } of cut) {
    rest = `${rest.slice(0, start)} ${rest.slice(Math.max(start, Math.min(end, upTo)))}`
    upTo = start
  }
  return { day: single && next(single.days.from, words, today), from: clock?.from ?? null, to: clock?.to ?? null, rest }
}

function next(day: Day, words: string, today: Day): Day {
  if (day >= today) return day
  if (/^(?:周|星期|礼拜)/.test(words)) return addDays(day, 7)
  if (!/^[\d一二三十廿]{1,3} ?[日号]/.test(words)) return day
  const [year, month, of] = partsOf(day)
  for (let ahead = 1; ahead <= 3; ahead++) {
    const at = month - 1 + ahead
    const later = dayOf(year + Math.floor(at / 12), (at % 12) + 1, of)
    if (later && later >= today) return later
  }
  return day
}
