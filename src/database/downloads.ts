import type { Download, Downloads } from '../conversations/staff/ports.js'
import type { Role } from '../people/people.js'
import { roleOf } from './role.js'
import { insert, one, type Sql } from './sql.js'

type DownloadRow = Download & { fetched: number; role: Role | null; organisationKind: string }

export const databaseDownloads = (sql: Sql): Downloads => ({
  async add(download) {
    await insert(sql, 'downloads', { ...download, fetched: 0 })
  },

  async find(tokenHash) {
    const row = await one<DownloadRow>(
      sql,
      `SELECT d.tokenHash, d.hubId, d.contactId, d.sha256, d.name, d.expiresAt, d.fetched, c.role, o.kind AS organisationKind
       FROM downloads d JOIN contacts c ON c.id = d.contactId AND c.hubId = d.hubId JOIN organisations o ON o.id = c.organisationId
       WHERE d.tokenHash = ?`,
      [tokenHash],
    )
    if (!row) return null
    const { role, organisationKind, ...download } = row
    return { ...download, role: roleOf({ role, organisationKind }) }
  },

  async fetch(tokenHash, most) {
    const counted = 'UPDATE downloads SET fetched = fetched + 1 WHERE tokenHash = ? AND fetched < ?'
    return (await sql.run(counted, [tokenHash, most])) === 1
  },
})
