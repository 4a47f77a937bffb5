import type { About, Drafts } from '../conversations/ports.js'
import type { Session } from '../engine/session.js'
import type { Form } from '../forms/form.js'
import { insert, insertIfAbsent, one, type Sql } from './sql.js'

/** `open`, or how it ended: stored beside the session itself so that SQL can ask for it. */
const stateOf = ({ at }: Session) => (at.type === 'filed' || at.type === 'cancelled' ? at.type : 'open')

/** The columns of `AboutRow`, of a session `s`. */
export const ABOUT =
  's.organisationId AS aboutOrganisationId, s.grantId, s.programmeId, s.typedBy, s.spoke, s.revises, s.obligationId'

/** Whose an open session `s` is, also while she has set it aside. */
export const HOLDER = 'COALESCE(s.openFor, s.typedBy, s.contactId)'

export interface AboutRow extends Omit<About, 'organisationId'> {
  aboutOrganisationId: string
}

export const aboutOf = (row: AboutRow): About => ({
  organisationId: row.aboutOrganisationId,
  grantId: row.grantId,
  programmeId: row.programmeId,
  typedBy: row.typedBy,
  spoke: row.spoke,
  revises: row.revises,
  obligationId: row.obligationId,
})

interface DraftRow extends AboutRow {
  data: string
  contactId: string
  addressId: string
  heldBy: string | null
  state: string
}

export const databaseDrafts = (sql: Sql): Drafts => ({
  async open(id, { contactId, hubId, addressId, about }, session, at) {
    await insert(sql, 'sessions', {
      id,
      hubId,
      contactId,
      addressId,
      form: session.form,
      formVersion: session.formVersion,
      state: stateOf(session),
      // What is over when it begins is in nobody's hands.
      openFor: stateOf(session) === 'open' ? (about.typedBy ?? contactId) : null,
      data: JSON.stringify(session),
      openedAt: at,
      updatedAt: at,
      ...about,
      revisesOpen: stateOf(session) === 'open' ? about.revises : null,
    })
  },

  async save(id, session, at) {
    const state = stateOf(session)
    const closing = state === 'open' ? '' : ', openFor = NULL, revisesOpen = NULL'
    await sql.run(`UPDATE sessions SET state = ?, data = ?, updatedAt = ?${closing} WHERE id = ?`, [
      state,
      JSON.stringify(session),
      at,
      id,
    ])
  },

  async move(id, addressId) {
    await sql.run('UPDATE sessions SET addressId = ? WHERE id = ?', [addressId, id])
  },

  async setAside(id) {
    await sql.run('UPDATE sessions SET openFor = NULL WHERE id = ?', [id])
  },

  async takeUp(id, { contactId, addressId }) {
    const taken = "UPDATE sessions SET openFor = ?, addressId = ? WHERE id = ? AND state = 'open' AND openFor IS NULL"
    return (await sql.run(taken, [contactId, addressId, id])) === 1
  },

  async setAbout(id, { organisationId, grantId, programmeId }) {
    await sql.run('UPDATE sessions SET organisationId = ?, grantId = ?, programmeId = ? WHERE id = ?', [
      organisationId,
      grantId,
      programmeId,
      id,
    ])
  },

  async find(id) {
    const row = await one<DraftRow>(
      sql,
      `SELECT s.data, s.contactId, s.addressId, s.openFor AS heldBy, s.state, ${ABOUT} FROM sessions s WHERE s.id = ?`,
      [id],
    )
    if (!row) return null
    const { data, contactId, addressId, heldBy, state } = row
    const session = JSON.parse(data) as Session
    return { session, contactId, addressId, heldBy, open: state === 'open', about: aboutOf(row) }
  },

  async revising(chainId) {
    const row = await one<{ id: string; data: string; addressId: string; heldBy: string; holder: string }>(
      sql,
      `SELECT s.id, s.data, s.addressId, s.openFor AS heldBy, c.name AS holder
       FROM sessions s JOIN contacts c ON c.id = s.openFor WHERE s.revisesOpen = ?`,
      [chainId],
    )
    if (!row) return null
    const { data, ...rest } = row
    return { ...rest, session: JSON.parse(data) as Session }
  },

  async keepForm(form, at) {
    const row = { formId: form.id, version: form.version, content: JSON.stringify(form), keptAt: at }
    await insertIfAbsent(sql, 'form_versions', row, ['formId', 'version'])
  },

  async findForm(id, version) {
    const row = await one<{ content: string }>(
      sql,
      'SELECT content FROM form_versions WHERE formId = ? AND version = ?',
      [id, version],
    )
    return row && (JSON.parse(row.content) as Form)
  },
})
