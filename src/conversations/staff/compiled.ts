import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { localTime } from '../../records/local-time.js'
import type { TurnPorts } from '../ports.js'
import { periodIn } from './figures.js'

const LISTED = 8
const NAME = 40
const ASKS = /^(?:看看?|查看?)?导出(?:的)?(?:记录|历史)$|^(?:看看?|查看?)?(?:导出过(?:什么|哪些)|历次导出)$|^exports$/i

export const asksOfCompiled = (text: string): boolean => ASKS.test(bare(text).replace(/\s+/g, ''))

/** 「导出记录」: what was exported of the hub, when and by whom, and what has to be exported anew. */
export async function compiledText(
  { compilations }: Pick<TurnPorts, 'compilations'>,
  hubId: string,
  zone: string,
  { words }: Pick<Asking, 'words'>,
): Promise<string> {
  const all = await compilations.list(hubId)
  if (all.length === 0) return words.say('compiled.none')
  const shown = all.slice(0, LISTED)
  const stale = await compilations.staleOf(
    hubId,
    shown.map(({ id }) => id),
  )
  const lines = shown.flatMap(({ id, name, madeAt, byName, fromOn, toOn, records, public: open }) => {
    const values = {
      at: localTime(madeAt, zone).slice(0, 16).replace('T', ' '),
      name: quote(name, NAME),
      by: byName === null ? words.say('compiled.at_machine') : quote(byName, NAME),
      records,
    }
    const old = stale.find(({ compilation }) => compilation.id === id)?.stale.length ?? 0
    if (old === 0) return [words.say('compiled.one', values)]
    const period = periodIn(fromOn && toOn ? { from: fromOn, to: toOn } : null, words)
    return [
      words.say('compiled.one', values),
      words.say(open ? 'compiled.stale_public' : 'compiled.stale', { count: old, period }),
    ]
  })
  const values = { count: all.length, shown: shown.length }
  const head = words.say(all.length > LISTED ? 'compiled.last' : 'compiled.all', values)
  return [head, ...lines].join('\n')
}
