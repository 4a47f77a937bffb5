import type { Colleague, Colleagues, ContactAddress } from '../conversations/colleagues/ports.js'
import type { Clock } from '../kernel/clock.js'
import { one, type Sql } from './sql.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'

interface ContactRow {
  contactId: string
  name: string
  organisation: string
  organisationId: string
}

const CONTACT = `
  SELECT c.id AS contactId, c.name, o.name AS organisation, o.id AS organisationId
  FROM contacts c JOIN organisations o ON o.id = c.organisationId`

export function databaseColleagues(sql: Sql, clock: Clock): Colleagues {
  const addressesOf = async (contactId: string): Promise<ContactAddress[]> => {
    const rows = await sql.all<StandingRow & { addressId: string }>(
      `SELECT a.id AS addressId, ${STANDING} FROM addresses a WHERE a.contactId = ? ORDER BY a.heardAt DESC, a.id`,
      [contactId],
    )
    return rows.map((row) => ({ addressId: row.addressId, contactId, standing: standingOf(row, clock.now()) }))
  }

  return {
    async of(hubId, organisationId) {
      const rows = await sql.all<{ contactId: string; name: string }>(
        `SELECT c.id AS contactId, c.name FROM contacts c
         WHERE c.hubId = ? AND c.leftAt IS NULL AND c.id IN (SELECT id FROM contacts WHERE organisationId = ?
           UNION ALL SELECT contactId FROM contact_organisations WHERE organisationId = ?)
         ORDER BY COALESCE(c.precedence, 999), c.name, c.id`,
        [hubId, organisationId, organisationId],
      )
      const colleagues: Colleague[] = []
      for (const row of rows) colleagues.push({ ...row, addresses: await addressesOf(row.contactId) })
      return colleagues
    },

    async find(hubId, contactId) {
      const row = await one<ContactRow>(sql, `${CONTACT} WHERE c.hubId = ? AND c.id = ?`, [hubId, contactId])
      return row && { ...row, addresses: await addressesOf(contactId) }
    },

    async inHub(hubId) {
      const rows = await sql.all<ContactRow & { leftAt: string | null }>(
        `SELECT c.id AS contactId, c.name, c.leftAt, o.name AS organisation, o.id AS organisationId
         FROM contacts c JOIN organisations o ON o.id = c.organisationId
         WHERE c.hubId = ? AND o.kind <> 'hub' ORDER BY c.name, c.id`,
        [hubId],
      )
      return rows.map(({ contactId: id, leftAt, ...row }) => ({ id, ...row, left: leftAt !== null }))
    },
  }
}
