import type { Asking } from '../../forms/field-kind.js'
import { later } from '../../kernel/clock.js'
import type { TurnPorts } from '../ports.js'
import type { Known } from '../route.js'
import { overText } from './seat.js'
import { titleOf } from './words.js'

/** So long a word about coming may be about the salon that was. */
const LATELY_MS = 3 * 86_400_000

/** What a reply gets that comes after the salon began, was over or called off; null where she was invited to none of late. */
export async function lately(
  { salons }: Pick<TurnPorts, 'salons'>,
  { contact }: Known,
  asking: Asking,
): Promise<string | null> {
  const { words, now } = asking
  const all = await salons.inHub(contact.hubId, ['open', 'ended', 'cancelled'])
  for (const salon of all.toReversed()) {
    if (salon.state !== 'cancelled' && salon.startsAt > now) continue
    if (salon.startsAt <= later(now, -LATELY_MS)) continue
    const invited = (await salons.invited(salon.id)).find(({ contactId }) => contactId === contact.id)
    if (!invited) continue
    const came = (await salons.checkIns(salon.id)).find((one) => one.organisationId === invited.organisationId)
    return salon.state === 'open' && came
      ? words.say('salon.here_before', { title: titleOf(salon, words), name: came.name, people: came.people })
      : overText(salon, asking)
  }
  return null
}
