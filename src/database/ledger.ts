import type { Unsaid } from '../conversations/ports.js'
import type { LedgerContact } from '../conversations/reach/forecast.js'
import type { Instant } from '../kernel/clock.js'
import type { Sql } from './sql.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'

/** Contacts `c` of the grantees of a hub. */
const THEIRS = "c.hubId = ? AND c.leftAt IS NULL AND o.kind <> 'hub'"

/** Who files for which organisation. */
export const peopleOf = (sql: Pick<Sql, 'all'>, hubId: string): Promise<{ organisationId: string; name: string }[]> =>
  sql.all(
    `SELECT c.organisationId, c.name FROM contacts c JOIN organisations o ON o.id = c.organisationId WHERE ${THEIRS}
     UNION SELECT x.organisationId, c.name FROM contact_organisations x JOIN contacts c ON c.id = x.contactId
       JOIN organisations o ON o.id = c.organisationId WHERE ${THEIRS}`,
    [hubId, hubId],
  )

/** The reach ledger of a hub: whom it may have to tell something, and what is known of her addresses. */
export async function ledgerOf(sql: Pick<Sql, 'all'>, hubId: string, now: Instant): Promise<LedgerContact[]> {
  const contacts = await sql.all<{
    contactId: string
    name: string
    phone: string | null
    organisation: string
    organisationId: string
  }>(
    `SELECT c.id AS contactId, c.name, c.phone, o.name AS organisation, c.organisationId FROM contacts c JOIN organisations o ON o.id = c.organisationId
     WHERE ${THEIRS} ORDER BY COALESCE(c.precedence, 999), c.name, c.id`,
    [hubId],
  )
  const further = await sql.all<{ contactId: string; organisationId: string }>(
    'SELECT contactId, organisationId FROM contact_organisations WHERE hubId = ?',
    [hubId],
  )
  const addresses = await sql.all<StandingRow & { addressId: string; contactId: string; unsaid: string | null }>(
    `SELECT a.id AS addressId, a.contactId, a.unsaid, ${STANDING} FROM addresses a
     JOIN contacts c ON c.id = a.contactId JOIN organisations o ON o.id = c.organisationId
     WHERE ${THEIRS} ORDER BY a.heardAt DESC, a.id`,
    [hubId],
  )
  return contacts.map(({ contactId, name, phone, organisation, organisationId }) => ({
    contactId,
    name,
    phone,
    organisation,
    organisationIds: [
      organisationId,
      ...further.flatMap((one) => (one.contactId === contactId ? [one.organisationId] : [])),
    ],
    addresses: addresses
      .filter((row) => row.contactId === contactId)
      .map(({ addressId, unsaid, ...row }) => ({
        addressId,
        contactId,
        standing: standingOf(row, now),
        waiting: unsaid === null ? 0 : (JSON.parse(unsaid) as Unsaid[]).length,
      })),
  }))
}
