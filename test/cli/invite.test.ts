import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Account } from '../../src/accounts.js'
import type { Channel, SceneQr } from '../../src/channels/channel.js'
import { runCli } from '../../src/cli/program.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { instantOf } from '../../src/kernel/clock.js'
import { addressOf, hubData } from '../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'

const DAY = 24 * 3_600_000
const PNG = Buffer.from('iVBORw0KGgo=', 'base64')

describe('jianbao invite', () => {
  let folder: string
  let database: Database
  let remove: () => Promise<void>
  let written: { out: string; err: string }
  let accounts: Account[]
  let asked: [string, number][]
  let nowhere: boolean
  let now: string
  const loaded = hubData('hub')
  const data = {
    ...loaded,
    contacts: loaded.contacts.map((contact, i) => ({ ...contact, code: `ABCD234${i + 5}` })),
  }
  const codes = data.contacts.map(({ code }) => code)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-invite-'))
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    await database.units((sql) => loadHub(sql)(data))
    const other = hubData('other')
    await database.units((sql) => loadHub(sql)({ ...other, hub: { ...other.hub, name: '别的枢纽' } }))
    await database.transact(async ({ people, invitations }) => {
      const { addressId } = await people.hold(addressOf())
      const { invitation } = (await invitations.find(codes[0]!))!
      await invitations.use(invitation.id, addressId, NOW)
      await people.bind(addressId, invitation.contactId, NOW)
    })
  })
  afterAll(async () => {
    await database.close()
    await remove()
    await rm(folder, { recursive: true })
  })
  beforeEach(() => {
    written = { out: '', err: '' }
    accounts = []
    asked = []
    nowhere = false
    now = NOW
  })

  const into = (which: keyof typeof written) =>
    new Writable({
      write(piece: Buffer, _encoding, done) {
        written[which] += piece.toString()
        done()
      },
    })
  const never = () => Promise.reject(new Error('not here'))
  const run = (...args: string[]) =>
    runCli(['invite', '--hub', '江西枢纽', ...args], {
      env: { JIANBAO_DATA: folder },
      version: '0.1.0',
      stdout: into('out'),
      stderr: into('err'),
      now: () => now,
      start: never,
      migrate: never,
      load: never,
      openRegisters: never,
      openRecords: never,
      openReach: () => Promise.reject(new Error('not here')),
      rehearse: () => Promise.reject(new Error('not here')),
      openInvitations: () =>
        Promise.resolve(
          nowhere
            ? null
            : {
                records: databaseRecordsToRead(database.reads),
                transact: database.transact,
                accounts,
                close: () => Promise.resolve(),
              },
        ),
    })
  const codesShown = () => [...written.out.matchAll(/\b[2-9A-Z]{8}\b/g)].map(([code]) => code)
  /** An official account as far as this command sees it. */
  const account = (name: string, hub: string, sceneQr: Channel['sceneQr']): Account => ({
    channel: { name, sceneQr } as Channel,
    hub,
    title: null,
    name,
    at: 'wechat.accounts.0',
  })
  const making =
    (made: SceneQr): NonNullable<Channel['sceneQr']> =>
    (scene, seconds) => {
      asked.push([scene, seconds])
      return Promise.resolve(made)
    }

  it('gives everyone who is not known yet the code she has, and says how many are known', async () => {
    expect(await run('--all')).toBe(0)
    expect(written.out).not.toContain('one的联系人')
    expect(written.out).toContain(codes[1])
    expect(written.out).toContain(codes[2])
    expect(written.out).toMatch(/已经绑定的 1 位没有列出/)
    expect(written.err).toBe('')
  })

  it('gives a named organisation a fresh code where the last one is used, and the same once more', async () => {
    expect(await run('青云')).toBe(0)
    expect(written.out).toMatch(/^青云社 +one的联系人 +[2-9A-Z]{8} +2026-12-20 +已绑定$/m)
    const first = codesShown()
    written.out = ''
    expect(await run('青云社')).toBe(0)
    expect(codesShown()).toEqual(first)
    written.out = ''
    expect(await run('青云社', '--new')).toBe(0)
    expect(codesShown()).not.toEqual(first)
    expect((await database.transact(({ invitations }) => invitations.find(first[0]!)))!.invitation.expiresAt).toBe(NOW)
  })

  it('writes a page of cards, for its owner alone: escaped, with the QR of each official account of the hub', async () => {
    const page = join(folder, 'cards.html')
    accounts = [
      account('wechat_oa', '江西枢纽', making({ type: 'made', picture: PNG, until: NOW })),
      account('wechat_oa', '别的枢纽', making({ type: 'made', picture: PNG, until: NOW })),
      account('wecom_app', '江西枢纽', null),
    ]
    now = instantOf(Date.parse(NOW) + 10 * DAY)
    expect(await run('青云社', '赣江组', '--page', page)).toBe(0)
    const html = await readFile(page, 'utf8')
    expect((await stat(page)).mode & 0o777).toBe(0o600)
    expect(html.match(/<section>/g)).toHaveLength(2)
    expect(html.match(/<img src="data:image\/png;base64,iVBOR/g)).toHaveLength(2)
    expect(html).toMatch(/用微信扫码关注，或在企业微信里打开江西枢纽的应用/)
    expect(html).not.toMatch(/<script|https?:/)
    expect(written.err).toContain('已写入')
    const [unused, used] = codesShown()
    // A QR lives no longer than its code, and at most thirty days.
    expect(asked).toEqual([
      [`jb_${unused}`, (30 * DAY) / 1_000],
      [`jb_${used}`, (20 * DAY) / 1_000],
    ])
  })

  it('says once why an account makes no QR, and writes the cards without', async () => {
    const page = join(folder, 'none.html')
    accounts = [account('wechat_oa', '江西枢纽', making({ type: 'refused', code: '48001', scope: 'rights' }))]
    expect(await run('--all', '--page', page)).toBe(0)
    expect(written.err.match(/48001/g)).toHaveLength(2)
    expect(asked).toHaveLength(1)
    const html = await readFile(page, 'utf8')
    expect(html).not.toContain('<img')
    expect(html).toContain('在微信里关注江西枢纽的公众号')

    written.err = ''
    accounts = [account('wechat_oa', '江西枢纽', making({ type: 'unknown', code: 'ETIMEDOUT' }))]
    expect(await run('--all', '--page', page)).toBe(2)
    expect(await run('--all', '--page', page, '--force')).toBe(0)
    expect(written.err.match(/没有二维码（公众号 wechat_oa 答复 ETIMEDOUT）/g)).toHaveLength(2)
  })

  it('makes nothing when it was called wrongly or has no data', async () => {
    const invitations = async () => (await database.reads.all('SELECT id FROM invitations')).length
    const before = await invitations()
    for (const [args, said] of [
      [[], '--all'],
      [['青云社', '--all'], '--all'],
      [['青云社', '不存在社'], '一个邀请码都没有发'],
      [['--all', '--page', join(folder, 'no', 'cards.html')], '或把 --page 改到别处'],
      [['--all', '--hub', '哪里'], '没有叫「哪里」的枢纽机构'],
    ] as const) {
      expect([args, await run(...args)]).toEqual([args, 2])
      expect(written.err).toContain(said)
    }
    nowhere = true
    expect(await run('--all')).toBe(1)
    expect(written.err).toContain('没有简报的数据')
    expect(written.out).toBe('')
    expect(await invitations()).toBe(before)
  })
})
