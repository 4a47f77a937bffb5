import type { KeptPhoto, Photo, Photos } from '../conversations/photos.js'
import { COUNTS } from './records-to-read.js'
import { assigned, insert, one, type Row, type Sql } from './sql.js'

const PHOTO = 'id, hubId, sessionId, field, messageId, channel, account, mediaId, mediaUrl, sentAt'
const KEPT = 'sha256, copy, thumbnail, bytes, width, height, takenAt, fingerprint'

type State = 'coming' | 'kept' | 'lost'

export function databasePhotos(sql: Sql): Photos {
  const set = (id: string, row: Row) =>
    sql.run(`UPDATE photos SET ${assigned(Object.keys(row))} WHERE id = ?`, [...Object.values(row), id])

  return {
    async add(photo) {
      await insert(sql, 'photos', { ...photo, state: 'coming' })
    },

    async find(id) {
      const row = await one<Photo & KeptPhoto & { state: State }>(
        sql,
        `SELECT ${PHOTO}, ${KEPT}, state FROM photos WHERE id = ?`,
        [id],
      )
      if (!row) return null
      const { sha256, copy, thumbnail, bytes, width, height, takenAt, fingerprint, ...photo } = row
      return {
        ...photo,
        kept: row.state === 'kept' ? { sha256, copy, thumbnail, bytes, width, height, takenAt, fingerprint } : null,
      }
    },

    async kept(id, kept, at) {
      await set(id, { ...kept, state: 'kept', settledAt: at, code: null })
    },

    async filedBefore(sha256, { id, about }) {
      const row = await one<{ filedAt: string | null }>(
        sql,
        `SELECT MIN(r.filedAt) AS filedAt FROM records r
         JOIN record_photos x ON x.recordId = r.id
         JOIN photos p ON p.id = x.photoId
         WHERE r.organisationId = ? AND r.chainId <> ? AND p.sha256 = ? AND p.sessionId <> ? AND ${COUNTS}`,
        [about.organisationId, about.revises ?? '', sha256, id],
      )
      return row?.filedAt ?? null
    },

    async lost(id, code, at) {
      await set(id, { state: 'lost', settledAt: at, code })
    },

    filedAs: (id) =>
      one(
        sql,
        `SELECT r.form, r.formVersion, x.position FROM record_photos x JOIN records r ON r.id = x.recordId
         WHERE x.photoId = ? AND r.currentOf IS NOT NULL`,
        [id],
      ),

    lostOf: (contactId, since) =>
      one(
        sql,
        `SELECT p.id FROM sessions s
         JOIN records r ON r.sessionId = s.id
         JOIN record_photos x ON x.recordId = r.id
         JOIN photos p ON p.id = x.photoId
         WHERE s.contactId = ? AND r.currentOf IS NOT NULL AND p.state = 'lost' AND p.settledAt > ? ORDER BY p.sentAt, x.position LIMIT 1`,
        [contactId, since],
      ),

    async replace(id, by) {
      await set(id, { ...by, state: 'coming', settledAt: null, code: null })
    },
  }
}
