import { afterEach, expect, it } from '@jest/globals'
import { seasonStage, type Season } from './season-stage.js'

const Q3 = { from: '2026-07-01', to: '2026-09-30' }
const STAFF = '小满'

let season: Season
const begin = async (...given: Parameters<typeof seasonStage>) => (season = await seasonStage(...given))
afterEach(async () => {
  expect(season.violations()).toEqual([])
  expect(season.logged).toEqual([])
  await season.close()
})

it('reminds a week and two days before and on the day, says how far her draft is, and stops the moment the report is in', async () => {
  await begin({ from: '2026-09-25' })
  await season.bind('小禾', STAFF)
  await season.days('2026-09-25', '2026-10-08')
  expect(season.told('小禾')).toMatchObject([
    {
      day: '2026-10-08',
      by: 'app',
      text: '项目专员小禾，你好！益心益意提醒你：\n「工作简报」（2026年7—9月）还有 7 天，2026年10月15日截止\n回复 1 就开始填；这段时间没有活动，就回复 本期无活动。',
    },
  ])

  // One tap opens it with its period filled in.
  const opened = await season.say('小禾', '1')
  expect(opened).toMatch(/开始填「工作简报」[^]*2026年7—9月[^]*【2\/7】/)
  await season.days('2026-10-09', '2026-10-13')
  expect(season.told('小禾').at(-1)).toMatchObject({
    day: '2026-10-13',
    text: expect.stringMatching(/还有 2 天，2026年10月15日截止，已经填了 1 题，还差 6 题\n回复 继续，接着填。$/),
  })
  expect(await season.say('小禾', '继续')).toContain('【2/7】')
  await season.days('2026-10-14', '2026-10-14')
  await season.time.plan()
  await season.time.passTo(season.time.at('2026-10-15', 12 * 60))
  await season.time.plan()
  await season.time.passTo(season.time.at('2026-10-15', 15 * 60))
  expect(season.told('小禾').at(-1)).toMatchObject({ day: '2026-10-15', text: expect.stringContaining('今天截止') })
  await season.files('小禾', Q3)
  const before = season.told('小禾').length
  await season.days('2026-10-16', '2026-11-10')
  expect(season.told('小禾')).toHaveLength(before)
  const digests = season.told(STAFF, 'digest')
  expect(digests.find(({ day }) => day === '2026-10-16')?.text).toMatch(
    /新交来 1 份，按时 1 份：江西在一起文化发展中心/,
  )
})

it('after the deadline the deputy hears of it too, and then staff are asked to call', async () => {
  await begin({ from: '2026-09-25' })
  await season.bind('小舟', '小帆', STAFF)
  await season.days('2026-09-25', '2026-10-19')
  expect(season.told('小舟').map(({ day }) => day)).toEqual(['2026-10-08', '2026-10-13', '2026-10-15', '2026-10-19'])
  // Her deputy follows the official account, and last spoke three weeks ago.
  expect(season.told('小帆')).toMatchObject([{ day: '2026-10-19', by: 'call', why: 'silent' }])
  // Her next word brings what could not be sent.
  await season.time.plan()
  await season.time.passTo(season.time.at('2026-10-20', 15 * 60))
  expect(await season.say('小帆', '在的')).toMatch(/^空间伙伴小帆，你好！[^]*过了 5 天/)
  await season.days('2026-10-21', '2026-10-21')
  const digests = season.told(STAFF, 'digest')
  const calls = digests.filter(({ text }) => text.includes('请打个电话'))
  expect(calls.map(({ day }) => day)).toEqual(['2026-10-20'])
  expect(calls[0]?.text).toContain('知行创新空间')
})

it('what a machine that was off has missed is made up once', async () => {
  await begin({ from: '2026-10-01' })
  await season.bind('小禾', STAFF)
  await season.days('2026-10-01', '2026-10-07')
  season.sleepUntil('2026-10-14', 10 * 60 + 17)
  for (let run = 0; run < 3; run++) await season.time.plan()
  await season.days('2026-10-15', '2026-10-15')
  expect(season.told('小禾').map(({ day, text }) => [day, /还有 1 天|今天截止/.exec(text)?.[0]])).toEqual([
    ['2026-10-14', '还有 1 天'],
    ['2026-10-15', '今天截止'],
  ])
})

