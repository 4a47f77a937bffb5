import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aboutOwn } from '../../../src/conversations/ports.js'
import { openDatabase, type Database } from '../../../src/database/connect.js'
import { firstVersion } from '../../contracts/a-hub.js'
import { clock, emptyPlace, newId, NOW } from '../../contracts/databases.js'
import { aShell, type AShell } from '../a-shell.js'
import { memberOf } from './member.js'

let database: Database
let remove: () => Promise<void>
beforeAll(async () => {
  const place = await emptyPlace('sqlite')
  remove = place.remove
  database = await openDatabase(place.settings, { newId, clock })
  await database.migrate()
})
afterAll(async () => {
  await database.close()
  await remove()
})

const member = (hub: AShell, role: 'staff' | 'viewer') => memberOf(database, hub, role)

/** Files a brief of one of the hub's grantees about a period. */
async function files(hub: AShell, who: 'one' | 'three', from: string, to: string) {
  const { addressId } = await hub.somebody(who)
  await database.transact(async ({ people, drafts, records }) => {
    const { contact } = (await people.holdById(addressId))!
    const sessionId = newId()
    const session = {
      form: 'work-brief',
      formVersion: 1,
      answers: {},
      at: { type: 'filed' as const },
      partials: {},
      misses: 0,
      paused: false,
      heardAt: NOW,
    }
    const about = aboutOwn(contact!.organisationId)
    await drafts.open(sessionId, { contactId: contact!.id, hubId: hub.hubId, addressId, about }, session, NOW)
    await drafts.save(sessionId, session, NOW)
    const record = {
      ...firstVersion(newId()),
      hubId: hub.hubId,
      programmeId: null,
      grantId: null,
      organisationId: contact!.organisationId,
      contactId: contact!.id,
      sessionId,
      form: 'work-brief',
      formVersion: 1,
      answers: {},
      periodFrom: from,
      periodTo: to,
      filedAt: NOW,
    }
    await records.file(record, {
      period: { from, to },
      people: null,
      activities: [],
      expenses: [
        { position: 1, part: 's/1', item: '场地', amountMinFen: 50_000, amountMaxFen: 59_900, wording: '五百多' },
      ],
      photos: [],
      sources: [],
    })
  })
}

describe('what staff write is to anybody else', () => {
  const pairs: [string, string][] = [
    ['谁还没交', '谁还没吃'],
    ['汇总', '汇流'],
    ['汇总 本季', '汇流 本季'],
    ['看 青云社', '猜 青云社'],
    ['邀请 青云社', '邀情 青云社'],
    ['导出', '寻出'],
    ['导出 全部', '寻出 全部'],
    ['有谁还没交啊', '有谁还没吃啊'],
    ['交了多少家', '吃了多少家'],
    ['把数据导出给我', '把数据寻出给我'],
    ['青云社怎么样了', '青云社怎么长了'],
    ['待审', '待神'],
    ['已通过', '已通国'],
  ]
  /** What a fresh person of a fresh hub gets for the last of these texts; `said` stands for that text itself. */
  const answer = async (who: 'one' | undefined, texts: string[]) => {
    const person = await (await aShell(database)).somebody(who)
    const reply = await person.sayAll(...texts)
    expect(reply).not.toBeNull()
    return { reply: reply!.replaceAll(texts.at(-1)!, 'said'), sent: (await person.deliveries()).length }
  }

  it.each(pairs)('%s: the same to the byte as %s', async (command, nonsense) => {
    const form = '工作简报'
    const done = '办了几次活动，参加的人比去年多，大家开始主动约下一次。'.repeat(3)
    const before: [who: 'one' | undefined, said: string[]][] = [
      [undefined, []],
      ['one', []],
      ['one', [form]],
      ['one', [form, '2014年1月到3月']],
      ['one', [form, '2014年1月到3月', done]],
      ['one', [form, '2014年1月到3月', done, '1']],
    ]
    for (const [who, said] of before)
      expect([said.length, await answer(who, [...said, command])]).toEqual([
        said.length,
        await answer(who, [...said, nonsense]),
      ])
  })

  it('no part of their help', async () => {
    for (const said of [[], ['工作简报']]) {
      const { reply } = await answer('one', [...said, '帮助'])
      expect(reply).not.toMatch(/谁还没交|汇总|邀请 |导出/)
    }
  })
})

