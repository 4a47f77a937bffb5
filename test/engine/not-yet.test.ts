import { describe, expect, it } from '@jest/globals'
import { decodeDraft } from '../../src/forms/table-draft.js'
import { atActivities, formNamed, talk, type Talk } from './talk.js'

const rowsOf = ({ session }: Talk) => decodeDraft(session.partials['activities']?.value ?? { rows: [], pending: [] })

describe('what is still to be done, where it is asked which activities there were', () => {
  it.each([
    '下个月准备再办两场，大概三十人一场',
    '打算下半年再办两次培训，每次30人',
    '计划8月份办一次夏令营，预计40人',
    '还要办两场，三十人一场',
    '下次准备请老师来讲课，大概30人',
    '我们准备下个月办一个读书会',
  ])('%s is no row: it is asked whether it is a plan, and kept there', (said) => {
    const chat = atActivities()
    expect(chat.say(said)).toMatch(/是给第 6 题「困难和打算」的吗/)
    expect(chat.say('1')).toMatch(/先放在第 6 题「困难和打算」里了[^]*第 4 题「活动」/u)
    expect(chat.session.partials['plans']?.value).toBe(said)
    expect(rowsOf(chat)).toMatchObject({ rows: [], pending: [] })
    expect(chat.say('3月22日 高安志愿者培训 高安 签到25人')).toContain('记下第 1 条')
  })

  it('behind a row leaves the row whole', () => {
    const chat = atActivities()
    expect(chat.say('4月12日读书会32人，下个月准备再办两场，大概三十人一场')).toMatch(
      /^记下第 1 条：2014年4月12日 · 读书会 · 32人\n「下个月准备再办两场，大概三十人一场」是给第 6 题/u,
    )
    chat.say('1')
    expect(rowsOf(chat).rows).toHaveLength(1)
  })

  it('where the form asks for no plans is told, and nothing is noted', () => {
    const chat = talk(formNamed('season.v1'))
    chat.open()
    expect(chat.say('下个月准备再办两场，大概三十人一场')).toContain('像是还没办的打算，没有记')
    expect(rowsOf(chat)).toMatchObject({ rows: [], pending: [] })
  })

  it.each(['4月12日 活动准备会 20人', '4月12日 想象画展 高安 20人', '5月3日 暑期计划讨论会 高安 12人'])(
    '%s is a row',
    (said) => {
      expect(atActivities().say(said)).toContain('记下第 1 条')
    },
  )
})

describe('days of one month in one line', () => {
  it.each([
    ['4月12号读书会来了32个人，19号手工课20人，26号电影会45人', ['2014-04-12', '2014-04-19', '2014-04-26']],
    ['4月12日读书会32人，4月19日手工课20人，4月26日电影会45人', ['2014-04-12', '2014-04-19', '2014-04-26']],
    ['5月10号茶话会来了18个人，24号去敬老院二十来个', ['2014-05-10']],
    ['2013年11月2日 读书会 20人；9日 读书会 22人', ['2013-11-02', '2013-11-09']],
  ])('%s', (said, days) => {
    const chat = atActivities()
    chat.say(said)
    expect(rowsOf(chat).rows.map(({ cells }) => (cells['date'] as { from: string }).from)).toEqual(days)
  })

  it('a list of days is a row each where the number is of each, and else asked for one a line', () => {
    expect(atActivities().say('5月6日、13日、20日 读书会 各20人')).toContain('3. 2014年5月20日 · 读书会 · 20人')
    expect(atActivities().say('5月6、13、20日 读书会 20人')).toMatch(/是好几天，没有记/)
  })
})

describe('activities in one line of which one lacks something', () => {
  it.each([
    ['5月10号茶话会来了18个人，24号去敬老院二十来个', '2014年5月24日 · 去敬老院二十来个'],
    ['4月12日读书会32人，4月19日手工课', '2014年4月19日 · 手工课'],
  ])('%s are two rows, and the second is asked about', (said, second) => {
    const chat = atActivities()
    expect(chat.say(said)).toMatch(new RegExp(`第 1 条：[^\\n]*人\\n第 2 条：${second}\\n有多少人参加`, 'u'))
    expect(rowsOf(chat).rows).toHaveLength(1)
  })
})
