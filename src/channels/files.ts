import type { Context } from 'koa'

/** What a link to a file gives: the bytes under a name, or a sentence for who opened it. */
export type Fetched = { type: 'file'; name: string; bytes: Uint8Array } | { type: 'gone'; text: string }

export interface Files {
  fetch(token: string): Promise<Fetched>
}

/**
 * Everything under `/files/`: a workbook to be saved, or a sentence with status 404, whatever the reason. Tries are not counted: a token
 * has 256 random bits, and behind a proxy, where all people share one address, a limit would let anybody close all links.
 */
export function filesUnder({ fetch }: Files): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    // A look at the head is no fetch: the platforms' scanners would use them up.
    if (ctx.method !== 'GET') {
      ctx.status = 405
      return
    }
    const fetched = await fetch(ctx.path.slice('/files/'.length))
    if (fetched.type === 'gone') {
      ctx.status = 404
      ctx.body = fetched.text
      return
    }
    ctx.attachment(fetched.name)
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    ctx.body = Buffer.from(fetched.bytes)
  }
}
