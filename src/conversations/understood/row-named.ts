import type { Asking } from '../../forms/field-kind.js'
import { readDays } from '../../kernel/day-words.js'
import type { Pending } from './pending.js'

type Row = { number: number; rest: string }

const OF_DAY =
  /^(?<day>[^，,。\s]{2,10}?(?:[号日天]|(?:周|星期|礼拜)[一二三四五六日天]))的?(?:[那这]一?[场次个天回]的?|(?=(?:不是|应该|其实|是|人数|地点)))[，,\s]*(?<rest>\S.*)$/u

/** 「读书会那场是35人」, 「24号那次是16个」: the one activity that it begins with by title or day, and what is said of it. */
export function rowNamed({ activities }: Pending, said: string, { today }: Pick<Asking, 'today'>): Row | null {
  const titled = activities.flatMap(({ facts: { 'activity.title': title = '' } }, i) =>
    title !== '' && said.startsWith(title) ? [{ number: i + 1, title }] : [],
  )
  const [only, another] = titled
  if (only && !another) {
    const rest = said.slice(only.title.length).replace(/^(?:那|这)?一?[场次个]?的?[，,\s]*/u, '')
    return rest === '' ? null : { number: only.number, rest }
  }
  const { day = '', rest = '' } = OF_DAY.exec(said)?.groups ?? {}
  const digits = /^(\d{1,2})[号日]$/u.exec(day)?.[1]
  const from = day === '' ? undefined : readDays(day, today)?.from
  const [one, other] = activities.flatMap(({ facts: { 'activity.date': on = '' } }, i) =>
    day !== '' && (digits ? on.endsWith(`-${digits.padStart(2, '0')}`) : on === from) ? [i + 1] : [],
  )
  return one === undefined || other !== undefined ? null : { number: one, rest }
}

/** 「不是28是29」 of an activity of the 28th, as that day of the same month; null where the first is not its day. */
export function dayInstead(
  activity: Pending['activities'][number] | undefined,
  was: string,
  now: string,
): string | null {
  const on = activity?.facts['activity.date'] ?? ''
  const [before, after] = [was, now].map((one) => /^(\d{1,2})[号日]?$/u.exec(one)?.[1]?.padStart(2, '0'))
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(on) || !before || !after || !on.endsWith(`-${before}`)) return null
  const day = `${on.slice(0, -2)}${after}`
  return Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day ? null : day
}
