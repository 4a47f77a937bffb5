import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfigFiles, type ConfigFiles } from '../../src/config-files.js'
import { newCode } from '../../src/database/invitations.js'
import { loadHub } from '../../src/database/load-hub.js'
import type { Database } from '../../src/database/connect.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { wecomAppSettings } from '../../src/channels/wecom-app/settings.js'
import { told } from '../../src/cli/rehearse/told.js'
import { databaseSource } from '../../src/rehearsal/database-source.js'
import { demoHub } from '../../src/rehearsal/demo-data.js'
import { demoSource, hubSource, seasonOf } from '../../src/rehearsal/demo-source.js'
import { rehearse } from '../../src/rehearsal/rehearse.js'
import type { Rehearsed } from '../../src/rehearsal/report.js'
import { NOW, onEachDatabase } from '../contracts/databases.js'
import { withNotices } from '../conversations/notice-accounts.js'
import { seasonData } from '../reminders/season.js'

const zone = 'Asia/Shanghai'
let config: ConfigFiles
beforeAll(async () => {
  const read = await readConfigFiles('config')
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  config = read
})

describe('six grantees for two months', () => {
  let found: Rehearsed
  const season = async (seed: number) =>
    rehearse({ source: demoSource(await demoHub(), 6), config, seed, from: '2026-09-20', to: '2026-11-15', zone })
  beforeAll(async () => {
    found = await season(7)
  })

  it('keeps every promise: the budget, silence after the filing, hours of the day, the call sheet', () => {
    expect(found.faults).toEqual([])
    expect(found.stuck).toEqual([])
  })

  it('has one of each manner, whose reports come in time, late, or not at all', () => {
    const manners = found.people.flatMap(({ manner }) => manner ?? [])
    expect(new Set(manners)).toEqual(new Set(['prompt', 'late', 'silent', 'clumsy', 'albums', 'leaves']))
    const { due, onTime, late, missing } = found.reports
    expect(due).toBe(6)
    expect(onTime + late + missing).toBe(6)
    expect(onTime).toBeGreaterThan(2)
    expect(found.missing.length).toBe(missing)
    for (const { call, reminded } of found.missing) {
      expect(call).toBe(true)
      expect(reminded).toBeLessThanOrEqual(4)
    }
  })

  it('tells each message with its way, what was used, and who is missing in the end', () => {
    const text = told(found, config.wordsOf('zh-CN'), true)
    const short = told(found, config.wordsOf('zh-CN'), false)
    expect(short).toMatch(/提醒 \d+ 条，早报 \d+ 条，通知 \d+ 条.*。每一条写什么：加 --messages/)
    expect(short.length).toBeLessThan(text.length / 2)
    const reminders = found.messages.filter(({ kind }) => kind === 'reminder')
    const calls = reminders.filter(({ by }) => by === 'call').length
    expect(calls).toBeGreaterThan(0)
    expect(short).toContain(`提醒 ${reminders.length - calls} 条，`)
    expect(short).toContain(`；送不到、请打电话 ${calls} 次`)
    expect(text).toMatch(
      /2026-10-08 \d\d:\d\d {2}提醒 → \S+ \S+ {2}(企业微信消息|送不到，请打电话（\S+）)\n {4}\S+，你好！/,
    )
    expect(text).toMatch(/企业微信 demo +企业微信消息 +\d+/)
    expect(text).toContain('✓ 交了以后没有人再被提醒')
    for (const { organisation } of found.missing)
      expect(text).toMatch(new RegExp(`${organisation} +「工作简报」（2026年7—9月）`))
  })

  it('is the same for the same seed, and another for another', async () => {
    expect(await season(7)).toEqual(found)
    expect((await season(8)).messages).not.toEqual(found.messages)
  })
})

