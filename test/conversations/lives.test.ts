import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { formsOf } from '../../src/conversations/forms.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { formNamed } from '../engine/talk.js'
import { clock, emptyPlace, newId, onEachDatabase } from '../contracts/databases.js'
import { aShell, type AShell } from './a-shell.js'
import { memberOf } from './staff/member.js'

/** A hub whose people fill one short form. */
async function anOldShell(database: Database) {
  const hub = await aShell(database)
  hub.shell.forms = formsOf([formNamed('activity.v1')])
  return hub
}

type Somebody = Awaited<ReturnType<AShell['somebody']>>

const ACTIVITY = ['活动记录', '3月22日', '高安志愿者培训', '高安', '30人签到', '3', '跳过', '1']

onEachDatabase('what happens to filed records in chat', (given) => {
  let database: Database
  let hub: AShell
  let staff: Awaited<ReturnType<typeof memberOf>>
  let grantee: Somebody
  beforeEach(async () => {
    database = given()
    hub = await anOldShell(database)
    staff = await memberOf(database, hub, 'staff')
    grantee = await hub.somebody('one')
  })

  const rows = <R>(text: string, ...values: string[]) => database.reads.all<R>(text, values)
  const versions = () =>
    rows<{ id: string; version: number; state: string; currentOf: string | null; reason: string | null }>(
      'SELECT id, version, state, currentOf, reason FROM records WHERE hubId = ? ORDER BY version',
      hub.hubId,
    )
  const files = async (who: Somebody, ...said: string[]) => {
    const reply = await who.sayAll(...(said.length > 0 ? said : ACTIVITY))
    expect(reply).toContain('已提交')
  }

  it('shows whole what nobody of the staff has decided on, and what was changed where they have', async () => {
    await files(grantee)
    await grantee.sayAll('我的填报', '改 1', '4', '36人签到')
    expect(await grantee.say('1')).toContain('改好交上去了')
    await staff.say('待审')
    const first = await staff.say('1')
    expect(first).toMatch(/第 2 版[^]*1\. 日期[^]*4\. 人数：36人/)
    expect(first).not.toContain('和上次看的比')
    expect(await staff.say('对比')).toContain('前面的版本还没有审过')
    await staff.sayAll('退回 1：第4题 请核对', '1')
    await grantee.sayAll('1', '37人签到', '1')
    await staff.say('待审')
    expect(await staff.say('1')).toMatch(/和上次看的比，改了 1 处：\n第 4 题 人数：36人（签到） → 37人（签到）/)
  })

  it('a number behind 都审完了 opens nothing for the hub itself', async () => {
    await files(grantee)
    expect(await staff.say('你好')).toMatch(/1 活动记录|「?活动记录/)
    let day = 22
    for (const decision of [
      ['待审', '通过 1'],
      ['待审', '1', '通过'],
    ]) {
      expect(await staff.sayAll(...decision)).toContain('都审完了')
      for (let i = 0; i < 2; i++) expect(await staff.say('1')).not.toContain('开始填')
      hub.passes(31 * 60_000)
      expect(await staff.sayAll('待审', '1')).not.toContain('开始填')
      await files(grantee, ...ACTIVITY.with(1, `4月${day++}日`).with(2, '读书会'))
    }
    expect(
      await rows(
        'SELECT id FROM sessions WHERE hubId = ? AND contactId IN (SELECT contactId FROM addresses WHERE id = ?)',
        hub.hubId,
        staff.addressId,
      ),
    ).toEqual([])
  })

  it('keeps every version whole: pictures and messages of the first are in the next, new ones beside them', async () => {
    await grantee.sayAll('活动记录', '3月22日', '高安志愿者培训', '高安', '30人签到', '3')
    for (let i = 0; i < 2; i++) await grantee.picture()
    hub.passes(2_000)
    await files(grantee, '完', '1')
    await staff.sayAll('待审', '退回 1：第6题 请再补一张', '1')
    expect(await grantee.say('1')).toContain('请再补一张')
    await grantee.picture()
    await grantee.sayAll('3 分组讨论', '完')
    expect(await grantee.say('1')).toContain('改好交上去了')

    const [first, second] = await versions()
    expect([first, second]).toMatchObject([
      { version: 1, state: 'returned', currentOf: null },
      { version: 2, state: 'resubmitted', currentOf: first!.id },
    ])
    const photosOf = (id: string) =>
      rows<{ photoId: string; caption: string | null }>(
        'SELECT photoId, caption FROM record_photos WHERE recordId = ? ORDER BY position',
        id,
      )
    const [before, now] = [await photosOf(first!.id), await photosOf(second!.id)]
    expect(before).toHaveLength(2)
    expect(now.map(({ photoId }) => photoId).slice(0, 2)).toEqual(before.map(({ photoId }) => photoId))
    expect(now.map(({ caption }) => caption)).toEqual([null, null, '分组讨论'])
    // Each number still leads back to the message it came from.
    const saidOf = (id: string, part: string) =>
      rows<{ said: string }>(
        'SELECT m.said FROM record_sources s JOIN inbound_messages m ON m.id = s.messageId WHERE s.recordId = ? AND s.part = ?',
        id,
        part,
      )
    expect(await saidOf(second!.id, 'headcount')).toEqual(await saidOf(first!.id, 'headcount'))
    expect((await saidOf(second!.id, 'headcount'))[0]!.said).toContain('30人')
  })

  it('writes down each change: who, when, from, to, why and through which message', async () => {
    await files(grantee)
    hub.passes(1_000)
    await grantee.sayAll('我的填报', '改 1 人数 31人签到', '1')
    hub.passes(1_000)
    await grantee.sayAll('我的填报', '撤回 1', '1')
    hub.passes(1_000)
    await grantee.say('恢复')
    hub.passes(1_000)
    await staff.sayAll('待审', '通过 1')
    hub.passes(1_000)
    await grantee.sayAll('我的填报', '更正', '4', '35人签到', '1', '签到表又找到一页')
    const events = await rows<Record<string, string | null>>(
      `SELECT e.type, e.field, e.fromValue, e.toValue, e.why, e.messageId, m.said, m.contactId, e.byContactId
       FROM record_events e LEFT JOIN inbound_messages m ON m.id = e.messageId WHERE e.hubId = ? ORDER BY e.at, e.type DESC`,
      hub.hubId,
    )
    const value = (json: string | null) => (json === null ? null : (JSON.parse(json) as unknown))
    expect(
      events.map(({ type, field, fromValue, toValue, why, said }) => [
        type,
        field,
        type === 'changed' ? 'json' : value(fromValue!),
        type === 'changed' ? 'json' : value(toValue!),
        why,
        (value(said!) as { text: string }).text,
      ]),
    ).toEqual([
      ['submitted', null, null, 'submitted', 'first_filing', '1'],
      ['resubmitted', null, 'submitted', 'resubmitted', 'edited_before_acceptance', '1'],
      ['changed', 'headcount', 'json', 'json', 'edited_before_acceptance', '1'],
      ['withdrawn', null, 'resubmitted', 'withdrawn', 'withdrawn_by_filer', '1'],
      ['resubmitted', null, 'withdrawn', 'resubmitted', 'withdrawal_undone', '恢复'],
      ['accepted', null, 'resubmitted', 'accepted', 'accepted_as_it_is', '通过 1'],
      ['corrected', null, 'accepted', 'corrected', '签到表又找到一页', '签到表又找到一页'],
      ['changed', 'headcount', 'json', 'json', '签到表又找到一页', '签到表又找到一页'],
    ])
    for (const { byContactId, contactId } of events) expect(byContactId).toBe(contactId)
    const changes = events.filter(({ type }) => type === 'changed')
    expect(
      changes.map(({ fromValue, toValue }) => [fromValue, toValue].map((json) => /(\d+)人/.exec(json!)?.[1])),
    ).toEqual([
      ['30', '31'],
      ['31', '35'],
    ])
    expect(await versions()).toMatchObject([
      { version: 1, state: 'submitted', currentOf: null, reason: null },
      { version: 2, state: 'accepted', currentOf: null, reason: null },
      { version: 3, state: 'corrected', reason: '签到表又找到一页' },
    ])
    // In the chat each change is told with what it was and is; of the kinds of act only what the line does not say already.
    await staff.say('待审')
    const told = await staff.say('历史 1')
    expect(told).toMatch(/改好再交：「人数」30人（签到） → 31人（签到）；通过以前自己改的\n/)
    expect(told).toMatch(/更正：「人数」31人（签到） → 35人（签到）；原因：签到表又找到一页/)
    expect(told).not.toMatch(/[a-z]_[a-z]/)
  })

  it('a reviewer who accepts while she files her change: one wins, the other is told', async () => {
    for (let i = 0; i < 6; i++) {
      await files(grantee, ...ACTIVITY.with(1, `${i + 1}月5日`))
      await staff.say('待审')
      await grantee.sayAll('我的填报', '改 1', '4', '35人签到')
      const both = [() => staff.say('通过 1'), () => grantee.say('1')]
      const [a, b] = await Promise.all((i % 2 === 0 ? both : both.toReversed()).map((says) => says()))
      const [reviewer, writer] = i % 2 === 0 ? [a, b] : [b, a]
      if (writer!.includes('改好交上去了')) {
        expect(reviewer).toMatch(/慢了一步[^]*30人（签到） → 35人（签到）/)
        expect(await staff.say('通过')).toContain('通过了')
      } else {
        expect(reviewer).toContain('通过了')
        expect(writer).toMatch(/刚刚通过了[^]*你改的都还在[^]*为什么/)
        expect(await grantee.say('签到表又找到一页')).toContain('更正记下了')
        expect(await staff.sayAll('待审', '通过 1')).toContain('通过了')
      }
      const all = await versions()
      expect(all.filter(({ currentOf }) => currentOf !== null)).toHaveLength(i + 1)
      expect(all.filter(({ state, currentOf }) => currentOf !== null && state !== 'accepted')).toEqual([])
    }
  })

  it('two contacts who open the same record at once: one has it, the other hears who', async () => {
    await files(grantee)
    const colleague = await hub.somebody('one')
    // Another address is the same person; a second contact of the organisation is made of the third.
    await database.units((sql) =>
      sql.run(
        `UPDATE contacts SET organisationId = (SELECT x.organisationId FROM (SELECT organisationId, id FROM contacts) x WHERE x.id = (SELECT contactId FROM addresses WHERE id = ?))
         WHERE hubId = ? AND name = 'three的联系人'`,
        [colleague.addressId, hub.hubId],
      ),
    )
    const other = await hub.somebody('three')
    await grantee.say('我的填报')
    await other.say('我的填报')
    const replies = await Promise.all([grantee.say('改 1'), other.say('改 1')])
    expect(replies.filter((reply) => reply!.includes('改哪一题'))).toHaveLength(1)
    expect(replies.filter((reply) => /(?:one|three)的联系人正在改这一份/.test(reply!))).toHaveLength(1)
    expect(await rows('SELECT id FROM sessions WHERE revisesOpen IS NOT NULL AND hubId = ?', hub.hubId)).toHaveLength(1)
  })
})

