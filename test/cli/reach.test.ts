import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountsOf } from '../../src/accounts.js'
import { wechatOaSettings } from '../../src/channels/wechat-oa/settings.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { later } from '../../src/kernel/clock.js'
import { hubData } from '../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { withNotices } from '../conversations/notice-accounts.js'
import { runHere } from './run-cli.js'

const APP_ID = 'wx1a2b3c4d5e6f7081'
const DAY = 24 * 3_600_000

describe('jianbao reach', () => {
  let folder: string
  let database: Database
  let remove: () => Promise<void>
  const data = hubData('hub')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-reach-'))
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    await database.units((sql) => loadHub(sql)(data))
    await database.transact(async ({ people, invitations }) => {
      for (const [i, organisation] of ['one', 'three'].entries()) {
        const person = await people.hold({ channel: 'wechat_oa', account: APP_ID, user: organisation })
        const { code } = data.contacts.find((contact) => contact.organisation === organisation)!
        await people.bind(person.addressId, (await invitations.find(code!))!.invitation.contactId, NOW)
        await people.hear(person, 'spoke', later(NOW, -60_000))
        if (i > 0) continue
        await people.setNotices(person.addressId, { 'TPL-deadline': 1 })
        await people.setRefusal(person.addressId, 'errcode.43101', NOW, 'subscription')
      }
    })
  })
  afterAll(async () => {
    await database.close()
    await remove()
    await rm(folder, { recursive: true })
  })

  const account = wechatOaSettings.parse({
    name: 'service',
    appId: APP_ID,
    originalId: 'gh_1a2b3c4d5e6f',
    secret: 's',
    verified: true,
    token: 'T7kq2',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
    ...withNotices(),
  })
  const reach = (...args: string[]) =>
    runHere(['reach', ...args], {
      env: { JIANBAO_DATA: folder },
      now: () => NOW,
      openReach: (settings) =>
        Promise.resolve({
          records: databaseRecordsToRead(database.reads),
          transact: database.transact,
          accounts: accountsOf(
            { ...settings, wechat: { accounts: [{ ...account, hub: data.hub.name }] } },
            { clock, blobs: { read: () => Promise.reject(new Error('nothing is sent')) } },
          ),
          close: () => Promise.resolve(),
        }),
    })
  const inDays = (days: number) => later(NOW, days * DAY).slice(0, 10)

  it('shows the ledger of each address, and who cannot be reached by a day with the way out', async () => {
    const { code, out } = await reach('--until', inDays(10))
    expect(code).toBe(0)
    expect(out).toMatch(/机构 +联系人 +账号 +关注 +最近说话 +现在还能发/)
    expect(out).toMatch(/service +是 +\S+ \S+ +5 +1 +0 +43101（订阅通知） +订阅通知/)
    expect(out).toMatch(/service +是 +\S+ \S+ +5 +0 +0 +联系不上/)
    expect(out).toMatch(/\d+ 家中 \d+ 家到 \d\d-\d\d 无法触达：\n· [^]*请对方到时候回一句话或点一下菜单/)
    expect(out).toContain('打电话')
  })

  it('gives the same for programs', async () => {
    const { out } = await reach('--until', inDays(10), '--json')
    const told = JSON.parse(out) as { ledger: { account: string | null }[] }
    expect(told).toMatchObject({ hub: data.hub.name, until: inDays(10) })
    expect(told.ledger.filter((row) => row.account === 'service')).toMatchObject([
      { notices: 1, onDay: 'subscription', refusal: { code: 'errcode.43101', of: 'subscription' } },
      { notices: 0, onDay: null, refusal: null },
    ])
    // Tomorrow the window of both is still open.
    const soon = JSON.parse((await reach('--until', inDays(1), '--json')).out) as typeof told
    expect(soon.ledger.filter((row) => row.account === 'service')).toMatchObject([
      { onDay: 'message' },
      { onDay: 'message' },
    ])
  })

  it('without a day looks a week ahead; says what is wrong with one', async () => {
    expect(JSON.parse((await reach('--json')).out)).toMatchObject({ until: inDays(7) })
    expect(await reach('--until', inDays(-1))).toMatchObject({ code: 2, err: expect.stringContaining('已经过去') })
    expect(await reach('--until', '下周')).toMatchObject({ code: 2, err: expect.stringContaining('不是日期') })
  })
})
