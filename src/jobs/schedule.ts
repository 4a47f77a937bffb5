import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { later, type Clock, type Instant } from '../kernel/clock.js'
import type { Queue } from './queue.js'

const DAY_MS = 24 * 3_600_000
/** Long enough to look into what a hub complains about; messages and records are kept elsewhere, for good. */
const KEEP_ENDED_DAYS = 30
/** Whoever makes a backup in this moment still counts on links that were open a day ago. */
const KEEP_LINKS_DAYS = 1

/**
 * What is done by the calendar and by nobody's wish: each night old jobs are forgotten, and links to files that are over, with their files.
 * A night missed is made up in the next.
 */
export function startHousekeeping({
  queue,
  purgeDownloads,
  clock,
  log,
}: {
  queue: Pick<Queue, 'purge'>
  purgeDownloads(expiredBefore: Instant): Promise<number>
  clock: Clock
  log: Pick<Logger, 'info' | 'error'>
}): { stop: () => Promise<void> } {
  const nightly = schedule(
    '30 3 * * *',
    async () => {
      try {
        const forgotten = await queue.purge(later(clock.now(), -KEEP_ENDED_DAYS * DAY_MS))
        const links = await purgeDownloads(later(clock.now(), -KEEP_LINKS_DAYS * DAY_MS))
        log.info({ forgotten, links }, 'housekeeping: old jobs and links forgotten')
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed')
      }
    },
    { timezone: 'Asia/Shanghai', noOverlap: true },
  )
  return { stop: async () => nightly.stop() }
}
