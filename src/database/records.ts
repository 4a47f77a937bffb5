import type { Json } from '../kernel/json.js'
import type { NewId } from '../kernel/id.js'
import type { FiledRecord, Records } from '../records/record.js'
import { peopleRow } from './people-ledger.js'
import { databaseRecordReads } from './record-reads.js'
import { COUNTS } from './records-to-read.js'
import { insert, one, type Sql } from './sql.js'

/** So many of an organisation's records are looked at for what it last said of a question. */
const LATELY = 5

export const databaseRecords = (sql: Sql, newId: NewId): Records => ({
  ...databaseRecordReads(sql),

  async file({ answers, idle, burden, ...record }, rows, replaces) {
    if (await one(sql, 'SELECT id FROM records WHERE sessionId = ?', [record.sessionId])) return true
    if (replaces) {
      const marks = replaces.states.map(() => '?').join(', ')
      const replaced = `UPDATE records SET currentOf = NULL WHERE id = ? AND currentOf = ? AND state IN (${marks})`
      if ((await sql.run(replaced, [replaces.recordId, record.chainId, ...replaces.states])) === 0) return false
    }
    await insert(sql, 'records', {
      ...record,
      answers: JSON.stringify(answers),
      currentOf: record.chainId,
      stateAt: record.filedAt,
      idle: idle ? 1 : 0,
      turns: burden?.turns ?? null,
      messages: burden?.messages ?? null,
      activeSeconds: burden?.activeSeconds ?? null,
      ...peopleRow(rows.people),
    })

    const of = { recordId: record.id, hubId: record.hubId }
    for (const { breakdown, ...activity } of rows.activities) {
      await insert(sql, 'activities', { ...of, ...activity, breakdown: JSON.stringify(breakdown) })
    }
    for (const expense of rows.expenses) await insert(sql, 'expenses', { ...of, ...expense })
    for (const source of rows.sources) await insert(sql, 'record_sources', { ...of, ...source })
    for (const { photo, ...place } of rows.photos)
      await insert(sql, 'record_photos', { ...of, photoId: photo, ...place })
    return true
  },

  async setState(recordId, from, to, at) {
    const marks = from.map(() => '?').join(', ')
    const changed = `UPDATE records SET state = ?, stateAt = ? WHERE id = ? AND currentOf IS NOT NULL AND state IN (${marks})`
    return (await sql.run(changed, [to, at, recordId, ...from])) > 0
  },

  async lastAnswers(hubId, organisationId, form, grantId = null) {
    const ofGrant = grantId === null ? '' : 'AND r.grantId = ?'
    const rows = await sql.all<{ answers: string }>(
      `SELECT r.answers FROM records r WHERE r.hubId = ? AND r.organisationId = ? ${ofGrant} AND r.form = ? AND ${COUNTS}
       ORDER BY COALESCE(r.periodTo, r.filedAt) DESC, r.filedAt DESC LIMIT ${LATELY}`,
      [hubId, organisationId, ...(grantId === null ? [] : [grantId]), form],
    )
    const filed = rows.map(({ answers }) => JSON.parse(answers) as FiledRecord['answers'])
    const said = filed.toReversed().flatMap((answers) => Object.entries(answers).filter(([, value]) => value !== null))
    return filed.length === 0 ? null : Object.fromEntries(said)
  },

  async confirm(recordId, at) {
    await sql.run('UPDATE records SET confirmedAt = ? WHERE id = ? AND confirmedAt IS NULL', [at, recordId])
  },

  async addEvents(hubId, events) {
    const json = (value: Json | null) => (value === null ? null : JSON.stringify(value))
    for (const { from, to, ...event } of events) {
      await insert(sql, 'record_events', {
        id: newId(),
        hubId,
        ...event,
        fromValue: json(from),
        toValue: json(to),
      })
    }
  },
})
