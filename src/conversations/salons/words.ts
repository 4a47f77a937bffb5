import { quote } from '../../forms/prompt.js'
import type { Instant } from '../../kernel/clock.js'
import { partsOf, weekday } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import { dayIn } from '../../kernel/zone.js'
import { localTime } from '../../records/local-time.js'
import type { Answer, Plan, Salon } from '../../salons/salon.js'

/** More of a name is no help on a phone. */
export const NAME = 40

/** 「沙龙「志愿者怎么留住」」, 「木棉沙龙第三期「财务制度」」. */
export function titleOf({ topic, series, number }: Pick<Plan, 'topic' | 'series' | 'number'>, words: Words): string {
  const about = quote(topic ?? '', NAME)
  if (series === null || number === null) return words.say('salon.title', { topic: about })
  const count = words.language === 'zh-CN' ? han(number) : String(number)
  const name = series === '沙龙' ? words.say('salon.series_plain') : words.say('salon.series', { series })
  return words.say('salon.title_series', { series: name, number: count, topic: about })
}

const DIGITS = '零一二三四五六七八九'

/** 3 as 三, 12 as 十二: as people count 期. */
export function han(number: number): string {
  if (number < 10) return DIGITS[number] ?? String(number)
  if (number > 99) return String(number)
  const tens = Math.floor(number / 10)
  const ones = number % 10
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`
}

/** 「12月5日（周六）14:00—16:00」, with the year where it is not this one. */
export function momentOf(
  { startsAt, endsAt }: { startsAt: Instant; endsAt: Instant | null },
  zone: string,
  now: Instant,
  words: Words,
): string {
  const day = dayIn(startsAt, zone)
  const [year, month, date] = partsOf(day)
  const nth = weekday(day)
  const clock = (at: Instant) => localTime(at, zone).slice(11, 16)
  const values = {
    year: dayIn(now, zone).startsWith(String(year)) ? '' : words.say('salon.year', { year }),
    month,
    date,
    weekday: words.say(`salon.weekday_${nth}`),
    day,
    clock: endsAt === null ? clock(startsAt) : `${clock(startsAt)}—${clock(endsAt)}`,
  }
  return words.say('salon.moment', values)
}

/** When, where, with whom and for how many: a line each, nothing of what is not known. */
export function factLines(plan: Plan, zone: string, now: Instant, words: Words): string[] {
  const { startsAt, endsAt, place, guests, capacity } = plan
  const line = (label: string, value: string) =>
    words.say('engine.line', { label: words.say(`salon.label_${label}`), value })
  return [
    ...(startsAt === null ? [] : [line('time', momentOf({ startsAt, endsAt }, zone, now, words))]),
    ...(place === null ? [] : [line('place', place)]),
    ...(guests === null ? [] : [line('guests', guests)]),
    ...(capacity === null ? [] : [line('capacity', words.say('salon.seats', { count: capacity }))]),
  ]
}

/** What an invited person reads. */
export const invitationText = (salon: Plan, hub: string, zone: string, now: Instant, words: Words): string =>
  [words.say('salon.invitation', { hub, title: titleOf(salon, words) }), ...factLines(salon, zone, now, words)].join(
    '\n',
  )

/** 「12月5日（周六）14:00，鸡鸣山社区」 */
export const whenWhere = (
  salon: Pick<Salon, 'startsAt' | 'endsAt' | 'place'>,
  zone: string,
  now: Instant,
  words: Words,
): string =>
  salon.place === null
    ? momentOf(salon, zone, now, words)
    : words.say('salon.when_where', { when: momentOf(salon, zone, now, words), place: salon.place })

/** 「参加 2 人」, 「不参加」, 「待定」, 「候补 2 人」. */
export const answerShown = (
  { answer, people, waitingSince }: { answer: Answer; people: number; waitingSince: Instant | null },
  words: Words,
): string =>
  answer === 'yes'
    ? words.say(waitingSince === null ? 'salon.is_coming' : 'salon.is_waiting', { people })
    : words.say(`salon.is_${answer}`)
