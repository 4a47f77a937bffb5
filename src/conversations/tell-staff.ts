import type { Instant } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { StaffAddress, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { sayLater } from './say-later.js'

type Needs = Pick<TurnShell, 'newId' | 'reach' | 'split' | 'wordsOf'>
type Ports = Pick<TurnPorts, 'people' | 'outbox' | 'staff'>

/** Tells the staff of the hub of this account: each on an address where she can be reached now, or else with her next message there. */
export async function tellStaff(
  shell: Needs & Pick<TurnShell, 'hubOf'>,
  ports: Ports,
  account: string,
  news: (words: Words) => string,
  now: Instant,
): Promise<void> {
  const hub = shell.hubOf(account)
  if (hub) await tellStaffOf(shell, ports, hub.id, news, now)
}

/** The same of a hub. */
export async function tellStaffOf(
  shell: Needs,
  ports: Ports,
  hubId: string,
  news: (words: Words) => string,
  now: Instant,
): Promise<void> {
  const addresses = await ports.staff.addressesOf(hubId)
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
