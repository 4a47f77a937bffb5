/** A moment as ISO 8601 in UTC with milliseconds, `2026-11-20T02:50:55.123Z`: sorts as text, reads the same in every database. */
export type Instant = string

/** Time is an argument everywhere; only the shell owns a clock. */
export interface Clock {
  now(): Instant
}

export const instantOf = (ms: number): Instant => new Date(ms).toISOString()
export const millisOf = (at: Instant): number => Date.parse(at)
export const later = (at: Instant, ms: number): Instant => instantOf(millisOf(at) + ms)
