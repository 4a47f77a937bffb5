import type { Transact } from '../conversations/ports.js'
import type { Download, Downloads } from '../conversations/staff/ports.js'
import type { Instant } from '../kernel/clock.js'
import type { Role } from '../people/people.js'
import { roleOf } from './role.js'
import { insert, one, type Sql } from './sql.js'

type DownloadRow = Download & { fetched: number; role: Role | null; organisationKind: string; leftAt: string | null }

export const databaseDownloads = (sql: Sql): Downloads => ({
  async add(download) {
    await insert(sql, 'downloads', { ...download, fetched: 0 })
  },

  // The original of a picture is sealed: whatever row names it, no link opens it.
  async find(tokenHash) {
    const row = await one<DownloadRow>(
      sql,
      `SELECT d.tokenHash, d.hubId, d.contactId, d.sha256, d.name, d.expiresAt, d.fetched, c.role, c.leftAt, o.kind AS organisationKind
       FROM downloads d JOIN contacts c ON c.id = d.contactId AND c.hubId = d.hubId JOIN organisations o ON o.id = c.organisationId
       WHERE d.tokenHash = ? AND NOT EXISTS (SELECT 1 FROM photos p WHERE p.sha256 = d.sha256)`,
      [tokenHash],
    )
    if (!row) return null
    const { role, organisationKind, leftAt, ...download } = row
    return { ...download, role: roleOf({ role, organisationKind, leftAt }) }
  },

  async fetch(tokenHash, most) {
    const counted = 'UPDATE downloads SET fetched = fetched + 1 WHERE tokenHash = ? AND fetched < ?'
    return (await sql.run(counted, [tokenHash, most])) === 1
  },
})

/** Workbooks of links that are over, and named by nothing else: a picture's files are for good. */
const WORKBOOKS = `SELECT DISTINCT d.sha256 FROM downloads d WHERE d.expiresAt < ?
  AND NOT EXISTS (SELECT 1 FROM downloads e WHERE e.sha256 = d.sha256 AND e.expiresAt >= ?)
  AND NOT EXISTS (SELECT 1 FROM photos p WHERE p.sha256 = d.sha256 OR p.copy = d.sha256 OR p.thumbnail = d.sha256)`

/**
 * Forgets links that were over before some moment, at least a day ago: a backup that is being made may still count on later ones. Their
 * files go first, and the number of links comes back; broken off half-way, it is done again. No file comes back under its old name
 * meanwhile: a workbook carries the moment it was made.
 */
export const purgeDownloads =
  (units: Transact<Sql>, remove: (sha256: string) => Promise<void>) =>
  async (expiredBefore: Instant): Promise<number> => {
    const unnamed = await units(async (sql) => {
      const found: string[] = []
      for (const { sha256 } of await sql.all<{ sha256: string }>(WORKBOOKS, [expiredBefore, expiredBefore])) {
        if (!(await one(sql, 'SELECT 1 FROM outbox WHERE payload LIKE ?', [`%${sha256}%`]))) found.push(sha256)
      }
      return found
    })
    for (const sha256 of unnamed) await remove(sha256)
    return units((sql) => sql.run('DELETE FROM downloads WHERE expiresAt < ?', [expiredBefore]))
  }
