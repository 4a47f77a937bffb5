import type { ExportedRecap, ExportedVisit, RecordScope, RecordsToRead } from '../records/export-ports.js'
import type { Sql, Value } from './sql.js'

type RecapRow = Omit<ExportedRecap, 'organisation' | 'contact'> & Names
type VisitRow = Omit<ExportedVisit, 'organisation' | 'by'> & Names
interface Names {
  organisationId: string
  organisationName: string
  contactId: string
  contactName: string
}

/** What exports read of salons and visits, beside the units of work. */
export const supportReads = (reads: Pick<Sql, 'all'>): Pick<RecordsToRead, 'recaps' | 'visits'> => ({
  async recaps({ hubId, programmeId, organisationId }) {
    const { where, values } = scoped([
      ['r.hubId = ?', hubId],
      ['s.programmeId = ?', programmeId],
      ['r.organisationId = ?', organisationId],
    ])
    const rows = await reads.all<RecapRow>(
      `SELECT r.id, r.salonId, s.series, s.number, s.topic, s.startsAt, r.text, r.messageId, r.at, o.id AS organisationId,
         o.name AS organisationName, c.id AS contactId, c.name AS contactName
       FROM salon_recaps r JOIN salons s ON s.id = r.salonId JOIN organisations o ON o.id = r.organisationId
         JOIN contacts c ON c.id = r.contactId WHERE ${where} ORDER BY s.startsAt, r.at, r.id`,
      values,
    )
    return rows.map(({ organisationId: id, organisationName: name, contactId, contactName, ...row }) => ({
      ...row,
      organisation: { id, name },
      contact: { id: contactId, name: contactName },
    }))
  },

  async visits({ hubId, programmeId, organisationId }) {
    const granted = 'EXISTS (SELECT 1 FROM grants g WHERE g.organisationId = v.organisationId AND g.programmeId = ?)'
    const { where, values } = scoped([
      ['v.hubId = ?', hubId],
      [granted, programmeId],
      ['v.organisationId = ?', organisationId],
    ])
    const rows = await reads.all<VisitRow>(
      `SELECT v.id, v.kind, v.happenedOn, v.topic, v.number, v.messageId, o.id AS organisationId, o.name AS organisationName,
         c.id AS contactId, c.name AS contactName
       FROM visits v JOIN organisations o ON o.id = v.organisationId JOIN contacts c ON c.id = v.byContactId
       WHERE ${where} AND v.takenBackAt IS NULL ORDER BY v.happenedOn, v.id`,
      values,
    )
    return rows.map(({ organisationId: id, organisationName: name, contactId, contactName, ...row }) => ({
      ...row,
      organisation: { id, name },
      by: { id: contactId, name: contactName },
    }))
  },
})

function scoped(all: [string, RecordScope['programmeId']][]): { where: string; values: Value[] } {
  const given = all.filter((one): one is [string, string] => one[1] !== undefined)
  return { where: given.map(([condition]) => condition).join(' AND '), values: given.map(([, value]) => value) }
}
