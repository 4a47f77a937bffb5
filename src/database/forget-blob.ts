import type { Transact } from '../conversations/ports.js'
import type { Instant } from '../kernel/clock.js'
import { textIn, type Job, type JobHandler } from '../kernel/job.js'
import { one, type Sql } from './sql.js'

/** The file of something that was deleted is to go, too. */
export const forgetBlobJob = (sha256: string, now: Instant): Job => ({
  kind: 'forget_blob',
  key: `forget_blob:${sha256}`,
  payload: { sha256 },
  dueAt: now,
})

const NAMED = `SELECT 1 FROM photos WHERE ? IN (sha256, copy, thumbnail)
  UNION ALL SELECT 1 FROM voices WHERE sha256 = ? UNION ALL SELECT 1 FROM downloads WHERE sha256 = ? LIMIT 1`

/** The job `forget_blob`: removes a file that no row names any more; the same bytes may have come twice. */
export const forgetBlob = (units: Transact<Sql>, remove: (sha256: string) => Promise<void>): JobHandler => ({
  async run({ payload }) {
    const sha256 = textIn(payload, 'sha256')
    if (await units((sql) => one(sql, NAMED, [sha256, sha256, sha256]))) return { type: 'done', code: 'blob.named' }
    await remove(sha256)
    return { type: 'done' }
  },
})
