import { describe, expect, it } from '@jest/globals'
import { formsOf } from '../../src/conversations/forms.js'
import type { Database } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import type { ExportedActivity } from '../../src/records/export-ports.js'
import { readChosen } from '../../src/records/export.js'
import { tally } from '../../src/records/totals.js'
import { newId, NOW, onEachDatabase } from '../contracts/databases.js'
import { formNamed } from '../engine/talk.js'
import { aShell, type AShell } from './a-shell.js'
import { memberOf } from './staff/member.js'

type Person = Awaited<ReturnType<AShell['somebody']>>

/** A hub whose people fill in the first versions of its forms. */
async function aHub(database: Database): Promise<AShell> {
  const hub = await aShell(database)
  hub.shell.forms = formsOf(['work-brief.v1', 'activity.v1'].map(formNamed))
  return hub
}

/** The words of one activity up to its summary: 「7月1日 读书会 32人」 as answers of the form 活动记录. */
const words = (day: string, title: string, people: string, place = '跳过') => [
  '活动记录',
  `2026年${day}`,
  title,
  place,
  people === '跳过' ? people : `${people}签到`,
  '1',
  '跳过',
]
const files = (person: Person, ...of: Parameters<typeof words>) => person.sayAll(...words(...of), '1')
/** The same of one who has two grants, for the first. */
const forFirst = ([form = '', ...rest]: string[]) => [form, '1', ...rest]

/** What counts in the hub, and each activity with what counts in its place. */
async function counted(database: Database, hubId: string, organisationId?: string) {
  const counting = tally([])
  const activities: ExportedActivity[] = []
  const scope = { hubId, ...(organisationId !== undefined && { organisationId }) }
  for await (const record of databaseRecordsToRead(database.reads).records(scope)) {
    counting.add(record)
    activities.push(...record.activities)
  }
  const { all, merged } = counting.totals([])
  return { rows: all.rows, people: all.sums[0]?.max ?? 0, merged, activities }
}
const figures = async (...of: Parameters<typeof counted>) => {
  const { rows, people, merged } = await counted(...of)
  return { rows, people, merged }
}

const events = (database: Database, hubId: string) =>
  database.reads.all<Record<'type' | 'fromValue' | 'messageId', string> & Record<'why' | 'field', string | null>>(
    "SELECT type, why, field, fromValue, messageId FROM record_events WHERE hubId = ? AND type IN ('merged', 'kept', 'unmerged') ORDER BY id",
    [hubId],
  )

