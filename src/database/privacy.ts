import type { Privacy } from '../conversations/understood/ports.js'
import type { Sql } from './sql.js'

export const databasePrivacy = (sql: Sql): Privacy => ({
  async of(hubId) {
    const [hub] = await sql.all<{ rulesOnly: number | null; proposesCaptions: number | null }>(
      'SELECT rulesOnly, proposesCaptions FROM hubs WHERE id = ?',
      [hubId],
    )
    const contacts = await sql.all<{ name: string }>('SELECT name FROM contacts WHERE hubId = ?', [hubId])
    const rulesOnly = hub?.rulesOnly === 1
    return {
      rulesOnly,
      showsPictures: hub?.proposesCaptions === 1 && !rulesOnly,
      names: contacts.map(({ name }) => name),
    }
  },
})
