import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { startHousekeeping } from '../../src/jobs/schedule.js'
import { instantOf } from '../../src/kernel/clock.js'

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-20T19:00:00Z') })
})
afterEach(() => {
  jest.useRealTimers()
})

it('forgets old jobs, strangers silent for a month and links that were over a day ago, once a night, and goes on after a night that failed', async () => {
  const asked: string[] = []
  const links: string[] = []
  const silentSince: string[] = []
  const occasionsBefore: string[] = []
  const failures: unknown[] = []
  const { stop } = startHousekeeping({
    queue: {
      purge: async (endedBefore) => {
        asked.push(endedBefore)
        if (asked.length === 1) throw new Error('the database is gone')
        return 3
      },
    },
    purgeDownloads: async (expiredBefore) => {
      links.push(expiredBefore.slice(0, 16))
      return 1
    },
    forgetStrangers: async (since) => silentSince.push(since),
    forgetOccasions: async (before) => occasionsBefore.push(before),
    clock: { now: () => instantOf(Date.now()) },
    log: { info: () => {}, error: (data: unknown) => failures.push(data) },
  })
  await jest.advanceTimersByTimeAsync(29 * 60_000)
  expect(asked).toEqual([])
  await jest.advanceTimersByTimeAsync(2 * 60_000)
  expect(asked.map((instant) => instant.slice(0, 16))).toEqual(['2026-10-21T19:30'])
  expect(failures).toHaveLength(1)
  await jest.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(asked).toHaveLength(2)
  expect(links).toEqual(['2026-11-20T19:30'])
  expect([silentSince, occasionsBefore]).toEqual([[asked[1]], [asked[1]]])
  await stop()
  await jest.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(asked).toHaveLength(2)
})
