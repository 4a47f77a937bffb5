import { wecomAppSettings } from '../channels/wecom-app/settings.js'
import { openDatabase } from '../database/connect.js'
import { dumpDatabase } from '../database/dump.js'
import type { Settings } from '../settings.js'
import { atEmulator, secretsFrom } from './platform.js'
import type { Source } from './source.js'

/** What was to be fetched lies at the real platform: a rehearsal does not know it. */
const FETCHES = "'fetch_media', 'fetch_voice', 'forward_media', 'transcribe', 'forget_blob'"

/**
 * A copy of the hub's database, made while the service works on it; the database itself is only read. Its accounts are taken to the emulator;
 * a hub without any is rehearsed in an app of WeCom.
 */
export function databaseSource(settings: Settings, hub: string, programme: string): Source {
  return {
    hub,
    programme,
    async fill(file, { newId, now }) {
      await dumpDatabase(settings.database, file)
      const database = await openDatabase({ type: 'sqlite', file }, { newId, clock: { now: () => now } })
      try {
        await database.migrate()
        await database.units((sql) => sql.run(`DELETE FROM outbox WHERE kind IN (${FETCHES})`))
      } finally {
        await database.close()
      }
    },
    async accounts(url, dice) {
      const own = <A extends { hub: string }>(accounts: A[]) => accounts.filter((account) => account.hub === hub)
      const wecom = { apps: own(settings.wecom.apps) }
      const wechat = { accounts: own(settings.wechat.accounts) }
      if (wecom.apps.length + wechat.accounts.length > 0) return atEmulator({ wecom, wechat }, url, dice)
      const app = {
        name: 'rehearsal',
        corpId: 'wwrehearsal0001',
        agentId: 1_000_001,
        ...secretsFrom(dice),
        baseUrl: url,
      }
      return { wecom: { apps: [{ ...wecomAppSettings.parse(app), hub }] }, wechat }
    },
    homeOf: () => null,
  }
}
