import { dayOf, lastOfMonth, type Day } from './day.js'

/**
 * A day as people type it: 2014-03-01, 2014-3-1, 2014/3/1, 2014年3月1日; a month alone (2014-03, 2014年3月) is its first or
 * last day. Else what is wrong with it, as a sentence that follows the option's name.
 */
export function typedDay(typed: string, end: 'first' | 'last'): { ok: true; day: Day } | { ok: false; fault: string } {
  const plain = typed.normalize('NFKC').replace(/\s/g, '')
  const match = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|年(\d{1,2})月(?:(\d{1,2})[日号])?)$/.exec(plain)
  const year = Number(match?.[1])
  const month = Number(match?.[3] ?? match?.[5])
  const given = match?.[4] ?? match?.[6]
  if (!match || dayOf(year, 1, 1) === null)
    return no(`「${typed}」不是日期，请写成 2014-03-01 / not a date, write 2014-03-01`)
  if (month < 1 || month > 12) return no(`「${typed}」不对：没有 ${month} 月 / no such month`)
  const day = dayOf(year, month, given === undefined ? (end === 'first' ? 1 : lastOfMonth(year, month)) : Number(given))
  if (day === null) return no(`「${typed}」不对：${year} 年 ${month} 月没有 ${Number(given)} 日 / no such day`)
  return { ok: true, day }
}

const no = (fault: string) => ({ ok: false as const, fault })
