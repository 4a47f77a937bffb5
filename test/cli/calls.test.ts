import { expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Call } from '../../src/conversations/obligations/calls.js'
import { callsPage, callsText } from '../../src/conversations/obligations/calls-text.js'
import { formNamed, wordsIn } from '../engine/talk.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { onEachDatabase } from '../contracts/databases.js'
import { aSeason, seasonData } from '../reminders/season.js'
import { runHere } from './run-cli.js'

onEachDatabase('the call sheet', (database) => {
  const callsIn = async (season: Awaited<ReturnType<typeof aSeason>>, hub: string, ...args: string[]) =>
    runHere(['calls', '--hub', hub, ...args], {
      env: { JIANBAO_DATA: tmpdir() },
      now: season.now,
      openReach: () =>
        Promise.resolve({
          records: databaseRecordsToRead(database().reads),
          transact: database().transact,
          accounts: [],
          close: () => Promise.resolve(),
        }),
    })

  it('has who did not answer to reminders and who cannot be reached, in the chat and as a file', async () => {
    const data = seasonData()
    const name = `枢纽${data.hub.key}`
    const organisations = data.organisations.map((one) =>
      one.key === 'three' ? { ...one, name: '=HYPERLINK("http://x")社' } : one,
    )
    const season = await aSeason(database(), { ...data, hub: { ...data.hub, name }, organisations })
    const staff = await season.somebody('staff')
    const phone = "UPDATE contacts SET phone = '0791-80000000' WHERE name = 'one的联系人' AND hubId = ?"
    await database().units((sql) => sql.run(phone, [season.hubId]))
    await season.somebody('one')
    // Nobody of the other one is bound: whom nothing reaches is called in the week before.
    season.setTo('2026-10-02', '09:00')
    await season.make('2026-10-02')
    expect(await staff.say('电话单')).toBe('现在没有要打电话的：没有快到期又联系不上的，也没有过期好几天的。')
    season.setTo('2026-10-09', '10:00')
    expect(await staff.say('电话单')).toMatch(
      /^要打电话的 1 家：\n· =HYPERLINK\S+（three的联系人）：「工作简报」（2026年7—9月）还有 6 天、「工作简报」.+。还没绑定\n打过了，/,
    )
    season.setTo('2026-10-20', '10:00')
    const text = await staff.say('该给谁打电话？')
    expect(text).toMatch(/^要打电话的 2 家：/)
    expect(text).toContain(
      '· 青云社（one的联系人） 0791-80000000：「工作简报」（2026年7—9月）过了 5 天。过期好几天了，还没有交',
    )
    expect(await staff.say('电话单 第9页')).toBe(text)

    const { code, out } = await callsIn(season, name)
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^机构 +联系人 +电话 +欠的报告 +最早的截止日 +过了几天 +为什么打电话\n/),
    ])
    const { calls } = JSON.parse((await callsIn(season, name, '--json')).out) as { calls: object[] }
    // No account is in the settings here: nobody is reached.
    expect(calls).toContainEqual({
      organisation: '青云社',
      contact: 'one的联系人',
      phone: '0791-80000000',
      owed: '「工作简报」（2026年7—9月）',
      since: '2026-10-15',
      days: 5,
      why: 'unbound',
    })
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-calls-'))
    const file = join(folder, '电话单.xlsx')
    expect((await callsIn(season, name, '--out', file)).code).toBe(0)
    const { sheets } = await readXlsx(await readFile(file))
    expect(sheets[0]?.rows.flat()).toContain('=HYPERLINK("http://x")社')
    expect([...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([])
    expect((await callsIn(season, name, '--out', file)).err).toContain('--force 覆盖它')
    expect(await callsIn(season, name, '--out', join(folder, 'a.csv'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('.xlsx 结尾'),
    })
    await rm(folder, { recursive: true })
  })

  it('is nothing for grantees, and empties as reports come in', async () => {
    const season = await aSeason(database())
    const [one, staff] = [await season.somebody('one'), await season.somebody('staff')]
    await season.somebody('three')
    season.setTo('2026-10-22', '10:00')
    await season.make('2026-10-10')
    expect(await one.say('电话单')).not.toContain('要打电话')
    expect(await staff.say('电话单')).toMatch(/^要打电话的 2 家/)
    const all = await database().transact(({ obligations }) => obligations.list(season.hubId))
    for (const obligation of all)
      await database().transact(({ obligations }) =>
        obligations.change({ ...obligation, facts: { ...obligation.facts, record: 'submitted' } }, null),
      )
    expect(await staff.say('calls')).toContain('现在没有要打电话的')
  })
})

it.each(['zh-CN', 'en'])('a long call sheet comes page by page, a message each (%s)', (language) => {
  const words = wordsIn(language)
  const form = formNamed('work-brief.v2')
  const owed = (deadline: string) => ({
    obligation: { from: '2026-07-01', to: '2026-09-30' },
    form,
    deadline,
  })
  const names = Array.from({ length: 60 }, (_, i) => `第${i}号乡村儿童阅读推广志愿服务中心`)
  const calls = names.map((organisation) => ({
    organisation,
    contact: '名字很长很长的一位联系人',
    phone: '0791-80000000',
    owed: [owed('2026-10-15'), owed('2026-10-20'), owed('2026-10-22')],
    why: 'silent',
  })) as unknown as Call[]
  const seen = new Set<string>()
  for (let page: number | null = 1; page !== null;) {
    const text = callsText(calls, page, { words, today: '2026-11-20' })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_000)
    for (const [line] of text.matchAll(/^· .*?(?=（| \()/gm)) seen.add(line)
    const next = /(?:回复 (电话单.*)，接着看|reply: (calls.*)$)/m.exec(text)?.slice(1).find(Boolean)
    page = next === undefined ? null : callsPage(next.replace(/[.。]$/, ''))
  }
  expect(seen.size).toBe(60)
})
