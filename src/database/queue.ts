import type { Transact } from '../conversations/ports.js'
import type { ClaimedJob, Queue } from '../jobs/queue.js'
import type { Sql } from './sql.js'

type JobRow = Pick<ClaimedJob, 'kind' | 'attempts' | 'createdAt'> & {
  position: number
  jobKey: string
  payload: string
}

/** Nobody overtakes within a lane: neither the one that runs nor one that came before and is due or was already tried. */
const CLAIMABLE = `
  SELECT o.position, o.kind, o.jobKey, o.payload, o.attempts, o.createdAt FROM outbox o
  WHERE o.state = 'waiting' AND o.dueAt <= ? AND (o.lane IS NULL OR NOT EXISTS (
    SELECT 1 FROM outbox e WHERE e.lane = o.lane AND e.position <> o.position AND (
      e.state = 'running' OR (e.state = 'waiting' AND e.position < o.position AND (e.attempts > 0 OR e.dueAt <= ?)))))
  ORDER BY o.dueAt, o.position`

export const databaseQueue = (units: Transact<Sql>): Queue => ({
  unfinished: () =>
    units((sql) =>
      sql.all(
        "SELECT kind, state, COUNT(*) AS n FROM outbox WHERE state IN ('waiting', 'running') GROUP BY kind, state",
      ),
    ),

  claim: (limit, now, leasedUntil) =>
    units(async (sql) => {
      const locked = sql.dialect === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : ''
      const rows = await sql.all<JobRow>(`${CLAIMABLE} LIMIT ${limit}${locked}`, [now, now])
      for (const { position } of rows) {
        await sql.run(
          "UPDATE outbox SET state = 'running', leasedUntil = ?, attempts = attempts + 1 WHERE position = ?",
          [leasedUntil, position],
        )
      }
      return rows.map(({ position, jobKey, payload, attempts, ...job }) => ({
        ...job,
        id: String(position),
        key: jobKey,
        payload: JSON.parse(payload) as ClaimedJob['payload'],
        attempts: attempts + 1,
        leasedUntil,
      }))
    }),

  finish: (job, end, now) =>
    units(async (sql) => {
      const ours = "WHERE position = ? AND state = 'running' AND leasedUntil = ?"
      if (end.type === 'again') {
        await sql.run(
          `UPDATE outbox SET state = 'waiting', dueAt = COALESCE(againAt, ?), code = ?, againAt = NULL ${ours}`,
          [end.dueAt, end.code, Number(job.id), job.leasedUntil],
        )
        return
      }
      await sql.run(`UPDATE outbox SET ${ended('?')} ${ours}`, [
        end.type,
        now,
        end.code,
        Number(job.id),
        job.leasedUntil,
      ])
    }),

  recover: (settle, now, starting) =>
    units(async (sql) => {
      // A file belongs to one process: what runs in it when another starts is left over. A server may serve several.
      const all = starting && sql.dialect === 'sqlite'
      const over = all ? "WHERE state = 'running'" : "WHERE state = 'running' AND leasedUntil < ?"
      const values = all ? [] : [now]
      if (settle.length > 0) {
        const kinds = settle.map(() => '?').join(', ')
        await sql.run(`UPDATE outbox SET ${ended("'failed'")} ${over} AND kind IN (${kinds})`, [
          now,
          'interrupted',
          ...values,
          ...settle,
        ])
      }
      await sql.run(`UPDATE outbox SET state = 'waiting', dueAt = ?, againAt = NULL ${over}`, [now, ...values])
    }),

  purge: (endedBefore) =>
    units((sql) => sql.run("DELETE FROM outbox WHERE state IN ('done', 'failed') AND doneAt < ?", [endedBefore])),
})

/** How a run ends: for good, or as a new job when it was added again meanwhile. MySQL assigns from left to right: `againAt` comes last. */
const ended = (state: string) => `
  state = CASE WHEN againAt IS NULL THEN ${state} ELSE 'waiting' END,
  doneAt = CASE WHEN againAt IS NULL THEN ? END,
  attempts = CASE WHEN againAt IS NULL THEN attempts ELSE 0 END,
  dueAt = COALESCE(againAt, dueAt),
  code = ?,
  againAt = NULL`
