import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from '../engine/talk.js'

/** A brief about this period, long after it, at its activities. */
function about(period: string, from = '2026-11-20T02:00:00.000Z') {
  const chat = talk(formNamed('work-brief.v1'), undefined, from)
  chat.open()
  const done =
    '上半年我们在高安、萍乡和上犹办了三次志愿者培训，每次都先去当地组织走访，听他们想学什么，再一起定内容；培训以后又回访了一次。'
  for (const said of [period, done, '培训']) chat.say(said)
  return chat
}

describe('the year of a row', () => {
  it('is that of the period when the brief is written years later', () => {
    const chat = about('2014年第二季度')
    expect(chat.say('4月12日 开营活动 盲童学校小礼堂 43人')).toContain(
      '2014年4月12日 · 开营活动 · 盲童学校小礼堂 · 43人',
    )
    expect(chat.say('5.3-5.5 亲子露营 梅岭 20人')).toContain('2014年5月3日—5日')
    expect(chat.say('6月 入户走访 社区 20人')).toContain('2014年6月')
  })
  it('may be of the two years of a period over the new year', () => {
    const chat = about('2013年12月到2014年2月')
    expect(chat.say('12月20日 走访 5人\n1月4日 年会 40人')).toMatch(/2013年12月20日[^]*2014年1月4日/)
  })
  it('is kept beside the period, and that is said', () => {
    const chat = about('2014年第二季度')
    const reply = chat.say('7月12日 助老 敬老院 15人')
    expect(reply).toContain('2014年7月12日')
    expect(reply).toContain('（日期不在这份简报的时段 2014年4—6月 里，写错了就回复 改 1 日期）')
    expect(chat.say('改 1 日期 6月12日')).not.toContain('不在这份简报')
    expect(chat.say('2015年4月1日 走访 5人')).toContain('改 2 日期')
  })
  it('of the period itself is counted from today', () => {
    const chat = about('2014年第二季度')
    chat.say('改 1')
    expect(chat.say('第二季度')).toContain('2026年4—6月')
  })
})

describe('days the calendar has not, and parts of months', () => {
  it('says which day there is not', () => {
    const chat = about('2014年第二季度')
    expect(chat.say('6月31日 培训 20人')).toContain('6月没有31日，请再看看。')
    const brief = talk(formNamed('work-brief.v1'))
    brief.open()
    expect(brief.say('6月31日')).toContain('6月没有31日，请再看看。')
  })
  it.each([
    ['2014年六月初', '2014年6月1日—10日'],
    ['2014年三月底到五月初', '2014年3月21日—5月10日'],
    ['2014年6月下旬', '2014年6月21日—30日'],
    ['2014年6月中旬', '2014年6月11日—20日'],
  ])('%s', (said, shown) => {
    const brief = talk(formNamed('work-brief.v1'))
    brief.open()
    expect(brief.say(said)).toContain(`记下了：${shown}`)
  })
})