describe('staff', () => {
  let hub: AShell
  beforeAll(async () => {
    hub = await aShell(database)
  })

  it('see who has not filed, and who has begun', async () => {
    hub = await aShell(database)
    const { say } = await member(hub, 'viewer')
    const first = await say('谁还没交')
    expect(first).toMatch(
      /^2026年11月的工作简报：该交 2 家，交了 0 家，还差 2 家。\n还没动 2 家：个人申请者一、青云社\n/,
    )
    expect(first).toContain('退出的 1 笔没有算')
    await (await hub.somebody('one')).sayAll('工作简报')
    expect(await say('谁还没交')).toMatch(/已开始填 1 家：青云社\n还没动 1 家：个人申请者一/)
    // Her brief is about another month: nothing of November is begun.
    await (await hub.somebody('one')).say('2026年8月')
    expect(await say('谁还没交')).toContain('还没动 2 家')
    expect(await say('谁还没交 8月')).toMatch(/^2026年8月的工作简报.*\n已开始填 1 家：青云社/)
    await files(hub, 'three', '2026-07-01', '2026-09-30')
    expect(await say('8月谁还没交？')).toMatch(/交了 1 家，还差 1 家。\n已开始填 1 家：青云社\n（/)
    await (await hub.somebody('one')).sayAll('取消', '1')
    await files(hub, 'one', '2026-09-30', '2026-10-02')
    expect(await say('谁还没交 上季')).toMatch(/^2026年7—9月的工作简报：该交的 2 家都交了。/)
    expect(await say('谁还没交 本月')).toContain('还差 2 家')
  })

  it('汇总 of a month does not contradict 谁还没交: a brief about the quarter covers it, its rows count on their own days', async () => {
    hub = await aShell(database)
    const { say } = await member(hub, 'viewer')
    expect(await say('汇总 今年')).toMatch(/^2026年还没有人交。一份都还没有收到。回复 谁还没交/)
    await files(hub, 'one', '2026-07-01', '2026-09-30')
    expect(await say('谁还没交 9月')).toContain('交了 1 家')
    expect(await say('汇总 9月')).toMatch(/^2026年9月的汇总：1 家交的工作简报[^]*数都是 0[^]*每一条按自己的日子算/)
    expect(await say('汇总 7月')).toMatch(/^2026年7月的汇总：1 家[^]*来自 1 家的 1 份：\n支出 1 笔/)
    expect(await say('汇总')).toBe('2026年11月还没有人交。交过的在别的时候，回复 汇总 全部，都能看到。')
    expect(await say('汇总 全部')).toMatch(/^全部的汇总：1 家[^]*支出 1 笔/)
  })

  it.each([
    ['上季度谁还没交啊', /^2026年7—9月的工作简报：该交 2 家/],
    ['有谁还没有交报告？', /^2026年11月的工作简报：该交 2 家/],
    ['这个月交了多少家', /^2026年11月的工作简报：该交 2 家，交了 0 家/],
    ['有几家没交呢', /^2026年11月的工作简报：该交 2 家/],
    ['汇总一下', /^2026年11月还没有人交/],
    ['把上个月的汇总给我', /^2026年10月还没有人交/],
    ['把数据导出给我', /还给不了文件/],
    ['导出数据', /还给不了文件/],
    ['导出给基金会', /没有单独给「基金会」的表[^]*导出 公开：可以给外面看[^]*导出：全部内容/],
    ['看看青云社', /^青云社（/],
    ['帮我看看青云公益', /^青云社（/],
    ['青云公益最近怎么样了？', /^青云社（/],
    ['大家都好吗', /^没听懂。回复 帮助[^\n]*$/],
    ['取消', /^现在没有在填的，不用取消。$/],
    ['帮助', /工作人员随时可以发/],
  ])('%s is understood', async (said, answer) => {
    hub = await aShell(database)
    expect(await (await member(hub, 'staff')).say(said)).toMatch(answer)
  })

  it('of one hub see nothing of another with the same names', async () => {
    const [here, there] = [await aShell(database), await aShell(database)]
    await files(there, 'one', '2026-11-01', '2026-11-30')
    const { say, sayAll } = await member(here, 'staff')
    expect(await say('汇总')).toMatch(/^2026年11月还没有人交/)
    expect(await say('谁还没交')).toContain('交了 0 家')
    expect(await say('看 青云社')).toContain('还没有交过')
    const [own] = await database.transact(({ overview }) => overview.organisations(here.hubId))
    const [other] = await database.transact(({ overview }) => overview.organisations(there.hubId))
    expect(await sayAll(`看 ${own!.id}`)).toContain(own!.name)
    expect(await sayAll(`看 ${other!.id}`)).toMatch(/^没有叫/)
    const theirs = await member(there, 'staff')
    expect(await theirs.say('汇总')).toMatch(
      /^2026年11月的汇总：1 家交的工作简报写到了这段时间。\n下面的数来自 1 家的 1 份：\n支出 1 笔，共 500元–599元\n/,
    )
  })

  it('who may only look are told so, and nothing is made', async () => {
    hub = await aShell(database)
    const { say } = await member(hub, 'viewer')
    for (const text of ['邀请 青云社', '导出', '导出 全部'])
      expect(await say(text)).toBe('你可以看，不能邀请、导出和代填。需要的话，请江西枢纽的负责人来做。')
    expect(await say('看 青云社')).toContain('青云社（青云、青云公益）')
    const jobs = await database.reads.all("SELECT jobKey FROM outbox WHERE kind IN ('export', 'invite_qr')")
    const codes = await database.reads.all('SELECT id FROM invitations WHERE hubId = ? AND madeBy IS NOT NULL', [
      hub.hubId,
    ])
    expect([jobs, codes]).toEqual([[], []])
    const help = await say('帮助')
    expect(help).toContain('谁还没交')
    expect(help).not.toContain('导出')
  })

  it('find an organisation by its name, an alias or a part, and by a number of the list', async () => {
    hub = await aShell(database)
    const person = await member(hub, 'staff')
    const { say } = person
    await database.units((sql) =>
      sql.run("UPDATE organisations SET name = '青云之友' WHERE hubId = ? AND name = '个人申请者一'", [hub.hubId]),
    )
    expect(await say('看 青云')).toMatch(/^青云社（/)
    expect(await say('看青云公益')).toMatch(/^青云社（/)
    expect(await say('看 云之')).toMatch(/^青云之友\n/)
    await database.units((sql) =>
      sql.run("DELETE FROM organisation_aliases WHERE hubId = ? AND alias = '青云'", [hub.hubId]),
    )
    expect(await say('看 青云')).toBe('有 2 家，回复数字，或者把名字多打几个字：\n1 青云之友\n2 青云社')
    expect(await say('2')).toMatch(/^青云社（/)
    // The list is gone with the answer to it, and after a while: then a number chooses nothing, unless the menu is there.
    expect(await say('2')).toContain('现在没有在等你回复数字')
    await person.say('看 青云')
    hub.passes(31 * 60_000)
    expect(await say('1')).toContain('现在没有在等你回复数字')
    expect(await say('你好')).toContain('2 活动记录')
    expect(await say('2')).toContain('开始填「活动记录」')
    await person.sayAll('取消', '1')
    expect(await say('看 晴云社')).toMatch(/^没有叫「晴云社」的机构。名字相近的有 青云社/)
    expect(await say('看 青')).toMatch(/^没有叫「青」的机构。名字相近的有 青云之友、青云社。回复 看 青云之友 试试/)
    expect(await say('看看赣疆')).toMatch(/名字相近的有 赣江组/)
    expect(await say('邀请 火星')).toMatch(/^没有叫「火星」的机构。换两三个字再试/)
    expect(await say('汇总 火星')).toContain('「火星」没看出是什么时候')
  })

  it('are told where no brief is about the time in which something was held', async () => {
    hub = await aShell(database)
    const one = await hub.somebody('one')
    await one.sayAll('活动记录', '11月1日', '社区读书会', '文化站', '签到30人', '跳过')
    expect(await one.say('1')).toContain('已提交')
    const { say } = await member(hub, 'viewer')
    const reply = await say('汇总')
    expect(reply).toMatch(
      /^2026年11月的汇总：还没有哪一家的工作简报写到这段时间，下面数的是在这段时间办的。\n下面的数来自 1 家的 1 份：/,
    )
    expect(reply).not.toContain('0 家')
  })

  it('see how one organisation stands', async () => {
    hub = await aShell(database)
    await files(hub, 'one', '2025-11-01', '2025-11-30')
    await files(hub, 'one', '2026-10-01', '2026-10-31')
    await (await hub.somebody('one')).sayAll('活动记录')
    const { say } = await member(hub, 'viewer')
    expect((await say('看 青云社'))!.split('\n')).toEqual([
      '青云社（青云、青云公益）',
      '一共交过 2 份，最近 2 份：',
      '2026年11月20日 工作简报（2026年10月） · 支出 1 笔，共 500元–599元',
      '2026年11月20日 工作简报（2025年11月） · 支出 1 笔，共 500元–599元',
      '2026年 1 份：支出 1 笔，共 500元–599元',
      'one的联系人正在填「活动记录」，最后一次是2026年11月20日。',
      '联系人 1 位：',
      expect.stringMatching(/^· one的联系人：公众号，可主动发到 \d\d-\d\d \d\d:\d\d(?:、公众号，现在发不了消息)+$/),
    ])
    expect(await say('看 赣江组')).toContain('two的联系人')
    expect(await say('看 个人申请者一')).toMatch(/还没绑定\n回复 邀请 个人申请者一/)
  })

  it('ask in the middle of a form of their own, whose question stays; a text that only holds a word is an answer', async () => {
    hub = await aShell(database)
    const { say } = await member(hub, 'staff')
    await say('工作简报')
    expect(await say('汇总')).toMatch(/还没有人交[^]*你的「工作简报」还开着/)
    expect(await say('2014年1月到3月')).toContain('【2/7】')
    for (const text of ['看 望老人和孩子', '汇总各村的情况', '邀请了三家伙伴', '谁还没交作业就去看谁'])
      expect(await say(text)).toMatch(/有 \d+ 字，还差/)
    expect(await say('看 青云社')).toContain('还没有交过')
    expect(await say('帮助')).toMatch(/上一步 · 跳过[^]*工作人员随时可以发[^]*导出/)
  })
})
