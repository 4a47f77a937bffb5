import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { later, type Clock, type Instant } from '../kernel/clock.js'
import type { Queue } from './queue.js'

const DAY_MS = 24 * 3_600_000
/** Long enough to look into what a hub complains about; messages of those we know and records are kept elsewhere, for good. */
const KEEP_DAYS = 30

/** What is done by the calendar and by nobody's wish: each night old jobs and silent strangers are forgotten. A night missed is made up in the next. */
export function startHousekeeping({
  queue,
  forgetStrangers,
  clock,
  log,
}: {
  queue: Pick<Queue, 'purge'>
  forgetStrangers: (silentSince: Instant) => Promise<number>
  clock: Clock
  log: Pick<Logger, 'info' | 'error'>
}): { stop: () => Promise<void> } {
  const nightly = schedule(
    '30 3 * * *',
    async () => {
      try {
        const before = later(clock.now(), -KEEP_DAYS * DAY_MS)
        const forgotten = await queue.purge(before)
        const strangers = await forgetStrangers(before)
        log.info({ forgotten, strangers }, 'housekeeping: old jobs and silent strangers forgotten')
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed')
      }
    },
    { timezone: 'Asia/Shanghai', noOverlap: true },
  )
  return { stop: async () => nightly.stop() }
}
