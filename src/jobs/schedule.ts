import { schedule } from 'node-cron'
import type { Logger } from 'pino'
import { later, type Clock, type Instant } from '../kernel/clock.js'
import type { Queue } from './queue.js'

const DAY_MS = 24 * 3_600_000
/** Long enough to look into what a hub complains about; messages of those we know and records are kept elsewhere, for good. */
const KEEP_DAYS = 30
/** Whoever makes a backup in this moment still counts on links that were open a day ago. */
const KEEP_LINKS_DAYS = 1

/**
 * What is done by the calendar and by nobody's wish: each night old jobs, silent strangers and what was noted as done once are
 * forgotten, and links to files that are over, with their files. A night missed is made up in the next.
 */
export function startHousekeeping({
  queue,
  purgeDownloads,
  forgetStrangers,
  forgetOccasions,
  clock,
  log,
}: {
  queue: Pick<Queue, 'purge'>
  purgeDownloads(expiredBefore: Instant): Promise<number>
  forgetStrangers: (silentSince: Instant) => Promise<number>
  forgetOccasions: (before: Instant) => Promise<number>
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
        const occasions = await forgetOccasions(before)
        const links = await purgeDownloads(later(clock.now(), -KEEP_LINKS_DAYS * DAY_MS))
        log.info(
          { forgotten, strangers, occasions, links },
          'housekeeping: old jobs, silent strangers, what was done once, and links forgotten',
        )
      } catch (error) {
        log.error({ err: error }, 'housekeeping failed')
      }
    },
    { timezone: 'Asia/Shanghai', noOverlap: true },
  )
  return { stop: async () => nightly.stop() }
}

/**
 * Plans the day of all hubs at the start, and then every ten minutes, off the minutes when everybody's machines work: what was missed while
 * the machine was off or asleep is made up by the next run, and a run that finds nothing costs next to nothing.
 */
export function startPlanning({
  plan,
  log,
}: {
  plan: () => Promise<Record<string, number>>
  log: Pick<Logger, 'info' | 'error'>
}): { stop: () => Promise<void> } {
  const run = async () => {
    try {
      const done = await plan()
      if (Object.values(done).some((count) => count > 0)) log.info(done, 'the day is planned')
    } catch (error) {
      log.error({ err: error }, 'planning the day failed; the next run makes up for it')
    }
  }
  let last = run()
  const ticks = schedule('3-53/10 * * * *', () => (last = run()), { timezone: 'Asia/Shanghai', noOverlap: true })
  return {
    async stop() {
      await ticks.stop()
      await last
    },
  }
}
