import { describe, expect, it } from '@jest/globals'
import { forgetOccasions } from '../../src/database/reminders.js'
import { localTime } from '../../src/records/local-time.js'
import { onEachDatabase } from '../contracts/databases.js'
import type { Day } from '../../src/kernel/day.js'
import { changeObligation } from '../../src/programmes/keep-obligations.js'
import type { Facts } from '../../src/programmes/obligation.js'
import { planHubs } from '../../src/reminders/plan-hubs.js'
import { LADDER } from '../../src/programmes/ladder.js'
import { newId } from '../contracts/databases.js'
import { aSeason, quarterly, seasonData, ZONE } from './season.js'

onEachDatabase('a season', (database) => {
  it('reminds who owes a report a week and two days before, on the day and after it, and then asks staff to call', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    await season.days('2026-09-25', '2026-10-30')
    const told = await season.told(one.addressId)
    // The deadline is 10-15; three days after it is a Sunday.
    expect(told.map(({ day }) => day)).toEqual(['2026-10-08', '2026-10-13', '2026-10-15', '2026-10-19'])
    expect(told[0]?.text).toBe(
      'one的联系人，你好！江西枢纽提醒你：\n「工作简报」（2026年7—9月）还有 7 天，2026年10月15日截止\n回复 1 就开始填；这段时间没有活动，就回复 本期无活动。',
    )
    expect(told.at(-1)?.text).toContain('过了 4 天，现在补交也可以')
    const digests = (await season.told(staff.addressId)).map(({ text }) => text)
    expect(digests.length).toBeGreaterThan(3)
    expect(digests.find((text) => text.includes('请打个电话'))).toContain('青云社')
  })

  it('never writes at night, at full or half hours, or on a day off', async () => {
    const season = await aSeason(database())
    await season.somebody('one')
    await season.somebody('three')
    const jobs = await season.days('2026-04-01', '2026-05-20')
    const times = jobs.filter(({ kind }) => kind === 'remind').map(({ at }) => localTime(at, ZONE))
    expect(times.length).toBeGreaterThan(3)
    for (const time of times) {
      expect(time.slice(11, 16) > '09:00' && time.slice(11, 16) < '20:00').toBe(true)
      expect(['00', '30']).not.toContain(time.slice(14, 16))
      expect(['2026-04-04', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-02']).not.toContain(time.slice(0, 10))
    }
  })

  it('stops the moment the report is in, and says all that one owes in one message', async () => {
    const season = await aSeason(database())
    const three = await season.somebody('three')
    await season.days('2026-09-30', '2026-10-08')
    const [first] = (await season.told(three.addressId)).map(({ text }) => text)
    // Two grants of one person: one message.
    expect(first).toContain('还有 2 份要交')
    const owed = await database().transact(({ obligations }) => obligations.list(season.hubId))
    for (const { id, period, organisationId } of owed) {
      if (period !== '2026-Q3') continue
      await database().transact(async ({ obligations }) => {
        const held = (await obligations.hold(season.hubId, id))!
        await obligations.change(
          { ...held, organisationId, facts: { ...held.facts, record: 'submitted' }, state: 'submitted', nextOn: null },
          null,
        )
      })
    }
    const jobs = await season.days('2026-10-09', '2026-10-30')
    expect(jobs.filter(({ kind }) => kind === 'remind')).toEqual([])
    expect(await season.told(three.addressId)).toHaveLength(1)
  })

  it('says nothing more to one whose report came in between the planning and the sending', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-10-08', '00:17')
    await season.make('2026-10-08')
    expect(await season.plan('2026-10-08')).toMatchObject({ reminded: 3 })
    for (const obligation of await database().transact(({ obligations }) => obligations.list(season.hubId)))
      await database().transact(({ obligations }) =>
        obligations.change(
          { ...obligation, facts: { ...obligation.facts, record: 'submitted' }, state: 'submitted' },
          null,
        ),
      )
    const jobs = await season.work('2026-10-08T15:00:00.000Z')
    expect(jobs.filter(({ kind }) => kind === 'remind').map(({ code }) => code)).toEqual(
      Array(jobs.length - 1).fill('unneeded'),
    )
    expect(await season.told(one.addressId)).toEqual([])
  })

  it('makes up a machine that was off: one message for what was missed, and what lost its point is dropped', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    await season.days('2026-10-01', '2026-10-07')
    expect(await season.told(one.addressId)).toEqual([])
    // Off from the 8th to the 14th: the rungs of the 8th and the 13th were missed.
    await season.days('2026-10-14', '2026-10-14')
    expect((await season.told(one.addressId)).map(({ text }) => text)).toEqual([expect.stringContaining('还有 1 天')])
    const dropped = await database().transact(({ reminders }) => reminders.droppedSince(season.hubId, '2026-10-14'))
    expect(dropped.flatMap(({ days, contactId }) => (contactId === '' ? [days] : []))).toEqual([-7, -7, -7])
    // Off for a month: nothing of it is said any more, only the state moves.
    await season.days('2026-11-16', '2026-11-16')
    expect(await season.told(one.addressId)).toHaveLength(1)
  })

  it('two steps of one deadline that a machine was off for are one message of that day, and the earlier one is dropped', async () => {
    const data = seasonData({
      schedules: [{ key: 'quarterly', schedule: { ...quarterly, ladder: { ...LADDER, rungs: [-1, 0] } } }],
    })
    const season = await aSeason(database(), data)
    const one = await season.somebody('one')
    season.setTo('2026-10-14', '00:17')
    await season.make('2026-10-14')
    await season.plan('2026-10-14')
    // Off before anybody was told; back on the day itself, where what waits is done before the day is planned.
    season.setTo('2026-10-15', '10:26')
    await season.work(season.now())
    expect((await season.told(one.addressId)).map(({ text }) => text)).toEqual([expect.stringContaining('今天截止')])
    await season.plan('2026-10-15')
    const jobs = await season.work('2026-10-15T15:00:00.000Z')
    expect(jobs.flatMap(({ kind, code }) => (kind === 'remind' ? [code] : []))).toContain('told')
    expect(await season.told(one.addressId)).toHaveLength(1)
    const dropped = await database().transact(({ reminders }) => reminders.droppedSince(season.hubId, '2026-10-15'))
    expect(new Set(dropped.map(({ days }) => days))).toEqual(new Set([-1]))
  })

  it('off for two days and a half, the delivered ladder tells what is due today once, and goes on after it', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    await season.days('2026-10-08', '2026-10-12')
    season.setTo('2026-10-13', '00:17')
    await season.plan('2026-10-13')
    season.setTo('2026-10-15', '12:17')
    await season.work(season.now())
    await season.plan('2026-10-15')
    await season.work('2026-10-15T15:00:00.000Z')
    await season.days('2026-10-16', '2026-10-20')
    const days = (await season.told(one.addressId)).map(({ day }) => day)
    expect(days).toEqual(['2026-10-08', '2026-10-15', '2026-10-19'])
  })

  it('plans once, however often and by however many it is run', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-10-08', '00:17')
    await season.make('2026-10-08')
    const runs = await Promise.all(Array.from({ length: 5 }, () => season.plan('2026-10-08')))
    expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(3)
    await season.work('2026-10-08T15:00:00.000Z')
    await season.plan('2026-10-08')
    await season.work('2026-10-08T15:00:00.000Z')
    expect(await season.told(one.addressId)).toHaveLength(1)
  })

  it('an extension is reminded of from its own date', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    await season.days('2026-10-07', '2026-10-12')
    const mine = (await database().transact(({ obligations }) => obligations.list(season.hubId))).filter(
      ({ period }) => period === '2026-Q3',
    )
    for (const { id } of mine)
      await database().transact(({ obligations }) =>
        changeObligation(
          season.shell,
          obligations,
          season.hubId,
          id,
          { extendedTo: '2026-11-05' },
          {
            at: season.now(),
            today: '2026-10-12',
            contactId: null,
            messageId: null,
            why: '负责人住院',
          },
        ),
      )
    await season.days('2026-10-13', '2026-11-12')
    const days = (await season.told(one.addressId)).map(({ day }) => day)
    expect(days).toEqual(['2026-10-08', '2026-10-29', '2026-11-03', '2026-11-05', '2026-11-09'])
  })

  it('of a draft that is open it says how far that is, and leaves it alone', async () => {
    const season = await aSeason(database(), seasonData())
    const one = await season.somebody('one')
    season.setTo('2026-10-07', '10:00')
    await one.sayAll('工作简报', '7月到9月')
    await season.days('2026-10-08', '2026-10-08')
    const text = (await season.told(one.addressId)).at(-1)?.text
    expect(text).toMatch(/已经填了 1 题，还差 6 题\n回复 继续，接着填。$/)
    expect(await one.say('继续')).toContain('【2/7】')
  })

  it('notes what was done once for a month, and no longer', async () => {
    const forget = forgetOccasions(database().units)
    await forget('2030-01-01T00:00:00.000Z')
    const season = await aSeason(database())
    await season.days('2026-10-08', '2026-10-08')
    const noted = async () => (await database().reads.all('SELECT occasionKey FROM occasions')).length
    expect(await noted()).toBeGreaterThan(1)
    expect(await forget('2026-10-07T00:00:00.000Z')).toBe(0)
    await season.plan('2026-10-08')
    expect(await forget('2026-11-08T00:00:00.000Z')).toBeGreaterThan(1)
    expect(await noted()).toBe(0)
  })

  const withDeputy = (deputyFrom?: number) => {
    const data = seasonData({
      schedules: [{ key: 'quarterly', schedule: { ...quarterly, ladder: { ...LADDER, deputyFrom } } }],
    })
    const deputy = { key: 'deputy', organisation: 'one', name: '备用的人', code: newId().slice(-8), precedence: 2 }
    return { ...data, contacts: [...data.contacts.map((one) => ({ ...one, precedence: 1 })), deputy] }
  }
  const asked = async (data: ReturnType<typeof seasonData>, ...bound: string[]) => {
    const season = await aSeason(database(), data)
    const people = await Promise.all(bound.map((contact) => season.somebody(contact)))
    await season.days('2026-10-08', '2026-10-20')
    return Promise.all(
      people.map(async ({ addressId }) => (await season.told(addressId)).map(({ day }) => day.slice(5))),
    )
  }

  it('asks the deputy after the deadline, and then the hub calls', async () => {
    const season = await aSeason(database(), withDeputy())
    const [staff, contact, deputy] = [await season.somebody('staff'), await season.somebody('contact-one'), await season.somebody('deputy')] // prettier-ignore
    await season.days('2026-10-08', '2026-10-22')
    const days = async (addressId: string) => (await season.told(addressId)).map(({ day }) => day.slice(5))
    expect(await days(contact.addressId)).toEqual(['10-08', '10-13', '10-15', '10-19'])
    expect(await days(deputy.addressId)).toEqual(['10-19'])
    const calls = (await season.told(staff.addressId)).filter(({ text }) => text.includes('请打个电话'))
    expect(calls.map(({ day }) => day.slice(5))).toEqual(['10-20'])
  })

  it('asks the deputy from the first step when the contact cannot be reached at all, or as the ladder says', async () => {
    // Only the deputy is bound.
    expect(await asked(withDeputy(), 'deputy')).toEqual([['10-08', '10-13', '10-15', '10-19']])
    expect(await asked(withDeputy(0), 'contact-one', 'deputy')).toEqual([
      ['10-08', '10-13', '10-15', '10-19'],
      ['10-15', '10-19'],
    ])
  })

  it('asks the deputy from the first step when the contact of an official account has been silent for too long', async () => {
    const season = await aSeason(database(), withDeputy())
    season.inOfficialAccount()
    await season.somebody('contact-one')
    const deputy = await season.somebody('deputy')
    season.setTo('2026-10-07', '15:00')
    await deputy.say('你好')
    await season.days('2026-10-08', '2026-10-08')
    expect((await season.told(deputy.addressId)).map(({ day }) => day)).toEqual(['2026-10-08'])
  })

  describe('a reminder that could not be brought to her', () => {
    async function silent(until: Day) {
      const season = await aSeason(database())
      season.inOfficialAccount()
      const one = await season.somebody('contact-one')
      const staff = await season.somebody('staff')
      await season.days('2026-10-08', until)
      expect(await season.told(one.addressId)).toEqual([])
      return { season, one, staff }
    }

    it('is said with her next word as things stand then, once', async () => {
      const { season, one } = await silent('2026-10-19')
      season.setTo('2026-10-20', '10:00')
      const reply = await one.say('你好')
      expect(reply).toContain('2026年10月15日已经到期，过了 5 天')
      expect(reply?.match(/提醒你/g)).toHaveLength(1)
      expect(reply).not.toContain('今天截止')
    })

    it('is not said any more when the report is in, was waived, or has more time', async () => {
      const change = async (facts: Partial<Facts>) => {
        const { season, one } = await silent('2026-10-13')
        season.setTo('2026-10-14', '10:00')
        const by = { at: season.now(), today: '2026-10-14', contactId: null, messageId: null, why: '负责人住院' }
        await database().transact(async ({ obligations }) => {
          for (const { id, period } of await obligations.list(season.hubId))
            if (period === '2026-Q3') await changeObligation(season.shell, obligations, season.hubId, id, facts, by)
        })
        return one.say('你好')
      }
      for (const facts of [{ record: 'submitted' as const }, { waived: true }, { extendedTo: '2026-11-20' }])
        expect(await change(facts)).not.toContain('提醒你')
    })

    it('puts her among those the digest counts, and of the digests that wait for staff only the newest is said', async () => {
      const { season, staff } = await silent('2026-10-30')
      season.setTo('2026-10-31', '10:00')
      const reply = await staff.say('你好')
      expect(reply?.match(/早上好/g)).toHaveLength(1)
      // With what was new on each of the mornings that she did not read of.
      expect(reply).toMatch(
        /早上好！2026-10-30：\n新过期的[^]*请打个电话[^]*\n到今天：过期没交 \d 份，.*联系不上 \d 家。/,
      )
      expect(reply).not.toContain('旧消息')
    })
  })

  it('a reminder planned for the old deadline is not sent after an extension of the same morning', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-10-08', '00:17')
    await season.make('2026-10-08')
    await season.plan('2026-10-08')
    season.setTo('2026-10-08', '07:00')
    await staff.say('延期 青云社 11月20日 负责人住院')
    await season.work('2026-10-08T15:00:00.000Z')
    expect((await season.told(one.addressId)).filter(({ text }) => text.includes('提醒你'))).toEqual([])
  })

  it('staff hear in the morning of a salon of the day before that nobody ended', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    await season.somebody('one')
    season.setTo('2026-11-03', '10:00')
    await season.make('2026-11-03')
    await staff.sayAll('沙龙：11月10日下午2点 鸡鸣山社区 主题 志愿者怎么留住', '1')
    await season.days('2026-11-10', '2026-11-11')
    const digests = (await season.told(staff.addressId)).filter(({ text }) => text.includes('还没结束'))
    expect(digests.map(({ day, text }) => [day, text])).toEqual([
      ['2026-11-11', expect.stringContaining('过了时间还没结束：沙龙「志愿者怎么留住」')],
    ])
  })

  it('of an organisation without any contact the digest says so, with the way out, and not that a reminder came too late', async () => {
    const data = seasonData()
    const season = await aSeason(database(), {
      ...data,
      contacts: data.contacts.filter(({ organisation }) => organisation !== 'one'),
    })
    const staff = await season.somebody('staff')
    await season.days('2026-10-07', '2026-10-16')
    const digests = (await season.told(staff.addressId)).map(({ text }) => text)
    const told = digests.filter((text) =>
      text.includes('没有登记联系人的 1 家：青云社。请管理员补进机构名单，或者回复 电话单'),
    )
    expect(told).toHaveLength(1)
    expect(digests.filter((text) => text.includes('过了时候'))).toEqual([])
    season.setTo('2026-10-16', '15:00')
    expect(await staff.say('电话单')).toContain('没有登记联系人')
  })

  it('a year without days off in which something is due is told of once', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    const of2027 = async () =>
      (await season.told(staff.addressId)).filter(({ text }) => text.includes('还没有 2027 年的放假安排'))
    // In autumn nobody can do anything about it: the days off are published at the end of the year.
    await season.days('2026-10-07', '2026-10-20')
    expect(await of2027()).toEqual([])
    await season.days('2026-12-01', '2026-12-02')
    expect(await of2027()).toHaveLength(1)
    await forgetOccasions(database().units)('2027-01-20T00:00:00.000Z')
    await season.days('2027-01-18', '2027-01-22')
    expect(await of2027()).toHaveLength(1)
  })

  it('tells staff who did not read the last digests what was new in these, too, and a colleague who did only what is new', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.inOfficialAccount()
    const read = async () => {
      const { unsaid } = await database().transact(({ people }) => people.holdById(staff.addressId).then((one) => one!))
      return unsaid.map(({ text }) => text).filter((text) => text.includes('早'))
    }
    await season.days('2026-10-07', '2026-10-20')
    const [waiting, ...others] = await read()
    expect(others).toEqual([])
    // Due on the 15th, late since the 16th, to be called since the 20th: of several mornings.
    expect(waiting).toContain('新过期的')
    expect(waiting).toContain('请打个电话')
    // She reads it: the next one begins behind it.
    await database().transact(async ({ people }) => people.setUnsaid(staff.addressId, []))
    await season.days('2026-10-21', '2026-10-26')
    const after = await read()
    expect(after.join()).not.toContain('请打个电话')
  })

  it('who files for two organisations hears whose report it is, also where one is left', async () => {
    const data = seasonData()
    const other = data.organisations.find(({ key, kind }) => key !== 'one' && kind !== 'hub')!
    const season = await aSeason(database(), {
      ...data,
      contacts: data.contacts.map((each) =>
        each.organisation === 'one' ? { ...each, organisations: [other.key] } : each,
      ),
      grants: data.grants.map((each) =>
        each.organisation === 'one' ? each : { ...each, status: 'withdrawn' as const },
      ),
    })
    const one = await season.somebody('one')
    await season.days('2026-10-08', '2026-10-08')
    const [reminder] = (await season.told(one.addressId)).map(({ text }) => text)
    expect(reminder).toContain('\n青云社「工作简报」（2026年7—9月）还有 7 天')
  })

  it('the digest names an organisation once, however many reports of it are overdue', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    await season.days('2026-10-13', '2026-10-21')
    const digest = (await season.told(staff.addressId)).map(({ text }) => text).at(-1)
    const call = digest?.split('\n').find((line) => line.includes('请打个电话'))
    expect(call).toContain('（3 份）')
    expect(call?.match(/个人申请者一/g)).toHaveLength(1)
    expect(digest?.split('\n').filter((line) => line.startsWith('新过期'))).toEqual([])
  })

  it('a digest says what is new since the one before, and nothing a second time', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    await season.somebody('one')
    await season.days('2026-10-13', '2026-11-04')
    const digests = (await season.told(staff.addressId)).filter(({ text }) => text.includes('早上好'))
    const of = (word: string) => digests.filter(({ text }) => text.includes(word)).map(({ day }) => day)
    expect(of('快到期的')).toEqual(['2026-10-14'])
    expect(of('新过期的')).toEqual(['2026-10-16'])
    expect(of('请打个电话')).toHaveLength(1)
    expect(of('现在联系不上的').length).toBeLessThanOrEqual(2)
    // Nothing new: the figures, on the first working day of a week.
    expect(digests.filter(({ text }) => text.split('\n').length === 3).map(({ day }) => day)).toEqual([
      '2026-10-19',
      '2026-10-26',
      '2026-11-02',
    ])
    expect(digests.at(-1)?.text).toContain('到今天：过期没交 3 份，该打电话的 3 份')
  })

  it('where the service comes up late in the evening nobody is wished a good morning: the next morning tells all', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.setTo('2026-10-14', '23:53')
    await season.plan('2026-10-14')
    await season.work('2026-10-14T16:30:00.000Z')
    expect(await season.told(staff.addressId)).toEqual([])
    await season.days('2026-10-15', '2026-10-15')
    const [first, ...more] = (await season.told(staff.addressId)).filter(({ text }) => text.includes('早上好'))
    expect(first).toMatchObject({ day: '2026-10-15' })
    expect(more).toEqual([])
  })

  it('a hub whose day cannot be planned keeps no other hub from its own', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-10-08', '00:17')
    const hubs = [
      { id: newId(), zone: 'Nowhere/Nowhere' },
      { id: season.hubId, zone: ZONE },
    ]
    await expect(planHubs(season.shell, hubs)).rejects.toThrow()
    await season.work('2026-10-08T15:00:00.000Z')
    expect(await season.told(one.addressId)).toHaveLength(1)
  })
})
