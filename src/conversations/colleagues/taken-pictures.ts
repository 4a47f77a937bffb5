import type { Asking } from '../../forms/field-kind.js'
import { draftShown } from '../open-draft.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing } from '../route.js'
import { tellOne } from '../tell-staff.js'
import { holderOf } from './take-over.js'

/**
 * What she hears whose pictures come while a colleague has her draft: they wait for her, and go into it when she has it back; of the `first` the
 * colleague hears, too. Null where nobody took it.
 */
export async function picturesWhileTaken(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  first: boolean,
  { words, now }: Asking,
): Promise<string | null> {
  const ask = contact.asks.findLast(({ type }) => type === 'taken')
  if (ask?.type !== 'taken') return null
  const held = await holderOf(ports, contact, ask.draftId)
  if (!held) return null
  const { draft, holder } = held
  if (first)
    await tellOne(
      routing,
      ports,
      holder,
      async (theirs) =>
        theirs.say('colleagues.pictures_news', {
          name: contact.name,
          draft: await draftShown(routing, ports, draft, theirs),
        }),
      now,
      { key: `pictures:${ask.draftId}` },
    )
  return words.say('colleagues.pictures_kept', {
    name: holder.name,
    draft: await draftShown(routing, ports, draft, words),
  })
}
