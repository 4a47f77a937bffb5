import type { Contacts } from '../conversations/contacts.js'
import type { Clock } from '../kernel/clock.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'
import type { Sql } from './sql.js'

export const databaseContacts = (sql: Sql, clock: Clock): Contacts => ({
  async organisationsOf(contactId) {
    const rows = await sql.all<{ organisationId: string }>(
      `SELECT organisationId FROM contacts WHERE id = ?
       UNION SELECT organisationId FROM contact_organisations WHERE contactId = ?`,
      [contactId, contactId],
    )
    return rows.map(({ organisationId }) => organisationId)
  },

  async addressesOf(contactId) {
    const rows = await sql.all<StandingRow & { addressId: string }>(
      `SELECT a.id AS addressId, ${STANDING} FROM addresses a WHERE a.contactId = ? ORDER BY a.heardAt DESC, a.id`,
      [contactId],
    )
    return rows.map((row) => ({ addressId: row.addressId, standing: standingOf(row, clock.now()) }))
  },
})
