import type { Transact } from '../conversations/ports.js'
import type { ClaimedJob, Queue } from '../jobs/queue.js'
import type { Sql } from './sql.js'

type JobRow = Pick<ClaimedJob, 'kind' | 'account' | 'attempts' | 'createdAt' | 'mark'> & {
  position: number
  jobKey: string
  payload: string
}

/** Nobody overtakes within a lane: neither the one that runs nor one that came before and is due or was already tried. */
const CLAIMABLE = `
  SELECT o.position, o.kind, o.account, o.jobKey, o.payload, o.attempts, o.createdAt, o.mark FROM outbox o
  WHERE o.state = 'waiting' AND o.dueAt <= ? AND (o.lane IS NULL OR NOT EXISTS (
    SELECT 1 FROM outbox e WHERE e.lane = o.lane AND e.position <> o.position AND (
      e.state = 'running' OR (e.state = 'waiting' AND e.position < o.position AND (e.attempts > 0 OR e.dueAt <= ?)))))`
const LONGEST_DUE_FIRST = ' ORDER BY o.dueAt, o.position'

export const databaseQueue = (units: Transact<Sql>): Queue => ({
  unfinished: () =>
    units((sql) =>
      sql.all(
        "SELECT kind, state, COUNT(*) AS n FROM outbox WHERE state IN ('waiting', 'running') GROUP BY kind, state",
      ),
    ),

  claim: (limit, now, leasedUntil, { share, runs }) =>
    units(async (sql) => {
      const locked = sql.dialect === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : ''
      const rows: JobRow[] = []
      const full = () => {
        const taken = [...runs, ...rows.map(({ account }) => account)].filter((account) => account !== null)
        return [...new Set(taken)].filter((one) => taken.filter((account) => account === one).length >= share)
      }
      // Once more for each account that fills up on the way: what of it was found in excess has taken the place of others.
      for (let before = -1; rows.length < limit && before < rows.length;) {
        before = rows.length
        const closed = full()
        const others =
          closed.length > 0 ? ` AND (o.account IS NULL OR o.account NOT IN (${closed.map(() => '?').join(', ')}))` : ''
        const found = await sql.all<JobRow>(`${CLAIMABLE}${others}${LONGEST_DUE_FIRST} LIMIT ${limit}${locked}`, [
          now,
          now,
          ...closed,
        ])
        const isNew = (one: JobRow) => rows.every(({ position }) => position !== one.position)
        for (const one of found) {
          if (rows.length < limit && isNew(one) && !full().includes(one.account ?? '')) rows.push(one)
        }
        if (found.length < limit) break
      }
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

  renew: (job, leasedUntil) =>
    units(async (sql) => {
      const renewed = await sql.run(
        "UPDATE outbox SET leasedUntil = ? WHERE position = ? AND state = 'running' AND leasedUntil = ?",
        [leasedUntil, Number(job.id), job.leasedUntil],
      )
      return renewed > 0
    }),

  finish: (job, end, now) =>
    units(async (sql) => {
      const ours = "WHERE position = ? AND state = 'running' AND leasedUntil = ?"
      if (end.type === 'again') {
        await sql.run(
          `UPDATE outbox SET state = 'waiting', dueAt = COALESCE(againAt, ?), code = ?, mark = CASE WHEN againAt IS NULL THEN ${end.mark === undefined ? 'mark' : '?'} END, againAt = NULL ${ours}`,
          [end.dueAt, end.code, ...(end.mark === undefined ? [] : [end.mark]), Number(job.id), job.leasedUntil],
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

  recover: (now, starting) =>
    units(async (sql) => {
      // A file belongs to one process: what runs in it when another starts is left over. A server may serve several.
      const all = starting && sql.dialect === 'sqlite'
      const over = all ? "WHERE state = 'running'" : "WHERE state = 'running' AND leasedUntil < ?"
      const values = all ? [] : [now]
      await sql.run(
        `UPDATE outbox SET state = 'waiting', dueAt = ?, mark = CASE WHEN againAt IS NULL THEN mark END, againAt = NULL ${over}`,
        [now, ...values],
      )
    }),

  purge: (endedBefore) =>
    units((sql) => sql.run("DELETE FROM outbox WHERE state IN ('done', 'failed') AND doneAt < ?", [endedBefore])),
})

/** How a run ends: for good, or as a new job when it was added again meanwhile. MySQL assigns from left to right: `againAt` comes last. */
const ended = (state: string) => `
  state = CASE WHEN againAt IS NULL THEN ${state} ELSE 'waiting' END,
  doneAt = CASE WHEN againAt IS NULL THEN ? END,
  attempts = CASE WHEN againAt IS NULL THEN attempts ELSE 0 END,
  mark = NULL,
  dueAt = COALESCE(againAt, dueAt),
  code = ?,
  againAt = NULL`
