import { expect, it } from '@jest/globals'
import type { Database } from '../../../src/database/connect.js'
import { salonRemind } from '../../../src/conversations/salons/news.js'
import { databaseRecordsToRead } from '../../../src/database/records-to-read.js'
import { codeAt } from '../../../src/salons/door.js'
import { NO_PLAN, type Salon } from '../../../src/salons/salon.js'
import { after, newId, onEachDatabase } from '../../contracts/databases.js'
import { aShell } from '../a-shell.js'
import { memberOf } from '../staff/member.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A hub with a salon that both grantees were asked to, and nothing else said. */
async function aSalon(database: Database, changes: Partial<Salon> = {}) {
  const hub = await aShell(database)
  const staff = await memberOf(database, hub, 'staff')
  const people = { one: await hub.somebody('one'), three: await hub.somebody('three') }
  const contacts = await database.reads.all<{ id: string; organisationId: string; name: string }>(
    'SELECT id, organisationId, name FROM contacts WHERE hubId = ?',
    [hub.hubId],
  )
  const invited = ['one', 'three'].map((who) => {
    const { id, organisationId } = contacts.find(({ name }) => name.startsWith(who))!
    return { contactId: id, organisationId }
  })
  const salon: Salon = {
    ...NO_PLAN,
    id: newId(),
    hubId: hub.hubId,
    topic: '志愿者怎么留住',
    startsAt: after(3 * HOUR),
    place: '鸡鸣山社区',
    programmeId: null,
    byContactId: contacts.find(({ name }) => name.startsWith('two'))!.id,
    messageId: newId(),
    sentAt: after(0),
    state: 'open',
    secret: 'a secret of the tests',
    checkInAt: null,
    endedAt: null,
    sessionId: null,
    ...changes,
  }
  await database.transact(({ salons }) => salons.add(salon, invited))
  const code = () => codeAt(salon.secret, hub.shell.clock.now()).code
  const wrong = () => (code() === '0000' ? '0001' : '0000')
  const guests = () => database.transact(({ salons }) => salons.guests(salon.id))
  const checkIns = () => database.transact(({ salons }) => salons.checkIns(salon.id))
  return { hub, staff, ...people, salon, code, wrong, guests, checkIns }
}