onEachDatabase('the same activity reported twice', (database) => {
  it('is asked about at 提交; merged it is in no sum, and the export says what counts in its place', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '第三期读书会', '32人')
    expect(await one.sayAll(...words('7月1日', '读书会', '30人'))).toContain('1 提交')
    const asked = await one.say('1')
    expect(asked).toMatch(/同一次活动吗[^]*「读书会」30人[^]*「第三期读书会」32人/)
    expect(await database().reads.all('SELECT id FROM records WHERE hubId = ?', [hub.hubId])).toHaveLength(1)
    const filed = await one.say('1')
    expect(filed).toMatch(/^好，只算一次，按先报的 32人 算[^]*「活动记录」已提交/)

    const { activities, ...sums } = await counted(database(), hub.hubId)
    expect(sums).toEqual({ rows: 1, people: 32, merged: 1 })
    expect(activities.map(({ title, sameAs }) => [title, sameAs && [sameAs.title, sameAs.organisation]])).toEqual([
      ['第三期读书会', null],
      ['读书会', ['第三期读书会', null]],
    ])
    expect(await (await memberOf(database(), hub, 'viewer')).say('汇总 全部')).toMatch(/活动 1 次，共 32人（另有 1 次/)
    const happened = await events(database(), hub.hubId)
    expect(happened.map(({ type, why }) => [type, why])).toEqual([
      ['merged', 'same_activity'],
      ['merged', 'same_activity'],
    ])
    const [said] = await database().reads.all<{ said: string }>('SELECT said FROM inbound_messages WHERE id = ?', [
      happened[0]!.messageId,
    ])
    expect(said!.said).toContain('"1"')
    const counts = happened.map(({ fromValue }) => (JSON.parse(fromValue) as { counts: boolean }).counts)
    expect(counts.filter((each) => each)).toHaveLength(1)
  })

  it('merged into one that is not accepted, the accepted one counts for the public; with both accepted, once', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '第三期读书会', '32人')
    await one.sayAll(...words('7月1日', '读书会', '30人'), '1', '1')
    const people = async () => {
      const records = databaseRecordsToRead(database().reads)
      const [of] = (await records.hubs()).filter(({ id }) => id === hub.hubId)
      const chosen = await readChosen(records, { hub: of!, programme: null, grantee: null, range: {}, public: true })
      const counting = tally([])
      for await (const record of chosen.records) counting.add(record)
      return counting.totals([]).all.sums.map(({ max }) => max)
    }
    const accept = (title: string) =>
      database().units((sql) =>
        sql.run(
          "UPDATE records SET state = 'accepted' WHERE hubId = ? AND id IN (SELECT recordId FROM activities WHERE title = ?)",
          [hub.hubId, title],
        ),
      )
    expect(await people()).toEqual([])
    await accept('读书会')
    expect(await people()).toEqual([30])
    await accept('第三期读书会')
    expect(await people()).toEqual([32])
  })

  it('kept, both count, and why is written down', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    expect(await files(one, '7月1日', '读书会', '32人')).toContain('是同一次活动吗')
    expect(await one.say('2')).toContain('为什么不是同一次')
    expect(await one.say('3')).toMatch(/^记下了：不同地点，两次都算。\n「活动记录」已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 64, merged: 0 })
    expect((await events(database(), hub.hubId)).map(({ type, why }) => [type, why])).toEqual([
      ['kept', '不同地点'],
      ['kept', '不同地点'],
    ])
    // A third is asked about with both, one after the other.
    expect(await files(one, '7月1日', '读书会', '20人')).toContain('有 2 次活动像是报过了')
    expect(await one.say('不是，这是晚上那场')).toMatch(/^记下了：这是晚上那场，两次都算。\n这两条/)
    expect(await one.say('不是')).toContain('为什么')
    expect(await one.say('1')).toContain('已提交')
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 3, people: 84, merged: 0 })
  })

  it('where only the later says how many came, the later counts', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '跳过')
    expect(await files(one, '7月1日', '读书会', '32人')).toContain('是同一次活动吗')
    expect(await one.say('是')).toMatch(/按这次报的 32人 算（先报的没写人数）[^]*已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 32, merged: 1 })
  })

  it('the same draft typed anew is settled with one word, whatever its length', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    const brief = async () => {
      const done = '办了几次活动，参加的人比去年多，大家开始主动约下一次，也学会了提前一周发通知、当场签到。'.repeat(2)
      const rows = '7月1日 读书会 32人\n7月2日 走访敬老院 12人\n7月2日 走访敬老院 9人\n7月3日 义诊 50人'
      return one.sayAll('工作简报', '2026年7月', done, '1', rows, '完', '跳过', '跳过', done, '跳过', '1')
    }
    expect(await brief()).toContain('已提交')
    expect(await brief()).toContain('有 3 次活动像是报过了')
    expect(await one.say('都是')).toMatch(/^好，这 3 次都只算一次[^]*已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 4, people: 103, merged: 4 })
    expect(await brief()).toContain('有 3 次活动像是报过了')
    expect(await one.say('都不是')).toContain('为什么')
    expect(await one.say('给另一个基金会的')).toMatch(/^记下了：给另一个基金会的[^]*已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 8, people: 206, merged: 4 })
  })

  it('is of one organisation: another hub or organisation asks nobody', async () => {
    const [hub, other] = [await aHub(database()), await aHub(database())]
    await files(await hub.somebody('one'), '7月1日', '高安志愿者培训', '32人')
    expect(await files(await other.somebody('one'), '7月1日', '高安志愿者培训', '32人')).toContain('已提交')
    expect(await files(await hub.somebody('two'), '7月1日', '高安志愿者培训', '32人')).toContain('已提交')
    expect(await files(await hub.somebody('one'), '7月2日', '高安志愿者培训', '32人')).toContain('已提交')
  })

  it('counts again when the one that counted is taken back, and nobody is asked about what was', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    await files(one, '7月1日', '读书会', '30人')
    await one.say('1')
    const [first] = await database().reads.all<{ id: string }>('SELECT MIN(id) AS id FROM records WHERE hubId = ?', [
      hub.hubId,
    ])
    await database().transact(({ records }) => records.setState(first!.id, ['submitted'], 'withdrawn', NOW))
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 30, merged: 0 })
    expect(await files(one, '7月1日', '第三期读书会', '31人')).toMatch(/「读书会」30人/)
    expect(await one.say('1')).toContain('按先报的 30人 算')
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 30, merged: 1 })
  })

  it('what was taken back while she was asked is not merged with, and she hears of it', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    expect(await files(one, '7月1日', '读书会', '30人')).toContain('是同一次活动吗')
    await database().units((sql) => sql.run("UPDATE records SET state = 'withdrawn' WHERE hubId = ?", [hub.hubId]))
    expect(await one.say('1')).toMatch(/刚才改了或撤回了，所以这一次照常算。\n「活动记录」已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 30, merged: 0 })
  })

  it('what she said before going back is remembered, unless she changes the activity', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    await files(one, '7月1日', '读书会', '32人')
    await one.sayAll('2', '1')
    expect(await files(one, '7月1日', '读书会', '20人')).toContain('有 2 次')
    expect(await one.sayAll('2', '2')).toMatch(/不同的人，两次都算。\n这两条/)
    // One is answered, at the other she stops, and comes back hours later: only the other is asked again.
    expect(await one.say('暂停')).toContain('先停在这里')
    hub.passes(5 * 3_600_000)
    expect(await one.say('你好')).toContain('欢迎回来，「活动记录」还没有提交')
    expect(await one.say('1')).toMatch(/^这两条是同一次活动吗/)
    expect(await one.say('改 2')).toContain('办的是什么活动')
    expect(await one.say('亲子共读')).toContain('1 提交')
    expect(await one.say('1')).toMatch(/^「活动记录」已提交/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 3, people: 84, merged: 0 })
  })

  it('what was decided about a record holds for its revision, as long as day and title are the same', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    await files(one, '7月1日', '周末读书会', '20人')
    await one.say('不是，晚上那场')
    const [last] = await database().reads.all<{ chainId: string }>(
      'SELECT chainId FROM records WHERE hubId = ? ORDER BY id DESC LIMIT 1',
      [hub.hubId],
    )
    const revises = () =>
      database().units((sql) =>
        sql.run('UPDATE sessions SET revises = ? WHERE openFor = (SELECT contactId FROM addresses WHERE id = ?)', [
          last!.chainId,
          one.addressId,
        ]),
      )
    await one.sayAll(...words('7月1日', '周末读书会', '25人'))
    await revises()
    expect(await one.say('1')).toContain('已提交')
    await one.sayAll(...words('7月1日', '第三期读书会', '25人'))
    await revises()
    expect(await one.say('1')).toMatch(/「第三期读书会」25人[^]*「读书会」32人/)
  })

  it('what was merged with a record is asked about anew when its revision tells of another activity', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await files(one, '7月1日', '读书会', '32人')
    const [first] = await database().reads.all<{ chainId: string }>('SELECT chainId FROM records WHERE hubId = ?', [
      hub.hubId,
    ])
    await files(one, '7月1日', '读书会', '30人')
    await one.say('1')
    await one.sayAll(...words('7月1日', '第三期读书会', '32人'))
    await database().units((sql) =>
      sql.run('UPDATE sessions SET revises = ? WHERE openFor = (SELECT contactId FROM addresses WHERE id = ?)', [
        first!.chainId,
        one.addressId,
      ]),
    )
    expect(await one.say('1')).toMatch(/「第三期读书会」32人[^]*「读书会」30人/)
  })

  it('a session that an earlier release, or a crash, left in the middle goes on at the summary', async () => {
    const hub = await aHub(database())
    const one = await hub.somebody('one')
    await one.sayAll(...words('7月1日', '读书会', '30人'))
    const { draft } = (await database().transact(({ people }) => people.holdById(one.addressId)))!
    await database().transact(({ drafts }) =>
      drafts.save(draft!.id, { ...draft!.session, at: { type: 'checking' } }, NOW),
    )
    expect(await one.say('在吗')).toContain('回复 1 提交')
    expect(await one.say('1')).toContain('已提交')
  })

  it('two contacts who file it at the same moment: the later is asked', async () => {
    const hub = await aHub(database())
    const [here, there] = [await hub.somebody('one'), await hub.somebody('one')]
    // The same contact may have one draft only: the other is a colleague.
    const colleague = newId()
    await database().units(async (sql) => {
      await sql.run(
        'INSERT INTO contacts (id, hubId, organisationId, name) SELECT ?, hubId, organisationId, ? FROM contacts WHERE id = (SELECT contactId FROM addresses WHERE id = ?)',
        [colleague, '小苗', here.addressId],
      )
      await sql.run('UPDATE addresses SET contactId = ? WHERE id = ?', [colleague, there.addressId])
    })
    const said = words('7月1日', '读书会', '30人')
    await here.sayAll(...said)
    expect(await there.say('活动记录')).toContain('正在填这份')
    await there.sayAll('2', ...said.slice(1))
    const replies = await Promise.all([here.say('1'), there.say('1')])
    expect(replies.map((reply) => (reply!.includes('已提交') ? 'filed' : 'asked')).sort()).toEqual(['asked', 'filed'])
    expect(replies.find((reply) => reply!.includes('同一次'))).toMatch(/（(?:小苗|one的联系人).+交的「活动记录」）/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 30, merged: 0 })
  })

  describe('不是同一次', () => {
    it('takes a merge back, with its reason', async () => {
      const hub = await aHub(database())
      const one = await hub.somebody('one')
      expect(await one.say('不是同一次')).toContain('没有算作同一次的活动')
      await files(one, '7月1日', '读书会', '32人')
      await files(one, '7月1日', '读书会', '30人')
      await one.say('1')
      expect(await one.say('不是同一次')).toContain('写上原因')
      expect(await (await hub.somebody('two')).say('不是同一次 上下午两场')).toContain('没有算作同一次的活动')
      expect(await one.say('不是同一次，上下午两场')).toMatch(/^好，改成两次都算.*原因：上下午两场$/)
      expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 62, merged: 0 })
      expect((await events(database(), hub.hubId)).map(({ type, why }) => [type, why]).slice(2)).toEqual([
        ['kept', '上下午两场'],
        ['kept', '上下午两场'],
      ])
      expect(await one.say('不是同一次，上下午两场')).toContain('没有算作同一次的活动')
      // And she may think again.
      expect(await one.say('是同一次')).toMatch(/^好，改成只算一次：算 7月1日「读书会」32人/)
      expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 32, merged: 1 })
      expect(await one.say('是同一次')).toContain('没有分开算的')
    })

    it('of several asks which, by number', async () => {
      const hub = await aHub(database())
      const one = await hub.somebody('one')
      for (const day of ['7月1日', '7月2日']) {
        await files(one, day, '读书会', '32人')
        await files(one, day, '读书会', '30人')
        await one.say('2 上下午两场')
        hub.passes(1_000)
      }
      expect(await one.say('是同一次')).toMatch(/^你们有 2 处分开算了：\n1 青云社 7月2日[^]*\n2 青云社 7月1日/)
      expect(await one.say('是同一次 9')).toMatch(/^你们有 2 处/)
      expect(await one.say('是同一次 2')).toContain('算 7月1日「读书会」32人')
      expect(await figures(database(), hub.hubId)).toEqual({ rows: 3, people: 94, merged: 1 })
    })
  })
})

