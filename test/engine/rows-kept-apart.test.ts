import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const brief = formNamed('work-brief.v2')
const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const PLANS = '志愿者周末才有空，两场只好改期；下半年再办两次培训，每次之前先走访，结束一个月后打电话回访。'
const ROWS = '3月22日 社区义诊 高安 28人\n4月5日 领养日 萍乡 三十多人\n5月3日 家长会 上犹 20人'
const ANSWERS = ['1月到6月', DONE, '培训', ROWS, '完', '签到', '场地费 500元', '完', PLANS]

function after(answers: number): Talk {
  const chat = talk(brief)
  chat.open()
  for (const said of ANSWERS.slice(0, answers)) chat.say(said)
  return chat
}

describe('while a row is being changed', () => {
  it.each([
    '改 1 人数 33人',
    '改1：人数 33人',
    '改 人数 33人',
    '人数 33人',
    '人数是33人',
    '应该是33人',
    '改第一场人数33人',
  ])('%s changes its headcount alone', (said) => {
    const chat = after(4)
    chat.say('改 1')
    expect(chat.say(said)).toContain('第 1 条改好了：2014年3月22日 · 社区义诊 · 高安 · 33人（原来是：28人）')
  })

  it.each(['改 3 地点 南昌盲校', '改3地点南昌盲校', '把第3条地点改成南昌盲校'])('%s is of row 3', (said) => {
    const chat = after(4)
    chat.say('改 1')
    expect(chat.say(said)).toContain('第 3 条改好了：2014年5月3日 · 家长会 · 南昌盲校 · 20人（原来是：上犹）')
    expect(chat.say('看')).toContain('1. 2014年3月22日 · 社区义诊 · 高安 · 28人')
  })

  it('two columns at once are both changed, and 看 shows the rows', () => {
    const chat = after(4)
    chat.say('改 1 地点')
    expect(chat.say('看')).toContain('3. 2014年5月3日 · 家长会 · 上犹 · 20人')
    expect(chat.say('改 3 地点 南昌盲校，人数 18人')).toContain('家长会 · 南昌盲校 · 18人（原来是：上犹 · 20人）')
  })
})

describe('several items of spending', () => {
  const THREE = ['1. 药品 · 1200.50元', '2. 横幅 · 80元', '3. 车费 · 二百多元'].join('\n')
  it.each(['；', '，', '、', '\n', ';', ' '])(
    'keep each its own sum, the last in hedged words, between 「%s」',
    (sign) => {
      expect(after(6).say(`药品1200.5元${sign}横幅 80${sign}车费二百多`)).toContain(THREE)
    },
  )

  it('200 to 299 is what 二百多 is', () => {
    const chat = after(6)
    chat.say('车费二百多')
    expect(JSON.stringify(chat.session.partials['spending'])).toContain('"minFen":20100,"maxFen":29900')
  })

  it.each(['；', '，', '、'])('are kept where one between 「%s」 has no sum, and that is told', (sign) => {
    const reply = after(6).say(`药品1200.5元${sign}横幅 80${sign}车费不记得了`)
    expect(reply).toContain('1. 药品 · 1200.50元\n2. 横幅 · 80元\n没看懂的行没有记：「车费不记得了」')
  })

  it('are never melted into one', () => {
    expect(after(6).say('药品1200.5元 横幅 80 车费忘了')).toContain('看不出是一条记录')
    expect(after(6).say('读书3本 120元')).toContain('记下第 1 条：读书3本 · 120元')
    expect(after(6).say('茶歇，水果 80')).toContain('记下第 1 条：茶歇，水果 · 80元')
  })
})

describe('captions by ranges', () => {
  const withNine = (): Talk => {
    const chat = after(9)
    for (let i = 0; i < 9; i++) chat.photo()
    return chat
  }
  it.each([
    '1-3读书会 4-6培训 7-9家长会',
    '1-3读书会，4-6培训，7-9家长会',
    '1-3读书会、4-6培训、7-9家长会',
    '1－3读书会4－6培训7－9家长会',
    '1-3读书会，4 5 6 培训，剩下的都是家长会',
  ])('%s goes each to its photos', (said) => {
    const chat = withNine()
    chat.say('1-9 旧的')
    expect(chat.say(said)).toContain('说明记下了：第 1-3 张 读书会；第 4-6 张 培训；第 7-9 张 家长会。')
  })

  it('leave the photos that are not named, and what is no caption is asked about', () => {
    expect(withNine().say('1-3 读书会，4-6 培训')).toContain('第 1-3 张 读书会；第 4-6 张 培训。\n第 7-9 张还没有说明')
    expect(withNine().say('1-3读书会 4-6')).toContain('是第几张的说明')
    expect(withNine().say('1-3读书会 共10-12人')).toContain('第 1-3 张的说明记下了：读书会 共10-12人')
  })
})

describe('a count without a day where the hub asks again', () => {
  const returned = (note: string): Talk => {
    const chat = after(9)
    for (const said of ['跳过', '1']) chat.say(said)
    chat.revise('returned', { activities: note })
    return chat
  }
  it.each(['32人，有签到表的，我数错了', '有签到表，32人', '32个人', '32人，是我写错了'])(
    '%s is of the row it asks about',
    (said) => {
      expect(returned('28人还是32人，有签到表吗？').say(said)).toMatch(
        /第 1 条改好了：2014年3月22日 · 社区义诊 · 高安 · 32人/,
      )
      expect(returned('领养日三十多人有签到表吗？').say(said)).toMatch(
        /第 2 条改好了：2014年4月5日 · 领养日 · 萍乡 · 32人/,
      )
    },
  )

  it('is asked about where no row is named or it has a title of its own; with a day it is a new row', () => {
    const chat = returned('人数请核对')
    expect(chat.say('28人，有签到表的，我数错了')).toContain('是哪一条的？比如回复 改 3 人数 28人')
    expect(returned('领养日有签到表吗？').say('社区走访 城南社区 20人')).toContain('是哪一条的？')
    expect(chat.say('6月8日 走访 城南社区 20人')).toContain('记下第 4 条')
  })
})
