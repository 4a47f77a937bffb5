import type { Instant } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { StaffAddress, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { sayLater } from './say-later.js'

/** Tells the staff of the hub of this account: each on an address where she can be reached now, or else with her next message there. */
export async function tellStaff(
  shell: Pick<TurnShell, 'newId' | 'reach' | 'split' | 'hubOf' | 'wordsOf'>,
  ports: Pick<TurnPorts, 'people' | 'outbox' | 'staff'>,
  account: string,
  news: (words: Words) => string,
  now: Instant,
): Promise<void> {
  const hub = shell.hubOf(account)
  const addresses = hub ? await ports.staff.addressesOf(hub.id) : []
  const best = new Map<string, StaffAddress>()
  for (const one of addresses) {
    const known = best.get(one.contactId)
    const open = ({ standing }: StaffAddress) => shell.reach(standing, now).type === 'open'
    if (!known || (!open(known) && open(one))) best.set(one.contactId, one)
  }
  for (const { addressId } of best.values()) {
    const person = await ports.people.holdById(addressId)
    if (person?.contact) await sayLater(shell, ports, person, [news(shell.wordsOf(person.contact.language))], now)
  }
}