describe('reviewing by chat', () => {
  let hub: AShell
  let database: Database
  let staff: Awaited<ReturnType<typeof memberOf>>
  let grantee: Somebody
  beforeEach(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    hub = await anOldShell(database)
    staff = await memberOf(database, hub, 'staff')
    grantee = await hub.somebody('one')
  })
  afterEach(async () => {
    await database.close()
    await remove()
  })
  let remove: () => Promise<void>

  const rowsOf = (text: string) => database.reads.all(text)
  const files = async (title: string) => {
    await grantee.sayAll('活动记录', '3月22日', title, '高安', '30人签到', '3', '跳过', '1')
    hub.passes(1_000)
  }

  it('shows nine a page with numbers that go on, and accepts several at once', async () => {
    for (let i = 1; i <= 12; i++) await files(`第${i}场培训`)
    const first = await staff.say('待审')
    expect(first).toMatch(/待审 12 份[^]*\n1 青云社[^]*\n9 青云社[^]*还有 3 份，回复 更多/)
    expect(await staff.say('更多')).toMatch(/\n10 青云社[^]*\n12 青云社/)
    expect(await staff.say('12')).toContain('第12场培训')
    expect(await staff.say('通过 1-3、11')).toMatch(/通过了 4 份[^]*还有 8 份待审/)
    // The numbers stay what they were while she works through the list.
    expect(await staff.say('审 4')).toContain('第4场培训')
    expect(await staff.say('通过 3-4')).toMatch(/通过了：青云社[^]*已经通过了[^]*还有 7 份待审/)
    expect(await staff.say('通过 13')).toContain('1 到 12')
    expect(await staff.say('退回 5-6')).toContain('先退第 5 份，回复 退回 5')
  })

  it('says nothing of it to others: a viewer looks, another hub and grantees see nothing', async () => {
    await files('高安志愿者培训')
    await staff.becomes('viewer')
    expect(await staff.sayAll('待审', '1')).toContain('高安志愿者培训')
    for (const said of ['通过', '退回', '更正', '重开 1 数字要核对', '撤回退回'])
      expect(await staff.say(said)).toContain('你可以看，不能审')
    expect(await staff.say('历史')).toContain('提交')
    expect(await staff.say('改动')).toContain('第一版')

    const other = await anOldShell(database)
    const foreign = await memberOf(database, other, 'staff')
    expect(await foreign.say('待审')).toContain('没有待审的')
    const nonsense = await grantee.say('随便写写')
    for (const said of ['待审', '审 1', '通过 1', '已通过', '历史 1']) expect(await grantee.say(said)).toBe(nonsense)
  })

  it('a return without a word to each question does not leave', async () => {
    await files('高安志愿者培训')
    await staff.say('待审')
    expect(await staff.say('退回 1')).toContain('退回青云社')
    expect(await staff.say('4')).toContain('第 4 题 人数，要对方怎么改')
    for (const said of ['1', '好', '嗯']) expect(await staff.say(said)).toContain('每一题都要写清楚怎么改')
    expect(await staff.say('和签到表对不上')).toMatch(/要改 1 题[^]*1 发出/)
    expect(await staff.say('第3题 写到区县')).toMatch(
      /要改 2 题[^]*第 3 题 地点：写到区县\n第 4 题 人数：和签到表对不上/,
    )
    expect(await staff.say('2')).toContain('退回青云社')
    expect(await staff.say('取消')).toContain('没有动')
    expect(await staff.say('待审')).toContain('新交')
    expect((await grantee.deliveries()).length).toBe(0)
  })

  it('a comment that names no question is asked which it is of, and need not be written again', async () => {
    await files('高安志愿者培训')
    await staff.say('待审')
    expect(await staff.say('退回 1')).toContain('退回青云社')
    expect(await staff.say('写清楚')).toContain('「写清楚」说的是哪一题')
    expect(await staff.say('4')).toMatch(/要改 1 题[^]*第 4 题 人数：写清楚[^]*1 发出/)
    expect((await grantee.deliveries()).length).toBe(0)
  })

  it('a draft of her own waits meanwhile: without a list a decision is no answer to it', async () => {
    await files('高安志愿者培训')
    await staff.sayAll('活动记录', '昨天')
    for (const said of ['历史 1', '审 1']) {
      expect(await staff.say(said)).toMatch(/青云社[^]*提交|青云社[^]*交的/)
      hub.passes(31 * 60_000)
    }
    hub.passes(31 * 60_000)
    expect(await staff.say('通过 1')).toMatch(/还没有动[^]*待审 1 份[^]*「活动记录」还开着/)
    expect(await staff.say('通过 1')).toContain('通过了')
    hub.passes(31 * 60_000)
    expect(await staff.say('重开 1 点错了')).toMatch(/还没有动[^]*已通过的 1 份/)
    expect(await staff.say('重开 1 点错了')).toContain('又回到待审')
    hub.passes(31 * 60_000)
    expect(await staff.say('退回 1 人数不对')).toMatch(/要改 1 题[^]*人数：不对[^]*1 发出/)
    expect(await staff.say('1')).toContain('退回了')
    hub.passes(31 * 60_000)
    for (const said of ['通过', '重开']) expect(await staff.say(said)).not.toContain('记下了')
    hub.passes(31 * 60_000)
    expect(await staff.say('继续')).toContain('【2/6】')
    expect(await staff.say('没问题')).toContain('填到第 2 题')
    expect(await staff.say('社区读书会')).toMatch(/记下了：社区读书会[^]*【3\/6】/)
  })

  it('a number of hers after a list is gone opens nothing: she sees where she is', async () => {
    await files('高安志愿者培训')
    await staff.say('待审')
    hub.passes(31 * 60_000)
    expect(await staff.say('1')).toMatch(/刚才的单子[^]*\n1 青云社/)
    expect(await staff.say('1')).toContain('填的是')
    await staff.say('谁还没交')
    expect(await staff.say('1')).toContain('填的是')
    hub.passes(31 * 60_000)
    expect(await staff.sayAll('谁还没交', '1')).toMatch(/没有在等你回复数字[^]*待审的有 1 份/)
    expect(await staff.sayAll('你好', '1')).toContain('开始填「活动记录」')
  })

  it('what she wrote to each question is not lost with the list', async () => {
    await files('高安志愿者培训')
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'), '2', '1')
    await staff.say('帮助')
    const said = '退回 1：第4题 到底多少人？有签到表吗'
    expect(await staff.say(said)).toMatch(new RegExp(`还没有动[^]*待审 2 份[^]*你刚才写的[^]*\n${said}$`))
    await staff.sayAll('待审', '通过 1-2', '帮助')
    expect(await staff.say(said)).toMatch(new RegExp(`没有待审的。\n你刚才写的没有发出去：\n${said}$`))
  })

  it('after a number that is none of the list a decision without one asks', async () => {
    await files('高安志愿者培训')
    await staff.sayAll('待审', '1')
    expect(await staff.say('5')).toContain('单子里只有一份，回复 1')
    for (const said of ['通过', '退回']) expect(await staff.say(said)).toContain('单子里只有一份')
    expect(await staff.sayAll('1', '通过')).toContain('通过了')
  })

  it('a number after 「没有待审的」 opens nothing, whatever menu stood before it', async () => {
    expect(await staff.say('你好')).toContain('1 活动记录')
    expect(await staff.sayAll('待审')).toContain('没有待审的')
    expect(await staff.say('1')).toMatch(/没有在等你回复数字，也没有待审的/)
    await staff.say('活动记录')
    expect(await staff.say('通过')).toMatch(/没有待审的[^]*还开着/)
  })

  it('staff see all of a long answer, and the pictures, before they decide', async () => {
    await grantee.sayAll('活动记录', '3月22日', '高安志愿者培训'.repeat(14), '高安', '30人签到', '3')
    for (let i = 0; i < 2; i++) await grantee.picture()
    const coming = (await rowsOf('SELECT id FROM photos ORDER BY sentAt, id')) as { id: string }[]
    for (const [i, { id }] of coming.entries())
      await database.units((sql) =>
        sql.run("UPDATE photos SET state = 'kept', copy = ? WHERE id = ?", [String(i).repeat(64), id]),
      )
    hub.passes(2_000)
    expect(await grantee.sayAll('完', '1')).toContain('已提交')
    expect(await staff.say('看照片')).toContain('先回复 待审')
    expect(await staff.sayAll('待审', '1')).toMatch(/…（共 98 字）[^]*回复 看第2题，看全文[^]*回复 看照片/)
    expect(await staff.say('看第2题')).toBe(`第 2 题 内容：${'高安志愿者培训'.repeat(14)}`)
    expect(await staff.say('看第4题')).toBe('第 4 题 人数：30人（签到）')
    expect(await staff.say('看照片')).toMatch(/照片 2 张[^]*号码和说明在每张前面/)
    // Each behind its number and caption, and at the end what can be done.
    const sent = (await staff.deliveries()).map(({ payload }) => payload.say)
    expect(sent).toEqual([
      { type: 'text', text: '1 （没写说明）' },
      { type: 'image', blob: '0'.repeat(64) },
      { type: 'text', text: '2 （没写说明）' },
      { type: 'image', blob: '1'.repeat(64) },
      { type: 'text', text: expect.stringMatching(/^回复 通过，或 退回/) },
    ])
    hub.passiveOnly()
    expect(await staff.say('看照片')).toMatch(/有 2 张照片，这里现在发不了[^]*回复 导出/)
    expect(await staff.say('通过')).toContain('通过了')
  })

  it('why it is opened again may be that she tapped the wrong one; a command is no reason', async () => {
    await files('高安志愿者培训')
    await staff.sayAll('待审', '通过 1')
    for (const reason of ['写错了', '弄错了', '点错了']) {
      await staff.say('已通过')
      expect(await staff.say('重开 1')).toContain('为什么重新打开')
      expect(await staff.say('历史 1')).not.toContain('又回到待审')
      await staff.sayAll('已通过', '重开 1')
      expect(await staff.say('好')).toContain('为什么重新打开')
      expect(await staff.say(reason)).toContain('又回到待审')
      await staff.sayAll('待审', '通过 1')
    }
    await staff.sayAll('已通过', '重开 1', '重开 1 看错了')
    expect(
      await rowsOf(
        `SELECT why FROM record_events WHERE type = 'submitted' AND fromValue = '"accepted"' ORDER BY at, id`,
      ),
    ).toEqual([{ why: '写错了' }, { why: '弄错了' }, { why: '点错了' }, { why: '看错了' }])
  })

  it('nor does a look at what she filed take an answer away from a draft', async () => {
    await files('高安志愿者培训')
    await grantee.sayAll('活动记录', '4月5日')
    expect(await grantee.say('看看我填的')).toContain('「活动记录」填成这样')
    expect(await grantee.say('我的填报')).toMatch(/交过的一共 1 份[^]*回复 继续 接着填/)
    expect(await grantee.say('1')).toContain('高安志愿者培训')
    expect(await grantee.say('30 周年庆')).toContain('记下了：30 周年庆')
  })

  it('what was filed before there was a history has none, and can be reviewed all the same', async () => {
    await files('高安志愿者培训')
    await database.units((sql) => sql.run('DELETE FROM record_events'))
    await staff.say('待审')
    expect(await staff.say('历史 1')).toContain('没有记下经过')
    expect(await staff.sayAll('退回 1：人数 请核对', '1')).toContain('退回了')
    expect(await staff.sayAll('已退回', '撤回退回 1')).toContain('又回到待审')
  })

  it('is accepted with a word that the grantee hears; one that may be a condition is asked about once', async () => {
    await files('第1场培训')
    await files('第2场培训')
    const heard = async () => (await grantee.deliveries()).at(-1)?.text
    await staff.sayAll('待审')
    expect(await staff.say('通过 1，下次早点交')).toMatch(/通过了：[^]*「下次早点交」一起告诉对方了。\n还有 1 份待审/)
    expect(await heard()).toMatch(/通过了，谢谢你！\n附言：「下次早点交」/)
    expect(await staff.say('历史 1')).toContain('通过：附言：下次早点交')
    await staff.sayAll('待审', '1')
    expect(await staff.say('可以的，下次注意签到表')).toMatch(/「下次注意签到表」是跟通过一起告诉对方吗[^]*1 通过/)
    expect(await staff.say('2')).toContain('好，没有动')
    await staff.sayAll('待审', '1', '可以的，下次注意签到表')
    expect(await staff.say('1')).toMatch(/通过了：[^]*都审完了/)
    expect(await heard()).toContain('附言：「下次注意签到表」')
    await files('第3场培训')
    await staff.say('待审')
    expect(await staff.say('通过，但第3题要补一下')).toContain('是跟通过一起告诉对方吗')
    expect(await rowsOf("SELECT id FROM records WHERE state = 'accepted'")).toHaveLength(2)
  })

  it('a number means the list she saw last, whatever she said besides, and never a form that she did not ask for', async () => {
    await files('高安志愿者培训')
    expect(await staff.say('看 1')).toContain('是哪一份？先回复 待审')
    await staff.say('待审')
    for (const said of ['这么多啊', '你好', '在吗']) {
      expect(await staff.say(said)).not.toContain('1 活动记录')
      expect(await staff.say('1')).toMatch(/高安志愿者培训[^]*回复 通过，或 退回/)
    }
    await staff.say('辛苦了')
    expect(await staff.say('退回 1')).toContain('的哪几题')
    // Once the forms are shown by number, it is one of them.
    await staff.sayAll('取消', '待审', '帮助')
    expect(await staff.say('1')).toContain('开始填')
  })

  it('a list counts for half an hour', async () => {
    await files('高安志愿者培训')
    await staff.say('待审')
    hub.passes(31 * 60_000)
    expect(await staff.say('通过 1')).toContain('待审 1 份')
    expect(await staff.say('通过 1')).toContain('通过了')
  })

  it('what was returned while nobody is bound any more is told by phone', async () => {
    await files('高安志愿者培训')
    await database.units((sql) => sql.run('UPDATE addresses SET contactId = NULL WHERE id = ?', [grantee.addressId]))
    expect(await staff.sayAll('待审', '退回 1：人数 请核对', '1')).toContain('请打电话')
  })
})
