import type { People } from '../conversations/ports.js'
import type { Clock } from '../kernel/clock.js'
import { forgetBlobJob } from './forget-blob.js'
import { databaseOutbox } from './outbox.js'
import type { Sql } from './sql.js'

/** Who checked in is counted in a record of the hub. */
const NOT_AT_DOORS = ' AND id NOT IN (SELECT messageId FROM salon_check_ins)'

/** A picture may have come before its draft or after its record: its message belongs to them all the same. */
const OUTSIDE_DRAFTS = `
  AND sessionId IS NULL AND id NOT IN (
    SELECT p.messageId FROM photos p JOIN sessions s ON s.id = p.sessionId WHERE s.contactId = ?)${NOT_AT_DOORS}`

const VOICES_OUTSIDE = 'FROM voices WHERE addressId = ? AND sessionId IS NULL'

/** What belongs to no draft goes with all its rows and files; of a stranger the address, too. */
export const forgetting =
  (sql: Sql, clock: Clock): People['forget'] =>
  async ({ addressId, contact }) => {
    await sql.run(`DELETE FROM inbound_messages WHERE addressId = ?${contact ? OUTSIDE_DRAFTS : ''}`, [
      addressId,
      ...(contact ? [contact.id] : []),
    ])
    if (contact) {
      // Her answer to an invitation is her organisation's; her words go.
      await sql.run(
        'UPDATE salon_replies SET messageId = NULL WHERE contactId = ? AND messageId NOT IN (SELECT id FROM inbound_messages)',
        [contact.id],
      )
      await sql.run('DELETE FROM salon_plans WHERE contactId = ?', [contact.id])
    }
    const voices = await sql.all<{ sha256: string | null }>(`SELECT sha256 ${VOICES_OUTSIDE}`, [addressId])
    await sql.run(`DELETE ${VOICES_OUTSIDE}`, [addressId])
    const outbox = databaseOutbox(sql, clock)
    for (const { sha256 } of voices) if (sha256 !== null) await outbox.add(forgetBlobJob(sha256, clock.now()))
    const emptied =
      'UPDATE addresses SET waiting = NULL, unsaid = NULL, binding = NULL, unionId = NULL, notices = NULL WHERE id = ?'
    await sql.run(contact ? emptied : 'DELETE FROM addresses WHERE id = ?', [addressId])
  }
