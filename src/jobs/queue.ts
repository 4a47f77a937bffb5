import type { Instant } from '../kernel/clock.js'
import type { JobHandler } from '../kernel/job.js'

/** A job that is ours until `leasedUntil`; who comes back later may find that another had it meanwhile. */
export type ClaimedJob = Parameters<JobHandler['run']>[0] & {
  kind: string
  account: string | null
  leasedUntil: Instant
}

export type JobEnd =
  | { type: 'done' | 'failed'; code: string | null }
  | { type: 'again'; code: string; dueAt: Instant; mark?: string | null }

/** The other side of the outbox: what a worker does with its rows. */
export interface Queue {
  /**
   * Up to `limit` jobs due at `now`, longest due first, counted as attempted. Of a lane only the first, and none while one of it runs. A job
   * that waits for its next attempt keeps its lane waiting; one that is not due for the first time does not. Of one account at most `share`,
   * with those of it that the caller `runs` already.
   */
  claim(
    limit: number,
    now: Instant,
    leasedUntil: Instant,
    accounts: { share: number; runs: (string | null)[] },
  ): Promise<ClaimedJob[]>
  /** Ours until then, whatever the time is now, unless its lease went to another: false. */
  renew(job: ClaimedJob, leasedUntil: Instant): Promise<boolean>
  /** Writes how a run ended, unless its lease went to another; an end without `mark` leaves that as it stands. A job that was added again while it ran becomes a new one. */
  finish(job: ClaimedJob, end: JobEnd, now: Instant): Promise<void>
  /**
   * Jobs whose run will never end are due again: their leases are over, or they ran in a process that is known to be dead. `starting` says
   * that this one has just begun.
   */
  recover(now: Instant, starting: boolean): Promise<void>
  /** How many wait or run, by kind and state. */
  unfinished(): Promise<{ kind: string; state: string; n: number }[]>
  /** Forgets jobs that ended before this moment. The number of those forgotten. */
  purge(endedBefore: Instant): Promise<number>
}