onEachDatabase('an activity of two organisations', (database) => {
  async function joint() {
    const hub = await aHub(database())
    const [one, two, staff] = [
      await hub.somebody('one'),
      await hub.somebody('three'),
      await memberOf(database(), hub, 'staff'),
    ]
    await files(one, '7月1日', '冬衣义卖集市', '45人', '八一广场')
    expect(await two.sayAll(...forFirst(words('7月1日', '冬衣义卖', '40人', '八一广场')), '1')).toMatch(
      /^「活动记录（个人申请者一·办公）」已提交/,
    )
    return { hub, one, two, staff }
  }
  const organisationOf = async ({ addressId }: { addressId: string }) =>
    (await database().transact(({ people }) => people.holdById(addressId)))!.contact!.organisationId

  it('is for the hub to decide: merged it counts once in the hub, and with each organisation by itself', async () => {
    const { hub, two, staff } = await joint()
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 85, merged: 0 })
    expect(await staff.say('重复')).toMatch(
      /^有 1 处[^]*1 青云社 7月1日「冬衣义卖集市」45人\n {2}个人申请者一 7月1日「冬衣义卖」40人/,
    )
    expect(await staff.say('合并 1')).toMatch(/只算 青云社 7月1日「冬衣义卖集市」45人/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 45, merged: 1 })
    const { activities } = await counted(database(), hub.hubId)
    expect(activities.find(({ sameAs }) => sameAs)?.sameAs).toMatchObject({
      organisation: '青云社',
      title: '冬衣义卖集市',
    })
    expect(await figures(database(), hub.hubId, await organisationOf(two))).toEqual({ rows: 1, people: 40, merged: 0 })
    expect(await staff.say('看 个人申请者一')).toContain('活动 1 次，共 40人')

    expect(await staff.say('撤销 1')).toContain('重新定')
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 85, merged: 0 })
    expect(await staff.sayAll('重复', '合并 1 算第二家')).toContain('只算 个人申请者一')
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 40, merged: 1 })
    const happened = await events(database(), hub.hubId)
    expect(happened.map(({ type }) => type)).toEqual(['merged', 'merged', 'unmerged', 'unmerged', 'merged', 'merged'])
    // Of each pair of events the one tells whose counting changed: her colleague's twice, then that of the first.
    expect(
      happened.flatMap(({ field, fromValue }) => (field ? [(JSON.parse(fromValue) as { title: string }).title] : [])),
    ).toEqual(['冬衣义卖', '冬衣义卖', '冬衣义卖集市'])
  })

  it('is kept with a reason only, and not asked again', async () => {
    const { hub, two, staff } = await joint()
    await staff.say('重复')
    expect(await staff.say('不合并 1')).toContain('写上原因')
    expect(await staff.say('不合并 1 各办各的')).toContain('原因：各办各的')
    expect(await staff.say('重复')).toMatch(/^现在没有像是重复的活动。\n定过的[^]*没有合并：各办各的/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 85, merged: 0 })
    await files(two, '7月9日', '走访', '5人')
    expect(await staff.say('重复')).toMatch(/^现在没有/)
  })

  it('is decided by one: the second of two staff is told', async () => {
    const { hub, staff } = await joint()
    const other = await hub.somebody('two')
    expect(await other.say('重复')).toContain('1 青云社')
    await staff.say('重复')
    const replies = await Promise.all([staff.say('合并 1'), other.say('不合并 1 各办各的')])
    expect(replies.filter((reply) => reply!.startsWith('第 1 处不在单子里'))).toHaveLength(1)
    expect(await events(database(), hub.hubId)).toHaveLength(2)
  })

  it('is shown to viewers, who decide nothing; grantees hear nothing of it', async () => {
    const { hub, one, two, staff } = await joint()
    await staff.becomes('viewer')
    expect(await staff.say('重复')).not.toContain('回复 合并')
    expect(await staff.say('合并 1')).toMatch(/^你可以看，不能合并/)
    for (const person of [one, two])
      for (const text of ['重复', '合并 1', '不合并 1 各办各的', '撤销 1'])
        expect(await person.say(text)).not.toMatch(/回复 合并|同一次|单子/)
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 2, people: 85, merged: 0 })
  })

  it('is told of once in a working day, beside what staff asked for', async () => {
    const { hub, staff } = await joint()
    expect(await staff.say('谁还没交')).toMatch(/有 1 处像是几家一起办的同一次活动，回复 重复/)
    expect(await staff.say('谁还没交')).not.toContain('重复')
    hub.passes(24 * 3_600_000)
    expect(await staff.say('谁还没交')).toContain('回复 重复')
    await staff.sayAll('重复', '合并 1')
    hub.passes(24 * 3_600_000)
    expect(await staff.say('谁还没交')).not.toContain('重复')
  })

  it('of numbers nobody was shown the list comes first', async () => {
    const { staff } = await joint()
    expect(await staff.say('合并 1')).toMatch(/^先看一遍单子[^]*1 青云社/)
    expect(await staff.say('合并 7')).toContain('第 7 处不在单子里')
  })

  it('is no case of theirs any more when one of them took it back', async () => {
    const { hub, one, staff } = await joint()
    await staff.say('重复')
    const organisationId = await organisationOf(one)
    await database().units((sql) =>
      sql.run("UPDATE records SET state = 'withdrawn' WHERE organisationId = ?", [organisationId]),
    )
    expect(await staff.say('合并 1')).toContain('不在单子里')
    expect(await staff.say('重复')).toBe('现在没有像是重复的活动。')
    expect(await figures(database(), hub.hubId)).toEqual({ rows: 1, people: 40, merged: 0 })
  })

  it('filed at the same moment is found all the same', async () => {
    const hub = await aHub(database())
    const [one, three] = [await hub.somebody('one'), await hub.somebody('three')]
    const staff = await memberOf(database(), hub, 'staff')
    const said = words('7月1日', '冬衣义卖集市', '45人', '八一广场')
    await one.sayAll(...said)
    await three.sayAll(...forFirst(said))
    const replies = await Promise.all([one.say('1'), three.say('1')])
    expect(replies.every((reply) => reply!.includes('已提交'))).toBe(true)
    expect(await staff.say('重复')).toMatch(/^有 1 处/)
  })

  it('never goes across hubs', async () => {
    const { hub } = await joint()
    const other = await aHub(database())
    await files(await other.somebody('one'), '7月1日', '冬衣义卖集市', '45人', '八一广场')
    expect(await (await memberOf(database(), other, 'staff')).say('重复')).toBe('现在没有像是重复的活动。')
    expect(await (await memberOf(database(), hub, 'staff')).say('重复')).toMatch(/^有 1 处/)
  })
})
