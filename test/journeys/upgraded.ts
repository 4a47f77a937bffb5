import { startDemoApp } from '../../scripts/demo-platform.js'
import { openDatabase } from '../../src/database/connect.js'
import { makeLogger } from '../../src/logging.js'
import type { Settings } from '../../src/settings.js'
import { clock, emptyPlace, newId } from '../contracts/databases.js'
import type { Release } from '../database/release.js'
import { makeStage } from './stage.js'

/** An installation of an older release that is started with the present program, half an hour later. */
export type Upgraded = Awaited<ReturnType<typeof upgraded>>

export async function upgraded(kind: 'sqlite' | 'mariadb', release: Release) {
  const stage = await makeStage({ kind, accounts: Array.from({ length: release.accounts }, () => ({})) })
  stage.control.clock({ set: release.upgradedAt })
  const place = await emptyPlace(kind)
  const settings: Settings = { ...stage.settings, database: place.settings }
  const before = await release.make(place.settings)
  const database = await openDatabase(place.settings, { newId, clock })
  // The platform knows who wrote to its accounts of late; the program has that in its own rows.
  for (const { followers, guests } of stage.hub.wechat.accounts.slice(0, release.accounts)) {
    for (const { openId } of [...followers, ...guests]) {
      await stage.act(openId, { type: 'subscribe' })
      await stage.act(openId, { type: 'text', text: '在吗' })
    }
  }
  const logged: string[] = []
  const app = await startDemoApp(settings, stage.emulator, {
    log: makeLogger('info', { write: (line) => void logged.push(line) }),
    clock: { now: () => stage.control.state().now },
  })
  return {
    stage,
    settings,
    before,
    database,
    logged,
    rows: <R>(sql: string, values: string[] = []): Promise<R[]> => database.reads.all<R>(sql, values),
    async close() {
      await database.close()
      await app.stop()
      await stage.close()
      await place.remove()
    },
  }
}
