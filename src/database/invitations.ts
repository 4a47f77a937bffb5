import type { Invitation, Invitations, Invited } from '../people/people.js'
import { one, type Sql } from './sql.js'

const INVITED = `
  SELECT i.id, i.hubId, i.contactId, i.code, i.expiresAt, i.usedAt,
    c.name AS contactName, o.name AS organisationName, h.name AS hubName
  FROM invitations i
  JOIN contacts c ON c.id = i.contactId
  JOIN organisations o ON o.id = c.organisationId
  JOIN hubs h ON h.id = i.hubId`

type InvitedRow = Invitation & Omit<Invited, 'invitation'>

export const databaseInvitations = (sql: Sql): Invitations => ({
  find: async (code) => invited(await one<InvitedRow>(sql, `${INVITED} WHERE i.code = ?`, [code])),
  findById: async (id) => invited(await one<InvitedRow>(sql, `${INVITED} WHERE i.id = ?`, [id])),

  async use(id, addressId, at) {
    const used = 'UPDATE invitations SET usedAt = ?, usedBy = ? WHERE id = ? AND usedAt IS NULL'
    return (await sql.run(used, [at, addressId, id])) === 1
  },
})

function invited(row: InvitedRow | null): Invited | null {
  if (!row) return null
  const { contactName, organisationName, hubName, ...invitation } = row
  return { invitation, contactName, organisationName, hubName }
}
