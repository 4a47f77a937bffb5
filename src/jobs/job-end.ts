import type { Logger } from 'pino'
import { later, type Clock } from '../kernel/clock.js'
import type { JobHandler } from '../kernel/job.js'
import { Outage } from '../kernel/outage.js'
import type { ClaimedJob, JobEnd } from './queue.js'
import { asRun } from './run.js'

const LONGEST_WAIT_MS = 15 * 60_000
/** A job that keeps throwing is a bug: it must not run for ever. */
const MOST_THROWS = 10
const NEVER = new AbortController().signal

/** The wait before the next attempt: what the handler asked for, but growing from a second to a quarter of an hour. */
export const waitAfter = (attempts: number, asked: number): number =>
  Math.max(asked, Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (attempts - 1)))

/** How a run ends that has taken too long: its job is tried again, as often as one that throws. */
export function overdueEnd(job: ClaimedJob, { clock, log }: { clock: Clock; log: Pick<Logger, 'error'> }): JobEnd {
  log.error({ job: job.id, kind: job.kind, attempts: job.attempts }, 'jobs: the handler did not come back, given up')
  return job.attempts < MOST_THROWS
    ? { type: 'again', code: 'job.overdue', dueAt: later(clock.now(), waitAfter(job.attempts, 0)) }
    : { type: 'failed', code: 'job.overdue' }
}

/** Runs a job once and says how it ended; a handler that throws is a bug or an outage, and its job is tried again. */
export async function endOf(
  job: ClaimedJob,
  handlers: Record<string, JobHandler>,
  { clock, log, givenUp = NEVER }: { clock: Clock; log: Pick<Logger, 'error'>; givenUp?: AbortSignal },
): Promise<JobEnd> {
  const handler = handlers[job.kind]
  if (!handler) return { type: 'failed', code: 'job.no_handler' }
  const again = (code: string, asked: number): JobEnd & { type: 'again' } => ({
    type: 'again',
    code,
    dueAt: later(clock.now(), waitAfter(job.attempts, asked)),
  })
  try {
    const result = await asRun(givenUp, () => handler.run({ ...job, givenUp }))
    return result.type === 'again'
      ? { ...again(result.code, result.after), mark: result.mark ?? null }
      : { type: result.type, code: result.code ?? null }
  } catch (error) {
    // Its job has had its end.
    if (givenUp.aborted) return again('job.overdue', 0)
    log.error({ job: job.id, kind: job.kind, err: error }, 'jobs: the handler threw')
    if (error instanceof Outage) return again(error.code, 0)
    return job.attempts < MOST_THROWS ? again('job.threw', 0) : { type: 'failed', code: 'job.threw' }
  }
}