onEachDatabase('salons in the chat', (database) => {
  it('the last seat goes to one of two who ask for it at once; the other waits', async () => {
    const { one, three, guests } = await aSalon(database(), { capacity: 1 })
    const replies = await Promise.all([one.say('参加 1人'), three.say('参加 1人')])
    expect(replies.filter((reply) => reply?.includes('参加 1 人'))).toHaveLength(1)
    expect(replies.filter((reply) => reply?.includes('候补第 1 位'))).toHaveLength(1)
    const seated = (await guests()).filter(({ answer, waitingSince }) => answer === 'yes' && waitingSince === null)
    expect(seated).toHaveLength(1)
  })

  it('who waits for more than there is hears how many seats are left, and gets them when that is enough', async () => {
    const { one, three, guests } = await aSalon(database(), { capacity: 3 })
    expect(await one.say('参加 2人')).toContain('参加 2 人')
    expect(await three.say('参加 2人')).toContain('只剩 1 个位子')
    expect(await three.say('参加 1人')).toContain('记下了：沙龙「志愿者怎么留住」，参加 1 人')
    expect(await one.say('参加 3人')).toContain('加不到 3 人，还是按 2 人算')
    expect((await guests()).map(({ people, waitingSince }) => [people, waitingSince])).toEqual(
      expect.arrayContaining([
        [2, null],
        [1, null],
      ]),
    )
  })

  it('two seats are left and two answer with two: one has them, the other waits, and the same answer again changes nothing', async () => {
    const { one, three, guests } = await aSalon(database(), { capacity: 2 })
    await Promise.all([one.say('参加 2人'), three.say('参加 2人')])
    const before = await guests()
    expect(before.filter(({ waitingSince }) => waitingSince === null)).toHaveLength(1)
    await Promise.all([one.say('参加 2人'), three.say('参加 2人')])
    expect(await guests()).toEqual(before)
  })

  it('an answer after it began says so, and after checking in how many are counted', async () => {
    const { hub, staff, one, three, code, guests } = await aSalon(database())
    await staff.say('签到')
    await one.say(`${code()} 2人`)
    hub.passes(4 * HOUR)
    expect(await one.say('参加 3人')).toContain('已经签过到了，现在是 2 人')
    expect(await three.say('参加 3人')).toContain('已经开始了')
    expect((await guests()).every(({ answer }) => answer === null)).toBe(true)
  })

  it('a number and nothing else is no reply when nothing was asked: it opens the form as always', async () => {
    const { one, guests } = await aSalon(database())
    expect(await one.say('1')).toContain('开始填')
    expect((await guests()).every(({ answer }) => answer === null)).toBe(true)
  })

  it('an invitation that waited comes behind 提交 in words: a second tap of 1 is no reply to it', async () => {
    const { one, salon, guests } = await aSalon(database())
    const [contact] = await database().reads.all<{ contactId: string }>(
      'SELECT contactId FROM addresses WHERE id = ?',
      [one.addressId],
    )
    await one.sayAll('活动记录', '2026年11月1日', '读书会', '跳过', '跳过', '1', '跳过')
    await database().transact(({ people }) => people.addAsk(contact!.contactId, { type: 'salon', salonId: salon.id }))
    expect(await one.say('1')).toMatch(/已提交[^]*邀请你们来沙龙[^]*回复 沙龙 参加 2人/)
    expect(await one.say('1')).toContain('已经交上去了')
    expect((await guests()).every(({ answer }) => answer === null)).toBe(true)
    expect(await one.say('你好')).toMatch(/邀请你们来沙龙[^]*1 参加/)
    expect(await one.say('1')).toContain('记下了：沙龙')
  })

  it('five wrong codes close the door to her for an hour, staff let her in; a code of ten minutes ago works', async () => {
    const { hub, staff, one, three, code, wrong, checkIns } = await aSalon(database())
    expect(await one.say(code())).not.toContain('签到好了')
    expect(await staff.say('签到')).toContain(code())
    for (let i = 0; i < 5; i++) expect(await one.say(wrong())).toContain('不是现在的签到码')
    expect(await one.say(code())).toContain('请直接找现场的工作人员')
    expect(await staff.say('签到 青云社 2人')).toContain('青云社签到 2 人。现在一共 1 家，2 人')
    const before = code()
    hub.passes(9 * MINUTE)
    expect(await three.say(before)).toContain('签到好了')
    hub.passes(70 * MINUTE)
    expect(await one.say(`签到 ${code()} 3人`)).toContain('青云社 3 人')
    expect((await checkIns()).map(({ people, way }) => [people, way])).toEqual([
      [3, 'staff'],
      [1, 'code'],
    ])
  })

  it('in the middle of a draft the right code checks in and touches nothing; a wrong one is told where words are asked, and an answer where a number is', async () => {
    const { staff, one, code, wrong } = await aSalon(database())
    await staff.say('签到')
    await one.sayAll('活动记录', '2026年11月1日')
    const here = await one.say(code())
    expect(here).toMatch(/签到好了[^]*没有写进「活动记录」[^]*填到第 2 题/)
    expect(await one.say(wrong())).toMatch(/不是现在的签到码[^]*没有写进「活动记录」[^]*填到第 2 题/)
    await one.sayAll('志愿者培训', '高安')
    expect(await one.say(wrong())).not.toContain('签到码')
  })

  it('the digits of an hour ago are no answer in a draft: she hears that there are new ones', async () => {
    const { hub, staff, one, code } = await aSalon(database())
    await staff.say('签到')
    await one.sayAll('活动记录', '2026年11月1日', '志愿者培训', '高安')
    const before = code()
    hub.passes(HOUR)
    expect(await one.say(before)).toMatch(/不是现在的签到码[^]*没有写进「活动记录」[^]*填到第 4 题/)
  })

  it('asks who says that she is there for the digits at the door', async () => {
    const { hub, one, three, staff } = await aSalon(database())
    await staff.say('签到')
    hub.passes(2 * HOUR)
    for (const said of ['我到了', '到了', '我来了', '我们已经到了'])
      expect(await one.say(said)).toBe('请把现场写着的四个数字发给我，就签到了。')
    expect(await three.say('参加 2人')).toContain('参加')
  })

  it('staff are asked once to end it, and not when it is ended', async () => {
    const { hub, staff, salon } = await aSalon(database())
    const remind = salonRemind(hub.shell)
    await staff.say('沙龙')
    const payload = { salonId: salon.id, what: 'over', startsAt: salon.startsAt }
    const job = {
      id: newId(),
      kind: 'salon_remind',
      key: 'k',
      payload,
      attempts: 1,
      createdAt: after(0),
      dueAt: after(0),
    }
    hub.passes(7 * HOUR)
    const asked = async () => (await staff.deliveries()).filter(({ text }) => text.includes('该结束了吧'))
    expect(await remind.run(job)).toEqual({ type: 'done' })
    expect(await asked()).toHaveLength(1)
    await staff.say('结束沙龙 不签到')
    expect(await remind.run(job)).toEqual({ type: 'done', code: 'over' })
    expect(await asked()).toHaveLength(1)
  })

  it('the end is an activity of the hub with a headcount from sign-in that leads to what people sent at the door', async () => {
    const { hub, staff, one, code } = await aSalon(database())
    expect(await one.say('参加 2人')).toContain('参加 2 人')
    await staff.say('签到')
    const said = newId()
    expect(await one.say(code(), said)).toContain('按报名的 2 人算')
    expect(await staff.say('签到 其他 3人')).toContain('5 人')
    expect(await staff.say('结束')).toContain('签到 2 家、5 人')
    expect(await staff.say('2')).toContain('没有结束')
    await staff.say('结束')
    expect(await staff.say('1')).toContain('签到 2 家，5 人')
    expect(await staff.say('结束沙龙')).toContain('不用结束')

    const records = []
    for await (const record of databaseRecordsToRead(database().reads).records({ hubId: hub.hubId }))
      records.push(record)
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ state: 'submitted', version: 1, organisation: { name: '赣江组' } })
    expect(records[0]!.activities).toMatchObject([
      {
        title: '沙龙「志愿者怎么留住」',
        place: '鸡鸣山社区',
        category: 'exchange',
        startsOn: '2026-11-20',
        headcountMin: 5,
        headcountMax: 5,
        headcountUnit: '人',
        headcountBasis: 'sign_in',
      },
    ])
    const [message] = await database().reads.all<{ id: string }>(
      'SELECT id FROM inbound_messages WHERE messageKey = ?',
      [said],
    )
    expect(records[0]!.activities[0]!.messageIds).toContain(message!.id)
  })

  it('does not end by itself without anybody checked in, and then with an empty headcount', async () => {
    const { hub, staff } = await aSalon(database())
    await staff.say('签到')
    expect(await staff.say('结束')).toContain('还没有人签到')
    expect(await staff.say('结束沙龙 不签到')).toContain('人数空着')
    const rows = await database().reads.all('SELECT headcountMin FROM activities WHERE hubId = ?', [hub.hubId])
    expect(rows).toEqual([{ headcountMin: null }])
  })

  it('staff end and file it while a draft of theirs is open, which stays as it was', async () => {
    const { staff, one, code } = await aSalon(database())
    await staff.say('签到')
    await one.say(code())
    await staff.sayAll('活动记录', '2026年11月1日')
    expect(await staff.say('结束')).toContain('【2/6】')
    expect(await staff.say('结束沙龙')).toMatch(/散场了吗[^]*填到第 2 题/)
    expect(await staff.say('1')).toMatch(/签到 1 家，1 人[^]*填到第 2 题/)
    expect(await staff.say('读书会')).toContain('记下了：读书会')
  })

  it('a viewer of the hub sees the list and changes nothing', async () => {
    const { staff, one, guests } = await aSalon(database())
    await one.say('参加')
    await staff.becomes('viewer')
    expect(await staff.say('沙龙 名单')).toMatch(/参加 1 家 1 人：青云社/)
    expect(await staff.say('取消沙龙')).toContain('不能发邀请')
    expect(await staff.say('签到')).toContain('不能发邀请')
    expect(await guests()).toHaveLength(2)
  })

  it('asks those whom staff mean in words, by region, by what they owe, or everybody; who left broadcasts is not written to', async () => {
    const hub = await aShell(database())
    const staff = await memberOf(database(), hub, 'staff')
    const three = await hub.somebody('three')
    await hub.somebody('one')
    const preview = await staff.say('沙龙：2027年1月5日下午2点 鸡鸣山社区 主题 志愿者怎么留住 请吉安的')
    expect(preview).toMatch(/「志愿者怎么留住」。\n[^]*发给：地区 吉安，1 家、1 人。/)
    expect(await staff.say('请抚州的')).toMatch(/没看出「抚州的」是哪些伙伴[^]*地区：[^]*发给：地区 吉安/)
    expect(await staff.say('南昌和吉安的')).toContain('发给：地区 南昌、吉安，2 家、2 人。')
    expect(await staff.say('请大家')).toMatch(/发给：所有人，3 家、3 人。/)
    await three.say('退订')
    expect(await staff.say('请吉安的')).toMatch(/发给：地区 吉安，1 家、0 人。\n退订了的 1 人，不发。/)
    expect(await staff.say('1')).toContain('里没有人收得到')
    expect(await staff.say('请南昌的')).toContain('发给：地区 南昌，1 家、1 人。')
    expect(await staff.say('1')).toContain('正在发给 1 家、1 人')
    const guests = await database().reads.all('SELECT organisationId FROM salon_guests WHERE hubId = ?', [hub.hubId])
    expect(guests).toHaveLength(1)
  })

  it('people of other hubs neither see a salon nor check in to it', async () => {
    const { staff, code, checkIns } = await aSalon(database())
    const elsewhere = await aShell(database())
    const stranger = await elsewhere.somebody('one')
    await staff.say('签到')
    expect(await stranger.say(code())).not.toContain('签到')
    expect(await stranger.say('参加')).not.toContain('记下了')
    expect(await (await memberOf(database(), elsewhere, 'staff')).say('沙龙 名单')).toContain('没有要办的沙龙')
    expect(await checkIns()).toEqual([])
  })

  it('who has her data deleted takes her words about coming with her; what counts at the door stays', async () => {
    const { staff, one, salon, code, guests } = await aSalon(database())
    await one.say('参加 2人')
    await staff.say('签到')
    const said = newId()
    await one.say(code(), said)
    await one.happens('user_authorization_revoke')
    const kept = await database().reads.all<{ messageKey: string }>(
      'SELECT messageKey FROM inbound_messages WHERE addressId = ? AND messageKey = ?',
      [one.addressId, said],
    )
    expect(kept).toHaveLength(1)
    const replies = await database().reads.all<{ messageId: string | null; answer: string }>(
      'SELECT messageId, answer FROM salon_replies WHERE salonId = ?',
      [salon.id],
    )
    expect(replies).toEqual([{ messageId: null, answer: 'yes' }])
    expect((await guests()).find(({ organisation }) => organisation === '青云社')).toMatchObject({ people: 2 })
  })
})
