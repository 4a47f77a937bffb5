import type { Staff } from '../conversations/colleagues/ports.js'
import type { Clock } from '../kernel/clock.js'
import { IS_STAFF } from './role.js'
import { STANDING, standingOf, type StandingRow } from './standing.js'
import type { Sql } from './sql.js'

const ADDRESSES = `
  SELECT a.id AS addressId, a.contactId, ${STANDING}
  FROM addresses a
  JOIN contacts c ON c.id = a.contactId
  JOIN organisations o ON o.id = c.organisationId
  WHERE c.hubId = ? AND ${IS_STAFF}
  ORDER BY a.contactId, a.heardAt DESC, a.id`

export const databaseStaff = (sql: Sql, clock: Clock): Staff => ({
  async addressesOf(hubId) {
    const rows = await sql.all<StandingRow & { addressId: string; contactId: string }>(ADDRESSES, [hubId])
    return rows.map((row) => ({
      addressId: row.addressId,
      contactId: row.contactId,
      standing: standingOf(row, clock.now()),
    }))
  },
})
