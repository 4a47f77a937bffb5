import { quote } from '../../forms/prompt.js'
import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Forecast, Unreached } from './forecast.js'

const NAME = 40

/** 「10 家中 3 家到 12-25 无法触达」, and for each why and what to do. `wecom`: the hub has an app that people can be bound to. */
export function forecastText(
  { due, unreached }: Forecast,
  until: Day,
  { words, today, wecom, asks }: { words: Words; today: Day; wecom: boolean; asks: boolean },
): string {
  const day = until.slice(0, 4) === today.slice(0, 4) ? until.slice(5) : until
  if (due === 0) return words.say('reach.none_due', { day })
  const foot = asks ? [words.say('reach.asks')] : []
  if (unreached.length === 0) return [words.say('reach.all_reached', { due, day }), ...foot].join('\n')
  const lines = unreached.map((one) => {
    const who = one.contact === null ? quote(one.organisation, NAME) : whoOf(one, words)
    const waiting = one.waiting > 0 ? words.say('reach.waiting', { count: one.waiting }) : ''
    const why = words.say(`reach.why_${one.why}`) + waiting
    return words.say('reach.line', { who, why, out: waysOut(one, words, wecom) })
  })
  return [words.say('reach.unreached', { due, count: unreached.length, day }), ...lines, ...foot].join('\n')
}

const whoOf = ({ organisation, contact }: Unreached, words: Words): string =>
  words.say('reach.who', { organisation: quote(organisation, NAME), contact: quote(contact ?? '', NAME) })

/** What helps in each case, the easiest first; a call always does. */
function waysOut({ organisation, why }: Unreached, words: Words, wecom: boolean): string {
  const first = words.say(`reach.out_${why}`, { organisation: quote(organisation, NAME) })
  if (why === 'nobody') return first
  const bind = wecom && ['left', 'refused', 'rights', 'silent'].includes(why) ? [words.say('reach.out_bind')] : []
  return [first, ...bind, words.say('reach.out_call')].join(words.say('reach.or'))
}
