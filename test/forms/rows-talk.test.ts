import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from '../engine/talk.js'

/** A brief of the first half of 2014 at its activities. */
function atActivities() {
  const chat = talk(formNamed('work-brief.v1'))
  chat.open()
  const done =
    '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
  for (const said of ['1月到6月', done, '培训']) chat.say(said)
  return chat
}

describe('a new row while one is unfinished', () => {
  it('keeps the unfinished one when it lacks only what may lack', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训')
    const reply = chat.say('3月8日 甲培训 高安 8人')
    expect(reply).toContain('先记下第 1 条：2014年3月1日 · 甲培训（想补就回复 改 1 人数 …）')
    expect(reply).toContain('记下第 2 条：2014年3月8日 · 甲培训 · 高安 · 8人')
    expect(chat.say('改 1 人数 20')).toContain('第 1 条改好了：2014年3月1日 · 甲培训 · 20人')
  })
  it('comes back to one that lacks what is needed', () => {
    const chat = atActivities()
    chat.say('3月1日')
    const reply = chat.say('3月8日 乙培训 高安 8人')
    expect(reply).toMatch(/记下第 1 条：2014年3月8日 · 乙培训[^]*还没写完[^]*第 2 条：2014年3月1日\n是什么活动/)
    expect(chat.say('甲培训')).toContain('有多少人参加')
    expect(chat.say('5')).toContain('记下第 2 条：2014年3月1日 · 甲培训 · 5人')
  })
  it('is the same row when it says the same day and title', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训')
    expect(chat.say('3月1日 甲培训 高安 8人')).toContain('记下第 1 条：2014年3月1日 · 甲培训 · 高安 · 8人')
    expect(chat.say('看')).toContain('已记下 1 条')
  })
  it('lets earlier rows be changed and deleted, and asks on', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 8人')
    chat.say('3月2日 乙培训')
    expect(chat.say('改 1 人数 9')).toMatch(
      /第 1 条改好了：2014年3月1日 · 甲培训 · 9人（原来是：8人）\n第 2 条：2014年3月2日 · 乙培训\n有多少人/,
    )
    expect(chat.say('删掉第1条')).toMatch(/现在有 0 条。\n第 1 条：2014年3月2日 · 乙培训/)
    expect(chat.say('6')).toContain('记下第 1 条：2014年3月2日 · 乙培训 · 6人')
  })
})

describe('a value by the name of its column, without a row', () => {
  it.each(['日期 3月4日', '人数：30', '不对，不是32，是30'])('is no new row: %s', (said) => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 8人\n3月2日 乙培训 9人')
    chat.say('改 1 人数 10')
    expect(chat.say(said)).toMatch(
      /是哪一条的？比如回复 改 2 (?:日期 3月4日|人数 30)；要是新的一条，请把(?:日期、)?内容也写上/,
    )
    expect(chat.say('看')).toContain('已记下 2 条')
  })
})

describe('an unfinished row', () => {
  it.each(['不要这条了', '删掉这条', '取消这一条', '这条不要', '删', '不要了', '删除 2', '删掉第2条'])(
    'is dropped by %s',
    (said) => {
      const chat = atActivities()
      chat.say('3月1日 甲培训 8人')
      chat.say('3月2日 乙培训')
      expect(chat.say(said)).toContain('这一条不记了')
      expect(chat.say('看')).toContain('已记下 1 条')
    },
  )
  it('may be named by its number', () => {
    const chat = atActivities()
    chat.say('3月2日 乙培训')
    expect(chat.say('改 1 人数 30')).toContain('记下第 1 条：2014年3月2日 · 乙培训 · 30人')
  })
  it('says how to drop it when an answer is none', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训')
    expect(chat.say('挺多的')).toContain('这一条不要了就回复 删')
    expect(chat.say('真的挺多的')).toContain('这一条不要了就回复 删')
    expect(chat.say('8人')).toContain('记下第 1 条')
    expect(chat.say('3月2日 乙培训')).not.toContain('这一条不要了')
  })
  it('is counted in the summary beside the finished rows', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 8人')
    chat.say('3月2日 乙培训')
    const reply = chat.say('预览')
    expect(reply).toContain('1. 2014年3月1日 · 甲培训 · 8人')
    expect(reply).toContain('还有 1 条没写完')
  })
  it('does not take a day as its title', () => {
    const chat = atActivities()
    chat.say('3月1日')
    expect(chat.say('上礼拜六下午')).toContain('「上礼拜六下午」像是日期，这里问的是内容')
  })
})

