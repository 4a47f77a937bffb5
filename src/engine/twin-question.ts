import { shown } from '../forms/days-kind.js'
import { quote } from '../forms/prompt.js'
import type { Words } from '../kernel/words.js'
import type { At, TwinSide } from './session.js'

export type AskedOfTwins = Extract<At, { type: 'twin' }>

/** The question that is open: whether two are one, or why they are not. */
export function twinQuestion({ open, why, all }: AskedOfTwins, words: Words): string {
  const [twin] = open
  if (why || !twin) return words.say('twins.why')
  const [mine, other] = [sideIn(twin.mine, words), sideIn(twin.other, words)]
  const question = words.say('twins.ask', { mine, other, where: twin.other.where })
  return `${question}\n${words.say(open.length > 1 && !all ? 'twins.ways_all' : 'twins.ways', { count: open.length })}`
}

const sideIn = ({ startsOn, endsOn, title, people }: TwinSide, words: Words): string =>
  words.say('twins.side', {
    day: shown({ from: startsOn, to: endsOn }, words),
    title: quote(title, 30),
    people: people ?? '',
  })
