import { quote } from '../../forms/prompt.js'
import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Forecast, Unreached } from './forecast.js'

const NAME = 40
/** So many are named for one reason; the rest is counted, and the call sheet goes on page by page. */
const SHOWN = 10

/** 「10 家中 3 家到 12-25 无法触达」, and for each reason who, and what to do. `wecom`: the hub has an app that people can be bound to. */
export function forecastText(
  { due, unreached }: Forecast,
  until: Day,
  { words, today, wecom, asks }: { words: Words; today: Day; wecom: boolean; asks: boolean },
): string {
  const day = until.slice(0, 4) === today.slice(0, 4) ? until.slice(5) : until
  if (due === 0) return words.say('reach.none_due', { day })
  const foot = asks ? [words.say('reach.asks')] : []
  if (unreached.length === 0) return [words.say('reach.all_reached', { due, day }), ...foot].join('\n')
  // What is so of several, and helps them all, is said once.
  const lines = [...new Set(unreached.map(({ why }) => why))].map((why) => {
    const of = unreached.filter((one) => one.why === why)
    const names = of.slice(0, SHOWN).map((one) => {
      const waiting = one.waiting > 0 ? words.say('reach.waiting', { count: one.waiting }) : ''
      return (one.contact === null ? quote(one.organisation, NAME) : whoOf(one, words)) + waiting
    })
    const rest = of.length > SHOWN ? words.say('reach.more', { rest: of.length - SHOWN }) : ''
    const who = names.join(words.say('field.comma')) + rest
    return words.say('reach.line', { who, why: words.say(`reach.why_${why}`), out: waysOut(of, why, words, wecom) })
  })
  return [words.say('reach.unreached', { due, count: unreached.length, day }), ...lines, ...foot].join('\n')
}

const whoOf = ({ organisation, contact }: Unreached, words: Words): string =>
  words.say('reach.who', { organisation: quote(organisation, NAME), contact: quote(contact ?? '', NAME) })

/** What helps in each case, the easiest first; a call always does. */
function waysOut(of: Unreached[], why: Unreached['why'], words: Words, wecom: boolean): string {
  const [only, other] = of
  const organisation = only && !other ? quote(only.organisation, NAME) : words.say('reach.any_name')
  const first = words.say(`reach.out_${why}`, { organisation })
  if (why === 'nobody') return first
  const bind = wecom && ['left', 'refused', 'rights', 'silent'].includes(why) ? [words.say('reach.out_bind')] : []
  return [first, ...bind, words.say('reach.out_call')].join(words.say('reach.or'))
}
