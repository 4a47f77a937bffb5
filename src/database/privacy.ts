import type { Privacy } from '../conversations/understood/ports.js'
import type { Sql } from './sql.js'

export const databasePrivacy = (sql: Sql): Privacy => ({
  async of(hubId) {
    const [hub] = await sql.all<{ rulesOnly: number | null }>('SELECT rulesOnly FROM hubs WHERE id = ?', [hubId])
    const contacts = await sql.all<{ name: string }>('SELECT name FROM contacts WHERE hubId = ?', [hubId])
    return { rulesOnly: hub?.rulesOnly === 1, names: contacts.map(({ name }) => name) }
  },
})
