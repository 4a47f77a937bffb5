import type { LearntName, LearntNames } from '../conversations/understood/ports.js'
import { type Sql, upsert } from './sql.js'

export const databaseLearntNames = (sql: Sql): LearntNames => ({
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

const marks = (list: unknown[]): string => list.map(() => '?').join(', ')
