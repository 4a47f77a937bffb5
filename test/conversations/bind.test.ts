import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { readConfigFiles } from '../../src/config-files.js'
import { reachOf } from '../../src/channels/wechat-oa/reach.js'
import { forgetStrangers } from '../../src/conversations/forget.js'
import { formsOf } from '../../src/conversations/forms.js'
import { identify, type Identify } from '../../src/conversations/identify.js'
import { takeTurn, type TurnShell } from '../../src/conversations/receive.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { instantOf } from '../../src/kernel/clock.js'
import type { Address, Said } from '../../src/kernel/message.js'
import { codeFrom } from '../../src/people/invitation-code.js'
import type { HubData } from '../../src/programmes/hub-data.js'
import { hubData, noWays } from '../contracts/a-hub.js'
import { emptyPlace, newId } from '../contracts/databases.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const HERE = new Set(['joined', 'scanned'])
const presenceOf = (said: Said) => (said.type !== 'event' ? 'spoke' : HERE.has(said.event) ? 'acted' : 'none')
const anyCode = () => codeFrom(Buffer.from(newId().slice(-8)))

describe('becoming known', () => {
  let database: Database
  let remove: () => Promise<void>
  let shell: TurnShell
  let hubs: { data: HubData; hubId: string }[]
  let account: string
  let time: number
  let noticed: [string, Record<string, string | number>][]
  const now = () => instantOf(time)
  beforeAll(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    time = Date.parse('2026-11-20T02:50:55.000Z')
    database = await openDatabase(place.settings, { newId, clock: { now } })
    await database.migrate()
    const config = await readConfigFiles('config')
    if ('faults' in config) throw new Error('the forms are faulty')
    shell = {
      transact: database.transact,
      clock: { now },
      newId,
      forms: formsOf(config.forms),
      wordsOf: config.wordsOf,
      // The first account is the second hub's, all others the first one's.
      hubOf: (of) => ({
        id: hubs[of === 'there' ? 1 : 0]!.hubId,
        name: '江西枢纽',
        zone: 'Asia/Shanghai',
        language: 'zh-CN',
      }),
      reach: () => ({ type: 'open', left: null, until: null }),
      ways: () => [],
      permission: () => null,
      identifierOf: ({ channel }) => (channel === 'wechat_oa' ? () => Promise.reject(new Error('not asked')) : null),
      notice: (what, about) => void noticed.push([what, about]),
      staffWays: noWays,
      calendar: WEEKDAYS_ONLY,
      transcribes: false,
      readsAgain: false,
      split: (_to, text) => [text],
      nudge: () => {},
      broke: (error) => {
        throw error
      },
    }
  })
  afterAll(async () => {
    await database.close()
    await remove()
  })
  beforeEach(async () => {
    hubs = []
    for (const data of [hubData(), hubData()]) {
      const given = { ...data, contacts: data.contacts.map((contact) => ({ ...contact, code: anyCode() })) }
      hubs.push({ data: given, hubId: (await database.units((sql) => loadHub(sql)(given))).hubId })
    }
    account = newId()
    noticed = []
    time += DAY
  })

  const codeOf = (contact: number, hub = 0) => hubs[hub]!.data.contacts[contact]!.code!
  const someone = (more: Partial<Address> = {}): Address => ({ channel: 'wechat_oa', account, user: newId(), ...more })
  const hear = (from: Address, said: Said, sentAt = now()) =>
    takeTurn(shell)({ from, presence: presenceOf(said), key: newId(), sentAt, said })
  const say = (from: Address, text: string) => hear(from, { type: 'text', text })
  const happens = (from: Address, event: string, detail?: Record<string, string>, sentAt = now()) =>
    hear(from, { type: 'event', event, ...(detail && { detail }) }, sentAt)
  const scan = (from: Address, scene: string) => happens(from, 'scanned', { scene })
  const rowsOf = async ({ user }: Address) => {
    const [row] = await database.reads.all<Record<string, string | number | null>>(
      'SELECT * FROM addresses WHERE user = ?',
      [user],
    )
    return row
  }
  const messages = async () => {
    const [row] = await database.reads.all<{ n: number }>('SELECT COUNT(*) AS n FROM inbound_messages')
    return row!.n
  }
  const known = async (contact = 0) => {
    const from = someone()
    await say(from, codeOf(contact))
    expect(await say(from, '1')).toContain('已经认识你了')
    return from
  }

  describe('by a QR', () => {
    it.each(['joined', 'scanned'])('takes the scan (%s) and a yes', async (event) => {
      const from = someone()
      expect(await happens(from, event, { scene: `jb_${codeOf(0)}` })).toContain('你是 青云社 的 one的联系人 吗')
      expect(await say(from, '在吗')).toContain('先确认一下')
      expect(await say(from, '1')).toContain('已经认识你了')
      expect(noticed).toEqual([])
    })

    it('a later scan takes the place of a question that was not answered', async () => {
      const from = someone()
      await scan(from, `jb_${codeOf(0)}`)
      expect(await scan(from, `jb_${codeOf(1)}`)).toContain('two的联系人')
      expect(await say(from, '1')).toContain('two的联系人')
    })

    it('is answered as a stranger when the scene is not ours, unknown or of another hub; used or expired ones by their words', async () => {
      const stranger = await say(someone(), '你好')
      for (const scene of ['spring-salon', 'jb_', 'jb_abc', `jb_${anyCode()}`, `jb_${codeOf(0, 1)}`]) {
        expect(await scan(someone(), scene)).toBe(stranger)
      }
      expect(noticed).toHaveLength(5)
      expect(JSON.stringify(noticed)).not.toContain(codeOf(0, 1))
      await known(0)
      expect(await scan(someone(), `jb_${codeOf(0)}`)).toContain('已经用过')
      const { code } = await database.transact(async ({ invitations }) => {
        const { invitation } = (await invitations.find(codeOf(1)))!
        return invitations.make({
          hubId: invitation.hubId,
          contactId: invitation.contactId,
          madeAt: now(),
          madeBy: null,
          expiresAt: instantOf(time + DAY),
        })
      })
      time += DAY
      expect(await scan(someone(), `jb_${code}`)).toContain('过期')
    })

    it('counts a wrong one as a guess, and believes a right one at a closed door', async () => {
      const from = someone()
      for (let i = 0; i < 4; i++) await scan(from, `jb_${anyCode()}`)
      expect(await say(from, anyCode())).toContain('请过 60 分钟')
      expect(await scan(from, `jb_${anyCode()}`)).toContain('请过 60 分钟')
      expect(await scan(from, `jb_${codeOf(0)}`)).toContain('你是 青云社')
      expect(await say(from, '是')).toContain('已经认识你了')
    })

    it('tells a known person that she is known, and makes her nobody else', async () => {
      const from = await known(0)
      expect(await scan(from, `jb_${codeOf(0)}`)).toMatch(/已经认识你了[^]*1 工作简报/)
      expect(await scan(from, `jb_${codeOf(1)}`)).toMatch(/^one的联系人，你也替 赣江组 填报吗/)
      expect(await say(from, '2')).toContain('什么都没改')
      expect(await happens(from, 'joined', { scene: 'spring-salon' })).toContain('已经认识你了')
      await say(from, '1')
      expect(await scan(from, `jb_${codeOf(0)}`)).toMatch(/已经认识你了[^]*继续/)
      expect(await say(from, '继续')).toContain('【1/')
      const { contactId } = (await rowsOf(from))!
      expect(await say(from, '1')).not.toContain('你是 ')
      expect((await rowsOf(from))!['contactId']).toBe(contactId)
    })
  })

  it('a known person who types a code hears whose it is, also in the middle of a draft; a date is an answer', async () => {
    const from = await known(0)
    expect(await say(from, codeOf(0))).toContain('已经认识你了')
    expect(await say(from, codeOf(1))).toContain('你也替 赣江组 填报吗')
    expect(await say(from, codeOf(1, 1))).not.toContain('填报吗')
    await say(from, '活动记录')
    expect(await say(from, codeOf(1).toLowerCase())).toContain('你也替 赣江组 填报吗')
    expect(await say(from, '20140322')).toContain('2014年3月22日')
    // The code that was only shown can still be used by its owner.
    await known(1)
  })

  it('a known person gets a code of her own for another app, where her draft goes on', async () => {
    const here = await known(0)
    await say(here, '活动记录')
    const reply = await say(here, '换个微信用')
    const [code] = /^[2-9A-Z]{8}$/m.exec(reply!)!
    expect(reply).toMatch(/回复 1[^]*一天内有效/)
    expect(await say(here, code)).toContain('另一个微信')
    const there = someone({ channel: 'wecom_app' })
    expect(await say(there, code)).toContain('one的联系人')
    expect(await say(there, '1')).toContain('已经认识你了')
    expect(await say(there, '2014年3月22日')).toContain('2014年3月22日')
    expect(await say(here, '预览')).toContain('2014年3月22日')
    const late = await say(here, '再绑一个微信')
    time += DAY
    expect(await say(someone(), /^[2-9A-Z]{8}$/m.exec(late!)![0])).toContain('过期')
  })

  it.each([
    '在企业微信里用',
    '我想换个手机',
    '换微信了',
    '能在微信里填吗',
    '再绑定一个号',
    '用另一个微信填',
    'another account',
  ])('%s asks for a code of her own', async (text) => expect(await say(await known(0), text)).toContain('一天内有效'))

  it.each(['用微信', '用手机', '在微信里', '换了三个地方', '微信号', '绑定'])(
    '%s is an answer like any other',
    async (text) => expect(await say(await known(0), text)).not.toContain('一天内有效'),
  )

  it('too many wrong codes of all strangers close the account to who types one, and to nobody else, until the hour is over', async () => {
    const before = time
    const asked = async () =>
      (
        await database.reads.all("SELECT position FROM outbox WHERE kind = 'identify' AND createdAt >= ?", [
          instantOf(before),
        ])
      ).length
    const guessed = someone()
    await say(guessed, anyCode())
    for (let i = 1; i < 60; i++) expect(await say(someone(), anyCode())).toContain('不对')
    expect(noticed).toEqual([[expect.stringContaining('too many'), { account, wrong: 60 }]])
    expect(await asked()).toBe(60)
    const kept = await messages()
    time += HOUR / 2
    expect(await say(guessed, codeOf(0))).toContain('请过 30 分钟')
    const late = someone()
    for (let i = 0; i < 1_000; i++) expect(await say(late, i === 7 ? codeOf(0) : anyCode())).toContain('请过 30 分钟')
    for (let i = 0; i < 10; i++) expect(await say(someone(), anyCode())).toContain('请过 30 分钟')
    expect([await messages(), await asked(), noticed.length]).toEqual([kept, 60, 1])

    expect(await say(late, '你好')).toContain('请先发一下你的邀请码')
    expect(await say(someone({ account: newId() }), codeOf(0))).toContain('你是 ')
    expect(await scan(late, `jb_${codeOf(0)}`)).toContain('你是 ')
    expect(await say(late, '1')).toContain('已经认识你了')
    const right = someone()
    expect(await say(right, codeOf(1))).toContain('你是 ')
    expect(await say(right, '1')).toContain('已经认识你了')

    time = before + HOUR
    expect(await say(someone(), codeOf(2))).toContain('你是 ')
    expect(await say(someone(), anyCode())).toContain('不对')
  })

  it('the platform is asked once who a stranger is, whatever she goes on sending', async () => {
    const from = someone()
    const jobs = async () =>
      database.reads.all("SELECT state FROM outbox WHERE kind = 'identify' AND payload LIKE ?", [
        `%${String((await rowsOf(from))!['id'])}%`,
      ])
    await hear(from, { type: 'media', kind: 'image', ref: { id: 'm1' } })
    expect(await jobs()).toEqual([{ state: 'waiting' }])
    await database.units((sql) => sql.run("UPDATE outbox SET state = 'done' WHERE kind = 'identify'", []))
    await hear(from, { type: 'media', kind: 'image', ref: { id: 'm2' } })
    for (let i = 0; i < 6; i++) await say(from, i === 2 ? '你好' : anyCode())
    expect(await jobs()).toEqual([{ state: 'done' }])
  })

  it('a stranger who is silent for a month is forgotten, a known person never', async () => {
    const [gone, here, contact] = [someone(), someone(), await known(0)]
    for (const from of [gone, here]) await say(from, anyCode())
    time += 20 * DAY
    await happens(here, 'joined')
    time += 11 * DAY
    const before = instantOf(time - 30 * DAY)
    expect(await forgetStrangers(database, before)).toBeGreaterThan(0)
    expect(await rowsOf(gone)).toBeUndefined()
    expect([await rowsOf(here), await rowsOf(contact)]).toEqual([expect.anything(), expect.anything()])
    expect(await forgetStrangers(database, before)).toBe(0)
    expect(await say(gone, '你好')).toContain('请先发一下你的邀请码')
  })

  it('where a picture lies open is known to the job that fetches it, also of one that came before its form', async () => {
    const from = await known(0)
    const [early, late] = [newId(), newId()].map((id) => ({ id, url: `https://mmbiz.qpic.cn/${id}/0` }))
    await hear(from, { type: 'media', kind: 'image', ref: early! })
    await say(from, '活动记录')
    await hear(from, { type: 'media', kind: 'image', ref: late! })
    const photos = await database.reads.all('SELECT mediaId AS id, mediaUrl AS url FROM photos ORDER BY mediaId')
    expect(photos).toEqual([early, late].toSorted((a, b) => (a!.id < b!.id ? -1 : 1)))
  })

  it('what is no use to anybody is not kept, what she did is', async () => {
    const from = await known(0)
    const kept = await messages()
    for (const event of ['LOCATION', 'VIEW', 'TEMPLATESENDJOBFINISH', 'entered']) {
      expect(await happens(from, event)).toBeNull()
    }
    expect(await messages()).toBe(kept)
    await happens(from, 'joined')
    expect(await messages()).toBe(kept + 1)
  })

  it('whoever refuses our messages is left in peace until she speaks again', async () => {
    const from = await known(0)
    const reach = async () => {
      const person = await database.transact(({ people }) => people.hold(from))
      return reachOf(person.standing, true, now()).type
    }
    time += 60_000
    expect(await reach()).toBe('open')
    await happens(from, 'refused', { code: 'errcode.43101' })
    expect(await rowsOf(from)).toMatchObject({ refusal: 'errcode.43101', refusedAt: now() })
    expect(await reach()).toBe('closed')
    time += 60_000
    await say(from, '你好')
    expect(await reach()).toBe('open')
  })

  it('keeps nothing that is said at a closed door', async () => {
    const from = someone()
    for (let i = 0; i < 5; i++) await say(from, anyCode())
    expect(noticed).toEqual([[expect.stringContaining('too many'), { addressId: expect.any(String) }]])
    const kept = await messages()
    for (const text of ['你好', codeOf(0)]) expect(await say(from, text)).toContain('请过 60 分钟')
    expect(await hear(from, { type: 'media', kind: 'image', ref: { id: 'm1' } })).toBeNull()
    expect(await messages()).toBe(kept)
  })

  describe('leaving', () => {
    it('deletes a stranger with all she said; told twice it is the same', async () => {
      const from = someone()
      await say(from, '你好')
      const kept = await messages()
      for (let i = 0; i < 2; i++) expect(await happens(from, 'left')).toBeNull()
      expect(await rowsOf(from)).toBeUndefined()
      expect(await messages()).toBe(kept - 1)
      expect(await happens(from, 'joined')).toContain('请先发一下你的邀请码')
    })

    it('deletes nothing of a contact, and greets her by name when she is back', async () => {
      const from = await known(0)
      await hear(from, { type: 'media', kind: 'image', ref: { id: 'm1' } })
      const { id } = (await rowsOf(from))!
      await database.transact(async ({ people }) => {
        await people.setUnsaid(String(id), [{ text: '没说成的', key: 'k', at: now() }])
        await people.setUnionId(String(id), 'u1')
      })
      time += 1_000
      expect(await happens(from, 'left')).toBeNull()
      expect(await rowsOf(from)).toMatchObject({
        waiting: expect.stringContaining('m1'),
        unsaid: expect.stringContaining('没说成的'),
        unionId: 'u1',
        following: 0,
      })
      time += 60_000
      expect(await happens(from, 'joined')).toMatch(/^没说成的\n\none的联系人，想填哪一份/)

      await say(from, '活动记录')
      await say(from, '2014年3月22日')
      time += 60_000
      await happens(from, 'left')
      time += 60_000
      expect(await happens(from, 'joined')).toMatch(/^one的联系人，[^]*(继续|【2\/)/)
      expect(await say(from, '预览')).toContain('2014年3月22日')
    })

    it.each(['user_authorization_revoke', 'user_authorization_cancellation'])(
      '%s deletes of a contact what is in no draft or record',
      async (event) => {
        const from = await known(0)
        await hear(from, { type: 'media', kind: 'image', ref: { id: 'm1' } })
        await hear(from, { type: 'media', kind: 'voice', ref: { id: 'v1' } })
        const { id } = (await rowsOf(from))!
        await database.transact(async ({ people }) => {
          await people.setUnsaid(String(id), [{ text: '没说成的', key: 'k', at: now() }])
          await people.setUnionId(String(id), 'u1')
        })
        await happens(from, event)
        expect(await rowsOf(from)).toMatchObject({ waiting: null, unsaid: null, binding: null, unionId: null })
        expect(await database.reads.all('SELECT id FROM voices WHERE addressId = ?', [String(id)])).toEqual([])
      },
    )

    it('is no leaving when it is told late', async () => {
      const from = someone()
      const before = now()
      time += 60_000
      await say(from, '你好')
      await happens(from, 'left', {}, before)
      expect(await rowsOf(from)).toBeDefined()
    })

    it.each(['user_authorization_revoke', 'user_authorization_cancellation'])(
      '%s deletes likewise, whoever the platform says it for',
      async (event) => {
        const from = someone()
        await say(from, '你好')
        const platform = someone()
        await happens(platform, event, { OpenID: from.user })
        expect([await rowsOf(from), await rowsOf(platform)]).toEqual([undefined, undefined])
        const contact = await known(0)
        await hear(contact, { type: 'media', kind: 'image', ref: { id: 'm1' } })
        await happens(contact, event)
        expect(await rowsOf(contact)).toMatchObject({ waiting: null, following: 1 })
      },
    )
  })

  describe('one person at two accounts of a hub', () => {
    const runs = async (from: Address, ask: Identify) => {
      const { id } = (await rowsOf(from))!
      return identify({ ...shell, identifierOf: () => ask }).run({
        id: '1',
        key: 'identify',
        payload: { addressId: String(id) },
        attempts: 0,
        createdAt: now(),
      })
    }
    const is =
      (unionId: string | null, following = true): Identify =>
      () =>
        Promise.resolve({ type: 'known', following, unionId })
    const jobs = (kind: string, { id }: Record<string, unknown> = {}) =>
      database.reads.all<{ payload: string }>('SELECT payload FROM outbox WHERE kind = ? AND payload LIKE ?', [
        kind,
        `%${String(id)}%`,
      ])

    it('is asked whether she is that contact, and her yes binds without a code', async () => {
      const union = newId()
      const here = await known(0)
      expect(await jobs('identify', await rowsOf(here))).toHaveLength(1)
      await runs(here, is(union))
      const there = someone()
      await happens(there, 'joined')
      expect(await runs(there, is(union))).toEqual({ type: 'done' })
      const [asked] = await jobs('deliver', await rowsOf(there))
      expect(asked!.payload).toContain('你是 青云社 的 one的联系人 吗')
      expect(JSON.parse(asked!.payload)).toMatchObject({
        say: { type: 'menu', choices: [{ key: 'yes' }, { key: 'no' }] },
      })
      expect(await hear(there, { type: 'choice', key: 'yes' })).toContain('已经认识你了')
      expect((await rowsOf(there))!['contactId']).toBe((await rowsOf(here))!['contactId'])
    })

    it('asks nobody who is somebody else, of another hub, gone, or busy with a code', async () => {
      const union = newId()
      await runs(await known(0), is(union))
      const asked = async (from: Address, ask: Identify) => {
        await runs(from, ask)
        return (await jobs('deliver', await rowsOf(from))).length > 0
      }
      const comes = async (more: Partial<Address> = {}) => {
        const from = someone(more)
        await happens(from, 'joined')
        return from
      }
      expect(await asked(await comes(), is(newId()))).toBe(false)
      expect(await asked(await comes(), is(null))).toBe(false)
      expect(await asked(await comes(), is(union, false))).toBe(false)
      expect(await asked(await comes({ account: 'there' }), is(union))).toBe(false)
      const busy = await comes()
      await say(busy, codeOf(1))
      expect(await asked(busy, is(union))).toBe(false)
      expect(await say(busy, '1')).toContain('two的联系人')
      // Two contacts of one name at the platform: nobody can say which of them she is.
      expect(await asked(await comes(), is(union))).toBe(false)
    })

    it('is not asked for where the platform tells nothing, and asked again when it did not answer', async () => {
      const member = someone({ channel: 'wecom_app' })
      await say(member, '你好')
      expect(await jobs('identify', await rowsOf(member))).toEqual([])
      const from = await known(0)
      const answers: [Awaited<ReturnType<Identify>>, unknown][] = [
        [
          { type: 'later', code: '45009', after: 5_000 },
          { type: 'again', code: '45009', after: 5_000 },
        ],
        [
          { type: 'unknown', code: 'ETIMEDOUT' },
          { type: 'again', code: 'ETIMEDOUT', after: 60_000 },
        ],
        [
          { type: 'refused', code: '48001', scope: 'rights' },
          { type: 'failed', code: '48001' },
        ],
      ]
      for (const [told, result] of answers) expect(await runs(from, () => Promise.resolve(told))).toEqual(result)
    })
  })
})
