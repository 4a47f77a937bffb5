import type { Affiliations, Choice } from '../conversations/whom/ports.js'
import { insertIfAbsent, one, type Sql } from './sql.js'

const CHOICES = `
  SELECT o.id AS organisationId, o.name AS organisation, g.id AS grantId, g.purpose, g.programmeId, p.name AS programme
  FROM organisations o LEFT JOIN grants g ON g.organisationId = o.id AND g.hubId = o.hubId AND g.status = 'active'
  LEFT JOIN programmes p ON p.id = g.programmeId`

type Row = Choice & { programme: string | null }

/** A grant that is given anew each year for the same is told apart by its programme. */
const toldApart = (rows: Row[]): Choice[] =>
  rows.map(({ programme, ...choice }) => {
    const same = rows.filter((one) => one.organisationId === choice.organisationId && one.purpose === choice.purpose)
    return same.length > 1 && programme !== null
      ? { ...choice, purpose: choice.purpose === null ? programme : `${choice.purpose}，${programme}` }
      : choice
  })

/** The organisations of a contact: her own and those she files for besides. */
export const FILES_FOR =
  '(SELECT organisationId FROM contacts WHERE id = ? UNION SELECT organisationId FROM contact_organisations WHERE contactId = ?)'

export const databaseAffiliations = (sql: Sql): Affiliations => ({
  async choicesOf(contactId) {
    const own = await one<{ organisationId: string; lastOrganisationId: string | null; lastGrantId: string | null }>(
      sql,
      'SELECT organisationId, lastOrganisationId, lastGrantId FROM contacts WHERE id = ?',
      [contactId],
    )
    if (!own) throw new Error(`no contact ${contactId}`)
    const choices = toldApart(
      await sql.all<Row>(
        `${CHOICES} WHERE o.id IN ${FILES_FOR} ORDER BY CASE WHEN o.id = ? THEN 0 ELSE 1 END, o.name, g.purpose, g.id`,
        [contactId, contactId, own.organisationId],
      ),
    )
    const last = choices.find(
      ({ organisationId, grantId }) => organisationId === own.lastOrganisationId && grantId === own.lastGrantId,
    )
    return last ? { choices: [last, ...choices.filter((one) => one !== last)], last: true } : { choices, last: false }
  },

  choicesFor: async (hubId, organisationId) =>
    toldApart(
      await sql.all<Row>(`${CHOICES} WHERE o.hubId = ? AND o.id = ? ORDER BY g.purpose, g.id`, [hubId, organisationId]),
    ),

  async remember(contactId, { organisationId, grantId }) {
    await sql.run('UPDATE contacts SET lastOrganisationId = ?, lastGrantId = ? WHERE id = ?', [
      organisationId,
      grantId,
      contactId,
    ])
  },

  async add(contactId, organisationId, at) {
    const { hubId } = (await one<{ hubId: string }>(sql, 'SELECT hubId FROM organisations WHERE id = ?', [
      organisationId,
    ]))!
    await insertIfAbsent(sql, 'contact_organisations', { contactId, organisationId, hubId, addedAt: at }, [
      'contactId',
      'organisationId',
    ])
  },
})
