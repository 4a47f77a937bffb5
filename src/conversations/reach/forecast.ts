import type { Instant } from '../../kernel/clock.js'
import type { ContactAddress } from '../colleagues/ports.js'
import { type Allowed, waysTo, type Why, WHYS } from './ways.js'

/** A contact as the ledger has her. */
export interface LedgerContact {
  contactId: string
  name: string
  /** For staff who call her, and nowhere else. */
  phone?: string | null
  /** The name of her own. */
  organisation: string
  /** All that she files for. */
  organisationIds: string[]
  /** `waiting`: so many texts wait for her next word there. */
  addresses: (ContactAddress & { waiting: number })[]
}

/** An organisation that nothing can be brought to. `contact` is who of it is reached most easily again. */
export interface Unreached {
  organisation: string
  contact: string | null
  why: Why | 'nobody'
  /** Texts that did not get through and wait for her. */
  waiting: number
}

export interface Forecast {
  due: number
  unreached: Unreached[]
}

/**
 * Which of these organisations could not be reminded of a deadline at that moment, by nobody of them and no way, and why; those that are
 * easiest to mend first.
 */
export function forecast(
  due: { id: string; name: string }[],
  contacts: LedgerContact[],
  allowed: Allowed,
  at: Instant,
): Forecast {
  const unreached = due.flatMap(({ id, name }): Unreached[] => {
    const found = contacts
      .filter(({ organisationIds }) => organisationIds.includes(id))
      .map((contact) => ({ contact, choice: waysTo(contact.addresses, allowed, at, 'deadline') }))
    if (found.some(({ choice }) => choice.type === 'ways')) return []
    const calls = found.flatMap(({ contact, choice }) => (choice.type === 'call' ? [{ contact, why: choice.why }] : []))
    const [nearest] = calls.toSorted((a, b) => ease(b.why) - ease(a.why))
    if (!nearest) return [{ organisation: name, contact: null, why: 'nobody', waiting: 0 }]
    const waiting = nearest.contact.addresses.reduce((sum, address) => sum + address.waiting, 0)
    return [{ organisation: name, contact: nearest.contact.name, why: nearest.why, waiting }]
  })
  return { due: due.length, unreached: unreached.toSorted((a, b) => ease(b.why) - ease(a.why)) }
}

const ease = (why: Unreached['why']): number => (why === 'nobody' ? -1 : WHYS.indexOf(why))
