import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { formsOf } from '../../src/conversations/forms.js'
import { deliver } from '../../src/conversations/deliver.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { clock, emptyPlace, newId } from '../contracts/databases.js'
import { formNamed } from '../engine/talk.js'
import { aShell, type AShell } from './a-shell.js'
import { memberOf } from './staff/member.js'

const ACTIVITY = ['活动记录', '3月22日', '高安志愿者培训', '高安', '30人', '3', '跳过', '1']

describe('what was filed, and what came back', () => {
  let database: Database
  let hub: AShell
  let remove: () => Promise<void>
  let staff: Awaited<ReturnType<typeof memberOf>>
  let grantee: Awaited<ReturnType<AShell['somebody']>>
  beforeEach(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    hub = await aShell(database)
    hub.shell.forms = formsOf([formNamed('work-brief.v1'), formNamed('activity.v1')])
    staff = await memberOf(database, hub, 'staff')
    grantee = await hub.somebody('one')
    expect(await grantee.sayAll(...ACTIVITY)).toContain('已提交')
  })
  afterEach(async () => {
    await database.close()
    await remove()
  })
  const open = () => database.reads.all("SELECT id FROM sessions WHERE state = 'open'")
  const returns = async () => {
    await staff.sayAll('待审', '退回 1 人数不对')
    expect(await staff.say('1')).toContain('退回了')
  }

  it.each(['1', '2', '提交'])('%s tapped once more opens nothing: it is filed already, and what next', async (tap) => {
    for (let i = 0; i < 3; i++) {
      expect(await grantee.say(tap)).toMatch(/「活动记录」\S*已经交上去了[^]*我的填报[^]*工作简报、活动记录/)
    }
    expect(await open()).toEqual([])
    expect(await grantee.say('活动记录')).toContain('开始填')
  })

  it('a number after the menu is a choice from it, also soon after', async () => {
    expect(await grantee.sayAll('你好', '2')).toContain('开始填「活动记录」')
  })

  it('is not hidden behind the menu: a greeting, thanks and help leave it one word away', async () => {
    await returns()
    for (const said of ['你好', '在吗', '你好'])
      expect(await grantee.say(said)).toMatch(/退回来的 1 题还等着改：现在改回复 1/)
    expect(await grantee.say('谢谢')).toContain('不客气')
    expect(await grantee.say('1')).toMatch(/退回来要改的有 1 题[^]*【4\/6】/)
  })

  it('put off, it stands above the menu, whose numbers stay what they are', async () => {
    await returns()
    expect(await grantee.say('2')).toMatch(/先放着[^]*回复 改[^]*1 工作简报/)
    for (const said of ['你好', '帮助'])
      expect(await grantee.say(said)).toMatch(/还有 1 题等你改，回复 改[^]*2 活动记录/)
    expect(await grantee.say('2')).toContain('开始填「活动记录」')
    await grantee.sayAll('取消', '1')
    expect(await grantee.say('改')).toContain('【4/6】')
  })

  it('who has not heard of it yet hears of it, and a number opens nothing', async () => {
    await grantee.say('活动记录')
    await returns()
    await grantee.sayAll('取消')
    expect(await grantee.say('1')).toMatch(/已经取消[^]*1 现在改/)
    expect(await grantee.sayAll('4月5日')).toMatch(/是要改「活动记录」[^]*1 是，改它/)
  })

  it('is said in one line in the middle of something else, with how she gets to it; staff hear which of both it is', async () => {
    await grantee.sayAll('活动记录', '4月5日')
    await staff.sayAll('待审', '退回 1 人数不对')
    expect(await staff.say('1')).toContain('手上有一份还没填完，已经说了一声')
    expect((await grantee.deliveries()).at(-1)?.text).toMatch(/退回了「活动记录」\S*，有 1 题要改：回复 更正/)
    expect(await grantee.sayAll('我的填报', '1')).toMatch(/退回要改[^]*说要改：\n第 4 题 人数：不对/)
    expect(await grantee.say('更正')).toMatch(/先放着[^]*退回来要改的有 1 题/)
    await staff.sayAll('已退回', '撤回退回 1')
    await grantee.sayAll('取消', '1')
  })

  it('said while she cannot be reached, it comes with her next answer, also in a draft', async () => {
    await grantee.sayAll('活动记录', '4月5日')
    const { reach } = hub.shell
    hub.shell.reach = (standing, at) =>
      standing.address.user === grantee.from.user ? { type: 'closed', reason: 'silent' } : reach(standing, at)
    await staff.sayAll('待审', '退回 1 人数不对')
    expect(await staff.say('1')).toContain('现在收不到消息')
    expect(await grantee.say('萍乡志愿者培训')).toMatch(/^\S*退回了「活动记录」[^]*回复 更正[^]*记下了：萍乡志愿者培训/)
    expect(await grantee.say('萍乡')).not.toContain('退回了')
  })

  it('taken back after she was offered to change it, her 1 opens nothing: it is not wanted any more', async () => {
    await returns()
    await staff.sayAll('已退回', '撤回退回 1')
    expect(await grantee.say('1')).toMatch(/现在是「待审」，不用改了/)
    expect(await open()).toEqual([])
  })

  it('and where neither could be said to her, her choice from the menu opens nothing either', async () => {
    const { reach } = hub.shell
    hub.shell.reach = (standing, at) =>
      standing.address.user === grantee.from.user ? { type: 'closed', reason: 'silent' } : reach(standing, at)
    await returns()
    await staff.sayAll('已退回', '撤回退回 1')
    expect(await grantee.say('1')).not.toContain('【')
    expect(await open()).toEqual([])
  })

  it('come while she is asked something else, it is not what her quick 1 answers: she reads it first', async () => {
    await staff.sayAll('待审', '退回 1 人数不对')
    expect(await grantee.sayAll('我的填报', '撤回 1')).toContain('要撤回')
    await staff.say('1')
    expect(await grantee.say('1')).toMatch(/^你回数字的时候，刚来了这一条[^]*有 1 题要改[^]*1 现在改/)
    expect(await open()).toEqual([])
    expect(await grantee.say('1')).toContain('【4/6】')
    // What was sent meanwhile offers it, too.
    expect(await grantee.say('现在改')).toMatch(/^【4\/6】/)
    expect(await grantee.say('以后再改')).toContain('先停在这里')
  })

  it('what could not be said to her is shown by her second tap, and opened only by the next', async () => {
    const { key, createdAt, payload } = await returns().then(async () => (await grantee.deliveries()).at(-1)!)
    const refuses = {
      send: () => Promise.resolve({ type: 'refused' as const, code: '45015', scope: 'person' as const }),
    }
    const sending = deliver(hub.shell, { senderOf: () => refuses, nameOf: () => '公众号一' })
    expect(await sending.run({ id: '0', key, payload, attempts: 1, createdAt })).toMatchObject({ code: 'unsaid' })
    expect(await grantee.say('1')).toMatch(/人数：不对[^]*1 现在改\n2 以后再改$/)
    expect(await open()).toEqual([])
    expect(await grantee.say('1')).toMatch(/^「活动记录」退回来要改的有 1 题[^]*【4\/6】/)
  })

  it('what could not be said to her is not answered by what she tells before she has read it', async () => {
    await staff.sayAll('待审', '退回 1 第2题 写清楚一点')
    await staff.say('1')
    const { key, createdAt, payload } = (await grantee.deliveries()).at(-1)!
    const refuses = {
      send: () => Promise.resolve({ type: 'refused' as const, code: '45015', scope: 'person' as const }),
    }
    await deliver(hub.shell, { senderOf: () => refuses, nameOf: () => '公众号一' }).run({
      id: '0',
      key,
      payload,
      attempts: 1,
      createdAt,
    })
    expect(await grantee.say('我们的联欢会办得很热闹')).toMatch(/内容：写清楚一点[^]*1 现在改/)
    expect(await open()).toEqual([])
  })

  it('taken back by her and put back, it is asked again with what the hub said, and the hub sees that too', async () => {
    await returns()
    hub.passes(60_000)
    await grantee.sayAll('2', '我的填报', '撤回 1', '1')
    hub.passes(60_000)
    expect(await grantee.say('恢复')).toMatch(/现在是「退回要改」[^]*回复 我的填报/)
    expect(await grantee.sayAll('我的填报', '1')).toMatch(/说要改：\n第 4 题 人数：不对[^]*恢复$/m)
    expect(await grantee.say('改')).toMatch(/退回来要改的有 1 题[^]*【4\/6】江西枢纽说：不对/)
    expect(await grantee.sayAll('50人', '1')).toContain('交')
    expect(await staff.sayAll('待审', '1')).toMatch(/退回的时候说的是：\n第 4 题 人数：不对/)
  })

  it('accepted, she hears so in one line: at once, or with her next answer; she knew that she would', async () => {
    expect(await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))).toMatch(/看过会告诉你/)
    await staff.sayAll('待审', '通过 1')
    expect((await grantee.deliveries()).at(-1)?.text).toMatch(/看过了，「活动记录」2026年3月22日通过了/)
    const { reach } = hub.shell
    hub.shell.reach = (standing, at) =>
      standing.address.user === grantee.from.user ? { type: 'closed', reason: 'silent' } : reach(standing, at)
    await staff.say('通过 2')
    expect(await grantee.say('谢谢')).toMatch(/「活动记录」2026年4月5日通过了[^]*不客气/)
  })

  it('what may be done stands under the list by how the records are', async () => {
    expect(await grantee.say('我的填报')).toMatch(/：改 1 · 撤回 1。$/)
    await staff.sayAll('待审', '通过 1')
    expect(await grantee.say('我的填报')).toMatch(/：更正 1（通过了的）。$/)
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))
    expect(await grantee.say('我的填报')).toMatch(/：改 1 · 撤回 1 · 更正 2（通过了的）。$/)
    await grantee.sayAll('撤回 1', '1')
    expect(await grantee.say('我的填报')).toMatch(/：更正 2（通过了的） · 恢复 1（撤回了的）。$/)
  })

  it('a change said without a number is made in the only one, else it is asked of which', async () => {
    expect(await grantee.say('我要改一下，人数是110人')).toMatch(/30人 → 110人\n[^]*1 提交/)
    await grantee.sayAll('取消', '1')
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))
    expect(await grantee.say('我要改一下，人数是110人')).toMatch(
      /「人数是110人」是哪一份的[^]*改 1 人数是110人[^]*1 「活动记录」/,
    )
    expect(await grantee.say('改 1 人数是110人')).toMatch(/30人 → 110人/)
  })

  it('a change of what came back is the answer to that very question', async () => {
    await returns()
    expect(await grantee.sayAll('我的填报', '改 1 人数 50人')).toMatch(/30人 → 50人\n/)
  })

  it('a draft begun meanwhile does not block it: it waits, and goes on where it was', async () => {
    await returns()
    await grantee.sayAll('活动记录', '4月5日', '萍乡志愿者培训')
    expect(await grantee.sayAll('我的填报', '改 1')).toMatch(/「活动记录」（填到第 3 题）先放着[^]*【4\/6】/)
    expect(await open()).toHaveLength(2)
    expect(await grantee.say('35人')).toContain('30人 → 35人')
    expect(await grantee.say('1')).toMatch(/改好交上去了[^]*接着填刚才放下的[^]*【3\/6】/)
    // A second tap is no place.
    expect(await grantee.say('1')).toMatch(/^「1」没有记[^]*再回复一次 1[^]*【3\/6】/)
    hub.passes(10_000)
    expect(await grantee.say('萍乡')).toContain('记下了：萍乡')
    expect(await open()).toHaveLength(1)
  })

  it('may be opened by 改 while a new draft has nothing in it, and by 更正 at any time', async () => {
    await returns()
    await grantee.sayAll('活动记录')
    expect(await grantee.say('改')).toMatch(/先放着[^]*退回来要改的有 1 题/)
    await grantee.sayAll('取消', '1', '4月5日')
    expect(await grantee.say('改')).toContain('改哪一题')
    expect(await grantee.say('更正')).toMatch(/先放着[^]*退回来要改的有 1 题/)
  })

  it('who hears that it is not wanted any more hears what else came back', async () => {
    hub.passiveOnly()
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))
    await staff.sayAll('待审', '退回 1 人数不对', '1')
    expect(await grantee.say('在吗')).toContain('1 现在改')
    await staff.sayAll('待审', '退回 1 地点不对', '1')
    await staff.sayAll('已退回', '撤回退回 2')
    expect(await grantee.say('现在改')).toMatch(/不用改了[^]*地点：不对[^]*1 现在改/)
    expect(await grantee.say('1')).toContain('退回来要改的有 1 题')
  })

  it('a draft comes back, too, when the change is given up, and pictures on their way to it are not lost', async () => {
    await grantee.sayAll('活动记录', '4月5日')
    await grantee.picture()
    await grantee.sayAll('我的填报', '改 1')
    expect(await grantee.sayAll('取消', '1')).toMatch(/还是原来的样子[^]*【2\/6】/)
    expect(await grantee.sayAll('萍乡志愿者培训', '萍乡', '20人', '3')).toMatch(/照片|1 张/)
  })

  it('a change that is begun is not left for another one', async () => {
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))
    await grantee.sayAll('我的填报', '改 1')
    expect(await grantee.sayAll('我的填报', '改 2')).toContain('「活动记录」（改到一半，还没有提交）')
  })

  it('is changed at once by what is said with the number', async () => {
    expect(await grantee.sayAll('我的填报', '改 1 人数 50人')).toMatch(/人数：30人 → 50人[^]*1 提交/)
    expect(await grantee.say('1')).toContain('改好交上去了')
    expect(await grantee.sayAll('改 1 人数改成40人')).toMatch(/人数：50人 → 40人/)
    await grantee.sayAll('取消', '1')
    expect(await grantee.sayAll('我的填报', '改 1 随便写写')).toMatch(/没看出改哪里，还没有改[^]*改哪一题/)
  })

  it('is put back by one word where it is the only one, else she sees which', async () => {
    expect(await grantee.say('恢复')).toContain('没有撤回过的')
    await grantee.sayAll('我的填报', '撤回 1', '1')
    expect(await grantee.say('恢复')).toContain('恢复了')
    await grantee.sayAll(...ACTIVITY.with(1, '4月5日'))
    for (const one of ['撤回 1', '撤回 2']) await grantee.sayAll('我的填报', one, '1')
    expect(await grantee.say('恢复')).toMatch(/有 2 份[^]*1 「活动记录」2026年4月5日/)
    expect(await grantee.sayAll('恢复 1', '我的填报', '恢复')).toContain('恢复了')
    await grantee.sayAll('我的填报', '撤回 2', '1', '我的填报', '撤回 1', '1', '恢复')
    expect(await grantee.say('恢复 2')).toMatch(/恢复了：「活动记录」2026年3月22日.*回复 我的填报/)
  })

  it('a picture after 本期无活动 is not asked about: there it has no place, and it waits', async () => {
    hub.shell.forms = formsOf([formNamed('work-brief.v2'), formNamed('activity.v1')])
    const said = ['本期无活动', '2026年1月到3月', '1']
    expect(await grantee.sayAll(...said)).toContain('已提交')
    await grantee.picture()
    expect((await grantee.deliveries()).at(-1)?.text).not.toContain('是交过的')
    await grantee.sayAll('活动记录')
    expect(
      await database.reads.all(
        "SELECT id FROM photos WHERE sessionId IN (SELECT id FROM sessions WHERE state = 'open')",
      ),
    ).toHaveLength(1)
  })

  it('two of one name are told apart by what was done', async () => {
    await grantee.sayAll(...ACTIVITY.with(2, '分组讨论'), '2', '1')
    expect(await grantee.say('我的填报')).toMatch(/1 「活动记录」2026年3月22日 分组讨论 [^]*2 [^\n]*日 高安志愿者培训 /)
  })

  it('a change where the reason is asked is made, and the reason asked again', async () => {
    await staff.sayAll('待审', '通过 1')
    await grantee.sayAll('我的填报', '更正', '4', '35人', '1')
    expect(await grantee.say('人数改成36人')).toMatch(/先照你说的改了[^]*30人 → 36人[^]*1 提交/)
    expect(await grantee.say('1')).toContain('为什么更正')
    expect(await grantee.say('签到表又找到一页')).toMatch(/更正记下了[^]*30人 → 36人/)
    expect(await database.reads.all('SELECT reason FROM records WHERE version = 2')).toEqual([
      { reason: '签到表又找到一页' },
    ])
  })

  it('a picture after the filing is asked about once, and goes into the record or waits', async () => {
    await grantee.picture()
    expect((await grantee.deliveries()).at(-1)?.text).toMatch(/是交过的「活动记录」[^]*1 是/)
    await grantee.picture()
    expect(await grantee.say('1')).toMatch(/放进 2 张照片[^]*【6\/6】/)
    expect(await grantee.sayAll('完', '1')).toContain('现在 2 张')
    await grantee.picture()
    expect(await grantee.say('2')).toMatch(/留着，放进你下一份[^]*2 活动记录/)
    await grantee.sayAll('2', '4月5日')
    expect(
      await database.reads.all(
        "SELECT id FROM photos WHERE sessionId IN (SELECT id FROM sessions WHERE state = 'open')",
      ),
    ).toHaveLength(1)
  })
})
