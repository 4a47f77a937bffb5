import { join } from 'node:path'
import { accountsOf } from '../../accounts.js'
import { newId } from '../../app.js'
import { openDatabase, type Database } from '../../database/connect.js'
import type { Clock } from '../../kernel/clock.js'
import { CONFIG } from '../../config-files.js'
import type { Settings } from '../../settings.js'
import { diskBlobs } from '../../storage/disk.js'
import { checkAccount } from './accounts.js'
import { doubtful, wrong, type Check } from './check.js'
import { lastCallbacks } from './heard.js'
import { checkHolidays } from './holidays.js'
import {
  checkDatabase,
  checkDatabaseThere,
  checkData,
  checkPublicUrl,
  checkService,
  databaseGone,
  serviceUrl,
} from './local.js'
import { sendTest } from './send-test.js'

/** Everything between the settings and the platforms, in the order in which it is put right. Changes nothing but what a test message counts. */
export async function* examine(
  settings: Settings,
  { clock, person }: { clock: Clock; person: string | undefined },
): AsyncGenerator<Check> {
  yield await checkData(settings.data)
  const opened = await opening(settings, clock)
  yield opened.check
  const { database } = opened
  const now = clock.now()
  // What the code of today reads is not all there while tables wait to be brought up to date.
  const readable = opened.check.state === 'ok' ? database : null
  try {
    const holidays = readable && (await checkHolidays(CONFIG, readable, now))
    if (holidays) yield holidays
    yield checkPublicUrl(settings)
    const service = await checkService(serviceUrl(settings))
    yield service
    const heard = service.state === 'ok' ? await lastCallbacks(serviceUrl(settings)) : null
    const accounts = accountsOf(settings, { clock, blobs: diskBlobs(join(settings.data, 'blobs')) })
    if (accounts.length === 0) {
      const todo = ['请执行 npx jianbao init，或照 config/settings.example.yaml 写']
      yield doubtful('账号', '设置里没有企业微信应用，也没有公众号', { code: 'accounts.none', todo })
    }
    for (const account of accounts) {
      yield* await checkAccount(account, { publicUrl: settings.publicUrl, heard, database: readable, now })
    }
    if (person === undefined) return
    if (readable) yield* await sendTest(person, { accounts, database: readable, now })
    else yield wrong('测试消息', '没有发：数据库还不能用', { code: 'send.no_database', todo: ['请先看上面数据库一项'] })
  } finally {
    await database?.close()
  }
}

async function opening(settings: Settings, clock: Clock): Promise<{ check: Check; database: Database | null }> {
  const none = checkDatabaseThere(settings)
  if (none) return { check: none, database: null }
  let database: Database | null = null
  try {
    database = await openDatabase(settings.database, { newId, clock })
    return { check: await checkDatabase(database, settings), database }
  } catch (error) {
    await database?.close()
    return { check: databaseGone(settings, error), database: null }
  }
}
