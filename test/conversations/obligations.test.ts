import { describe, expect, it } from '@jest/globals'
import { owedCommandIn } from '../../src/conversations/obligations/commands.js'
import { deadlineIn } from '../../src/conversations/obligations/until.js'
import { onEachDatabase } from '../contracts/databases.js'
import { aSeason, quarterly, seasonData } from '../reminders/season.js'

const STORY =
  '办了两次志愿者培训，每次先走访再定内容；学员回去以后自己办起了读书会，每个月一次，来的人比去年多，家长也来帮忙。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访一遍。'
const brief = [STORY, '培训', '没有', '没有', PLANS, '没有', '1']

onEachDatabase('what is owed', (database) => {
  const stateOf = async (hubId: string, period: string) =>
    (await database().transact(({ obligations }) => obligations.list(hubId)))
      .filter((one) => one.period === period)
      .map(({ state }) => state)
      .sort()

  it('fills in its period, is in once the brief is filed, and stands as the hub decides', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    await season.days('2026-10-08', '2026-10-08')
    season.setTo('2026-10-09', '10:00')
    expect(await one.say('应交')).toMatch(/还要交的有 1 份：\n「工作简报」（2026年7—9月）还有 6 天/)
    expect(await one.say('1')).toMatch(/这一份写的是2026年7—9月；不是这段时间，就回复 改 1。\n【2\/7】/)
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['in_draft', 'open', 'open'])
    expect(await one.sayAll(...brief)).toContain('已提交')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'submitted'])
    expect(await one.say('我还要交什么')).toContain('现在没有要交的报告')

    await staff.sayAll('待审', '退回 1：第2题 请写上人数', '1')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'returned'])
    await staff.sayAll('已退回', '撤回退回 1', '待审', '通过 1')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['accepted', 'open', 'open'])
    // Nobody is reminded of it any more.
    await season.days('2026-10-10', '2026-10-20')
    expect((await season.told(one.addressId)).filter(({ text }) => text.includes('提醒你'))).toHaveLength(1)
  })

  it('is owed again when the record is taken back, and a draft that is thrown away leaves it open', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    await one.sayAll('1', '取消', '1')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'open'])
    await one.sayAll('工作简报', ...brief)
    expect(await stateOf(season.hubId, '2026-Q3')).toContain('submitted')
    await one.sayAll('我的填报', '撤回 1', '1')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'open'])
  })

  it('of several she is asked which; an earlier one that is missing blocks none', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-07-01', '09:00')
    await season.make('2026-07-01')
    season.setTo('2026-10-09', '10:00')
    await season.plan('2026-10-09')
    expect(await one.say('工作简报')).toBe(
      '「工作简报」要交的有 2 份，填哪一份？\n1 2026年4—6月，2026年7月15日已经到期，过了 86 天，现在补交也可以\n2 2026年7—9月，还有 6 天，2026年10月15日截止\n3 别的时间段\n回复前面的数字。',
    )
    expect(await one.say('2')).toContain('这一份写的是2026年7—9月')
    expect(await one.sayAll(...brief)).toContain('已提交')
    expect(await stateOf(season.hubId, '2026-Q2')).toContain('overdue')
    expect(await stateOf(season.hubId, '2026-Q3')).toContain('submitted')
  })

  it('about another time than was asked for goes to what it is about, or to nothing', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    await one.sayAll('工作简报', '改 1', '2025年10月到12月', ...brief)
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'open'])
  })

  it('is seen, extended and waived by staff with a reason, never without', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    expect(await staff.say('应交')).toMatch(
      /^一共 2 家、12 份应交：\n该交了 3 份：\n(?:· .*\n)*· 青云社「工作简报」（2026年7—9月）/,
    )
    expect(await staff.say('延期 青云社 10月31日')).toMatch(/为什么延期？.*回复原因/)
    expect(await staff.say('负责人住院')).toBe(
      '青云社「工作简报」（2026年7—9月）延到2026年10月31日。原因：负责人住院。提醒也跟着改。\n已经告诉对方了。',
    )
    expect(await staff.say('延期 青云社 昨天 忘了')).toContain('看不出是哪一天')
    expect(await staff.say('免交 青云社 当期没有拨款')).toContain('免交了')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'waived'])
    expect(await staff.say('要补 青云社 资助方要全年的')).toContain('重新要交')
    expect(await stateOf(season.hubId, '2026-Q3')).toEqual(['open', 'open', 'open'])
    const history =
      /改过的：\n· 「工作简报」（2026年7—9月）重新要交：资助方要全年的（小满，2026年10月9日）\n· .*免交：当期没有拨款（小满，2026年10月9日）\n· .*延到2026年10月31日：负责人住院（小满，2026年10月9日）$/
    expect(await staff.say('应交 青云社')).toMatch(history)
    expect(await staff.say('谁给延的 青云社？')).toMatch(history)
    expect(await staff.say('谁给延的')).toContain('青云社「工作简报」（2026年7—9月）延到2026年10月31日：负责人住院')
    expect(await one.say('应交')).toContain('「工作简报」（2026年7—9月）延到2026年10月31日：负责人住院（小满，')
    expect(await staff.say('免交 火星社 没钱')).toContain('没有叫「火星社」的机构')
    const [first] = await database().transact(({ obligations }) =>
      obligations.list(season.hubId).then((all) => all.filter(({ facts }) => facts.extendedTo !== null)),
    )
    const events = await database().transact(({ obligations }) => obligations.events(season.hubId, first!.id))
    expect(events.map(({ to, why, contactId }) => [to, why, contactId !== null])).toEqual([
      ['open', null, false],
      ['open', '负责人住院', true],
      ['waived', '当期没有拨款', true],
      ['open', '资助方要全年的', true],
    ])
  })

  it('what lacks of an extension is said next: until when, and why; of whom may be said by her name', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    expect(await staff.say('延期 青云')).toContain('青云社延到哪一天？')
    expect(await staff.say('过阵子')).toContain('「过阵子」看不出是哪一天')
    expect(await staff.say('到10月31日')).toContain('青云社为什么延期？')
    expect(await staff.say('负责人住院')).toContain('延到2026年10月31日。原因：负责人住院。')
    expect(await staff.say('负责人住院')).not.toContain('原因')
    expect(await staff.sayAll('延期 青云社', '到11月2日，负责人还没出院')).toContain('原因：负责人还没出院')
    expect(await staff.sayAll('免交 青云社', '算了')).toBe('好，没有改。')
    expect(await staff.sayAll('免交 one的联系人', '当期没有拨款')).toContain('青云社「工作简报」（2026年7—9月）免交了')
    // What she says next in a form of her own is an answer there.
    await staff.say('活动记录')
    expect(await staff.say('要补 青云社')).toContain('请整句发一次')
    await staff.say('10月1日')
    expect(await stateOf(season.hubId, '2026-Q3')).toContain('waived')
  })

  it('who owes it is told that it has more time, or need not come', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    await staff.sayAll('延期 青云社 11月20日 负责人住院', '免交 青云社 当期没有拨款')
    expect((await season.told(one.addressId)).map(({ text }) => text)).toEqual([
      '「工作简报」（2026年7—9月）延到了2026年11月20日，在那以前交就行。',
      '「工作简报」（2026年7—9月）不用交了。',
    ])
    season.inOfficialAccount()
    season.setTo('2026-10-19', '10:00')
    expect(await staff.say('要补 青云社 资助方要全年的')).toContain('对方下次说话时会听到')
    expect(await one.say('你好')).toContain('「工作简报」（2026年7—9月）又要交了')
    expect(await staff.sayAll('免交 个人申请者一 当期没有拨款', '1')).toContain('还没绑定，请打个电话')
  })

  it('said twice, a waiver asks before it touches what only lies ahead', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    await staff.say('免交 青云社 没有拨款')
    expect(await staff.say('免交 青云社 没有拨款')).toBe(
      '青云社现在没有该交的。还没到时候的有 1 份，要改哪一份？\n1 「工作简报」（2026年10—12月），2027年1月15日截止，还没到时候\n回复前面的数字。',
    )
    expect(await stateOf(season.hubId, '2026-Q4')).toEqual(['upcoming', 'upcoming', 'upcoming'])
    expect(await staff.say('1')).toContain('「工作简报」（2026年10—12月）免交了')
    expect(await stateOf(season.hubId, '2026-Q4')).toEqual(['upcoming', 'upcoming', 'waived'])
  })

  it('an extension is asked about where its day is before the first one, or very far', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.setTo('2026-10-06', '10:00')
    await season.make('2026-10-06')
    expect(await staff.say('延期 青云社 10月8日 记错了')).toContain('比原来的2026年10月15日还早，没有改')
    expect(await staff.say('延期 青云社 9月1日 住院')).toContain('「9月1日」是2027年9月1日，离现在太远，没有改')
    expect(await staff.say('延期 青云社 2034年1月1日 住院')).toContain('离现在太远')
    expect(await staff.say('延期 青云社 2027年9月1日 住院')).toContain('延到2027年9月1日')
    // Corrected back to an earlier day that is still an extension.
    expect(await staff.say('延期 青云社 11月1日 记错了')).toContain('延到2026年11月1日')
  })

  it('who handed in is not among those that cannot be reached', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    expect(await staff.say('触达 10月15日')).toMatch(/^2 家中 1 家到 10-15 无法触达：/)
    await one.sayAll('1', ...brief)
    season.inOfficialAccount()
    expect(await staff.say('触达 10月15日')).toMatch(/^1 家中 1 家到 10-15 无法触达：\n· 个人申请者一/)
    await staff.sayAll('免交 个人申请者一 没有拨款', '1')
    await staff.sayAll('免交 个人申请者一 没有拨款', '1')
    expect(await staff.say('触达 10月15日')).toContain('到 10-15 没有谁要交报告')
  })

  it('that is asked for long after its day goes to the call sheet, which claims no reminder', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    await season.somebody('one')
    season.setTo('2026-10-01', '09:00')
    await season.make('2026-10-01')
    await staff.say('免交 青云社 没有拨款')
    season.setTo('2026-12-01', '10:00')
    await staff.say('要补 青云社 资助方要全年的')
    expect(await staff.say('电话单')).toContain('过了 47 天。过期好几天了，还没有交')
  })

  it('who asks for more time hears what she owes, and staff get the command for a yes', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-10-09', '10:00')
    await season.make('2026-10-09')
    const owed = /还要交的有 1 份：\n「工作简报」（2026年7—9月）还有 6 天/
    for (const said of ['能晚几天交吗', '我要请假晚交']) {
      const reply = await one.say(said)
      expect(reply).toMatch(/定了会告诉你。在那以前，还照现在的日期：\n「工作简报」（2026年7—9月）还有 6 天[^\n]*$/)
    }
    const [news] = await season.told(staff.addressId)
    expect(news?.text).toContain('「能晚几天交吗」。答应多给几天，就回复 延期 青云社 日期 原因')
    expect(await one.say('还有多少没交')).toMatch(owed)
    expect(await one.say('别再提醒我了')).toMatch(/^交了就不再提醒。\n还要交的有 1 份/)
    for (const said of ['不想收群发了', '别给我群发']) expect(await one.say(said)).toContain('订阅')
  })

  it('a day that cannot be meant is asked back about: of reach one that is over, of a visit one of last year', async () => {
    const season = await aSeason(database())
    const staff = await season.somebody('staff')
    season.setTo('2026-12-06', '10:00')
    expect(await staff.say('触达 昨天')).toContain('比如 触达 12月25日')
    expect(await staff.say('咨询 青云社 12月30日 预算')).toContain('这一天是2025年12月30日吗？')
    expect(await staff.say('咨询 青云社 2025年12月30日 预算')).toContain('记下了：咨询 青云社 2025年12月30日')
    expect(await staff.say('咨询 青云社 11月20日 预算')).toContain('记下了')
  })

  it('is named by its period or form, and asked about where there are several', async () => {
    const activities = { ...quarterly, form: 'activity', cadence: { type: 'yearly' as const } }
    const schedules = [
      { key: 'quarterly', schedule: quarterly },
      { key: 'yearly', schedule: activities },
    ]
    const season = await aSeason(database(), seasonData({ schedules }))
    const staff = await season.somebody('staff')
    season.setTo('2026-07-01', '09:00')
    await season.make('2026-07-01')
    season.setTo('2026-10-09', '10:00')
    const extended = async () =>
      (await database().transact(({ obligations }) => obligations.list(season.hubId)))
        .flatMap(({ period, facts }) => (facts.extendedTo === null ? [] : [`${period} ${facts.extendedTo}`]))
        .toSorted()
    expect(await staff.say('延期 青云社 11月5日 负责人住院')).toBe(
      '青云社有 2 份，是哪一份？\n1 「工作简报」（2026年4—6月），2026年7月15日截止，过期没交\n2 「工作简报」（2026年7—9月），2026年10月15日截止，该交了\n回复前面的数字。',
    )
    expect(await staff.say('2')).toBe(
      '青云社「工作简报」（2026年7—9月）延到2026年11月5日。原因：负责人住院。提醒也跟着改。\n对方还没绑定，请打个电话说一声。',
    )
    expect(await extended()).toEqual(['2026-Q3 2026-11-05'])
    // The number was its answer once.
    expect(await staff.say('2')).not.toContain('延到')
    expect(await staff.say('延期 青云社 二季度 到 11月6日 找不到材料')).toContain('（2026年4—6月）延到2026年11月6日')
    expect(await staff.say('延期 青云社 季报 2027年2月1日 等决算')).toContain('没有「季报」这一份')
    expect(await staff.say('延期 青云社 活动记录 2027年2月1日 等决算')).toContain('延到2027年2月1日')
    expect(await staff.say('延期 青云社 四季度 到2027年2月1日 过年')).toContain('（2026年10—12月）延到2027年2月1日')
    expect(await extended()).toEqual(['2026 2027-02-01', '2026-Q2 2026-11-06', '2026-Q3 2026-11-05', '2026-Q4 2027-02-01']) // prettier-ignore
    expect(await staff.say('延期 青云社 2024年 到 11月6日 忘了')).toMatch(/^青云社没有「2024年」这一份。现在有：/)
    expect(await staff.say('延期 青云社 三季度')).toContain('看不出是哪一天')
    expect(await staff.say('延期 青云社')).toContain('延到哪一天？')

    expect(await staff.say('免交 青云社 三季度没有拨款')).toContain('是哪一份？')
    expect(await staff.say('1')).toContain('免交了。原因：三季度没有拨款')
    expect(await staff.say('免交 青云社 三季度 没有拨款，也没有活动')).toContain(
      '（2026年7—9月）免交了。原因：没有拨款，也没有活动',
    )
    expect(await staff.say('免交 青云社 三季度 再说一遍')).toBe(
      '青云社「工作简报」（2026年7—9月）现在是「免交」，没有改。',
    )
    expect(await staff.say('免交 青云社 8月 没有活动')).toContain('没有「8月」这一份')
    expect(await staff.say('要补 青云社 资助方要全年的')).toMatch(/是哪一份？\n1 .*免交\n2 .*免交\n/)
    // Somebody else was quicker.
    const twice = await staff.say('要补 青云社 资助方要全年的')
    const all = await database().transact(({ obligations }) => obligations.list(season.hubId))
    const waived = all.filter(({ facts }) => facts.waived)
    await database().transact(({ obligations }) =>
      obligations.change({ ...waived[0]!, facts: { ...waived[0]!.facts, waived: false }, state: 'overdue' }, null),
    )
    expect([twice, await staff.say('1')]).toEqual([
      expect.stringContaining('是哪一份'),
      expect.stringMatching(/现在是「.+」，没有改。$/),
    ])
    await database().transact(({ obligations }) => obligations.change(waived[0]!, null))
    expect(await staff.say('要补 青云社 资助方要全年的')).toContain('是哪一份')
    expect(await staff.say('算了')).not.toContain('重新要交')
    expect(await staff.say('1')).not.toContain('重新要交')
    expect(await staff.say('要补 青云社 2026-Q3 资助方要全年的')).toContain('（2026年7—9月）重新要交')
  })

  it('says who has not handed in: by the schedule where there is one, whatever month it is', async () => {
    const season = await aSeason(database())
    const one = await season.somebody('one')
    const staff = await season.somebody('staff')
    season.setTo('2026-07-01', '09:00')
    expect(await staff.say('谁还没交')).toMatch(/^2026年7月的工作简报、?.*：该交 2 家，交了 0 家/)
    await season.make('2026-07-01')
    await season.plan('2026-07-01')
    expect(await staff.say('谁还没交')).toBe(
      '「工作简报」（2026年4—6月）：该交 2 家，交了 0 家，还差 2 家。\n还没动 2 家：个人申请者一、青云社\n（按报告安排算：交了待审的算交了，免交的不算。）退出的 1 笔没有算。',
    )
    expect(await staff.say('谁还没交 本季度')).toMatch(/^「工作简报」（2026年7—9月）还没到该交的时候/)
    season.setTo('2026-10-09', '10:00')
    expect(await staff.say('谁还没交')).toMatch(
      /^「工作简报」（2026年4—6月）、「工作简报」（2026年7—9月）：该交 2 家，交了 0 家，还差 2 家。\n已经过期 2 家/,
    )
    await staff.say('免交 青云社 二季度 当期没有拨款')
    // Two grants of one: told apart by what they are for.
    expect(await staff.say('免交 个人申请者一 二季度 当期没有拨款')).toMatch(
      /是哪一份？\n1 「工作简报」（2026年4—6月）\S+，2026年7月15日截止，过期没交\n2 /,
    )
    await staff.sayAll('1', '免交 个人申请者一 二季度 当期没有拨款')
    await one.sayAll('1', ...brief)
    expect(await staff.say('谁还没交')).toMatch(
      /^「工作简报」（2026年7—9月）：该交 2 家，交了 1 家，还差 1 家。\n还没动 1 家：个人申请者一/,
    )
    expect(await staff.say('谁还没交 8月')).toMatch(/^「工作简报」（2026年7—9月）：该交 2 家，交了 1 家/)
    expect(await staff.say('谁还没交 去年')).toMatch(/这段时间没有谁该交/)
  })
})