it('staff hear how things stand once on each working morning, and nothing where there is nothing', async () => {
  await begin({ from: '2026-09-28' })
  await season.bind('小禾', STAFF)
  await season.days('2026-09-28', '2026-10-23')
  const days = season.told(STAFF, 'digest').map(({ day }) => day)
  // The first week of October is free, the Saturday after it is worked; weekends are free.
  expect(days).toEqual([...new Set(days)])
  expect(days.filter((day) => day < '2026-10-08')).toEqual([])
  // The free days of the next year are nobody's business yet.
  expect(season.told(STAFF, 'digest').filter(({ text }) => text.includes('2027'))).toEqual([])
  // Nothing new until the deadline is near, but for the figures of a week.
  const before = ['2026-10-08', '2026-10-12', '2026-10-14', '2026-10-15', '2026-10-16']
  expect(days.filter((day) => day < '2026-10-17')).toEqual(before)
  expect(days).not.toContain('2026-10-17')
  const due = season.told(STAFF, 'digest').find(({ day }) => day === '2026-10-14')!
  expect(due.time < '09:00').toBe(true)
  expect(due.text).toMatch(/快到期的 6 份：[^]*回复 应交，看全部/)
  // On the day itself once more, with whose they are.
  const onDay = season.told(STAFF, 'digest').find(({ day }) => day === '2026-10-15')!
  expect(onDay.text).toMatch(/今天到期 6 份：「工作简报」[^]*知行创新空间[^]*回复 应交，看全部/)
  expect(onDay.text).not.toContain('快到期')
  expect(await season.say(STAFF, '应交')).toContain('过期没交 6 份')
})

it('who filed in the official account is asked for one notice before her next deadline; it is used once', async () => {
  await begin({
    from: '2026-10-12',
    change: (data) => ({ ...data, contacts: data.contacts.filter(({ key }) => key !== 'zhixing') }),
  })
  await season.bind('小帆', STAFF)
  await season.time.plan()
  const filed = await season.files('小帆', Q3)
  expect(filed).toMatch(/已提交[^]*2027年1月15日/)
  expect(await season.permit('小帆')).toBe(true)
  await season.days('2026-10-13', '2026-10-15')
  expect(season.told('小帆', 'reminder')).toEqual([])
  season.sleepUntil('2027-01-07', 0)
  await season.days('2027-01-07', '2027-01-15')
  expect(season.told('小帆', 'reminder')).toMatchObject([
    { day: '2027-01-08', by: 'subscription', text: expect.stringContaining('工作简报\n2027年1月15日 23:59') },
    { day: '2027-01-13', by: 'call', why: 'silent' },
    { day: '2027-01-15', by: 'call', why: 'silent' },
  ])
})

