import type { Grants } from '../conversations/whom/ports.js'
import { one, type Sql } from './sql.js'

export const databaseGrants = (sql: Sql): Grants => ({
  async forOrganisation(hubId, organisationId) {
    const active = await sql.all<{ grantId: string; programmeId: string }>(
      "SELECT id AS grantId, programmeId FROM grants WHERE hubId = ? AND organisationId = ? AND status = 'active' LIMIT 2",
      [hubId, organisationId],
    )
    const [only] = active
    if (only && active.length === 1) return only
    const newest = await one<{ id: string }>(
      sql,
      'SELECT id FROM programmes WHERE hubId = ? ORDER BY startsOn DESC, id DESC LIMIT 1',
      [hubId],
    )
    return { grantId: null, programmeId: newest?.id ?? null }
  },

  async termOf(hubId, organisationId, grantId = null) {
    const active = await sql.all<{ programmeFrom: string; programmeTo: string }>(
      `SELECT COALESCE(g.startsOn, p.startsOn) AS programmeFrom, COALESCE(g.endsOn, p.endsOn) AS programmeTo
       FROM grants g JOIN programmes p ON p.id = g.programmeId
       WHERE g.hubId = ? AND g.organisationId = ? AND ${grantId === null ? "g.status = 'active'" : 'g.id = ?'} LIMIT 2`,
      [hubId, organisationId, ...(grantId === null ? [] : [grantId])],
    )
    const [only, other] = active
    return only && !other ? only : null
  },
})