describe('a row that is there', () => {
  it.each([
    ['第2条改成 5月13日 采访 20个孩子', '第 2 条改好了：2014年5月13日 · 采访 · 20'],
    ['第二条人数改成30', '第 2 条改好了：2014年4月2日 · 沙龙 · 30人'],
    ['刚才那个手工课是35人', '第 1 条改好了：2014年3月1日 · 手工课 · 35人'],
    ['改 1 高安手工课 3月2日', '第 1 条改好了：2014年3月2日 · 高安手工课'],
    ['删掉这条', '删掉了：\n2. 2014年4月2日'],
  ])('%s', (said, reply) => {
    const chat = atActivities()
    chat.say('3月1日 手工课 8人\n4月2日 沙龙 9人')
    expect(chat.say(said)).toContain(reply)
  })
  it('is asked about when its name is that of several or of none', () => {
    const chat = atActivities()
    chat.say('3月1日 手工课 8人\n4月2日 手工课 9人')
    expect(chat.say('刚才那个手工课是35人')).toContain('第 1、2 条')
    expect(chat.say('刚才那个读书会是35人')).toContain('没有找到「读书会」')
    expect(chat.say('看')).toContain('已记下 2 条')
  })
  it('of money is changed whole', () => {
    const chat = atActivities()
    chat.say('跳过')
    chat.say('场地500 道具860.5')
    expect(chat.say('改 1 场地 1200')).toContain('第 1 条改好了：场地 · 1200元')
    expect(chat.say('看')).toContain('已记下 2 条')
  })
})

describe('what is no row', () => {
  it.each(['#接龙\n1. 小渔\n2. 阿杰 2人', '1. 小渔', '2. 阿杰 2人', '1. 小渔\n2. 阿杰 2人'])(
    'a list of who comes: %j',
    (said) => {
      const chat = atActivities()
      expect(chat.say(said)).toContain('这是接龙，没有记。请写成一行：日期 内容 地点 人数，比如 3月22日')
      expect(chat.session.partials['activities']).toBeUndefined()
    },
  )
  it.each(['不知道', '不记得了', '不清楚'])('%s', (said) => {
    const chat = atActivities()
    expect(chat.say(said)).toContain('回复 跳过')
    expect(chat.say('没有')).toContain('【5/8】')
  })
  it('nothing and unknown are no place', () => {
    const chat = atActivities()
    chat.say('3月1日 手工课 高安 8人')
    chat.say('改 1 地点')
    expect(chat.say('不知道')).toContain('第 1 条改好了：2014年3月1日 · 手工课 · 8人')
    chat.say('改 1 地点')
    expect(chat.say('上礼拜六下午')).toContain('「上礼拜六下午」像是日期，这里问的是地点')
  })
})

describe('in her own words', () => {
  it('看 shows all rows while one is being asked about, and asks on', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 8人')
    chat.say('3月2日 乙培训')
    expect(chat.say('看')).toMatch(
      /已记下 1 条：\n1\. 2014年3月1日 · 甲培训 · 8人\n第 2 条：2014年3月2日 · 乙培训\n有多少人/,
    )
    expect(chat.say('6')).toContain('记下第 2 条：2014年3月2日 · 乙培训 · 6人')
  })
  it.each(['完成了', '好了就这些', '好了，就这些了', '就这么多'])('%s ends the rows', (said) => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 8人')
    expect(chat.say(said)).toContain('好，共 1 条。')
  })
  it('还有 is no part of what was bought', () => {
    const chat = atActivities()
    chat.say('跳过')
    chat.say('场地费 500元')
    expect(chat.say('还有打印费 三百')).toContain('记下第 2 条：打印费 · 300元')
  })
})
