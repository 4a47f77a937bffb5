import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from '../engine/talk.js'

/** A brief at its activities. */
function atActivities() {
  const chat = talk(formNamed('work-brief.v1'))
  chat.open()
  const done =
    '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
  for (const said of ['1月到6月', done, '培训']) chat.say(said)
  return chat
}

describe('a table', () => {
  it('asks for what rows lack one after another, and takes the whole ones between them', () => {
    const chat = atActivities()
    expect(chat.say('3月1日 甲培训\n3月2日 乙培训 5人\n3月3日 丙培训\n3月4日 丁培训 6人')).toMatch(
      /第 1 条：2014年3月1日 · 甲培训\n有多少人/,
    )
    expect(chat.say('七人')).toMatch(/第 1 到 2 条[^]*第 3 条：2014年3月3日 · 丙培训\n有多少人/)
    const reply = chat.say('删')
    expect(reply).toContain('这一条不记了')
    expect(reply).toContain('记下第 3 条：2014年3月4日 · 丁培训 · 6人')
    expect(chat.say('看')).toContain('已记下 3 条')
  })

  it('takes 改 with a number for what it is, also while a row is being changed', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 5人\n3月2日 乙培训 6人')
    chat.say('改 1')
    expect(chat.say('改 1 地点 高安')).toContain('第 1 条改好了：2014年3月1日 · 甲培训 · 高安 · 5人')
    chat.say('改 1 人数')
    expect(chat.say('改 2 人数 8人')).toContain('第 2 条改好了：2014年3月2日 · 乙培训 · 8人')
  })

  it('takes a whole row for one, also where a new place is asked for, and words for a place', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 5人')
    chat.say('改 1 地点')
    expect(chat.say('3月2日 乙培训 6人')).toContain('第 1 条改好了：2014年3月2日 · 乙培训 · 6人')
    chat.say('改 1 内容')
    expect(chat.say('3月2日读书会')).toContain('第 1 条改好了：2014年3月2日 · 3月2日读书会 · 6人')
  })

  it('takes the row once more when it comes whole, in place of the column asked for', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训')
    expect(chat.say('3月1日 甲培训 高安 8人')).toContain('记下第 1 条：2014年3月1日 · 甲培训 · 高安 · 8人')
  })

  it('changes one part or the whole of a row', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 高安 8人\n3月2日 乙培训 5人')
    chat.say('改 1')
    expect(chat.say('9人')).toContain('第 1 条改好了：2014年3月1日 · 甲培训 · 高安 · 9人')
    chat.say('改 1')
    expect(chat.say('3月5日')).toContain('第 1 条改好了：2014年3月5日 · 甲培训 · 高安 · 9人')
    chat.say('改第2条')
    expect(chat.say('3月6日 丙沙龙 萍乡 10人')).toContain('第 2 条改好了：2014年3月6日 · 丙沙龙 · 萍乡 · 10人')
    chat.say('改 2')
    expect(chat.say('随便')).toContain('没看出要改什么')
    expect(chat.say('完')).toContain('第 2 条就这样')
    expect(chat.say('改 2 内容 丁沙龙')).toContain('丁沙龙')
    expect(chat.say('改 3')).toContain('没有第 3 条')
  })

  it.each(['删 1', '第1条不要了'])('a row that is being changed may go, and another: %s', (word) => {
    const chat = atActivities()
    chat.say('3月1日 甲培训 高安 8人\n3月2日 乙培训 5人')
    chat.say('改 2')
    expect(chat.say(word)).toMatch(/删掉了：\n1. 2014年3月1日 · 甲培训[^]*现在有 1 条[^]*再来一条/)
    expect(chat.say('看')).toContain('1. 2014年3月2日 · 乙培训 · 5人')
  })

  it.each(['跳过', '下一步', '不变', '完'])('whose rows were all taken out stays empty: %s', (word) => {
    const chat = atActivities()
    for (const said of ['3月1日 甲培训 8人', '完', '改第 4 题']) chat.say(said)
    expect(chat.say('删 1')).toContain('现在有 0 条')
    expect(chat.say(word)).toContain('「活动」先空着')
    expect(chat.session.answers['activities']?.value).toBeNull()
  })

  it.each(['不变', '下一步'])('keeps new rows though the last is not whole: %s', (word) => {
    const chat = atActivities()
    for (const said of ['3月1日 甲培训 8人', '完', '改第 4 题', '3月2日 乙培训 5人', '3月3日 丙培训']) chat.say(said)
    expect(chat.say(word)).toContain('记下第 3 条：2014年3月3日 · 丙培训\n好，共 3 条')
  })

  it('keeps to its most rows and says so', () => {
    const chat = atActivities()
    const rows = Array.from({ length: 70 }, (_, i) => `3月${(i % 28) + 1}日 第${i + 1}次走访 ${i + 1}人`)
    const reply = chat.say(rows.join('\n'))
    expect(reply).toContain('记下 60 条')
    expect(reply).toContain('最多记 60 条')
    expect(chat.say('4月1日 再一次走访 5人')).toContain('最多记 60 条')
    expect(chat.say('完')).toContain('共 60 条')
  })

  it('says which lines it could not take, and why', () => {
    const chat = atActivities()
    const reply = chat.say('3月1日 甲培训 8人\n2015年3月1日 乙培训 8人')
    expect(reply).toContain('记下第 1 条')
    expect(reply).toContain('没有记：「2015年3月1日 乙培训 8人」')
    expect(reply).toContain('还没有到')
  })

  it('each row knows its messages, and a change keeps the old ones', () => {
    const chat = atActivities()
    chat.say('3月1日 甲培训') // m4
    chat.say('8人') // m5
    chat.say('改 1') // m6
    chat.say('9人') // m7
    chat.say('完')
    expect(chat.session.answers['activities']?.value).toMatchObject({ rows: [{ from: ['m4', 'm5', 'm7'] }] })
  })
  it.each([
    ['讲师费 300元\n保险 931元', /有 1 条已经在里面[^]*第 2 条改好了：保险 · 931元/],
    ['讲师费 300元\n保险 500元\n保险 1200元', /有 2 条已经在里面[^]*记下第 3 条：保险 · 500元/],
    ['讲师费 300元\n保险 931元\n保险 500元', /记下 3 条（第 3 到 5 条）/],
  ])('sent again changes the row that is called so, where it is one: %s', (said, heard) => {
    const chat = atActivities()
    chat.say('跳过')
    chat.say('讲师费 300元\n保险 1200元')
    chat.say('完')
    chat.say('改第 5 题')
    expect(chat.say(said)).toMatch(heard)
  })
})
