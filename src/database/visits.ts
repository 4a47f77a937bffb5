import type { Visit, Visits } from '../salons/salon.js'
import { insert, one, type Sql } from './sql.js'

const VISIT = `SELECT v.id, v.hubId, v.organisationId, o.name AS organisation, v.kind, v.happenedOn, v.topic, v.number, v.byContactId,
  v.messageId, v.at FROM visits v JOIN organisations o ON o.id = v.organisationId WHERE v.takenBackAt IS NULL`

export const databaseVisits = (sql: Sql): Visits => ({
  async add(visit) {
    await insert(sql, 'visits', { ...visit })
  },

  list: (hubId, organisationId) =>
    sql.all<Visit>(
      `${VISIT} AND v.hubId = ?${organisationId === undefined ? '' : ' AND v.organisationId = ?'}
       ORDER BY v.happenedOn DESC, v.id DESC`,
      organisationId === undefined ? [hubId] : [hubId, organisationId],
    ),

  async lastNumber(hubId, organisationId, kind) {
    const row = await one<{ n: number | null }>(
      sql,
      'SELECT MAX(number) AS n FROM visits WHERE hubId = ? AND organisationId = ? AND kind = ? AND takenBackAt IS NULL',
      [hubId, organisationId, kind],
    )
    return row?.n ?? 0
  },

  find: (visitId) => one<Visit>(sql, `${VISIT} AND v.id = ?`, [visitId]),

  async takeBack(visitId, at) {
    const found = await sql.run('UPDATE visits SET takenBackAt = ? WHERE id = ? AND takenBackAt IS NULL', [at, visitId])
    return found > 0
  },
})
