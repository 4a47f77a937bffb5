import type { Asking } from '../../forms/field-kind.js'
import { showDays } from '../../kernel/day-words.js'
import { isOutstanding, type ObligationState } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Stated } from './which.js'

/** So much of it, in bytes of UTF-8, goes into one message with what stands around; the rest of a state is counted. */
const LINES_BYTES = 1_200
/** So many organisations of one state. */
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
  { words, today }: Pick<Asking, 'words' | 'today'>,
): string {
  if (all.length === 0) return words.say('owed.nothing')
  const named = ({ obligation, state }: Stated): string => {
    const { extendedTo: to } = obligation.facts
    const until =
      to && isOutstanding(state) ? words.say('owed.until_day', { day: showDays({ from: to, to }, today) }) : ''
    return titleOf(obligation) + until
  }
  let left = LINES_BYTES
  const takes = (line: string) => (left -= Buffer.byteLength(line) + 1) >= 0
  const lines = ORDER.flatMap(([state, how]) => {
    const of = all.filter((one) => one.state === state)
    if (of.length === 0) return []
    const head = (key: string) => words.say(key, { state: words.say(`owed.${state}`), count: of.length })
    if (how === 'counted') return [head('owed.count')]
    const ids = [...new Set(of.map(({ obligation }) => obligation.organisationId))]
    const shown: string[] = []
    let count = 0
    for (const id of ids.slice(0, SHOWN)) {
      const theirs = of.filter(({ obligation }) => obligation.organisationId === id)
      const titles = [...new Set(theirs.map(named))]
      const line = words.say('owed.line', { organisation: nameOf(id), titles: titles.join(words.say('field.comma')) })
      if (!takes(line)) break
      shown.push(line)
      count += theirs.length
    }
    const rest = of.length - count
    return [head('owed.head_of'), ...shown, ...(rest > 0 ? [words.say('owed.rest', { rest })] : [])]
  })
  return [
    words.say('owed.head', {
      count: all.length,
      organisations: new Set(all.map(({ obligation }) => obligation.organisationId)).size,
    }),
    ...lines,
    words.say('owed.next'),
  ].join('\n')
}
