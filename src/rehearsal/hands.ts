import type { Movers } from '../jobs/movers.js'
import { endOf } from '../jobs/job-end.js'
import type { ClaimedJob, JobEnd } from '../jobs/queue.js'
import { later, millisOf, type Instant } from '../kernel/clock.js'
import { idFrom, type NewId } from '../kernel/id.js'

/** A lease that ends with the job: nothing else runs here. */
const LEASE_MS = 60_000

/** The jobs and the plan of a service that does nothing by itself: one job after the other, so that the same things happen each time. */
export interface Hands {
  /** Plans the day of all hubs, as the service does every ten minutes. */
  plan(): Promise<unknown>
  /** Runs all jobs that are due now, and those that come of them; `told` hears of each before and after it. */
  work(told: { begins(job: ClaimedJob): void; ends(job: ClaimedJob, end: JobEnd): Promise<void> }): Promise<void>
}

/** Movers that only remember what is to be moved, and the hands that move it. */
export function byHand(newId: NewId): { movers: Movers; hands: Hands } {
  let worker: Parameters<Movers['worker']>[0] | null = null
  let planning: Parameters<Movers['planning']>[0] | null = null
  const started = <T>(part: T | null): T => {
    if (part === null) throw new Error('the service was not started with these movers')
    return part
  }
  return {
    movers: {
      newId,
      worker(parts) {
        worker = parts
        return { nudge: () => {}, stop: () => Promise.resolve() }
      },
      planning(parts) {
        planning = parts
        return { stop: () => Promise.resolve() }
      },
      housekeeping: () => ({ stop: () => Promise.resolve() }),
    },
    hands: {
      plan: () => started(planning).plan(),
      async work({ begins, ends }) {
        const { queue, handlers, clock, log } = started(worker)
        for (;;) {
          const now = clock.now()
          const [job] = await queue.claim(1, now, later(now, LEASE_MS), { share: 1, runs: [] })
          if (!job) return
          begins(job)
          const end = await endOf(job, handlers, { clock, log })
          await queue.finish(job, end, clock.now())
          await ends(job, end)
        }
      },
    },
  }
}

/** Ids in the order in which they are asked for, by this clock: no chance in them. */
export function countedIds(now: () => Instant): NewId {
  const counted = Buffer.alloc(16)
  let [count, last, within] = [0, '', 0]
  return () => {
    count++
    for (let i = 0; i < 7; i++) counted[15 - i] = Math.floor(count / 32 ** i) % 32
    const at = now()
    within = at === last ? Math.min(within + 1, 999) : 0
    last = at
    return idFrom(millisOf(at) + within, counted)
  }
}
