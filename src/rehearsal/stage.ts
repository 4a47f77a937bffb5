import { join } from 'node:path'
import { startApp, type App } from '../app.js'
import type { ConfigFiles } from '../config-files.js'
import { openDatabase, type Database } from '../database/connect.js'
import type { Told } from '../emulator/world.js'
import { startEmulator, type Emulator } from '../emulator/emulator.js'
import type { Instant } from '../kernel/clock.js'
import type { Logger } from '../logging.js'
import type { Settings } from '../settings.js'
import { diceOf } from './dice.js'
import { byHand, countedIds, type Hands } from './hands.js'
import { putAccount, putApp, saveCallbacks } from './platform.js'
import type { Source } from './source.js'

export interface Stage {
  emulator: Emulator
  app: App
  hands: Hands
  database: Database
  settings: Settings
  hub: { id: string; name: string; zone: string; language: string }
  close(): Promise<void>
}

/** As long as a slow machine needs: no answer here is late because of that. */
const PATIENT = { answerWithinMs: 60_000, verifyWithinMs: 60_000, retryAfterMs: [0, 0, 0] as [number, number, number] }

/** The whole service with its own channels and database beside an emulator of the platforms, on a clock that stands still at `now`. */
export async function openStage({
  source,
  config,
  seed,
  now,
  folder,
  log,
  hear,
  phoneDir,
}: {
  source: Source
  config: ConfigFiles
  seed: number
  now: Instant
  folder: string
  log: Logger
  hear(bubble: Told['bubble']): void
  /** Where the built phone page lies, for whoever wants to look. */
  phoneDir?: string
}): Promise<Stage> {
  const emulator = await startEmulator({
    port: 0,
    seed,
    clock: { freeze: now },
    settings: PATIENT,
    ...(phoneDir !== undefined && { phoneDir }),
    hear: (event, data) => event === 'bubble' && hear(data as Told['bubble']),
  })
  const clock = { now: () => emulator.control.state().now }
  const newId = countedIds(clock.now)
  const file = join(folder, 'jianbao.sqlite')
  await source.fill(file, { newId, now })
  const settings: Settings = {
    listen: { host: '127.0.0.1', port: 0 },
    data: folder,
    database: { type: 'sqlite', file },
    ...(await source.accounts(emulator.url, diceOf(seed, 0))),
    log: { level: 'warn' },
  }
  for (const app of settings.wecom.apps) putApp(emulator.control, app, { corp: source.hub, app: app.title ?? '简报' })
  for (const account of settings.wechat.accounts) putAccount(emulator.control, account, account.title ?? account.name)
  const { movers, hands } = byHand(newId)
  const app = await startApp(settings, config, log, clock, movers)
  if ('faults' in app) {
    await emulator.close()
    throw new Error(app.faults.map(({ where, message }) => `${where}  ${message}`).join('\n'))
  }
  await saveCallbacks(settings, emulator, app.url)
  const database = await openDatabase(settings.database, { newId, clock })
  const [hub] = await database.reads.all<Stage['hub']>('SELECT id, name, zone, language FROM hubs WHERE name = ?', [
    source.hub,
  ])
  if (!hub) throw new Error(`there is no hub ${source.hub}`)
  return {
    emulator,
    app,
    hands,
    database,
    settings,
    hub,
    async close() {
      await database.close()
      await app.stop()
      await emulator.close()
    },
  }
}
