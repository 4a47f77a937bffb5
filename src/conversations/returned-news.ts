import type { Asking } from '../forms/field-kind.js'
import type { TurnPorts } from './ports.js'
import { returnedTo, returnedWaits } from './returned.js'
import type { Known, Routing } from './route.js'

/**
 * In one line above her list what came back and was never told her: who only looks at her list and what is on it is asked nothing else, and the hub
 * was promised that she hears of it with her next word. Null where she has heard.
 */
export async function returnedNews(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'people' | 'records' | 'drafts'>,
  person: Known,
  asking: Asking,
): Promise<string | null> {
  const { contact } = person
  const open = new Set((await returnedTo(routing, ports, contact, asking)).map(({ record }) => record.id))
  const isNews = contact.asks.some((ask) => ask.type === 'returned' && !ask.told && open.has(ask.recordId))
  return isNews ? returnedWaits(routing, ports, person, asking) : null
}
