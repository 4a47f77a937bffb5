import type { Facts } from '../programmes/obligation.js'
import type { CompilationInputs } from '../records/compilations.js'
import type { Said } from '../kernel/message.js'
import type { ReadDraft, ReadMessage, ReadOwed, ReportReads, ReportScope } from '../reports/ports.js'
import { databasePartners } from './registers.js'
import type { Sql, Value } from './sql.js'

/** What reports read beside records. */
export const databaseReportReads = (reads: Pick<Sql, 'all'>): ReportReads => ({
  async programme(hubId, programmeId) {
    const [found] = await reads.all<NonNullable<Awaited<ReturnType<ReportReads['programme']>>>>(
      `SELECT p.name, p.startsOn, p.endsOn, p.amountFen, f.name AS funder FROM programmes p LEFT JOIN funders f ON f.id = p.funderId
       WHERE p.hubId = ? AND p.id = ?`,
      [hubId, programmeId],
    )
    return found ?? null
  },

  objectives(scope) {
    const { where, values } = scoped('b', scope, 'g.organisationId')
    return reads.all(
      `SELECT b.id, b.label, b.plannedMin, b.plannedMax, b.unit, b.dueOn, o.name AS organisation
       FROM objectives b LEFT JOIN grants g ON g.id = b.grantId LEFT JOIN organisations o ON o.id = g.organisationId
       WHERE ${where} ORDER BY CASE WHEN b.grantId IS NULL THEN 0 ELSE 1 END, o.name, b.code, b.id`,
      values,
    )
  },

  instalments(scope) {
    const { where, values } = scoped('g', scope)
    return reads.all(
      `SELECT i.grantId, i.number, i.amountFen, i.plannedOn, i.paidOn FROM instalments i JOIN grants g ON g.id = i.grantId
       WHERE ${where} ORDER BY i.grantId, i.number`,
      values,
    )
  },

  awards(scope) {
    const { where, values } = scoped('g', scope)
    return reads.all(
      `SELECT g.id AS grantId, COALESCE(g.enrolledOn, g.startsOn, p.startsOn) AS awardedOn, COALESCE(g.startsOn, p.startsOn) AS startsOn,
         COALESCE(g.endsOn, p.endsOn) AS endsOn, f.id AS funderId, f.name AS funder
       FROM grants g JOIN programmes p ON p.id = g.programmeId JOIN funders f ON f.id = p.funderId WHERE ${where}`,
      values,
    )
  },

  async owed(scope, { from, to }) {
    const { where, values } = scoped('b', scope)
    const rows = await reads.all<Omit<ReadOwed, 'extendedTo'> & { facts: string }>(
      `SELECT o.name AS organisation, b.form, b.period, b.dueOn, b.state, b.facts,
         (SELECT MIN(r.filedAt) FROM records r WHERE r.chainId = b.chainId) AS filedAt
       FROM obligations b JOIN organisations o ON o.id = b.organisationId
       WHERE ${where} AND b.dueOn >= ? AND b.dueOn <= ? ORDER BY b.dueOn, o.name, b.id`,
      [...values, from ?? '0000-01-01', to ?? '9999-12-31'],
    )
    return rows.map(({ facts, ...row }) => ({ ...row, extendedTo: (JSON.parse(facts) as Facts).extendedTo }))
  },

  salons({ hubId, programmeId }) {
    const { where, values } = scoped('s', { hubId, ...(programmeId && { programmeId }) })
    const people = (of: string) =>
      `(SELECT CAST(COALESCE(SUM(people), 0) AS SIGNED) FROM ${of} x WHERE x.salonId = s.id`
    return reads.all(
      `SELECT s.id, s.series, s.number, s.topic, s.startsAt, s.place,
         ${people('salon_guests')} AND x.answer = 'yes' AND x.waitingSince IS NULL) AS registered,
         ${people('salon_check_ins')}) AS checkedIn
       FROM salons s WHERE ${where} AND s.state <> 'cancelled' ORDER BY s.startsAt, s.id`,
      values,
    )
  },

  partners: databasePartners(reads),

  async drafts(hubId) {
    // Each with its report, since reports have numbers in the order in which they were made.
    const rows = await reads.all<{
      fromOn: string | null
      toOn: string | null
      public: number
      inputs: string | null
      content: string | null
      signedBy: string | null
      signedAt: string | null
    }>(
      `SELECT c.fromOn, c.toOn, c.public, CASE WHEN d.content IS NULL THEN NULL ELSE i.content END AS inputs, d.content, d.signedAt, p.name AS signedBy
       FROM compilations c JOIN compilation_inputs i ON i.compilationId = c.id
       LEFT JOIN compilation_drafts d ON d.compilationId = c.id LEFT JOIN contacts p ON p.id = d.signedBy
       WHERE c.hubId = ? ORDER BY c.madeAt, c.id`,
      [hubId],
    )
    return rows
      .flatMap(({ inputs, content, public: open, ...row }, i): ReadDraft[] => {
        if (content === null || inputs === null) return []
        const { programme, grantee } = JSON.parse(inputs) as Pick<CompilationInputs, 'programme' | 'grantee'>
        const { paragraphs, notes } = JSON.parse(content) as Pick<ReadDraft, 'paragraphs' | 'notes'>
        const asked = { programmeId: programme?.id ?? null, granteeId: grantee?.id ?? null, public: open === 1 }
        return [{ ...row, ...asked, number: i + 1, paragraphs, notes }]
      })
      .toReversed()
  },

  async said(hubId, ids) {
    if (ids.length === 0) return []
    const marks = ids.map(() => '?').join(', ')
    const of = (id: string, from: string, where: string) =>
      `SELECT ${id} AS id, m.sentAt, m.said, c.name AS \`by\`, o.name AS organisation,
         (SELECT MAX(v.transcript) FROM voices v WHERE v.messageId = m.id) AS transcript
       FROM ${from} LEFT JOIN contacts c ON c.id = m.contactId LEFT JOIN organisations o ON o.id = c.organisationId
       WHERE ${where} IN (${marks}) AND m.hubId = ?`
    const rows = await reads.all<Omit<ReadMessage, 'said'> & { said: string }>(
      `${of('m.id', 'inbound_messages m', 'm.id')} UNION
       ${of('p.id', 'photos p JOIN inbound_messages m ON m.id = p.messageId', 'p.id')} ORDER BY sentAt, id`,
      [...ids, hubId, ...ids, hubId],
    )
    return rows.map(({ said, ...row }) => ({ ...row, said: JSON.parse(said) as Said }))
  },
})

function scoped(
  table: string,
  { hubId, programmeId, organisationId }: ReportScope,
  organisation = `${table}.organisationId`,
): { where: string; values: Value[] } {
  const given = [
    [`${table}.hubId`, hubId],
    [`${table}.programmeId`, programmeId],
    [organisation, organisationId],
  ].filter((each): each is [string, string] => each[1] !== undefined)
  return { where: given.map(([column]) => `${column} = ?`).join(' AND '), values: given.map(([, value]) => value) }
}
