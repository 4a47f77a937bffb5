import type { Context } from 'koa'
import { millisOf, type Clock } from '../kernel/clock.js'

/** What a link to a file gives: the bytes under a name, or a sentence for who opened it. */
type Fetched = { type: 'file'; name: string; bytes: Uint8Array } | { type: 'gone'; text: string }

export interface Files {
  fetch(token: string): Promise<Fetched>
  /** For who tries too many links in a minute. */
  tooMany: string
  clock: Clock
}

/** Links that led nowhere, from one address of the network in one minute. Behind a proxy all people share one. */
const MOST_MISSES = 20
const MINUTE = 60_000

/** Everything under `/files/`: a workbook to be saved, or a sentence with status 404, whatever the reason. */
export function filesUnder({ fetch, tooMany, clock }: Files): (ctx: Context) => Promise<void> {
  let minute = 0
  let misses = new Map<string, number>()

  return async (ctx) => {
    const now = Math.floor(millisOf(clock.now()) / MINUTE)
    if (now !== minute) {
      minute = now
      misses = new Map()
    }
    const missed = misses.get(ctx.ip) ?? 0
    if (missed >= MOST_MISSES) {
      ctx.status = 429
      ctx.set('Retry-After', '60')
      ctx.body = tooMany
      return
    }
    // A look at the head is no fetch: the platforms' scanners would use them up.
    if (ctx.method !== 'GET') {
      ctx.status = 405
      return
    }
    const fetched = await fetch(ctx.path.slice('/files/'.length))
    if (fetched.type === 'gone') {
      misses.set(ctx.ip, missed + 1)
      ctx.status = 404
      ctx.body = fetched.text
      return
    }
    ctx.attachment(fetched.name)
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    ctx.body = Buffer.from(fetched.bytes)
  }
}
