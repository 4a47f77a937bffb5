import { expect, it } from '@jest/globals'
import { EVERYBODY } from '../../src/broadcasts/audience.js'
import { databaseFunded } from '../../src/database/funded.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { aSeason, seasonData } from '../reminders/season.js'
import { onEachDatabase } from './databases.js'

onEachDatabase('two hubs that report to one funder', (database) => {
  it('see nothing of each other: what is owed, reports, whom a broadcast means', async () => {
    const season = async (suffix: string) => {
      const data = seasonData()
      const organisations = data.organisations.map((one) => ({ ...one, name: `${one.name}${suffix}`, aliases: [] }))
      return aSeason(database(), { ...data, organisations })
    }
    const hubs = [await season('甲'), await season('乙')]
    for (const hub of hubs) await hub.make('2026-10-08')
    const seen = await Promise.all(
      hubs.map(({ hubId }) =>
        database().transact(async ({ obligations, broadcasts }) => ({
          owed: (await obligations.list(hubId)).map(({ id }) => id),
          meant: (await broadcasts.organisations(hubId, EVERYBODY)).map(({ name }) => name),
          owes: (await broadcasts.organisations(hubId, { ...EVERYBODY, report: 'owed' })).map(({ name }) => name),
          reported: (await databaseReportReads(database().reads).owed({ hubId }, {})).map((one) => one.organisation),
        })),
      ),
    )
    const [one, other] = seen
    expect(one!.owed.length).toBeGreaterThan(0)
    expect(other!.owed).toHaveLength(one!.owed.length)
    expect(one!.owed.filter((id) => other!.owed.includes(id))).toEqual([])
    for (const [i, { meant, owes, reported }] of seen.entries())
      for (const names of [meant, owes, reported]) {
        expect(names.length).toBeGreaterThan(0)
        expect(names.every((name) => name.endsWith(i === 0 ? '甲' : '乙'))).toBe(true)
      }
  })

  it('see nothing of each other in the chat, where their organisations have the same names', async () => {
    const season = async (mark: string) => {
      const data = seasonData()
      const hub = await aSeason(database(), {
        ...data,
        programme: { ...data.programme, name: `资助${mark}` },
        contacts: data.contacts.map((one) => ({ ...one, name: `${one.name}${mark}` })),
        // What the hubs owe and have differs, so that a sum over both shows.
        grants: data.grants.filter(({ key }) => mark === '甲' || key !== 'd'),
        organisations: [
          ...data.organisations,
          { key: 'own', name: `独有机构${mark}`, kind: 'organisation', city: null, aliases: [] },
        ],
      })
      await hub.days('2026-10-08', '2026-10-08')
      return hub
    }
    const [one, other] = [await season('甲'), await season('乙')]
    const activity = async (hub: typeof one, title: string, people: number) => {
      const her = await hub.somebody('one')
      return her.sayAll('活动记录', '10月1日', title, '跳过', `${people}人`, '1', '提交', '1')
    }
    await activity(one, '甲读书会', 11)
    await activity(other, '乙读书会', 77)
    const asks = async (hub: typeof one, mark: string) => {
      const staff = await hub.somebody('staff')
      const replies = new Map<string, string>()
      const texts = [
        '汇总',
        '应交',
        '应交 青云社',
        '谁还没交',
        '看 青云社',
        '看 1',
        '待审',
        '看 1',
        '电话单',
        '触达 2026-10-15',
      ]
      const unknown = ['看 独有机构丙', `看 独有机构${mark === '甲' ? '乙' : '甲'}`]
      for (const text of [...texts, ...unknown, '群发：下周见', '所有人', '取消'])
        replies.set(text, (await staff.say(text)) ?? '')
      return replies
    }
    for (const [hub, mine, theirs, people] of [
      [one, '甲', '乙', 11],
      [other, '乙', '甲', 77],
    ] as const) {
      const replies = await asks(hub, mine)
      // But for the name that she asked for herself.
      for (const [text, reply] of replies)
        expect([text, reply.replaceAll(`独有机构${theirs}`, '')]).toEqual([text, expect.not.stringContaining(theirs)])
      expect(replies.get('汇总')).toContain(`${people}人`)
      expect(replies.get('汇总')).not.toContain('88人')
      expect(replies.get('应交 青云社')).toContain('青云社')
      expect(replies.get('看 1')).toContain(`${mine}读书会`)
      expect(replies.get('电话单')).toContain(`的联系人${mine}`)
      expect(replies.get('所有人')).toMatch(new RegExp(`1 人收得到：公众号 1\n够不到 2 人.*的联系人${mine}`))
      // One of the other hub is as unknown as one that nobody has.
      expect(replies.get(`看 独有机构${theirs}`)).toBe(replies.get('看 独有机构丙')?.replaceAll('丙', theirs))
    }
    // What an export is made of.
    for (const { hubId } of [one, other]) {
      const filed = []
      for await (const { organisation } of databaseRecordsToRead(database().reads).records({ hubId }))
        filed.push(organisation.id)
      expect(filed).toHaveLength(1)
    }
    // The operator of the machine has the programmes of both under their funder.
    const funded = await databaseFunded(database().reads)()
    expect(
      funded
        .filter(({ programme }) => /^资助[甲乙]$/.test(programme.name))
        .map(({ hub }) => hub.id)
        .toSorted(),
    ).toEqual(expect.arrayContaining([one.hubId, other.hubId].toSorted()))
  })
})
