import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const DONE =
  '上半年我们在高安、萍乡和上犹办了三次活动，每次都先去当地组织走访，听他们想学什么，再一起定内容；之后又回访了一次。'
const ROWS = '3月22日 高安志愿者培训 高安 25人\n4月5日 读书会 萍乡 32人\n5月3日 上犹志愿者培训 上犹 20人'
const ANSWERS = ['1月到6月', DONE, '培训', ROWS, '完', '签到']

function at(count: number): Talk {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const said of ANSWERS.slice(0, count)) chat.say(said)
  return chat
}

describe('words that only bring a row', () => {
  it.each(['加一个 ', '加一个', '再加一场', '还有一场，', '补一个 ', '漏了一个 ', '还少一场 ', '加个 '])(
    '%s… is no part of it, and takes no headcount away',
    (lead) => {
      expect(at(4).say(`${lead}6月23日 茶会 文化宫 40人`)).toContain(
        '记下第 4 条：2014年6月23日 · 茶会 · 文化宫 · 40人',
      )
    },
  )
  it.each([
    ['再加一笔交通费', /^第 1 条：交通费\n花了多少钱/],
    ['再加一笔交通费50', /^记下第 1 条：交通费 · 50元/],
    ['加个印刷费120', /^记下第 1 条：印刷费 · 120元/],
    ['还有一笔茶歇费 300，车费50', /1. 茶歇费 · 300元\n2. 车费 · 50元/],
    ['一次性口罩30', /^记下第 1 条：一次性口罩 · 30元/],
    ['加一次性口罩30', /一次性口罩 · 30元/],
  ])('%s at the spending', (said, reply) => {
    expect(at(6).say(said)).toMatch(reply)
  })
})

describe('while one row is asked for its headcount', () => {
  it.each(['读书会四十多人', '读书会那场四十多人', '读书会来了四十多人'])('%s is of the row of that name', (said) => {
    const chat = at(4)
    chat.say('6月23日 茶会 文化宫')
    expect(chat.say(said)).toMatch(
      /^第 2 条改好了：.*读书会 · 萍乡 · 四十多人（原来是：32人）\n第 4 条：2014年6月23日 · 茶会/,
    )
    expect(chat.say('40')).toContain('记下第 4 条：2014年6月23日 · 茶会 · 文化宫 · 40人')
  })
})

describe('a day that is none of the calendar', () => {
  it('is asked for again, and the rest of the row stays', () => {
    const chat = at(4)
    expect(chat.say('4月31日 茶话会 上犹 二十人')).toMatch(/^4月没有31日[^]*第 4 条：茶话会 · 上犹 · 20人\n/)
    expect(chat.say('30号')).toContain('记下第 4 条：2014年4月30日 · 茶话会 · 上犹 · 20人')
  })
  it('among other rows, too', () => {
    const chat = at(4)
    expect(chat.say('5月9日 家长会 高安 12人\n4月31日 茶话会 上犹 二十人\n6月2日 采访 高安 8人')).toMatch(
      /记下第 4 条：2014年5月9日[^]*4月没有31日[^]*第 5 条：茶话会 · 上犹/,
    )
    expect(chat.say('4月30日')).toMatch(/5. 2014年4月30日 · 茶话会 · 上犹 · 20人\n6. 2014年6月2日 · 采访/)
  })
  it('while another row is asked about, it is not lost', () => {
    const chat = at(4)
    chat.say('6月23日 茶会 文化宫')
    expect(chat.say('4月31日 茶话会 上犹 二十人')).toMatch(/4月没有31日[^]*第 5 条：茶话会 · 上犹 · 20人/)
    expect(chat.say('30号')).toContain('第 5 条：2014年4月30日 · 茶话会')
  })
})

describe('a correction that begins by the way', () => {
  it.each(['对了高安志愿者培训那次是26人不是25人', '等等，高安志愿者培训那次是26人', '哦对了，3月22日那场是26人'])(
    'is no title of the row being asked about: %s',
    (said) => {
      const chat = at(4)
      chat.say('6月23日')
      expect(chat.say(said)).toMatch(/^第 1 条改好了：.*26人（原来是：25人）/)
      expect(chat.say('茶会')).toContain('茶会')
    },
  )
})

describe('a day alone in a correction', () => {
  const held = () => {
    const chat = at(3)
    chat.say('3月10日 故事会 高安 30人')
    chat.say('5月20日 茶会 高安')
    return chat
  }
  it.each([
    '哦不对，故事会是11号',
    '故事会那场是11号',
    '第一场是11号',
    '改 1 11号',
    '改 1 日期 11号',
    '第一场不是10号，是11号',
  ])('is of the month of its row: %s', (said) => {
    expect(held().say(said)).toMatch(/第 1 条改好了：2014年3月11日 · 故事会/)
  })
  it('and where another month is said of that', () => {
    expect(held().say('故事会是4月11号')).toMatch(/第 1 条改好了：2014年4月11日 · 故事会/)
  })
  it('of a question of its own, too', () => {
    for (const said of ['不对，是11号', '改 1 11号', '日期错了，应该是11号']) {
      const chat = talk(formNamed('activity.v2'))
      chat.open()
      chat.say('3月10日')
      expect(chat.say(said)).toMatch(/3月11日/)
    }
  })
})
