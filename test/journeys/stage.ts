import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoHub, type DemoHub } from '../../src/rehearsal/demo-data.js'
import { demoSettings, loadDemo, peopleTheEmulator, startDemoApp } from '../../scripts/demo-platform.js'
import { picture } from '../../scripts/replay.js'
import { newId, systemClock, type App } from '../../src/app.js'
import { openDatabase } from '../../src/database/connect.js'
import type { WechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import type { Value } from '../../src/database/sql.js'
import type { Control } from '../../src/emulator/control.js'
import { startEmulator, type EmulatorOptions } from '../../src/emulator/emulator.js'
import { makeLogger } from '../../src/logging.js'
import type { Settings } from '../../src/settings.js'
import { emptyPlace } from '../contracts/databases.js'

/** As short as the tests want to wait for a platform that does not answer. */
const SHORT = { call: 1_500, media: 1_500 }

type Act = Parameters<Control['act']>[0]
export type Heard = Awaited<ReturnType<Control['act']>>[number]

/** The platform's side and a database with the demo's hub loaded, both on temporary data; the service comes and goes. */
export type Stage = Awaited<ReturnType<typeof makeStage>>

export async function makeStage({
  kind = 'sqlite',
  hubs: given,
  accounts = [],
  seed = randomBytes(4).readUInt32BE(),
  platform = {},
}: {
  kind?: 'sqlite' | 'mariadb'
  hubs?: DemoHub[]
  /** Official accounts of the first hub, changed so: `[{}]` is its first, `[{}, {}]` its first two as they are. */
  accounts?: Partial<Pick<WechatOaSettings, 'kind' | 'verified' | 'mode'>>[]
  seed?: number
  platform?: EmulatorOptions['settings']
} = {}) {
  const hubs = given ?? [await demoHub()]
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-journey-'))
  const place = await emptyPlace(kind)
  const emulator = await startEmulator({
    port: 0,
    seed,
    settings: { retryAfterMs: [50, 100, 200], verifyWithinMs: 5_000, tokenCallsPerMinute: 1_000, ...platform },
  })
  const each: Settings[] = []
  for (const [i, hub] of hubs.entries()) {
    const own = join(folder, String(i))
    await mkdir(own)
    const made = await demoSettings(hub, { folder: own, port: 0, emulatorUrl: emulator.url })
    const [app] = made.wecom.apps
    const ofHub = i > 0 ? [] : made.wechat.accounts.slice(0, accounts.length)
    each.push({
      ...made,
      database: place.settings,
      wecom: { apps: [{ ...app!, name: `app-${i}` }] },
      wechat: { accounts: ofHub.map((account, nth) => ({ ...account, ...accounts[nth], timeouts: SHORT })) },
    })
  }
  const settings: Settings = {
    ...each[0]!,
    data: folder,
    wecom: {
      apps: each.flatMap(({ wecom }) => wecom.apps).map((app) => ({ ...app, timeouts: SHORT })),
    },
    log: { level: 'info' },
  }
  for (const [i, hub] of hubs.entries()) {
    peopleTheEmulator(emulator, hub, each[i]!)
    await loadDemo(each[i]!, hub)
  }
  const database = await openDatabase(place.settings, { newId, clock: systemClock })
  const { control } = emulator
  const hub = hubs[0]!

  const stage = {
    kind,
    hub,
    settings,
    emulator,
    control,
    /** Reads the database past the service. */
    rows: <R>(sql: string, values?: Value[]): Promise<R[]> => database.reads.all<R>(sql, values),
    units: database.units,
    count: async (table: string): Promise<number> => {
      const [row] = await database.reads.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)
      return Number(row?.n)
    },
    /** A member of the corp; or a follower of an official account, by her openid. */
    who(userId: string, of: DemoHub = hub) {
      const account = of.wechat.accounts.find(({ followers, guests }) =>
        [...followers, ...guests].some(({ openId }) => openId === userId),
      )
      if (account) return { corpId: account.appId, agentId: 0, userId }
      return { corpId: of.wecom.corpId, agentId: of.wecom.agentId, userId }
    },
    /** Does one thing as this person and gives the platform's view of each message. */
    act: (userId: string, action: Act['action'], more: Partial<Act> = {}): Promise<Heard[]> =>
      control.act({ ...stage.who(userId), action, ...more }),
    /** Says a text and gives the passive reply to it. */
    async say(userId: string, text: string, more: Partial<Act> = {}): Promise<string> {
      const [heard] = await stage.act(userId, { type: 'text', text }, more)
      return heard?.reply ?? `(${heard?.outcome})`
    },
    /** Says one after another; the last answer. */
    async sayAll(userId: string, ...texts: string[]): Promise<string> {
      let reply = ''
      for (const text of texts) reply = await stage.say(userId, text)
      return reply
    },
    /** Makes this person known by her invitation code. */
    async bind(userId: string, of: DemoHub = hub): Promise<string> {
      const followers = of.wechat.accounts.flatMap((account) => account.followers)
      const contact =
        of.wecom.members.find(({ userid }) => userid === userId)?.contact ??
        followers.find(({ openId }) => openId === userId)?.contact
      const code = of.contacts.find(({ key }) => key === contact)!.invitation
      for (const text of [code, '1']) {
        const [heard] = await control.act({ ...stage.who(userId, of), action: { type: 'text', text } })
        if (text === '1') return heard?.reply ?? ''
      }
      return ''
    },
    /** What came to this person by itself. */
    active: (userId: string): string[] =>
      control.chat(stage.who(userId)).flatMap(({ way, text }) => (way === 'active' && text ? [text] : [])),
    violations: () => control.violations().map(({ code, message }) => `${code}: ${message}`),
    /** Time passes at the platform and for a service that runs on its clock. */
    passes: (ms: number) => control.clock({ advanceMs: ms }),
    morning: () => toMorning(control),
    async close(): Promise<void> {
      await emulator.close()
      await database.close()
      await place.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** On to the next ten in the morning in Shanghai, when nobody is asleep. */
export function toMorning(control: Control) {
  const { now } = control.state()
  const ten = Date.parse(`${now.slice(0, 10)}T02:00:00Z`)
  return control.clock({ advanceMs: (ten > Date.parse(now) ? ten : ten + 24 * 3_600_000) - Date.parse(now) })
}

/** Runs the service in this process on the platform's clock; what it logs goes into `logged`. */
export async function serve(stage: Stage, logged: string[] = []): Promise<App> {
  return startDemoApp(stage.settings, stage.emulator, {
    log: makeLogger('info', { write: (line) => void logged.push(line) }),
    clock: { now: () => stage.control.state().now },
  })
}

/** So many different pictures as an action. */
export async function album(count: number, seed = 'album'): Promise<Act['action']> {
  const photos = await Promise.all(
    Array.from({ length: count }, async (_, i) => ({
      name: `IMG_${i}.jpg`,
      base64: (await picture(`${seed} ${i}`)).toString('base64'),
    })),
  )
  return { type: 'photos', photos }
}

/** SHA-256 of the pictures of such an action, in their order. */
export const hashesOf = (action: Act['action']): string[] =>
  action.type === 'photos'
    ? action.photos.map(({ base64 }) => createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'))
    : []

/** Resolves with what `look` gives once it is neither false nor null nor undefined; rejects when that takes too long. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<NonNullable<Exclude<T, false>>> {
  for (const deadline = Date.now() + withinMs; ; await pause(50)) {
    const seen = await look()
    if (seen !== false && seen !== null && seen !== undefined) return seen as NonNullable<Exclude<T, false>>
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`)
  }
}
