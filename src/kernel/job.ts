import type { Instant } from './clock.js'
import type { Json } from './json.js'

/** Something to do after the transaction that decided it: its row in the outbox is the truth about it. */
export interface Job {
  /** Which handler: `deliver`, `fetch_media`, `wake` … */
  kind: string
  /** What it is about, unique: adding a job whose key waits already only moves its `dueAt`. */
  key: string
  payload: { [key: string]: Json }
  dueAt: Instant
  /** Jobs of one lane run one after another in the order they were added (one person's messages). */
  lane?: string
  /** The account (as in `Address.account`) whose platform it talks to: one that hangs must not hold up the others. */
  account?: string
  /** What its handler finds as `mark` at the first run. */
  mark?: string
}

/** What a handler says of a job it ran. `again` puts it back; `failed` is final and kept with its code. */
export type JobResult =
  | { type: 'done'; code?: string }
  /** `mark` is handed to the next run; without one that finds null. */
  | { type: 'again'; code: string; after: number; mark?: string }
  | { type: 'failed'; code: string }

/** A job that was running when the machine died runs again: a handler that must not do a thing twice leaves a mark before it. */
export interface JobHandler {
  /** How long a run may take, half an hour where nothing is said: one that takes longer is given up and tried again. */
  longestMs?: number
  run(job: {
    id: string
    key: string
    payload: { [key: string]: Json }
    attempts: number
    createdAt: Instant
    /** What the run before left, or who added it. */
    mark?: string | null
    /** Aborted when the run is given up: what it began elsewhere (a thread) ends then. What it still writes is not kept. */
    givenUp?: AbortSignal
  }): Promise<JobResult>
}

/** A text of a job's payload. Payloads are written by this program, so another shape is a bug and throws. */
export function textIn(payload: Job['payload'], key: string): string {
  const value = payload[key]
  if (typeof value !== 'string') throw new Error(`a job's payload has no text ${key}`)
  return value
}
