import Router from '@koa/router'
import type { Context } from 'koa'
import { PassThrough } from 'node:stream'
import rawBody from 'raw-body'
import { z } from 'zod'
import { actRequest } from './act.js'
import type { Control } from './control.js'
import { newFault } from './faults.js'
import { hostileRequest } from './hostile.js'
import type { Told } from './world.js'

const who = { corpId: z.string().min(1), agentId: z.coerce.number().int() }
const corp = z.object({ corpId: who.corpId, name: z.string() })
const app = z.object({ ...who, name: z.string(), secret: z.string().min(1) })
const member = z.object({
  corpId: who.corpId,
  userId: z.string().regex(/^[A-Za-z0-9][\w@.-]{0,63}$/),
  name: z.string(),
  organisation: z.string().optional(),
  role: z.string().optional(),
  hint: z.string().optional(),
  visible: z.boolean().optional(),
})
const callback = z.object({ ...who, url: z.string(), token: z.string(), encodingAesKey: z.string() })
const account = z.object({
  appId: z.string().min(1),
  originalId: z.string().min(1),
  name: z.string(),
  secret: z.string().min(1),
  kind: z.enum(['service', 'subscription']),
  verified: z.boolean(),
})
const follower = z.object({
  appId: account.shape.appId,
  openId: z.string().min(1),
  name: z.string(),
  organisation: z.string().optional(),
  role: z.string().optional(),
  hint: z.string().optional(),
  unionId: z.string().optional(),
  following: z.boolean().optional(),
  refuses: z.boolean().optional(),
})
const template = z.object({
  appId: account.shape.appId,
  id: z.string().min(1),
  kind: z.enum(['service', 'one_time', 'long_term']),
  title: z.string(),
  keys: z.array(z.string()),
})
const article = z.object({
  appId: account.shape.appId,
  url: z.url(),
  title: z.string(),
  templateIds: z.array(z.string()),
})
const rights = account.pick({ kind: true, verified: true }).extend({ banned: z.boolean() }).partial()
const accountCallback = callback
  .omit({ corpId: true, agentId: true })
  .extend({ appId: account.shape.appId, mode: z.enum(['plain', 'compatible', 'safe']) })
const chat = z.object({ ...who, userId: z.string() })
const page = z.object({ since: z.coerce.number().optional(), limit: z.coerce.number().int().min(1).optional() })
const clock = z.object({
  freeze: z.union([z.literal(true), z.iso.datetime()]).optional(),
  advanceMs: z.number().optional(),
  set: z.iso.datetime().optional(),
  real: z.literal(true).optional(),
})
const ms = z.number().int().min(0)
const settings = z
  .object({
    answerWithinMs: ms,
    verifyWithinMs: ms,
    retryAfterMs: z.tuple([ms, ms, ms]),
    sameEnvelope: z.boolean(),
    retryOnStatus: z.boolean(),
    tokenCallsPerMinute: ms,
    seats: ms,
    trustedIp: z.boolean(),
    newApp: z.boolean(),
    accountQuotas: z.record(z.string(), z.number().int().min(0)),
  })
  .partial()
const fault = z.union([
  z
    .object({ name: z.string() })
    .strict()
    .transform(({ name }) => name),
  newFault,
])
const redelivery = z.object({ id: z.string(), sameEnvelope: z.boolean().optional() })
const reset = z.object({ all: z.boolean().optional() })

// Nine photos as base64.
const LARGEST_BODY = '160mb'
const PING_MS = 15_000

/** The routes below `/__emu`: JSON in, JSON out; what is wrong with a request is answered with 400 and `{error}`. */
export function controlRoutes(control: Control, listen: (hear: Listener) => () => void): Router {
  const router = new Router({ prefix: '/__emu' })
  const post = (path: string, run: (body: unknown, ctx: Context) => unknown) =>
    router.post(path, async (ctx) => {
      const text = await rawBody(ctx.req, { limit: LARGEST_BODY, encoding: 'utf8' })
      ctx.body = (await run(text === '' ? {} : JSON.parse(text), ctx)) ?? { ok: true }
    })

  router.use(async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      ctx.status = 400
      ctx.body = { error: error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message }
    }
  })
  router.get('/state', (ctx) => (ctx.body = control.state()))
  router.get('/chat', (ctx) => (ctx.body = { bubbles: control.chat(chat.parse(ctx.query)) }))
  router.get('/log', (ctx) => {
    const { since, limit } = page.parse(ctx.query)
    ctx.body = { entries: control.log(since, limit) }
  })
  router.get('/violations', (ctx) => (ctx.body = { violations: control.violations() }))
  router.get('/report', (ctx) => (ctx.body = control.report()))
  router.get('/faults/catalogue', (ctx) => {
    ctx.body = { scenarios: control.faultCatalogue().map(({ name, label }) => ({ name, label })) }
  })
  router.get('/events', (ctx) => stream(ctx, listen))

  post('/corps', (body) => control.putCorp(corp.parse(body)))
  post('/apps', (body) => control.putApp(app.parse(body)))
  post('/members', (body) => control.putMember(member.parse(body)))
  post('/callback', (body) => control.saveCallback(callback.parse(body)))
  post('/accounts', (body) => control.putAccount(account.parse(body)))
  post('/accounts/rights', (body) => {
    const { appId, ...given } = rights.extend({ appId: account.shape.appId }).parse(body)
    return control.setRights(appId, given)
  })
  post('/accounts/callback', (body) => control.saveAccountCallback(accountCallback.parse(body)))
  post('/accounts/templates', (body) => {
    const { appId, ...given } = template.parse(body)
    return control.putTemplate(appId, given)
  })
  post('/accounts/articles', (body) => {
    const { appId, ...given } = article.parse(body)
    return control.putArticle(appId, given)
  })
  post('/followers', (body) => control.putFollower(follower.parse(body)))
  post('/act', async (body, ctx) => {
    const request = actRequest.parse(body)
    return { messages: await (ctx.query['wait'] === '0' ? control.startAct(request) : control.act(request)) }
  })
  post('/redeliver', async (body) => {
    const { id, sameEnvelope } = redelivery.parse(body)
    return { messages: [await control.redeliver(id, sameEnvelope)] }
  })
  post('/hostile', (body) => control.hostile(hostileRequest.parse(body)))
  post('/clock', (body) => control.clock(clock.parse(body)))
  post('/settings', (body) => control.settings(settings.parse(body)))
  post('/faults', (body) => ({ id: control.addFault(fault.parse(body)) }))
  router.delete('/faults/:id', (ctx) => {
    ctx.body = { ok: control.removeFault(ctx.params['id']!) }
  })
  post('/reset', (body) => control.reset(reset.parse(body)))
  return router
}

export type Listener = <E extends keyof Told>(event: E, data: Told[E]) => void

/** Server-Sent Events: all that is told, until the page goes. */
function stream(ctx: Context, listen: (hear: Listener) => () => void): void {
  const body = new PassThrough()
  ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  ctx.body = body
  body.write(': here\n\n')
  const stop = listen((event, data) => {
    // A page that no longer reads must not fill the memory: it is cut off, and comes back by itself.
    if (body.writableLength > 8 * 1024 * 1024) body.destroy()
    else body.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  })
  const ping = setInterval(() => body.write(': here\n\n'), PING_MS)
  ctx.req.socket.setNoDelay(true)
  body.on('close', () => {
    clearInterval(ping)
    stop()
  })
}
