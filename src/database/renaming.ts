import type { People } from '../conversations/ports.js'
import { one, type Sql } from './sql.js'

interface Row {
  id: string
  contactId: string | null
}

/** The address of a person whose id on the platform changed gets her new one; who wrote under that already was she herself. */
export const renaming = (sql: Sql): People['rename'] => {
  const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
  const at = 'SELECT id, contactId FROM addresses WHERE channel = ? AND account = ? AND user = ?'
  return async ({ channel, account, user: from }, user) => {
    const old = await one<Row>(sql, at + lock, [channel, account, from])
    const taken = await one<Row>(sql, at + lock, [channel, account, user])
    if (!old) return true
    if (taken?.contactId) return taken.contactId === old.contactId
    if (taken) {
      await sql.run('UPDATE inbound_messages SET addressId = ? WHERE addressId = ?', [old.id, taken.id])
      await sql.run('DELETE FROM addresses WHERE id = ?', [taken.id])
    }
    await sql.run('UPDATE addresses SET user = ? WHERE id = ?', [user, old.id])
    return true
  }
}
