import type { LearntName, LearntNames } from '../conversations/understood/ports.js'
import { type Sql, upsert } from './sql.js'

/** So many places of an organisation's own records are known, the latest. */
const LATELY = 100

export const databaseLearntNames = (sql: Sql): LearntNames => ({
  async placesKnown(hubId, organisationId) {
    const rows = await sql.all<{ name: string | null }>(
      `SELECT city AS name FROM organisations WHERE hubId = ? UNION SELECT region FROM organisations WHERE hubId = ?
       UNION SELECT said FROM learnt_names WHERE hubId = ? AND kind = 'place'
       UNION SELECT means FROM learnt_names WHERE hubId = ? AND kind = 'place'`,
      [hubId, hubId, hubId, hubId],
    )
    const filed = await sql.all<{ name: string | null }>(
      `SELECT a.place AS name, MAX(a.startsOn) AS latest FROM activities a JOIN records r ON r.id = a.recordId
       WHERE r.hubId = ? AND r.organisationId = ? AND r.currentOf IS NOT NULL AND a.place IS NOT NULL
       GROUP BY a.place ORDER BY latest DESC LIMIT ${LATELY}`,
      [hubId, organisationId],
    )
    return [...rows, ...filed].flatMap(({ name }) => (name === null ? [] : called(name)))
  },

  async placesOf(hubId, said) {
    if (said.length === 0) return []
    return sql.all<LearntName>(
      `SELECT kind, said, means FROM learnt_names WHERE hubId = ? AND kind = 'place' AND said IN (${marks(said)})`,
      [hubId, ...said],
    )
  },

  async namesOf(hubId, ids) {
    if (ids.length === 0) return []
    return sql.all<LearntName>(
      `SELECT kind, said, means FROM learnt_names WHERE hubId = ? AND kind = 'organisation' AND means IN (${marks(ids)})
       UNION SELECT 'organisation' AS kind, alias AS said, organisationId AS means FROM organisation_aliases
         WHERE hubId = ? AND organisationId IN (${marks(ids)}) ORDER BY said`,
      [hubId, ...ids, hubId, ...ids],
    )
  },

  learn: (hubId, { kind, said, means }, { contactId, at }) =>
    upsert(sql, 'learnt_names', { hubId, kind, said, means, byContactId: contactId, learntAt: at }, [
      'hubId',
      'kind',
      'said',
    ]),
})

/** 「江西 南昌市」 is called 江西, 南昌市 and 南昌. */
const called = (name: string): string[] =>
  [name, ...name.split(/[\s·/]+/)].flatMap((one) => [one, one.replace(/(?<=.{2})[省市县区]$/u, '')])

const marks = (list: unknown[]): string => list.map(() => '?').join(', ')
