import { createServer, type Server } from 'node:http'
import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import type { Logger } from 'pino'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import getRawBody from 'raw-body'
import { millisOf, type Clock } from '../kernel/clock.js'
import type { InboundMessage, Say } from '../kernel/message.js'
import type { Channel, RawRequest } from './channel.js'
import { filesUnder, type Files } from './files.js'
import { XML_LIMIT } from './tencent/xml.js'

export interface CallbackDeps {
  channels: Channel[]
  /** The turn: resolves when what was said is durable. It throws when that cannot be (database gone). */
  take(message: InboundMessage): Promise<{ reply: Say | null }>
  clock: Clock
  /** An error goes under `err`: the logger leaves out what it may quote. */
  log: Pick<Logger, 'warn' | 'error'>
  metrics: Registry
  ready(): Promise<{ ok: boolean; checks: Record<string, string> }>
  files: Files
  /** ms a connection is left without an answer after a failed turn. */
  silenceMs?: number
}

/** The platforms wait 5 s (WeCom path/90930, official accounts alike); a little longer, and it is they who give up. */
const SILENCE_MS = 5_500

/**
 * The callbacks of all channels at their paths, files under `/files/`, and `/healthz`, `/readyz`, `/metrics`. Outcomes counted: `checked`, `answered` (with a
 * passive reply), `silent` (empty 200), `refused` and `failed` (no answer at all).
 */
export function callbacks(deps: CallbackDeps): Koa {
  const { channels, clock, log, metrics, silenceMs = SILENCE_MS } = deps
  const outcomes = new Counter({
    name: 'jianbao_callbacks_total',
    help: 'Callbacks of the platforms by what became of them',
    labelNames: ['path', 'outcome', 'code'],
    registers: [metrics],
  })
  const last = new Gauge({
    name: 'jianbao_callback_last_seconds',
    help: 'When something said was last believed or refused, seconds since 1970',
    labelNames: ['path', 'outcome', 'code'],
    registers: [metrics],
  })
  const turns = new Histogram({
    name: 'jianbao_turn_seconds',
    help: 'From a believed callback to its answer',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [metrics],
  })

  async function answer(channel: Channel, ctx: Context): Promise<void> {
    const count = (outcome: string, code = ''): void => outcomes.inc({ path: channel.path, outcome, code })
    // What is posted was said by somebody; a check of the address (GET) may come from an operator as well.
    const note = (outcome: 'believed' | 'refused', code = ''): void => {
      if (ctx.method === 'POST') last.set({ path: channel.path, outcome, code }, millisOf(clock.now()) / 1000)
    }
    const refuse = (status: number, code: string): void => {
      log.warn({ path: channel.path, code }, 'callback refused')
      count('refused', code)
      note('refused', code)
      ctx.status = status
      ctx.body = 'refused'
    }
    const query = queryOf(ctx.querystring)
    const body = ctx.method === 'POST' ? await bodyOf(ctx) : ''
    if (body === null) return refuse(413, 'http.too_long')
    if (!query) return refuse(400, 'http.query')
    try {
      const received = await channel.receive({ method: ctx.method, query, body }, clock.now())
      if (received.type === 'refused') return refuse(received.status, received.code)
      if (received.type === 'checked') {
        count('checked')
        return give(ctx, received.answer)
      }
      note('believed')
      const measured = turns.startTimer()
      const { reply } = await deps.take(received.message)
      give(ctx, received.answer(reply, clock.now()))
      measured()
      count(reply ? 'answered' : 'silent')
    } catch (err) {
      log.error({ path: channel.path, err }, 'callback failed')
      count('failed')
      staySilent(ctx, silenceMs)
    }
  }

  const router = new Router()
  for (const channel of channels) {
    router.get(channel.path, (ctx) => answer(channel, ctx))
    router.post(channel.path, (ctx) => answer(channel, ctx))
  }
  router.get(/^\/files\//, filesUnder(deps.files))
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  router.get('/readyz', async (ctx) => {
    const ready = await deps.ready()
    ctx.status = ready.ok ? 200 : 503
    ctx.body = ready
  })
  router.get('/metrics', async (ctx) => {
    ctx.type = metrics.contentType
    ctx.body = await metrics.metrics()
  })

  const app = new Koa()
  app.on('error', (err: unknown) => {
    // Broken connections and malformed requests are the sender's doing: anybody could fill the log with them.
    const code = err instanceof Error && 'code' in err ? String(err.code) : ''
    if (!/^(ECONN|EPIPE|HPE_|ERR_STREAM)/.test(code)) log.error({ err }, 'request failed')
  })
  app.use(async (ctx, next) => {
    ctx.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' })
    await next()
  })
  app.use(router.routes()).use(router.allowedMethods())
  return app
}

/** Resolves when the port is taken; rejects when it cannot be. A request must be here whole within 10 s. */
export function listen(app: Koa, port: number, host?: string): Promise<Server> {
  const handle = app.callback()
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (req, res) => void handle(req, res))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server.off('error', reject)))
  })
}

/** Takes no new connection and lets those under way end: what was accepted is answered, at the latest after `withinMs`. */
export async function closed(server: Server, withinMs: number): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const deadline = setTimeout(() => server.closeAllConnections(), withinMs)
  server.closeIdleConnections()
  await done
  clearInterval(idle)
  clearTimeout(deadline)
}

function give(ctx: Context, { status, type, body }: { status: number; type: string; body: string }): void {
  ctx.status = status
  ctx.type = type
  ctx.body = body
}

/**
 * When a turn failed the platform must deliver again. Its older documents do so after any status but 200, the newer ones only when no
 * answer came: so none is given. The connection is not cut at once either, because a proxy in front would make a 502 of that, and
 * because the few deliveries there are (three more) would be used up before a database can come back.
 */
function staySilent(ctx: Context, ms: number): void {
  ctx.respond = false
  const cut = setTimeout(() => ctx.req.socket.destroy(), ms).unref()
  ctx.res.once('close', () => clearTimeout(cut))
}

/** The body as text, or null when it is too long. */
async function bodyOf(ctx: Context): Promise<string | null> {
  try {
    const body = await getRawBody(ctx.req, { length: ctx.request.length, limit: XML_LIMIT })
    return body.toString('utf8')
  } catch (error) {
    if (!(error instanceof Error) || !('type' in error)) throw error
    // Who hangs up in the middle hears nothing; there is nobody to answer.
    if (error.type !== 'entity.too.large' && error.type !== 'request.aborted') throw error
    // The rest of it is not read: the connection is of no more use.
    ctx.set('Connection', 'close')
    return null
  }
}

/**
 * Decodes a query once. Koa's own reading makes a space of `+`, which in base64 is a letter.
 * Null when a percent code is broken.
 */
function queryOf(querystring: string): RawRequest['query'] | null {
  const query = new Map<string, string | string[]>()
  try {
    for (const pair of querystring.split('&')) {
      if (pair === '') continue
      const at = pair.indexOf('=')
      const name = decodeURIComponent(at === -1 ? pair : pair.slice(0, at))
      const value = at === -1 ? '' : decodeURIComponent(pair.slice(at + 1))
      const before = query.get(name)
      query.set(name, before === undefined ? value : [before, value].flat())
    }
  } catch {
    return null
  }
  return Object.fromEntries(query)
}
