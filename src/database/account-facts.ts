import { roleOf } from './role.js'
import type { Sql } from './sql.js'

/** Of the hub an account speaks for: its contacts, how many are known on this account, and how many of its staff on any. */
export interface AccountFacts {
  contacts: number
  bound: number
  staff: number
}

export interface BoundAddress {
  addressId: string
  channel: string
  account: string
  user: string
  contactId: string
  contact: string
  organisation: string
}

const BOUND = `SELECT c.id, c.role, o.kind AS organisationKind, MAX(CASE WHEN a.channel = ? AND a.account = ? THEN 1 ELSE 0 END) AS here
  FROM addresses a JOIN contacts c ON c.id = a.contactId JOIN organisations o ON o.id = c.organisationId
  WHERE c.hubId = ? GROUP BY c.id, c.role, o.kind`

/** What an operator wants to know of an account, read past the conversations. */
export const accountFacts = (reads: Pick<Sql, 'all'>) => ({
  /** Null: nobody loaded a hub of this name. */
  async ofHub(hub: string, channel: string, account: string): Promise<AccountFacts | null> {
    const [found] = await reads.all<{ id: string; contacts: number }>(
      'SELECT h.id, (SELECT COUNT(*) FROM contacts c WHERE c.hubId = h.id) AS contacts FROM hubs h WHERE h.name = ?',
      [hub],
    )
    if (!found) return null
    const bound = await reads.all<Parameters<typeof roleOf>[0] & { here: number }>(BOUND, [channel, account, found.id])
    const staff = bound.filter((contact) => roleOf(contact) === 'staff')
    return { contacts: found.contacts, bound: bound.filter(({ here }) => here > 0).length, staff: staff.length }
  },

  /** Everybody who can be written to, at each of her addresses. */
  bound: (): Promise<BoundAddress[]> =>
    reads.all(
      `SELECT a.id AS addressId, a.channel, a.account, a.user, c.id AS contactId, c.name AS contact, o.name AS organisation
       FROM addresses a JOIN contacts c ON c.id = a.contactId JOIN organisations o ON o.id = c.organisationId
       ORDER BY o.name, a.channel, a.account, a.user`,
    ),
})
