import type { Asking } from '../../forms/field-kind.js'
import type { ObligationState } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Stated } from './which.js'

/** So many of each state by name; the rest is counted. */
const SHOWN = 8

/** What needs somebody first; what needs nobody is only counted. */
const HOW: Record<ObligationState, 'named' | 'counted'> = {
  overdue: 'named',
  returned: 'named',
  in_draft: 'named',
  open: 'named',
  missed: 'named',
  waived: 'named',
  submitted: 'named',
  accepted: 'counted',
  upcoming: 'counted',
}
const ORDER = Object.entries(HOW) as [ObligationState, 'named' | 'counted'][]

/** 「应交」: how all of them stand. */
export function listed(
  all: Stated[],
  nameOf: (id: string) => string,
  titleOf: (obligation: Obligation) => string,
  { words }: Pick<Asking, 'words'>,
): string {
  if (all.length === 0) return words.say('owed.nothing')
  const lines = ORDER.flatMap(([state, how]) => {
    const of = all.filter((one) => one.state === state)
    if (of.length === 0) return []
    const counted = how === 'counted'
    const names = of
      .slice(0, counted ? 0 : SHOWN)
      .map(({ obligation }) => nameOf(obligation.organisationId) + titleOf(obligation))
    const rest = of.length - names.length
    const more = !counted && rest > 0 ? [words.say('digest.more', { rest })] : []
    const value = counted ? '' : [...names, ...more].join(words.say('field.comma'))
    return [
      words.say(counted ? 'owed.count' : 'owed.line', {
        state: words.say(`owed.${state}`),
        count: of.length,
        names: value,
      }),
    ]
  })
  return [words.say('owed.head', { count: all.length }), ...lines, words.say('owed.next')].join('\n')
}
