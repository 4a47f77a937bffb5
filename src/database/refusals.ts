import type { People } from '../conversations/ports.js'
import type { Sql } from './sql.js'

/** What the platform said against writing to an address, and the notices that may go there all the same. */
export const refusals = (sql: Sql): Pick<People, 'setRefusal' | 'clearNoticeRefusal' | 'setNotices'> => ({
  async setRefusal(addressId, code, at, of) {
    // That no notice is accepted does not hide that no message is taken.
    const set = 'UPDATE addresses SET refusal = ?, refusedAt = ?, refusalOf = ?'
    if (of === 'subscription')
      await sql.run(`${set} WHERE id = ? AND (refusal IS NULL OR refusalOf = ?)`, [code, at, of, addressId, of])
    else await sql.run(`${set}, unreachableAt = COALESCE(unreachableAt, ?) WHERE id = ?`, [code, at, of, at, addressId])
  },

  async clearNoticeRefusal(addressId) {
    await sql.run(
      "UPDATE addresses SET refusal = NULL, refusedAt = NULL, refusalOf = NULL WHERE id = ? AND refusalOf = 'subscription'",
      [addressId],
    )
  },

  async setNotices(addressId, notices) {
    const stock = Object.fromEntries(Object.entries(notices).filter(([, left]) => left > 0))
    const stored = Object.keys(stock).length > 0 ? JSON.stringify(stock) : null
    await sql.run('UPDATE addresses SET notices = ? WHERE id = ?', [stored, addressId])
  },
})
