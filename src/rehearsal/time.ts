import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import { momentAt } from '../kernel/zone.js'
import type { Hands } from './hands.js'
import type { Stage } from './stage.js'

type Told = Parameters<Hands['work']>[0]

/** The platform tells what became of a notice after so many ms at most. */
const TOLD_MS = 2_001
const NOBODY: Told = { begins: () => {}, ends: () => Promise.resolve() }

/** How time passes on a stage: nothing waits for a real clock, and what falls due is done in its time. */
export function timeOf({ emulator: { control }, hands, database, hub }: Stage, told: Told = NOBODY) {
  const now = (): Instant => control.state().now
  const moveTo = (at: Instant): void => {
    if (at > now()) control.clock({ set: at })
  }
  /** All that is due at this moment, and what the platform tells of it. */
  const runJobs = (): Promise<void> =>
    hands.work({
      begins: (job) => told.begins(job),
      async ends(job, end) {
        await told.ends(job, end)
        if (end.code !== 'subscription' && end.code !== 'template') return
        control.clock({ advanceMs: TOLD_MS })
        await control.idle()
      },
    })
  return {
    now,
    runJobs,
    /** So many minutes after midnight of the hub's own day. */
    at: (on: Day, minutes: number): Instant => momentAt(on, minutes, hub.zone),
    /** Plans the day, as the service does every ten minutes. */
    plan: (): Promise<unknown> => hands.plan(),
    async passTo(until: Instant): Promise<void> {
      await runJobs()
      for (;;) {
        const [next] = await database.reads.all<{ dueAt: Instant | null }>(
          "SELECT MIN(dueAt) AS dueAt FROM outbox WHERE state = 'waiting' AND dueAt > ? AND dueAt <= ?",
          [now(), until],
        )
        if (!next?.dueAt) break
        moveTo(next.dueAt)
        await runJobs()
      }
      moveTo(until)
    },
  }
}

export type Time = ReturnType<typeof timeOf>
