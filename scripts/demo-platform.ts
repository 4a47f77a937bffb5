import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { accountsOf } from '../src/accounts.js'
import { menuButtons } from '../src/cli/menu.js'
import { readConfigFiles, type Fault } from '../src/config-files.js'
import { newId, startApp, systemClock, type App } from '../src/app.js'
import { openDatabase } from '../src/database/connect.js'
import { loadHub } from '../src/database/load-hub.js'
import type { Emulator } from '../src/emulator/emulator.js'
import { byItself, type Movers } from '../src/jobs/movers.js'
import { type Clock, millisOf } from '../src/kernel/clock.js'
import { makeLogger, type Logger } from '../src/logging.js'
import { diskBlobs } from '../src/storage/disk.js'
import type { Settings } from '../src/settings.js'
import { demoAccounts, type Secrets } from '../src/rehearsal/demo-accounts.js'
import { hubData, type DemoHub } from '../src/rehearsal/demo-data.js'
import { putAccount, putApp, saveCallbacks } from '../src/rehearsal/platform.js'

const secretsOfOne = z.object({ secret: z.string(), token: z.string(), encodingAesKey: z.string() })

/**
 * The secrets of the demo's app or, in a file named after it, of one of its official accounts: made once for a data folder, so
 * that what was saved at the emulator stays true.
 */
async function demoSecrets(folder: string, name: string): Promise<Secrets> {
  const file = join(folder, `${name}.json`)
  const kept = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (kept !== null) return secretsOfOne.parse(JSON.parse(kept))
  const letters = (length: number) =>
    randomBytes(64)
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, length)
  const secrets = { secret: letters(43), token: letters(24), encodingAesKey: `${letters(42)}A` }
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

/** The settings under which the service runs beside the emulator. */
export async function demoSettings(
  hub: DemoHub,
  { folder, port, emulatorUrl }: { folder: string; port: number; emulatorUrl: string },
): Promise<Settings> {
  return {
    listen: { host: '127.0.0.1', port },
    data: folder,
    database: { type: 'sqlite', file: join(folder, 'jianbao.sqlite') },
    ...(await demoAccounts(hub, (name) => demoSecrets(folder, name), emulatorUrl)),
    log: { level: 'warn' },
  }
}

/** Loads the demo's hub; loading it again changes nothing that people did. */
export async function loadDemo(settings: Settings, hub: DemoHub): Promise<void> {
  const database = await openDatabase(settings.database, { newId, clock: systemClock })
  try {
    await database.migrate()
    await database.units((sql) => loadHub(sql)(hubData(hub)))
  } finally {
    await database.close()
  }
}

/** The service does not start, and the message says all that keeps it: nothing to look for in a stack. */
export class Refused extends Error {}
const refusedBy = (faults: Fault[]): Refused =>
  new Refused(faults.map(({ where, message }) => `${where}  ${message}`).join('\n'))

/** Starts the service and saves its callbacks at the emulator. */
export async function startDemoApp(
  settings: Settings,
  emulator: Emulator,
  { log = makeLogger(settings.log.level), clock = systemClock }: { log?: Logger; clock?: Clock } = {},
): Promise<App> {
  const config = await readConfigFiles('config')
  const app = 'faults' in config ? config : await startApp(settings, config, log, clock, plansWhenMoved(clock))
  if ('faults' in app) throw refusedBy(app.faults)
  await saveCallbacks(settings, emulator, app.url)
  return app
}

/** The clock of the demo is looked at so often. */
const LOOK_MS = 1_000
/** What it may gain in between without having been moved. */
const DRIFT_MS = 60_000

/** Each ten minutes as everywhere, and at once when somebody moves the clock on: what falls due by then is reminded of now. */
function plansWhenMoved(clock: Clock): Movers {
  const movers = byItself(newId)
  return {
    ...movers,
    planning(parts) {
      const planning = movers.planning(parts)
      let before = millisOf(clock.now())
      let running = Promise.resolve()
      const looking = setInterval(() => {
        const now = millisOf(clock.now())
        const moved = now - before > LOOK_MS + DRIFT_MS
        before = now
        if (moved)
          running = running
            .then(() => parts.plan())
            .then(() => {})
            .catch((error: unknown) => parts.log.error({ err: error }, 'planning failed'))
      }, LOOK_MS)
      return {
        async stop() {
          clearInterval(looking)
          await running
          await planning.stop()
        },
      }
    },
  }
}

/**
 * Puts the buttons of `jianbao menu --set` under the chat of each account that may have some; again changes nothing. Returns the accounts
 * that got none, with the platform's code: a fault left on at the emulator must not keep the demo from starting.
 */
export async function setMenus(settings: Settings, clock: Clock): Promise<{ name: string; code: string }[]> {
  const config = await readConfigFiles('config')
  if ('faults' in config) throw refusedBy(config.faults)
  const without: { name: string; code: string }[] = []
  const blobs = diskBlobs(join(settings.data, 'blobs'))
  for (const { name, channel } of accountsOf(settings, { clock, blobs })) {
    const done = await channel.setMenu?.(menuButtons(config.forms))
    if (done && done.type !== 'done') without.push({ name, code: done.code })
  }
  return without
}

/**
 * Corp, app, the official accounts that the settings have, and the people of the demo on the platform's side; each person's hint is her
 * invitation code. Nobody follows an account yet.
 */
export function peopleTheEmulator({ control }: Emulator, hub: DemoHub, settings: Settings): void {
  const { corpId, corpName, appName, members, guests } = hub.wecom
  putApp(control, settings.wecom.apps[0]!, { corp: corpName, app: appName })
  for (const { userid, contact } of members) control.putMember({ corpId, userId: userid, ...shownAs(hub, contact) })
  for (const { userid, name } of guests) control.putMember({ corpId, userId: userid, name, role: NEWCOMER })

  for (const { appId, title, followers, guests } of hub.wechat.accounts) {
    const settled = settings.wechat.accounts.find((account) => account.appId === appId)
    if (!settled) continue
    putAccount(control, settled, title)
    for (const { openId, contact } of followers) control.putFollower({ appId, openId, ...shownAs(hub, contact) })
    for (const { openId, name } of guests) control.putFollower({ appId, openId, name, role: NEWCOMER })
  }
}

const NEWCOMER = '还没有邀请码'

function shownAs(hub: DemoHub, contact: string) {
  const { name, organisation, invitation } = hub.contacts.find(({ key }) => key === contact)!
  const of = hub.organisations.find(({ key }) => key === organisation)!
  return { name, organisation: of.name, role: of.kind === 'hub' ? '枢纽机构' : '受助机构', hint: invitation }
}
