import { randomBytes } from 'node:crypto'
import { later, type Instant } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import { CODE_LENGTH, codeFrom } from '../people/invitation-code.js'
import type { Invitation, Invitations, Invited, Invitee } from '../people/people.js'
import { insert, insertIfAbsent, one, type Sql } from './sql.js'

const INVITED = `
  SELECT i.id, i.hubId, i.contactId, i.code, i.expiresAt, i.usedAt,
    c.name AS contactName, o.id AS organisationId, o.name AS organisationName, o.kind, h.name AS hubName
  FROM invitations i
  JOIN contacts c ON c.id = i.contactId
  JOIN organisations o ON o.id = c.organisationId
  JOIN hubs h ON h.id = i.hubId`

type InvitedRow = Invitation & Omit<Invited, 'invitation' | 'ofHub'> & { kind: string }

/** Those that last longest come first within a contact. What she made herself is for her own other app. Nobody who was taken out of the list. */
const INVITEES = `
  SELECT o.id AS organisationId, o.name AS organisationName, c.id AS contactId, c.name AS contactName,
    (SELECT COUNT(*) FROM addresses a WHERE a.contactId = c.id) AS bound, i.code, i.expiresAt
  FROM contacts c
  JOIN organisations o ON o.id = c.organisationId
  LEFT JOIN invitations i ON i.contactId = c.id AND i.usedAt IS NULL AND (i.expiresAt IS NULL OR i.expiresAt > ?)
    AND (i.madeBy IS NULL OR i.madeBy <> c.id)
  WHERE c.hubId = ? AND c.leftAt IS NULL`
const IN_ORDER =
  ' ORDER BY o.name, c.name, c.id, CASE WHEN i.expiresAt IS NULL THEN 0 ELSE 1 END, i.expiresAt DESC, i.id'

const GUESSING_MS = 3_600_000

type InviteeRow = Omit<Invitee, 'code'> & { code: string | null; expiresAt: string | null }

export const newCode = (): string => codeFrom(randomBytes(CODE_LENGTH))

export const databaseInvitations = (sql: Sql, newId: NewId): Invitations => ({
  find: async (code) => invited(await one<InvitedRow>(sql, `${INVITED} WHERE i.code = ?`, [code])),
  findById: async (id) => invited(await one<InvitedRow>(sql, `${INVITED} WHERE i.id = ?`, [id])),

  async use(id, addressId, at) {
    const used = 'UPDATE invitations SET usedAt = ?, usedBy = ? WHERE id = ? AND usedAt IS NULL'
    return (await sql.run(used, [at, addressId, id])) === 1
  },

  async invitees(hubId, at, organisationId) {
    const of = organisationId === undefined ? '' : ' AND o.id = ?'
    const values = [at, hubId, ...(organisationId === undefined ? [] : [organisationId])]
    const rows = await sql.all<InviteeRow>(INVITEES + of + IN_ORDER, values)
    return rows
      .filter(({ contactId }, i) => rows[i - 1]?.contactId !== contactId)
      .map(({ code, expiresAt, ...row }) => ({ ...row, code: code === null ? null : { code, expiresAt } }))
  },

  async make(wanted) {
    const invitation = { id: newId(), code: newCode(), ...wanted }
    await insert(sql, 'invitations', invitation)
    const { hubId, contactId, code, expiresAt, id } = invitation
    return { id, hubId, contactId, code, expiresAt, usedAt: null }
  },

  async endUnused(contactId, at) {
    await sql.run(
      'UPDATE invitations SET expiresAt = ? WHERE contactId = ? AND usedAt IS NULL AND (expiresAt IS NULL OR expiresAt > ?)',
      [at, contactId, at],
    )
  },

  async guesses({ channel, account }, at) {
    const found = await one<{ count: number; since: Instant }>(
      sql,
      'SELECT guesses AS count, guessingSince AS since FROM accounts WHERE channel = ? AND account = ? AND guessingSince > ?',
      [channel, account, later(at, -GUESSING_MS)],
    )
    return found ?? { count: 0, since: at }
  },

  async guessed({ channel, account }, at) {
    await insertIfAbsent(sql, 'accounts', { channel, account }, ['channel', 'account'])
    const over = '(guessingSince IS NULL OR guessingSince <= ?)'
    const from = later(at, -GUESSING_MS)
    await sql.run(
      `UPDATE accounts SET guesses = CASE WHEN ${over} THEN 1 ELSE guesses + 1 END,
         guessingSince = CASE WHEN ${over} THEN ? ELSE guessingSince END WHERE channel = ? AND account = ?`,
      [from, from, at, channel, account],
    )
    const counted = await one<{ guesses: number }>(
      sql,
      'SELECT guesses FROM accounts WHERE channel = ? AND account = ?',
      [channel, account],
    )
    return counted?.guesses ?? 0
  },
})

function invited(row: InvitedRow | null): Invited | null {
  if (!row) return null
  const { contactName, organisationId, organisationName, hubName, kind, ...invitation } = row
  return { invitation, contactName, organisationId, organisationName, hubName, ofHub: kind === 'hub' }
}
