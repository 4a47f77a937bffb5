import type { Instant } from '../../kernel/clock.js'
import type { Words } from '../../kernel/words.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import { tellStaffOf } from '../tell-staff.js'

/**
 * Staff hear when a contact of a grantee can no longer be written to because she left, and when she can again. Both go by whether any of her
 * addresses is left: so they hear of the one exactly when they heard of the other, and each once. True when they were told.
 */
export async function tellFollowing(
  shell: Pick<Routing, 'newId' | 'reach' | 'split' | 'wordsOf'>,
  ports: Pick<TurnPorts, 'people' | 'outbox' | 'staff' | 'colleagues'>,
  { contact, addressId, standing }: Pick<Person, 'contact' | 'addressId' | 'standing'>,
  following: boolean,
  now: Instant,
): Promise<boolean> {
  if (contact?.role !== 'grantee' || contact.left) return false
  const known = await ports.colleagues.find(contact.hubId, contact.id)
  const elsewhere = known?.addresses.some((one) => one.addressId !== addressId && one.standing.following) ?? false
  if (elsewhere) return false
  const { name, organisationName: organisation } = contact
  const news = (words: Words) =>
    following
      ? words.say('comings.back', { name, organisation })
      : words.say(`comings.left_${standing.address.channel}`, { name, organisation })
  await tellStaffOf(shell, ports, contact.hubId, news, now)
  return true
}