describe('a word about what is owed', () => {
  const waived = (name: string, words: [string, number][], why: string) => ({
    type: 'waive',
    name,
    words: words.map(([text, at]) => ({ text, at })),
    why,
  })
  const extended = (which: string[], to: string, why: string) => ({ type: 'extend', name: '麦田', which, to, why })
  it.each([
    ['应交', { type: 'list', name: null, changes: false }],
    ['应交 麦田', { type: 'list', name: '麦田', changes: false }],
    ['延期 麦田 12月31日 负责人住院', extended([], '12月31日', '负责人住院')],
    ['延期 麦田 到12月31日，负责人住院，要手术', extended([], '12月31日', '负责人住院，要手术')],
    ['延期 麦田 三季度 到 11月5日 住院', extended(['三季度'], '11月5日', '住院')],
    ['延期 麦田 三季度 11月5日 住院', extended(['三季度'], '11月5日', '住院')],
    ['延期 麦田 10月 工作简报 延到11月5日', extended(['10月', '工作简报'], '11月5日', '')],
    ['延期 麦田 三季度', extended([], '三季度', '')],
    ['延期 麦田', extended([], '', '')],
    ['延期 麦田 三天 住院', extended([], '三天', '住院')],
    ['麦田再给三天', { ...extended([], '三天', ''), loose: true }],
    ['给麦田延期一周 人手不够', { ...extended([], '一周', '人手不够'), loose: true }],
    ['麦田的季报延到月底，他们在搬家', { ...extended([], '月底', '他们在搬家'), loose: true }],
    ['麦田 三季度 推迟到11月5日，住院', { ...extended(['三季度'], '11月5日', '住院'), loose: true }],
    ['再给麦田一个星期', { ...extended([], '一个星期', ''), loose: true }],
    ['改到11月5号', { ...extended([], '11月5号', ''), name: '', loose: true }],
    ['麦田这次不用交了，没有拨款', { ...waived('麦田', [], '没有拨款'), loose: true }],
    ['免交 麦田 没有拨款', waived('麦田', [['没有拨款', 0]], '没有拨款')],
    ['免交 麦田 三季度：没有拨款', waived('麦田', [['三季度', 0], ['没有拨款', 4]], '三季度：没有拨款')],
    ['免交 麦田', waived('麦田', [], '')],
    ['要补 麦田 全年都要', { ...waived('麦田', [['全年都要', 0]], '全年都要'), type: 'owe' }],
  ])('%s', (text, command) => {
    expect(owedCommandIn(text, '2026-10-09')).toEqual(command)
  }) // prettier-ignore
  it.each([
    ['10月底', '2026-10-31'],
    ['月底', '2026-10-31'],
    ['下个月10号', '2026-11-10'],
    ['10月1日', '2027-10-01'],
    ['1月5日', '2027-01-05'],
    ['15号', '2026-10-15'],
  ])('%s is the next such day', (said, day) => expect(deadlineIn(said, '2026-10-09')?.day).toBe(day))

  it.each([
    '应交的材料都寄了',
    '我们延期了两次活动',
    '免交场地费，是社区支持的',
    '麦田能再给三天吗',
    '改到书店',
    '改到10月21号下午3点',
    '改到第三周再看',
  ])('%s is none', (text) => {
    expect(owedCommandIn(text, '2026-10-09')).toBeNull()
  })
})
