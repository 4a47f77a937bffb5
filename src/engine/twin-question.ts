import { shown } from '../forms/days-kind.js'
import type { Asking } from '../forms/field-kind.js'
import { quote } from '../forms/prompt.js'
import { showDays } from '../kernel/day-words.js'
import type { Days } from '../kernel/day.js'
import type { At, TwinSide } from './session.js'

export type AskedOfTwins = Extract<At, { type: 'twin' }>

/** The question that is open: whether two are one, or why they are not. */
export function twinQuestion({ open, why, all }: AskedOfTwins, asking: Asking): string {
  const { words } = asking
  const [twin] = open
  if (why || !twin) return words.say('twins.why')
  const sides = {
    mine: sideShown(twin.mine, asking),
    other: sideShown(twin.other, asking),
    where: twin.other.where,
  }
  const ways = words.say(open.length > 1 && !all ? 'twins.ways_all' : 'twins.ways', { count: open.length })
  return `${words.say('twins.ask', sides)}\n${ways}`
}

/** 「7月1日「读书会」32人」. */
export const sideShown = ({ startsOn, endsOn, title, people }: TwinSide, asking: Asking, most = 24): string =>
  asking.words.say('twins.side', {
    day: dayShown({ from: startsOn, to: endsOn }, asking),
    title: quote(title, most),
    people: people ?? '',
  })

/** Days without their year where it is this one: two activities have to fit beside each other. */
export const dayShown = (days: Days, { words, today }: Pick<Asking, 'words' | 'today'>): string =>
  words.language === 'zh-CN' ? showDays(days, today) : shown(days, words)
