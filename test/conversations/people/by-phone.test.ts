import { expect, it } from '@jest/globals'
import { databaseRecordsToRead } from '../../../src/database/records-to-read.js'
import { onEachDatabase } from '../../contracts/databases.js'
import { aTeam, type ATeam } from './a-team.js'

onEachDatabase('what staff type for a grantee', (database) => {
  const filed = async (...who: string[]) => {
    const team = await aTeam(database())
    const xiaoman = await team.somebody('xiaoman')
    expect(await xiaoman.say('代填 青云')).toMatch(/替 青云社 填。电话里是谁？\n1 小禾\n2 小舟\n3 别人/)
    await xiaoman.sayAll(...who, '活动记录', ...team.activity)
    const done = await xiaoman.say('1')
    return { ...team, xiaoman, done }
  }
  const recordsOf = ({ rows, hubId }: ATeam) =>
    rows<{ name: string; typist: string; reason: string | null; confirmedAt: string | null; organisation: string }>(
      `SELECT c.name, t.name AS typist, r.reason, r.confirmedAt, o.name AS organisation FROM records r
       JOIN contacts c ON c.id = r.contactId JOIN contacts t ON t.id = r.typedBy JOIN organisations o ON o.id = r.organisationId
       WHERE r.hubId = ?`,
      [hubId],
    )
  const eventsOf = ({ rows, hubId }: ATeam) =>
    rows<{ type: string; name: string; why: string | null }>(
      `SELECT e.type, c.name, e.why FROM record_events e JOIN contacts c ON c.id = e.byContactId
       WHERE e.hubId = ? AND e.type IN ('typed', 'confirmed', 'objected') ORDER BY e.id`,
      [hubId],
    )

  it('says who spoke and who typed, and is confirmed with one tap when she is next here', async () => {
    const team = await filed('2')
    expect(team.done).toMatch(/「活动记录（替青云社小舟填）」已提交[^]*会请对方点一下确认/)
    expect(await recordsOf(team)).toEqual([
      { name: '小舟', typist: '小满', reason: null, confirmedAt: null, organisation: '青云社' },
    ])
    expect(await team.xiaoman.say('看 青云社')).toContain('还没确认的有 1 份：活动记录')
    const xiaozhou = await team.somebody('xiaozhou')
    expect(await xiaozhou.say('你好')).toMatch(
      /小满在2026年11月20日按电话替你填了「活动记录」：\n1\. 日期[^]*1 对，2 有不对的/,
    )
    expect(await xiaozhou.say('1')).toMatch(/确认过的了[^]*想填哪一份/)
    const [record] = await recordsOf(team)
    expect(record?.confirmedAt).not.toBeNull()
    expect(await eventsOf(team)).toEqual([
      { type: 'typed', name: '小满', why: 'told_by_phone' },
      { type: 'confirmed', name: '小舟', why: 'confirmed_by_speaker' },
    ])
    expect(await team.xiaoman.say('看 青云社')).not.toContain('还没确认')
    const exported = []
    for await (const one of databaseRecordsToRead(database().reads).records({ hubId: team.hubId })) exported.push(one)
    expect(exported).toMatchObject([
      { contact: { name: '小舟' }, typedBy: { name: '小满' }, confirmedAt: record?.confirmedAt },
    ])
  })

  it('names somebody who is in no list; one of the organisation answers for it, and changes what is wrong', async () => {
    const team = await filed('3', '王姐')
    expect(await recordsOf(team)).toMatchObject([{ typist: '小满', reason: '电话里是王姐' }])
    expect(await eventsOf(team)).toMatchObject([{ type: 'typed', why: '王姐' }])
    const xiaohe = await team.somebody('xiaohe')
    expect(await xiaohe.say('你好')).toContain('按电话替你填了')
    expect(await xiaohe.say('2')).toMatch(/那就改一下[^]*4\. 人数：25人[^]*改哪一题/)
    expect((await team.xiaoman.deliveries()).at(-1)?.text).toContain('青云社的小禾说，按电话代填的「活动记录」有不对的')
    expect((await eventsOf(team)).at(-1)).toMatchObject({ type: 'objected', name: '小禾' })
    // Who thinks better of it is asked again; who changes it has said so herself.
    expect(await xiaohe.sayAll('取消', '1')).toMatch(/\n\n小满在[^]*按电话替你填了/)
    expect(await xiaohe.sayAll('2', '4', '30人', '1')).toContain('25人（签到） → 30人')
    expect(await xiaohe.say('你好')).toContain('想填哪一份')
    expect(await team.xiaoman.say('看 青云社')).not.toContain('还没确认')
  })

  it.each([
    ['小禾电话里说的', '小禾'],
    ['是小舟打电话来说的', '小舟'],
  ])('「%s」 is %s', async (said, name) => {
    expect(await recordsOf(await filed(said))).toMatchObject([{ name }])
  })

  it.each(['电话里王姐说的', '王姐打来的电话', '王姐在电话里讲的'])('「%s」 is somebody called 王姐', async (said) => {
    expect(await recordsOf(await filed(said))).toMatchObject([{ reason: '电话里是王姐' }])
  })

  it('what never was is taken back by her, and until then staff see what she said and what can be done', async () => {
    const team = await filed('1')
    const xiaohe = await team.somebody('xiaohe')
    expect(await xiaohe.say('你好')).toContain('3 没有这回事')
    expect(await xiaohe.say('不对，那天根本没办活动')).toMatch(/告诉工作人员了[^]*要撤回「活动记录」2014年3月22日吗/)
    const wrong = '对方说不对：「不对，那天根本没办活动」，还没改。'
    const look = await team.xiaoman.say('看 青云社')
    expect(look).toMatch(new RegExp(`按电话代填的「活动记录」，${wrong}[^]*也可以在 待审 里退回`))
    expect(look).not.toContain('还没确认')
    await team.xiaoman.say('待审')
    expect(await team.xiaoman.say('1')).toContain('小满代填，小禾说不对：「不对，那天根本没办活动」，还没改。')
    // Who does not take it back is asked again.
    await xiaohe.say('2')
    expect(await xiaohe.say('在吗')).toContain('3 没有这回事')
    expect(await xiaohe.sayAll('3', '1')).toContain('撤回了：「活动记录」2014年3月22日')
    expect(await team.xiaoman.say('看 青云社')).not.toMatch(/还没确认|对方说/)
    expect(await xiaohe.say('在吗')).not.toContain('按电话替你填了')
  })

  it('returned by staff after she said that it is wrong, it is hers when she has changed it', async () => {
    const team = await filed('1')
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.sayAll('你好', '2', '取消', '1')
    expect(await team.xiaoman.say('看 青云社')).toContain('对方说有不对的，还没改。')
    await team.xiaoman.sayAll('待审', '退回 1：人数 和签到表核对', '1')
    expect(await xiaohe.sayAll('更正', '30人', '1')).toContain('25人（签到） → 30人')
    expect(await team.xiaoman.say('看 青云社')).not.toMatch(/还没确认|对方说/)
  })

  it('who says what is wrong is heard by staff in her words, and changes it herself', async () => {
    const team = await filed('1')
    const xiaohe = await team.somebody('xiaohe')
    const last = async () => (await team.xiaoman.deliveries()).at(-1)?.text
    await xiaohe.sayAll('你好', '不对')
    expect(await xiaohe.say('这场不是我们一家办的')).toMatch(/告诉工作人员了：「这场不是我们一家办的」[^]*改哪一题/)
    expect(await last()).toContain('「活动记录」有不对的：「这场不是我们一家办的」')
    expect((await eventsOf(team)).at(-1)).toEqual({ type: 'objected', name: '小禾', why: '这场不是我们一家办的' })
    expect(await xiaohe.sayAll('4', '30人', '1')).toContain('25人（签到） → 30人')
    expect(await last()).toMatch(/小禾改了按电话代填的「活动记录」：\n[^]*25人（签到） → 30人/)
  })

  it('a change that she says at once is taken, and nothing of it is lost', async () => {
    const team = await filed('1')
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.say('你好')
    expect(await xiaohe.say('不对，人数是30人')).toMatch(
      /告诉工作人员了[^]*第 4 题 人数：25人（签到） → 30人[^]*1 提交/,
    )
    expect((await team.xiaoman.deliveries()).at(-1)?.text).toContain('「不对，人数是30人」')
    expect(await xiaohe.say('1')).toContain('改好交上去了')
  })

  it('asks her at once where she can be reached, and nothing she says instead loses the question', async () => {
    const team = await aTeam(database())
    const xiaohe = await team.somebody('xiaohe')
    await xiaohe.say('你好')
    const xiaoman = await team.somebody('xiaoman')
    await xiaoman.sayAll('代填 青云', '1', '活动记录', ...team.activity, '1')
    expect((await xiaohe.deliveries()).at(-1)?.text).toMatch(/按电话替你填了「活动记录」[^]*1 对/)
    expect(await xiaohe.say('哦')).toContain('按电话代填的')
    expect(await xiaohe.say('谢谢')).toContain('不客气')
    team.passes(4 * 3_600_000)
    expect(await xiaohe.say('1')).toContain('按电话替你填了')
    expect(await xiaohe.say('1')).toContain('确认过的了')
  })

  it('who cannot be reached is asked before her 1 opens anything; in her own draft she hears in a line that it waits', async () => {
    const team = await aTeam(database())
    const xiaohe = await team.somebody('xiaohe')
    const xiaoman = await team.somebody('xiaoman')
    const { reach } = team.shell
    const hers = xiaohe.from.user
    team.shell.reach = (standing, at) =>
      standing.address.user === hers ? { type: 'closed', reason: 'silent' } : reach(standing, at)
    await xiaoman.sayAll('代填 青云', '1', '活动记录', ...team.activity, '1')
    expect(await xiaohe.say('1')).toContain('按电话替你填了')
    expect(await xiaohe.say('1')).toContain('确认过的了')
    team.shell.reach = reach
    await xiaohe.say('工作简报')
    await xiaoman.sayAll('代填 青云', '1', '活动记录', '2014年4月5日', ...team.activity.slice(1), '1')
    expect((await xiaohe.deliveries()).at(-1)?.text).toContain('手上这份填完，请你看一眼对不对')
    expect(await xiaohe.sayAll('取消', '1')).toMatch(/已经取消[^]*按电话替你填了/)
  })

  it('asks when her own draft is filed, not in the middle of it; whoever passes the question over has it again', async () => {
    const team = await filed('1')
    const xiaohe = await team.somebody('xiaohe')
    expect(await xiaohe.say('活动记录')).toContain('【1/')
    for (const text of ['2014年4月5日', ...team.activity.slice(1)]) {
      expect(await xiaohe.say(text)).not.toContain('按电话')
    }
    expect(await xiaohe.say('1')).toMatch(/已提交[^]*\n\n小满在[^]*按电话替你填了/)
    for (const said of ['好久不见', '在吗']) expect(await xiaohe.say(said)).toContain('按电话代填的')
    expect(await xiaohe.say('对')).toContain('确认过的了')
  })

  it('of an organisation without contacts is typed, and nobody is asked', async () => {
    const team = await aTeam(database())
    await database().units((sql) =>
      sql.run("UPDATE contacts SET leftAt = '2026-01-01T00:00:00.000Z' WHERE hubId = ? AND name = '小田'", [
        team.hubId,
      ]),
    )
    const xiaoman = await team.somebody('xiaoman')
    expect(await xiaoman.say('代填 麦田')).toContain('写上名字')
    expect(await xiaoman.sayAll('刘老师', '活动记录')).toMatch(/是给哪个的？\n1 麦田·办公/)
    const done = await xiaoman.sayAll('2', ...team.activity, '1')
    expect(done).toContain('「活动记录（替麦田·培训刘老师填）」已提交')
    expect(done).not.toContain('确认')
    expect(await recordsOf(team)).toMatchObject([
      { name: '小满', typist: '小满', reason: '电话里是刘老师', organisation: '麦田' },
    ])
  })

  it('is begun by staff only, with no draft of their own open', async () => {
    const team = await aTeam(database())
    const [viewer, xiaoman, xiaohe] = [
      await team.somebody('xiaoguan'),
      await team.somebody('xiaoman'),
      await team.somebody('xiaohe'),
    ]
    expect(await viewer.say('代填 青云社')).toContain('不能邀请、导出和代填')
    expect(await xiaohe.say('代填 青云社')).toContain('想填哪一份')
    await xiaoman.say('活动记录')
    expect(await xiaoman.say('代填 青云社')).toContain('你手里还有「活动记录」')
    expect(await xiaoman.say('代填')).toContain('代填哪一家')
  })

  it('goes on with what she began herself, and she has it back when she wants', async () => {
    const team = await aTeam(database())
    const [xiaoman, xiaohe] = [await team.somebody('xiaoman'), await team.somebody('xiaohe')]
    await xiaohe.sayAll('活动记录', '2014年3月22日')
    expect(await xiaoman.sayAll('代填 青云社', '小禾', '1', '2')).toContain('【1/')
    await xiaoman.sayAll('取消', '1')
    expect(await xiaoman.sayAll('代填 青云社', '小禾', '活动记录')).toContain('小禾正在填这份')
    expect(await xiaoman.say('1')).toContain('【2/')
    expect((await xiaohe.deliveries()).at(-1)?.text).toContain('小满接过了你的「活动记录」')
    await xiaoman.say('高安志愿者培训')
    expect(await xiaohe.say('接回')).toContain('【3/')
    await xiaohe.sayAll('跳过', '25人签到', '培训', '跳过', '1')
    const records = await team.rows<{ typedBy: string | null }>('SELECT typedBy FROM records WHERE hubId = ?', [
      team.hubId,
    ])
    expect(records).toEqual([{ typedBy: null }])
  })
})
