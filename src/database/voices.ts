import type { Voice, Voices } from '../conversations/voice/ports.js'
import { insert, one, type Sql } from './sql.js'

type VoiceRow = Voice & { state: 'coming' | 'kept' | 'lost'; sha256: string | null }

export const databaseVoices = (sql: Sql): Voices => ({
  async add(voice) {
    await insert(sql, 'voices', { ...voice, state: 'coming' })
  },

  find: (id) =>
    one<VoiceRow>(
      sql,
      `SELECT id, hubId, contactId, addressId, sessionId, field, messageId, channel, account, mediaId, sentAt, transcript, transcriptBy,
         state, sha256 FROM voices WHERE id = ?`,
      [id],
    ),

  async kept(id, { sha256, bytes }, at) {
    await sql.run("UPDATE voices SET state = 'kept', sha256 = ?, bytes = ?, settledAt = ?, code = NULL WHERE id = ?", [
      sha256,
      bytes,
      at,
      id,
    ])
  },

  async lost(id, code, at) {
    await sql.run("UPDATE voices SET state = 'lost', settledAt = ?, code = ? WHERE id = ?", [at, code, id])
  },

  async setTranscript(id, transcript) {
    await sql.run("UPDATE voices SET transcript = ?, transcriptBy = 'transcriber' WHERE id = ?", [transcript, id])
  },
})
