import { randomInt, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { answerApi } from './api.js'
import { assumed } from './assumed.js'
import { makeChance } from './chance.js'
import { type ClockChange, makeClock } from './clock.js'
import { type Control, controlOf } from './control.js'
import { type Listener, controlRoutes } from './control-routes.js'
import { loadMedia, mediaBytes } from './media.js'
import { showQr } from './official-account/qr.js'
import { servePage } from './page.js'
import { loadFrom, saveTo } from './snapshot.js'
import { type Settings, type World, defaultSettings } from './world.js'

export interface EmulatorOptions {
  /** 0 takes a free one. */
  port: number
  host?: string
  clock?: ClockChange
  /** Where the built phone page lies. */
  phoneDir?: string
  /** Keeps corps, chats and files over restarts: a JSON file, and beside it a folder for the files. */
  stateFile?: string
  settings?: Partial<Settings>
  /** For ids, orders and faults; another one each run unless given. */
  seed?: number
  /** Hears everything as it happens, as the phone page does. */
  hear?: Listener
}

export interface Emulator {
  url: string
  port: number
  control: Control
  /** What it takes for granted where the documents are silent: to be printed at the start. */
  assumed: string[]
  close(): Promise<void>
}

const SAVE_AFTER_MS = 1000

/** Starts the platform: its API, the control API and the phone page on one port. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { port, host = '127.0.0.1', stateFile } = options
  const listeners = new Set<Listener>(options.hear ? [options.hear] : [])
  const closing = new AbortController()
  let saving: NodeJS.Timeout | undefined
  let saved = Promise.resolve()
  const save = (file: string) => (saved = saved.then(() => saveTo(world, file)))
  const mediaDir = stateFile ? `${stateFile}.media` : join(tmpdir(), `jianbao-emulator-${randomUUID()}`)
  const world = emptyWorld(options, mediaDir, closing.signal, (event, data) => {
    for (const hear of listeners) hear(event, data)
    if (stateFile && (event === 'bubble' || event === 'state'))
      saving ??= setTimeout(() => {
        saving = undefined
        void save(stateFile)
      }, SAVE_AFTER_MS)
  })
  if (stateFile) {
    await loadFrom(world, stateFile)
    await loadMedia(world)
  }
  const control = controlOf(world)
  const app = platform(world, control, options.phoneDir, (hear) => {
    listeners.add(hear)
    return () => listeners.delete(hear)
  })
  const handle = app.callback()
  const server = createServer((request, response) => void handle(request, response))
  // A client's idle connection must not end in the moment of its next call: that would be a fault nobody asked for.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  world.baseUrl = `http://${host}:${taken}`

  return {
    url: world.baseUrl,
    port: taken,
    control,
    assumed,
    async close() {
      closing.abort()
      world.clock.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await Promise.all([closed, control.idle()])
      clearTimeout(saving)
      if (stateFile) await save(stateFile)
      else await rm(mediaDir, { recursive: true, force: true })
    },
  }
}

function platform(
  world: World,
  control: Control,
  phoneDir: string | undefined,
  listen: (hear: Listener) => () => void,
): Koa {
  const app = new Koa()
  const routes = controlRoutes(control, listen).routes()
  app.silent = true
  app.use(async (ctx, next) => {
    if (ctx.path === '/cgi-bin/showqrcode') return showQr(world, ctx)
    if (ctx.path.startsWith('/cgi-bin/')) return answerApi(world, ctx, ctx.path.slice('/cgi-bin/'.length))
    if (ctx.path.startsWith('/wxaapi/')) return answerApi(world, ctx, ctx.path.slice(1))
    // Only a page of this machine may drive the emulator: not one elsewhere, nor one whose name was bent to here.
    if (!isLoopback(`http://${ctx.headers.host ?? ''}`) || !isLoopback(ctx.headers.origin ?? 'http://localhost'))
      return ctx.throw(403)
    const media = /^\/media\/(\w+)$/.exec(ctx.path)
    if (media) {
      const found = world.media.get(media[1]!)
      if (!found) return ctx.throw(404)
      ctx.set({ 'content-type': found.contentType, 'x-content-type-options': 'nosniff' })
      ctx.body = await mediaBytes(world, found)
      return
    }
    if (!ctx.path.startsWith('/__emu')) return servePage(ctx, phoneDir)
    await next()
  })
  app.use(routes)
  return app
}

const isLoopback = (url: string) =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)

function emptyWorld(
  { clock: change, settings, seed }: EmulatorOptions,
  mediaDir: string,
  closing: AbortSignal,
  tell: World['tell'],
): World {
  const clock = makeClock()
  if (change) clock.change(change)
  return {
    baseUrl: '',
    chance: makeChance(seed ?? randomInt(2 ** 31)),
    clock,
    settings: { ...defaultSettings, ...settings },
    corps: new Map(),
    robots: new Map(),
    companyCalls: new Map(),
    accounts: new Map(),
    rids: new Map(),
    clientIds: new Map(),
    massJobs: [],
    tokens: new Map(),
    tokenCalls: new Map(),
    received: new Map(),
    sentOn: new Map(),
    accepted: [],
    cards: new Map(),
    media: new Map(),
    mediaDir,
    chats: new Map(),
    said: new Map(),
    held: new Map(),
    lastMsgId: 0n,
    faults: [],
    calls: 0,
    log: [],
    violations: [],
    unknownFields: new Set(),
    cuts: 0,
    underWay: new Set(),
    closing,
    tell,
  }
}
