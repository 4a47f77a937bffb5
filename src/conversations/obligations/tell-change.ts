import type { Instant } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import type { TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import { tellOne } from '../tell-staff.js'

export type Telling = Pick<Routing, 'newId' | 'reach' | 'split' | 'wordsOf'>
export type TellPorts = Pick<TurnPorts, 'colleagues' | 'people' | 'outbox'>

/**
 * Tells all contacts of an organisation what staff changed about a report of theirs. `now`: somebody of them hears at once; `later`: with her
 * next word; `nobody`: none of them was ever here.
 */
export async function tellChange(
  shell: Telling,
  ports: TellPorts,
  hubId: string,
  organisationId: string,
  news: (words: Words) => string,
  now: Instant,
): Promise<'now' | 'later' | 'nobody'> {
  const told: ('at_once' | 'later' | null)[] = []
  for (const contact of await ports.colleagues.of(hubId, organisationId))
    told.push(await tellOne(shell, ports, contact, (words) => Promise.resolve(news(words)), now))
  return told.includes('at_once') ? 'now' : told.includes('later') ? 'later' : 'nobody'
}
