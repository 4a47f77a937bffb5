import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { later, type Clock, type Instant } from '../kernel/clock.js'
import type { JobHandler } from '../kernel/job.js'
import { Outage } from '../kernel/outage.js'
import { endOf, overdueEnd } from './job-end.js'
import type { ClaimedJob, JobEnd, Queue } from './queue.js'
import { outsideRuns } from './run.js'

export interface Worker {
  /** Looks for due jobs now: called after a commit that may have left some. */
  nudge: () => void
  /** Takes no more jobs and resolves when those that run have ended, at the latest after `withinMs`. */
  stop: (withinMs: number) => Promise<void>
}

/** Jobs that became due without a nudge (by time, or left by another process) wait this long at most. */
const POLL_MS = 1_000
/** How long a dead machine's jobs wait on a server. A job that runs longer stays ours: its lease is renewed while it does. */
const LEASE_MS = 3 * 60_000
const RENEW_MS = LEASE_MS / 2
/** A handler that has not come back after so long will not: else its job, and its lane, would be held until the next start. */
const LONGEST_MS = 30 * 60_000
const RECOVER_MS = 15_000
/** Jobs of one account at once: one whose platform takes each request and says nothing leaves the other hands to the others. */
const SHARE = 3

/** A job that runs here: how long so far, by the clock. */
interface Run {
  job: ClaimedJob
  ranMs: number
  seenAt: Instant
  giveUp(): void
}

/** Runs the jobs of the outbox in this process, `concurrency` at once. Handlers are named by the kind of their jobs. */
export function startWorker({
  queue,
  handlers,
  clock,
  concurrency,
  log,
  ended,
}: {
  queue: Queue
  handlers: Record<string, JobHandler>
  clock: Clock
  concurrency: number
  log: Pick<Logger, 'warn' | 'error'>
  /** Told of each run, for counting. */
  ended: (kind: string, end: JobEnd) => void
}): Worker {
  const running = new Map<Promise<void>, Run>()
  let looking: Promise<void> | null = null
  let renewing: Promise<void> | null = null
  let lookAgain = false
  let starting = true
  let recoveredAt = -Infinity
  let reachable = true
  let stopping = false
  let givenUp = false

  function nudge(): void {
    lookAgain = true
    looking ??= outsideRuns(look).finally(() => {
      looking = null
      if (lookAgain && mayStart()) nudge()
    })
  }

  const mayStart = () => !stopping && running.size < concurrency

  async function look(): Promise<void> {
    while (lookAgain && mayStart()) {
      lookAgain = false
      try {
        if (performance.now() - recoveredAt > RECOVER_MS) await recover()
        const now = clock.now()
        const accounts = { share: SHARE, runs: [...running.values()].map(({ job }) => job.account) }
        for (const job of await queue.claim(concurrency - running.size, now, later(now, LEASE_MS), accounts)) start(job)
        reachable = true
      } catch (error) {
        if (reachable) log.error({ err: error }, 'jobs: the outbox cannot be read; trying again')
        reachable = false
      }
    }
  }

  async function recover(): Promise<void> {
    // Time may have jumped: what runs here is not over.
    await renew()
    await queue.recover(clock.now(), starting)
    starting = false
    recoveredAt = performance.now()
  }

  /** One at a time, so that a job ends under the lease that its row has. */
  const renew = (): Promise<void> =>
    (renewing ??= renewAll().finally(() => {
      renewing = null
    }))

  async function renewAll(): Promise<void> {
    const now = clock.now()
    for (const run of running.values()) {
      const { job } = run
      // A machine that slept has not run meanwhile.
      run.ranMs += Math.min(Date.parse(now) - Date.parse(run.seenAt), RENEW_MS)
      run.seenAt = now
      if (run.ranMs >= (handlers[job.kind]?.longestMs ?? LONGEST_MS)) run.giveUp()
      if (job.leasedUntil >= later(now, RENEW_MS)) continue
      const until = later(now, LEASE_MS)
      if (await queue.renew(job, until)) job.leasedUntil = until
    }
  }

  function start(job: ClaimedJob): void {
    const over = new AbortController()
    const overdue = new Promise<void>((resolve) =>
      over.signal.addEventListener('abort', () => resolve(), { once: true }),
    )
    const giveUp = () => over.abort()
    const run = runOnce(job, over.signal, overdue).finally(() => {
      running.delete(run)
      nudge()
    })
    running.set(run, { job, ranMs: 0, seenAt: clock.now(), giveUp })
  }

  async function runOnce(job: ClaimedJob, over: AbortSignal, overdue: Promise<void>): Promise<void> {
    const end = await Promise.race([
      endOf(job, handlers, { clock, log, givenUp: over }),
      overdue.then(() => overdueEnd(job, { clock, log })),
    ])
    ended(job.kind, end)
    if (end.type === 'failed') log.warn({ job: job.id, kind: job.kind, code: end.code }, 'jobs: failed')
    // Once a job: what stands in the way (an untrusted IP, a platform that is down) may stay for hours.
    if (end.type === 'again' && job.attempts === 1) {
      log.warn({ job: job.id, kind: job.kind, code: end.code }, 'jobs: put off, tried again later')
    }
    // What was done must be written down, or it would be done again: a database that is gone is waited for.
    for (;;) {
      try {
        await renewing
        return await queue.finish(job, end, clock.now())
      } catch (error) {
        log.error({ job: job.id, kind: job.kind, err: error }, 'jobs: the end of a run cannot be written')
        if (!(error instanceof Outage) || givenUp) return
        await pause(POLL_MS)
      }
    }
  }

  const poll = setInterval(() => {
    nudge()
    renew().catch((error: unknown) => {
      if (reachable) log.error({ err: error }, 'jobs: leases cannot be renewed; trying again')
    })
  }, POLL_MS)
  nudge()

  return {
    nudge,
    async stop(withinMs) {
      stopping = true
      clearInterval(poll)
      await looking
      await Promise.race([Promise.allSettled(running.keys()), pause(withinMs, undefined, { ref: false })])
      givenUp = true
    },
  }
}
