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
import type { Clock } from '../src/kernel/clock.js'
import { makeLogger, type Logger } from '../src/logging.js'
import { diskBlobs } from '../src/storage/disk.js'
import type { Settings } from '../src/settings.js'
import { wechatOaSettings } from '../src/channels/wechat-oa/settings.js'
import { wecomAppSettings } from '../src/channels/wecom-app/settings.js'
import { hubData, type DemoHub } from './demo-data.js'

const secretsOfOne = z.object({ secret: z.string(), token: z.string(), encodingAesKey: z.string() })
type Secrets = z.infer<typeof secretsOfOne>

/**
 * The secrets of the demo's app or, in a file named after it, of one of its official accounts: made once for a data folder, so
 * that what was saved at the emulator stays true.
 */
async function demoSecrets(folder: string, name = 'secrets'): Promise<Secrets> {
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

/** What the demo's service account can remind people by. */
const REMINDERS = {
  deadline: {
    subscription: {
      id: 'demo-reminder',
      askUrl: 'https://mp.weixin.qq.com/s/demo-reminder',
      fields: { thing1: 'what', time2: 'when', thing3: 'note' },
    },
  },
}

/** The settings under which the service runs beside the emulator. */
export async function demoSettings(
  hub: DemoHub,
  { folder, port, emulatorUrl }: { folder: string; port: number; emulatorUrl: string },
): Promise<Settings> {
  const app = wecomAppSettings.parse({
    name: 'demo',
    corpId: hub.wecom.corpId,
    agentId: hub.wecom.agentId,
    ...(await demoSecrets(folder)),
    baseUrl: emulatorUrl,
  })
  return {
    listen: { host: '127.0.0.1', port },
    data: folder,
    database: { type: 'sqlite', file: join(folder, 'jianbao.sqlite') },
    wecom: { apps: [{ ...app, hub: hub.hub.name }] },
    wechat: {
      accounts: await Promise.all(
        hub.wechat.accounts.map(async ({ name, appId, originalId, kind, verified, mode }) => {
          const secrets = await demoSecrets(folder, `secrets-${name}`)
          const urls = { baseUrl: emulatorUrl, qrBaseUrl: emulatorUrl }
          const notices = verified && kind === 'service' ? REMINDERS : {}
          const account = { name, appId, originalId, kind, verified, mode, notices, ...secrets, ...urls }
          return { ...wechatOaSettings.parse(account), hub: hub.hub.name }
        }),
      ),
    },
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
  const app = 'faults' in config ? config : await startApp(settings, config, log, clock)
  if ('faults' in app) throw refusedBy(app.faults)
  await saveCallbacks(settings, emulator, app.url)
  return app
}

/** Saves the address of each app and official account at the emulator, whose verification it must pass. */
export async function saveCallbacks(settings: Settings, { control }: Emulator, url: string): Promise<void> {
  for (const { name, corpId, agentId, token, encodingAesKey } of settings.wecom.apps) {
    const saved = await control.saveCallback({ corpId, agentId, url: `${url}/wecom/${name}`, token, encodingAesKey })
    if (!saved.ok) throw new Error(`the emulator refused the callback: ${saved.reason}`)
  }
  for (const { name, appId, mode, token, encodingAesKey } of settings.wechat.accounts) {
    const wanted = { appId, mode, url: `${url}/wechat/${name}`, token, encodingAesKey }
    const saved = await control.saveAccountCallback(wanted)
    if (!saved.ok) throw new Error(`the emulator refused the callback of ${name}: ${saved.reason}`)
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
  const { corpId, corpName, agentId, appName, members, guests } = hub.wecom
  control.putCorp({ corpId, name: corpName })
  control.putApp({ corpId, agentId, name: appName, secret: settings.wecom.apps[0]!.secret })
  for (const { userid, contact } of members) control.putMember({ corpId, userId: userid, ...shownAs(hub, contact) })
  for (const { userid, name } of guests) control.putMember({ corpId, userId: userid, name, role: NEWCOMER })

  for (const { appId, originalId, title, followers, guests } of hub.wechat.accounts) {
    const settled = settings.wechat.accounts.find((account) => account.appId === appId)
    if (!settled) continue
    const { secret, kind, verified } = settled
    control.putAccount({ appId, originalId, name: title, secret, kind, verified })
    const { subscription, template } = settled.notices.deadline ?? {}
    const keysOf = ({ fields }: { fields: object }) => Object.keys(fields)
    if (template) control.putTemplate(appId, { id: template.id, kind: 'service', title: DUE, keys: keysOf(template) })
    if (subscription) {
      const { id, askUrl: url } = subscription
      control.putTemplate(appId, { id, kind: 'one_time', title: DUE, keys: keysOf(subscription) })
      control.putArticle(appId, { url, title: '开启交简报提醒', templateIds: [id] })
    }
    for (const { openId, contact } of followers) control.putFollower({ appId, openId, ...shownAs(hub, contact) })
    for (const { openId, name } of guests) control.putFollower({ appId, openId, name, role: NEWCOMER })
  }
}

const DUE = '交简报提醒'
const NEWCOMER = '还没有邀请码'

function shownAs(hub: DemoHub, contact: string) {
  const { name, organisation, invitation } = hub.contacts.find(({ key }) => key === contact)!
  const of = hub.organisations.find(({ key }) => key === organisation)!
  return { name, organisation: of.name, role: of.kind === 'hub' ? '枢纽机构' : '受助机构', hint: invitation }
}
