import type { Outbox } from '../conversations/ports.js'
import type { Clock } from '../kernel/clock.js'
import { insert, one, type Sql } from './sql.js'

export const databaseOutbox = (sql: Sql, clock: Clock): Outbox => ({
  async add({ kind, key, payload, dueAt, lane }) {
    const lock = sql.dialect === 'mysql' ? ' FOR UPDATE' : ''
    const known = await one<{ position: number; state: string }>(
      sql,
      `SELECT position, state FROM outbox WHERE jobKey = ?${lock}`,
      [key],
    )
    if (known?.state === 'waiting') {
      await sql.run('UPDATE outbox SET dueAt = ? WHERE position = ?', [dueAt, known.position])
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
      payload: JSON.stringify(payload),
      state: 'waiting',
      dueAt,
      attempts: 0,
      createdAt: clock.now(),
    })
  },
})
