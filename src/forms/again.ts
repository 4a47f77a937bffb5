import { addDays, type Day, type Days, daysBetween, lastOfMonth, partsOf } from '../kernel/day.js'
import type { Json } from '../kernel/json.js'
import { decodeDays } from './days-kind.js'
import type { Field, Form } from './form.js'
import { bare } from './prompt.js'
import { decodeDraft } from './table-draft.js'

const BEFORE = '(?:上(?:次|期|回|面|一?[条次个场回])|之前|以前|原来)'
const SAME = new RegExp(
  `^(?:同上(?:次|期|面|一?[条次个场])?|同前|(?:还|都)?(?:是)?(?:和|跟|与)?${BEFORE}的?(?:相同|一样|一致|那个|那里)|${BEFORE}的|同一?个?(?:地点|地方|场地)|照旧|照上次|(?:还|也|都|就|仍)*[是在]*老(?:地方|样子)|也是|也在(?:那里?|那儿|这里)|不变|一样|相同|还一样|还是一样|same(?: as (?:before|above|last(?: time)?))?|ditto)$`,
  'iu',
)

/** One of these is in all that says so. */
const OF_SAME = /[同上之以原照老变样也]|same|ditto/iu

/** 「同上」「与上次相同」「地点和上次一样」: what it was before, or in the row above. */
export const isSame = (text: string, label = ''): boolean => {
  if (text.length >= 20 || !OF_SAME.test(bare(text))) return false
  const said = bare(text)
    .replace(/[了吧啊]+$/, '')
    .replace(/(?<=一样|相同|一致)的$/, '')
  return (
    SAME.test(said) ||
    (label !== '' && said.startsWith(label) && SAME.test(said.slice(label.length).replace(/^[:：\s]+/, '')))
  )
}

/** Of what says so, 「同上」「和上次一样」「老地方」: as the last time, and not as it stands here (「一样」「和原来一样」). */
export const isAsLast = (text: string): boolean => /上|老地方|last|above/iu.test(text)

/** What the questions of a form that say `again` may be answered with in one word; a column of a table stands under `activities.place`. */
export type Offers = Record<string, { value: Json; source: 'last' | 'grant' | 'owed' | 'said' }>

/**
 * What may be taken over from the answers to this form that the organisation filed last, newest version, and from its grant. The period is
 * not the same again but the one that follows; the first begins with the programme.
 */
export function offersFor(
  form: Form,
  known: {
    last: Record<string, Json | null> | null
    grant: { programmeFrom: Day; programmeTo: Day } | null
    today: Day
  },
): Offers {
  const offers: Offers = {}
  for (const field of form.fields) {
    const before = known.last?.[field.key] ?? null
    const { columns } = field.options as { columns?: Field[] }
    if (columns && before !== null) {
      const row = decodeDraft(before).rows.at(-1)
      for (const column of columns) {
        const cell = row?.cells[column.key] ?? null
        if (column.again && cell !== null) offers[`${field.key}.${column.key}`] = { value: cell, source: 'last' }
      }
    }
    if (!field.again) continue
    const offer =
      field.feeds === 'period'
        ? periodOffer(before, known)
        : before === null
          ? null
          : { value: before, source: 'last' as const }
    if (offer) offers[field.key] = offer
    const next = field.feeds === 'period' && before !== null ? following(decodeDays(before)) : null
    if (next && next.from > known.today) offers[comingKey(field.key)] = { value: { ...next }, source: 'last' }
  }
  return offers
}

/** Under it stands the period that follows the last report and has not begun: it is not offered, but may be meant. */
export const comingKey = (key: string): string => `${key}.coming`

const [MONTH, QUARTER] = [31, 92]

function periodOffer(
  before: Json | null,
  { grant, today }: { grant: { programmeFrom: Day; programmeTo: Day } | null; today: Day },
): Offers[string] | null {
  const days =
    before !== null ? following(decodeDays(before)) : grant && { from: grant.programmeFrom, to: monthBefore(today) }
  if (!days) return null
  const ends = [days.to, ...(grant && days.from <= grant.programmeTo ? [grant.programmeTo] : [])].toSorted()
  const whole = ends[0] ?? days.to
  const [past, left] = [daysBetween(days.from, today), daysBetween(today, whole)]
  // A quarter follows a quarter, also before it is over: one of its months is no report. Where it has hardly begun, nobody knows.
  if (before !== null && left > MONTH && past + left < QUARTER)
    return past >= left ? { value: { from: days.from, to: whole }, source: 'last' } : null
  // Who reports in the middle of a long period reports on what is past.
  const end = daysBetween(today, ends[0] ?? days.to) > MONTH ? monthBefore(today) : (ends[0] ?? days.to)
  if (days.from > end || days.from > today) return null
  return { value: { from: days.from, to: end }, source: before === null ? 'grant' : 'last' }
}

/** The days after these: as many whole months where they are whole months, else as many days. */
function following({ from, to }: Days): Days {
  const next = addDays(to, 1)
  const [year, month, day] = partsOf(from)
  const [toYear, toMonth, toDay] = partsOf(to)
  if (day !== 1 || toDay !== lastOfMonth(toYear, toMonth))
    return { from: next, to: addDays(next, daysBetween(from, to)) }
  const months = (toYear - year) * 12 + toMonth - month + 1
  return { from: next, to: lastDay(partsOf(next)[0], partsOf(next)[1] + months - 1) }
}

/** The last day of the month before. */
const monthBefore = (today: Day): Day => addDays(`${today.slice(0, 8)}01`, -1)

/** The last day of a month, counted on over the end of the year. */
const lastDay = (year: number, month: number): Day => {
  const [of, at] = [year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1]
  return `${of}-${String(at).padStart(2, '0')}-${lastOfMonth(of, at)}`
}