it('a platform that refuses everything for a day: nothing is lost or said twice, staff hear once, who filed meanwhile hears nothing', async () => {
  await begin({ from: '2026-09-25' })
  const people = ['小禾', '小舟', '小渔', '小路']
  await season.bind(...people, STAFF, '小暖')
  await season.days('2026-09-25', '2026-10-07')
  season.control.addFault({
    platform: 'wecom',
    endpoint: 'message/send',
    from: season.time.at('2026-10-08', 0),
    until: season.time.at('2026-10-09', 9 * 60 + 30),
    action: { type: 'errcode', errcode: 60020 },
  })
  await season.time.plan()
  await season.time.passTo(season.time.at('2026-10-08', 15 * 60))
  for (const name of people) expect(season.told(name)).toEqual([])
  // Staff can still write, too, and hear with the answer what could not be sent: the morning's digest, and that the app may send nothing; once.
  const heard = await season.say(STAFF, '应交')
  expect(heard.match(/早上好！2026-10-08/g)).toHaveLength(1)
  expect(heard.match(/暂时发不出去/g)).toHaveLength(1)
  expect(await season.say(STAFF, '应交')).not.toMatch(/早上好|发不出去/)
  // A grantee can still file: a reply is no message of ours.
  await season.files('小渔', Q3)
  await season.days('2026-10-09', '2026-10-12')
  for (const name of ['小禾', '小舟', '小路'])
    expect(season.told(name)).toMatchObject([{ day: '2026-10-09', text: expect.stringContaining('还有 6 天') }])
  expect(season.told('小渔')).toEqual([])
  // What came back comes spread, not at once.
  const minutes = ['小禾', '小舟', '小路'].map((name) => season.told(name)[0]!.time)
  expect(new Set(minutes).size).toBe(3)
  for (const minute of minutes) expect(minute >= '09:30' && minute < '10:00').toBe(true)
  const news = season.told(STAFF).map(({ day, text }) => [day, text.slice(0, 3)])
  expect(news).toEqual([
    ['2026-10-09', '早上好'],
    ['2026-10-09', '益心益'],
    ['2026-10-12', '早上好'],
  ])
  // Who of the staff said nothing meanwhile hears of it once, when it is over.
  const ofIt = season.told('小暖').filter(({ text }) => /发不出|又能/.test(text))
  expect(ofIt).toMatchObject([{ day: '2026-10-09', text: expect.stringContaining('现在又能主动发了') }])
})

it('what could not go on a Friday waits over the night and the days off, and is one message with what comes then', async () => {
  await begin({
    from: '2026-10-12',
    change: (data) => ({
      ...data,
      // Due on Monday the 19th: two days before is a Saturday, so that is said on Friday.
      schedules: data.schedules!.map(({ key, schedule }) => ({
        key,
        schedule: { ...schedule, due: { type: 'after_end' as const, days: 19 } },
      })),
    }),
  })
  await season.bind('小禾', STAFF)
  season.control.addFault({
    platform: 'wecom',
    endpoint: 'message/send',
    from: season.time.at('2026-10-16', 0),
    until: season.time.at('2026-10-16', 22 * 60),
    action: { type: 'errcode', errcode: 60020 },
  })
  await season.days('2026-10-12', '2026-10-20')
  const [first, ...rest] = season.told('小禾', 'reminder')
  expect(first).toMatchObject({ day: '2026-10-12', text: expect.stringContaining('还有 7 天') })
  expect(rest).toMatchObject([{ day: '2026-10-19', text: expect.stringContaining('今天截止') }])
  expect(rest[0]!.time >= '09:00' && rest[0]!.time < '11:00').toBe(true)
})

it('in a zone with summer time each day is one day: one plan, one digest, all in the hours of the day', async () => {
  const zone = 'America/New_York'
  await begin({
    from: '2026-10-19',
    change: (data) => ({
      ...data,
      hub: { ...data.hub, zone },
      schedules: data.schedules!.map(({ key, schedule }) => ({
        key,
        // Due on Tuesday the 3rd of November: the clocks go back on the Sunday before.
        schedule: { ...schedule, cadence: { type: 'monthly' as const }, due: { type: 'after_end' as const, days: 3 } },
      })),
    }),
  })
  await season.bind('小禾', STAFF)
  await season.days('2026-10-19', '2026-11-09')
  const reminders = season.told('小禾').filter(({ text }) => text.includes('2026年10月'))
  expect(reminders.map(({ day }) => day)).toEqual(['2026-10-27', '2026-10-30', '2026-11-03', '2026-11-06'])
  for (const { time } of reminders) expect(time >= '09:00' && time < '20:00').toBe(true)
  const digests = season.told(STAFF, 'digest')
  expect(new Set(digests.map(({ day }) => day)).size).toBe(digests.length)
  expect(digests.map(({ day }) => day)).toEqual(expect.arrayContaining(['2026-10-26', '2026-11-02', '2026-11-04']))
  for (const { time } of digests) expect(time >= '08:40' && time < '08:50').toBe(true)
})