describe('somebody who files for two organisations, and an organisation without anybody', () => {
  let data: ReturnType<typeof seasonOf>
  let found: Rehearsed
  const season = async () =>
    rehearse({ source: hubSource(await demoHub(), data), config, seed: 9, from: '2026-09-20', to: '2026-11-15', zone })
  const names = (index: number) => {
    const { organisation } = data.grants[index]!
    return data.organisations.find(({ key }) => key === organisation)!.name
  }
  beforeAll(async () => {
    const four = seasonOf(await demoHub(), 4)
    const [first, second, nobodys] = four.grants.map(({ organisation }) => organisation)
    const contacts = four.contacts
      .filter(({ organisation }) => organisation !== second && organisation !== nobodys)
      .map((contact) => (contact.organisation === first ? { ...contact, organisations: [second!] } : contact))
    data = { ...four, contacts }
    found = await season()
  })

  it('names the organisation in what she is told', () => {
    expect(found.faults).toEqual([])
    const reminders = found.messages.filter(({ kind, by }) => kind === 'reminder' && by !== 'call')
    const hers = reminders.filter(({ organisation }) => organisation === names(0)).map(({ text }) => text)
    expect(hers.length).toBeGreaterThan(0)
    for (const text of hers) expect([names(0), names(1)].some((name) => text.includes(name))).toBe(true)
    expect(hers.join('\n')).toContain(names(1))
  })

  it('reminds nobody of the one without contact; staff read who it is, and that they are to call', () => {
    const name = names(2)
    const digests = found.messages.filter(({ kind }) => kind === 'digest').map(({ text }) => text)
    expect(digests.some((text) => /没有登记联系人的 1 家：/.test(text) && text.includes(name))).toBe(true)
    expect(found.missing.find(({ organisation }) => organisation === name)).toMatchObject({ reminded: 0, call: true })
  })

  it('is the same twice', async () => expect(await season()).toEqual(found))
})

onEachDatabase('a copy of the database', (database, place) => {
  const app = wecomAppSettings.parse({
    name: 'app',
    corpId: 'ww1234567890',
    agentId: 7,
    secret: 'a real secret',
    token: 'token',
    encodingAesKey: 'A'.repeat(43),
  })
  const account = wechatOaSettings.parse({
    name: 'service',
    appId: 'wx1a2b3c4d5e6f7081',
    originalId: 'gh_1a2b3c4d5e6f',
    secret: 'another',
    verified: true,
    token: 'token',
    encodingAesKey: 'A'.repeat(43),
    ...withNotices(),
  })
  const hosts: string[] = []
  const { fetch } = globalThis
  beforeAll(() => {
    globalThis.fetch = (input, init) => {
      hosts.push(new URL(input instanceof Request ? input.url : input).hostname)
      return fetch(input, init)
    }
  })
  afterAll(() => {
    globalThis.fetch = fetch
  })

  it('is rehearsed with the accounts of the settings at the emulator; the database stays as it is', async () => {
    const season = seasonData()
    // Codes as they are handed out.
    const contacts = season.contacts.map((contact) => ({ ...contact, code: newCode() }))
    const data = { ...season, contacts }
    await database().units((sql) => loadHub(sql)(data))
    await bound(database(), data.contacts.find(({ organisation }) => organisation === 'one')!.code)
    const before = await everything(database())
    const { name: hub } = data.hub
    const settings = {
      listen: { host: '127.0.0.1', port: 0 },
      data: '/nowhere',
      database: place(),
      wecom: { apps: [{ ...app, hub }] },
      wechat: {
        accounts: [
          { ...account, hub },
          { ...account, name: 'other', appId: 'wx1a2b3c4d5e6f7082', hub: '别家' },
        ],
      },
      log: { level: 'warn' as const },
    }
    const source = databaseSource(settings, hub, data.programme.name)
    const found = await rehearse({ source, config, seed: 3, from: '2026-09-25', to: '2026-10-31', zone })
    expect(found.faults).toEqual([])
    expect(found.reports.due).toBeGreaterThan(2)
    expect(found.people.find(({ name }) => name === 'one的联系人')).toMatchObject({ account: '企业微信 app' })
    expect(found.messages.some(({ kind }) => kind === 'reminder')).toBe(true)
    expect(found.messages.some(({ kind }) => kind === 'digest')).toBe(true)
    expect(await everything(database())).toEqual(before)
    expect(hosts.length).toBeGreaterThan(10)
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1']))
  })

  /** Somebody is in the app already. */
  const bound = (of: Database, code: string): Promise<void> =>
    of.transact(async ({ people, invitations }) => {
      const person = await people.hold({
        channel: 'wecom_app',
        account: `${app.corpId}/${app.agentId}`,
        user: 'xiaohe',
      })
      await people.bind(person.addressId, (await invitations.find(code))!.invitation.contactId, NOW)
    })
})

/** The rows of what a season changes. */
async function everything(database: Database): Promise<unknown[]> {
  const tables = ['obligations', 'reminders', 'occasions', 'outbox', 'addresses', 'invitations', 'sessions', 'records']
  const rows: unknown[] = []
  for (const table of tables) rows.push(await database.reads.all(`SELECT * FROM ${table}`))
  return rows
}
