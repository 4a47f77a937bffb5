import type { Json } from '../kernel/json.js'
import type { RecordVersion, Source } from '../records/record.js'
import type { ListedRecord, NamedEvent, RecordReads } from '../records/record-reads.js'
import { burdenIn, type BurdenRow } from './records-to-read.js'
import { one, type Sql, type Value } from './sql.js'

const VERSION = `r.id, r.chainId, r.version, r.currentOf, r.state, r.stateAt, r.reason, r.hubId, r.programmeId, r.grantId, r.organisationId,
  r.contactId, r.typedBy, r.confirmedAt, r.idle, r.turns, r.messages, r.activeSeconds, r.sessionId, r.form, r.formVersion, r.answers,
  r.periodFrom, r.periodTo, r.filedAt`

const LISTED = `
  SELECT r.id, r.chainId, r.version, r.state, r.stateAt, r.organisationId, r.form, r.formVersion, r.periodFrom, r.periodTo, r.filedAt,
    r.typedBy, r.confirmedAt, o.name AS organisationName, c.name AS contactName, t.name AS typedByName,
    (SELECT MIN(a.startsOn) FROM activities a WHERE a.recordId = r.id) AS startsOn,
    (SELECT a.title FROM activities a WHERE a.recordId = r.id AND a.position = (SELECT MIN(b.position) FROM activities b WHERE b.recordId = r.id)) AS firstTitle,
    (SELECT g.purpose FROM grants g WHERE g.id = r.grantId) AS purpose
  FROM records r JOIN organisations o ON o.id = r.organisationId JOIN contacts c ON c.id = r.contactId
  LEFT JOIN contacts t ON t.id = r.typedBy`

/** The organisations that a contact files for: her own and those she was given besides. */
const OF_CONTACT = `r.organisationId IN (
  SELECT c2.organisationId FROM contacts c2 WHERE c2.id = ?
  UNION SELECT x.organisationId FROM contact_organisations x WHERE x.contactId = ?)`

type VersionRow = Omit<RecordVersion, 'answers' | 'idle' | 'burden' | 'current'> &
  BurdenRow & { answers: string; currentOf: string | null }

type EventRow = Omit<NamedEvent, 'from' | 'to'> & { fromValue: string | null; toValue: string | null }

export function databaseRecordReads(sql: Sql): RecordReads {
  const versions = async (where: string, values: Value[], after = '') =>
    (await sql.all<VersionRow>(`SELECT ${VERSION} FROM records r WHERE ${where}${after}`, values)).map(versionOf)
  /** On SQLite the one writer is the lock. */
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const marks = (all: readonly unknown[]) => all.map(() => '?').join(', ')

  return {
    async find(hubId, recordId) {
      return (await versions('r.hubId = ? AND r.id = ?', [hubId, recordId]))[0] ?? null
    },

    async hold(hubId, recordId) {
      return (await versions('r.hubId = ? AND r.id = ?', [hubId, recordId], lock))[0] ?? null
    },

    async current(hubId, chainId) {
      return (await versions('r.hubId = ? AND r.currentOf = ?', [hubId, chainId]))[0] ?? null
    },

    versions: (hubId, chainId) => versions('r.hubId = ? AND r.chainId = ?', [hubId, chainId], ' ORDER BY r.version'),

    // Of one moment what was done comes before the fields it was done to.
    async events(hubId, chainId) {
      const rows = await sql.all<EventRow>(
        `SELECT e.chainId, e.recordId, e.type, e.field, e.fromValue, e.toValue, e.why, e.byContactId, e.messageId, e.at, c.name AS byName
         FROM record_events e LEFT JOIN contacts c ON c.id = e.byContactId
         WHERE e.hubId = ? AND e.chainId = ? ORDER BY e.at, e.field IS NOT NULL, e.id`,
        [hubId, chainId],
      )
      const value = (json: string | null) => (json === null ? null : (JSON.parse(json) as Json))
      return rows.map(({ fromValue, toValue, ...event }) => ({
        ...event,
        from: value(fromValue),
        to: value(toValue),
      }))
    },

    // Ids of messages sort by the time they came.
    sources: (recordId) =>
      sql.all<Source>('SELECT part, messageId FROM record_sources WHERE recordId = ? ORDER BY messageId', [recordId]),

    async picturesTakenBack(recordId) {
      const rows = await sql.all<{ id: string }>(
        `SELECT p.id FROM record_photos x JOIN photos p ON p.id = x.photoId WHERE x.recordId = ? AND EXISTS (
           SELECT 1 FROM photo_withdrawals w JOIN photos v ON v.id = w.photoId
           WHERE v.id = p.id OR (v.sha256 = p.sha256 AND v.hubId = p.hubId))`,
        [recordId],
      )
      return rows.map(({ id }) => id)
    },

    async picturesLost(recordId) {
      const rows = await sql.all<{ id: string; code: string | null }>(
        `SELECT p.id, p.code FROM record_photos x JOIN photos p ON p.id = x.photoId WHERE x.recordId = ? AND p.state = 'lost'`,
        [recordId],
      )
      return new Map(rows.map(({ id, code }) => [id, code ?? '']))
    },

    listedOne: (hubId, recordId) =>
      one<ListedRecord>(sql, `${LISTED} WHERE r.hubId = ? AND r.id = ?`, [hubId, recordId]),

    listed(hubId, states, order, most) {
      const direction = order === 'oldest_first' ? 'ASC' : 'DESC'
      return sql.all<ListedRecord>(
        `${LISTED} WHERE r.hubId = ? AND r.currentOf IS NOT NULL AND r.state IN (${marks(states)})
         ORDER BY r.stateAt ${direction}, r.id ${direction} LIMIT ${most}`,
        [hubId, ...states],
      )
    },

    async count(hubId, states) {
      const row = await one<{ n: number }>(
        sql,
        `SELECT COUNT(*) AS n FROM records r WHERE r.hubId = ? AND r.currentOf IS NOT NULL AND r.state IN (${marks(states)})`,
        [hubId, ...states],
      )
      return row?.n ?? 0
    },

    ofContact: (hubId, contactId) =>
      sql.all<ListedRecord>(
        `${LISTED} WHERE r.hubId = ? AND r.currentOf IS NOT NULL AND ${OF_CONTACT} ORDER BY r.filedAt DESC, r.id DESC`,
        [hubId, contactId, contactId],
      ),

    withPictures(hubId, by) {
      const [whose, values] =
        'contactId' in by ? [OF_CONTACT, [by.contactId, by.contactId]] : ['r.organisationId = ?', [by.organisationId]]
      return sql.all<ListedRecord>(
        `${LISTED} WHERE r.hubId = ? AND r.currentOf IS NOT NULL AND ${whose} AND EXISTS (SELECT 1 FROM record_photos x WHERE x.recordId = r.id)
         ORDER BY r.filedAt DESC, r.id DESC`,
        [hubId, ...values],
      )
    },
  }
}

const versionOf = ({
  answers,
  idle,
  turns,
  messages,
  activeSeconds,
  currentOf,
  ...row
}: VersionRow): RecordVersion => ({
  ...row,
  answers: JSON.parse(answers) as RecordVersion['answers'],
  ...burdenIn({ idle, turns, messages, activeSeconds }),
  current: currentOf !== null,
})
