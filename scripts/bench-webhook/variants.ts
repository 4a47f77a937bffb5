import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import type { ConfigFiles } from '../../src/config-files.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import type { Settings } from '../../src/settings.js'
import { emptyMariadb } from '../empty-mariadb.js'
import { start, type Child } from './child.js'
import { crowd, type Measured } from './load.js'
import { ACCOUNT, APP, type Platform } from './people.js'
import { messagesIn, seed } from './seed.js'

/** `cpuUs` is processor time of the server for a request in µs: it tells less of what else the machine does than the others. */
export type Run = Measured & { rssMb: number; cpuUs: number }

export interface Variant {
  name: 'echo' | 'sqlite' | 'oa' | 'mariadb'
  /** A server of its own, loaded for so many seconds after it has warmed up. */
  run(seconds: number): Promise<Run>
  /** A server of its own that takes so many turns; memory in MB after each part of them. */
  soak(turns: number, parts: number, onPart: (mb: number) => void): Promise<void>
  remove(): Promise<void>
}

const WARM_UP_S = 2

export const echo = (): Variant => variant('echo', 'echo-server.js', '', null, async () => undefined)

/** Of people in WeCom (`sqlite`) or in an official account (`oa`). */
export async function onSqlite(config: ConfigFiles, platform: Platform = 'wecom'): Promise<Variant> {
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-bench-'))
  const settings = settingsOf(folder, { type: 'sqlite', file: join(folder, 'jianbao.sqlite') })
  await seed(settings.database, config, platform)
  const remove = () => rm(folder, { recursive: true })
  const name = platform === 'wecom' ? 'sqlite' : 'oa'
  return variant(name, 'service-server.js', JSON.stringify(settings), settings.database, remove)
}

/** Null when there is no server to make a database on. */
export async function onMariadb(config: ConfigFiles): Promise<Variant | null> {
  const place = await emptyMariadb()
  if (!place) return null
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-bench-'))
  const settings = settingsOf(folder, place.settings)
  await seed(settings.database, config, 'wecom')
  return variant('mariadb', 'service-server.js', JSON.stringify(settings), settings.database, async () => {
    await place.remove()
    await rm(folder, { recursive: true })
  })
}

const settingsOf = (data: string, database: DatabaseSettings): Settings => ({
  listen: { host: '127.0.0.1', port: 0 },
  data,
  database,
  // Nothing is sent: a turn that did not ask for a job would be noticed here.
  wecom: {
    apps: [{ ...wecomAppSettings.parse({ ...appOnly, baseUrl: 'http://127.0.0.1:9' }), hub: APP.hub }],
  },
  wechat: {
    accounts: [{ ...wechatOaSettings.parse({ ...accountOnly, baseUrl: 'http://127.0.0.1:9' }), hub: APP.hub }],
  },
  log: { level: 'info' },
})
const { hub: _, ...appOnly } = APP
const { hub: __, ...accountOnly } = ACCOUNT

function variant(
  name: Variant['name'],
  file: string,
  argument: string,
  database: DatabaseSettings | null,
  remove: () => Promise<void>,
): Variant {
  const people = crowd(database ? 'conversation' : 'echo', name === 'oa' ? 'oa' : 'wecom')
  async function serving<T>(use: (server: Child) => Promise<T>): Promise<T> {
    const server = await start(`./${file}`, argument)
    let result: T
    try {
      result = await use(server)
    } finally {
      await server.stop()
    }
    const stored = database ? await messagesIn(database) : people.answered()
    if (stored !== people.answered())
      throw new Error(`${name}: ${people.answered()} messages were answered and ${stored} stored`)
    return result
  }
  return {
    name,
    run: (seconds) =>
      serving(async (server) => {
        await people.talk(server.url, { duration: WARM_UP_S })
        const [began, answered] = [await server.use(), people.answered()]
        const measured = await people.talk(server.url, { duration: seconds })
        const { processor, peak } = await server.use()
        const cpuUs = ((processor - began.processor) * 1e6) / (people.answered() - answered)
        return { ...measured, rssMb: peak, cpuUs }
      }),
    soak: (turns, parts, onPart) =>
      serving(async (server) => {
        for (let part = 0; part < parts; part++) {
          await people.talk(server.url, { amount: Math.ceil(turns / parts) })
          onPart((await server.use()).memory)
        }
      }),
    remove,
  }
}
