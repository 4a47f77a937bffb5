import type { NewId } from '../kernel/id.js'
import type { Consents, FiledAlbum } from '../records/consents.js'
import { WITHDRAWN_AT } from './records-to-read.js'
import { insert, one, type Sql } from './sql.js'

interface AlbumRow extends Omit<FiledAlbum, 'organisation' | 'photos'> {
  organisationId: string
  organisationName: string
}

const ALBUM = `SELECT r.id AS recordId, r.chainId, r.form, r.formVersion, r.filedAt, o.id AS organisationId, o.name AS organisationName
  FROM records r JOIN organisations o ON o.id = r.organisationId WHERE r.hubId = ?`

export function databaseConsents(sql: Sql, newId: NewId): Consents {
  async function withPhotos(row: AlbumRow | null): Promise<FiledAlbum | null> {
    if (!row) return null
    const { organisationId, organisationName, ...record } = row
    const photos = await sql.all<FiledAlbum['photos'][number]>(
      `SELECT p.id, x.position, x.caption, x.consent, p.copy, ${WITHDRAWN_AT}
       FROM record_photos x JOIN photos p ON p.id = x.photoId WHERE x.recordId = ? ORDER BY x.position`,
      [row.recordId],
    )
    return { ...record, organisation: { id: organisationId, name: organisationName }, photos }
  }

  return {
    album: async (hubId, recordId) => withPhotos(await one<AlbumRow>(sql, `${ALBUM} AND r.id = ?`, [hubId, recordId])),

    async withdraw(hubId, withdrawal) {
      await insert(sql, 'photo_withdrawals', { id: newId(), hubId, ...withdrawal })
    },

    async restore(hubId, photoId) {
      await sql.run('DELETE FROM photo_withdrawals WHERE hubId = ? AND photoId = ?', [hubId, photoId])
    },
  }
}
