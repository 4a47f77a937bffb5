import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { later, type Clock } from '../kernel/clock.js'
import type { Queue } from './queue.js'

const DAY_MS = 24 * 3_600_000
/** Long enough to look into what a hub complains about; messages and records are kept elsewhere, for good. */
const KEEP_ENDED_DAYS = 30

/** What is done by the calendar and by nobody's wish: each night old jobs are forgotten. A night missed is made up in the next. */
export function startHousekeeping({
  queue,
  clock,
  log,
}: {
  queue: Pick<Queue, 'purge'>
  clock: Clock
  log: Pick<Logger, 'info' | 'error'>
}): { stop: () => Promise<void> } {
  const nightly = schedule(
    '30 3 * * *',
    async () => {
      try {
        const forgotten = await queue.purge(later(clock.now(), -KEEP_ENDED_DAYS * DAY_MS))
        log.info({ forgotten }, 'housekeeping: old jobs forgotten')
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed')
      }
    },
    { timezone: 'Asia/Shanghai', noOverlap: true },
  )
  return { stop: async () => nightly.stop() }
}
