import type { HelpTalk, HelpTalks } from '../conversations/help/ports.js'
import { insert, one, type Sql } from './sql.js'

const TALK = `
  SELECT t.id, t.hubId, t.contactId, c.name, (SELECT o.name FROM organisations o WHERE o.id = c.organisationId) AS organisation,
    t.addressId, t.staffId, t.lastAt
  FROM help_talks t JOIN contacts c ON c.id = t.contactId
  WHERE t.closedAt IS NULL`

export const databaseHelpTalks = (sql: Sql): HelpTalks => ({
  async open({ at, ...talk }) {
    await insert(sql, 'help_talks', { ...talk, openFor: talk.contactId, openedAt: at, lastAt: at })
  },

  inHub: (hubId) => sql.all<HelpTalk>(`${TALK} AND t.hubId = ? ORDER BY t.lastAt DESC, t.id DESC`, [hubId]),

  find: (id) => one<HelpTalk>(sql, `${TALK} AND t.id = ?`, [id]),

  async spoken(id, by, at) {
    const [column, value] = 'addressId' in by ? ['addressId', by.addressId] : ['staffId', by.staffId]
    await sql.run(`UPDATE help_talks SET lastAt = ?, ${column} = ? WHERE id = ?`, [at, value, id])
  },

  async close(id, at) {
    const closed = 'UPDATE help_talks SET closedAt = ?, openFor = NULL WHERE id = ? AND closedAt IS NULL'
    return (await sql.run(closed, [at, id])) === 1
  },
})
