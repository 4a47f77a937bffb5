import type { Instant } from '../kernel/clock.js'
import type { Job } from '../kernel/job.js'

/** The job that brings a picture here at once: the platform's copy dies after three days. */
export const fetchJob = (photoId: string, account: string, now: Instant): Job => ({
  kind: 'fetch_media',
  key: `fetch_media:${photoId}`,
  account,
  payload: { photoId },
  dueAt: now,
})
