import type { Instant } from '../kernel/clock.js'
import type { Words } from '../kernel/words.js'
import type { ContactAddress } from './colleagues/ports.js'
import type { Person, TurnPorts } from './ports.js'
import type { TurnShell } from './receive.js'
import { sayLater } from './say-later.js'

type Needs = Pick<TurnShell, 'newId' | 'reach' | 'split' | 'wordsOf'>
type Ports = Pick<TurnPorts, 'people' | 'outbox'>
/** Of what waits under one key only the newest is said; it may depend on what waits for her. */
type Key = string | ((person: Person) => string)
/** `but` is not told. `ownWord`: where it cannot be said now it waits for a word of hers, however soon the account may send again. */
interface How {
  but?: string | null
  key?: Key | undefined
  ownWord?: boolean
}

/** Tells the staff of the hub of this account: each on an address where she can be reached now, or else with her next message there. */
export async function tellStaff(
  shell: Needs & Pick<TurnShell, 'hubOf'>,
  ports: Ports & Pick<TurnPorts, 'staff'>,
  account: string,
  news: (words: Words, person: Person) => string,
  now: Instant,
  how: How = {},
): Promise<void> {
  const hub = shell.hubOf(account)
  if (hub) await tellStaffOf(shell, ports, hub.id, news, now, how)
}

/**
 * The same of a hub. `but` is not told: what she hears is her own turn's. `key`: of those that wait for her only the newest is said. Nobody is told
 * null. Who was told, and how many of them at once.
 */
export async function tellStaffOf(
  shell: Needs,
  ports: Ports & Pick<TurnPorts, 'staff'>,
  hubId: string,
  news: (words: Words, person: Person) => string | null | Promise<string | null>,
  now: Instant,
  { but = null, ...how }: How = {},
): Promise<{ names: string[]; atOnce: number }> {
  const all = await ports.staff.addressesOf(hubId)
  const names: string[] = []
  let atOnce = 0
  for (const contactId of new Set(all.map((one) => one.contactId))) {
    if (contactId === but) continue
    const addresses = all.filter((one) => one.contactId === contactId)
    const text = async (words: Words, person: Person) => {
      const said = await news(words, person)
      if (said !== null) names.push(person.contact?.name ?? '')
      return said
    }
    if ((await tellOne(shell, ports, { addresses }, text, now, how)) === 'at_once') atOnce++
  }
  return { names, atOnce }
}

/** The first of her addresses where she can be reached now. */
export const openAddress = (
  { reach }: Pick<Needs, 'reach'>,
  addresses: ContactAddress[],
  now: Instant,
): ContactAddress | undefined => addresses.find(({ standing }) => reach(standing, now).type === 'open')

/** Tells one contact, on an address where she can be reached now, or else with her next message; null when she has none, or is told nothing. */
export async function tellOne(
  shell: Needs,
  ports: Ports,
  contact: { addresses: ContactAddress[] } | null,
  news: (words: Words, person: Person) => Promise<string | null>,
  now: Instant,
  { key, ...how }: Omit<How, 'but'> = {},
): Promise<'at_once' | 'later' | null> {
  const best =
    openAddress(shell, contact?.addresses ?? [], now) ??
    contact?.addresses.find(({ standing }) => standing.following) ??
    contact?.addresses[0]
  const person = best && (await ports.people.holdById(best.addressId))
  const text = person?.contact ? await news(shell.wordsOf(person.contact.language), person) : null
  if (!person || text === null) return null
  await sayLater(shell, ports, person, [text], now, { ...how, key: typeof key === 'function' ? key(person) : key })
  return shell.reach(person.standing, now).type === 'open' ? 'at_once' : 'later'
}
