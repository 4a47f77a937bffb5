import type { Outbox } from '../conversations/ports.js'
import type { Clock } from '../kernel/clock.js'
import type { Job } from '../kernel/job.js'
import { insert, one, type Sql } from './sql.js'

export const databaseOutbox = (sql: Sql, clock: Clock): Outbox => ({
  async add({ kind, key, payload, dueAt, lane, account, mark }) {
    const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
    const known = await one<{ position: number; state: string }>(
      sql,
      `SELECT position, state FROM outbox WHERE jobKey = ?${lock}`,
      [key],
    )
    if (known?.state === 'waiting') {
      await sql.run('UPDATE outbox SET dueAt = ?, mark = ? WHERE position = ?', [dueAt, mark ?? null, known.position])
      return
    }
    if (known?.state === 'running') {
      await sql.run('UPDATE outbox SET againAt = ?, payload = ? WHERE position = ?', [
        dueAt,
        JSON.stringify(payload),
        known.position,
      ])
      return
    }
    // A finished job that is made new takes its place at the end of its lane.
    if (known) await sql.run('DELETE FROM outbox WHERE position = ?', [known.position])
    await insert(sql, 'outbox', {
      kind,
      jobKey: key,
      lane: lane ?? null,
      account: account ?? null,
      mark: mark ?? null,
      payload: JSON.stringify(payload),
      state: 'waiting',
      dueAt,
      attempts: 0,
      createdAt: clock.now(),
    })
  },

  async mark(jobId, mark) {
    await sql.run('UPDATE outbox SET mark = ? WHERE position = ?', [mark, Number(jobId)])
  },

  async isOpen(key) {
    const found = await one(sql, "SELECT position FROM outbox WHERE jobKey = ? AND state IN ('waiting', 'running')", [
      key,
    ])
    return found !== null
  },

  async doneAt(key) {
    const job = await one<{ doneAt: string | null }>(
      sql,
      "SELECT doneAt FROM outbox WHERE jobKey = ? AND state = 'done' AND (code IS NULL OR code <> 'unsaid')",
      [key],
    )
    return job?.doneAt ?? null
  },

  async waiting(lane, kind) {
    const rows = await sql.all<{
      position: number
      jobKey: string
      payload: string
      createdAt: string
      mark: string | null
    }>(
      `SELECT position, jobKey, payload, createdAt, mark FROM outbox
       WHERE lane = ? AND state = 'waiting' AND kind = ? ORDER BY position`,
      [lane, kind],
    )
    return rows.map(({ position, jobKey, payload, ...job }) => ({
      ...job,
      id: String(position),
      key: jobKey,
      payload: JSON.parse(payload) as Job['payload'],
    }))
  },
})
