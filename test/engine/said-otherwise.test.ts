import { describe, expect, it } from '@jest/globals'
import { formNamed, talk } from './talk.js'

/** On Wednesday 2 July 2014. */
const asked = (form: string, ...said: string[]) => {
  const chat = talk(formNamed(form))
  chat.open()
  return said.map((one) => chat.say(one)).at(-1) ?? ''
}

describe('a period', () => {
  it.each([
    ...['9月和10月', '9、10月', '9月跟10月', '9月以及10月', '9和10月', '9月、10月', '9,10月', '9月10月'].map((said) => [
      said,
      '2013年9—10月',
    ]),
    ...['三季度', '第三季度', '3季度', 'Q3', '7-9月份', '7、8、9月', '7月8月9月', '７－９月'].map((said) => [
      said,
      '2014年7—9月',
    ]),
    ['七八月份', '2014年7—8月'],
    ['上半年', '2014年1—6月'],
    ...['第一、二季度', '一二季度', '一季度和二季度', '1-2季度', '2014年一、二季度'].map((said) => [
      said,
      '2014年1—6月',
    ]),
    ...['第二季度（4-6月）', '4月-6月，第二季度', '四月五月六月', '4-6', '4~6', '2014年4、5、6三个月'].map((said) => [
      said,
      '2014年4—6月',
    ]),
    ...['四、五月', '四五月份', '4/5月', '4月份和5月份'].map((said) => [said, '2014年4—5月']),
    ...['2014.1-3', '2014Q1', 'Q1 2014', 'January to March', 'Jan - Mar 2014', 'first quarter'].map((said) => [
      said,
      '2014年1—3月',
    ]),
    ...['4月到现在', '4月至今', '4月以来'].map((said) => [said, '2014年4月1日—7月2日']),
    ...['12月和1月', '2013年12月和2014年1月'].map((said) => [said, '2013年12月—2014年1月']),
  ])('%s', (said, shown) => {
    expect(asked('work-brief.v2', said ?? '')).toMatch(new RegExp(`^记下了：${shown}\\n`, 'u'))
  })
  it.each(['1月和3月', '前三个月', '4、9月', '2月30日到3月'])('%s is asked for again', (said) => {
    expect(asked('work-brief.v2', said)).toContain('【1/7】这份简报写的是哪段时间？')
  })
})

describe('a day in English', () => {
  it.each([
    ['yesterday', '7月1日'],
    ['Yesterday afternoon', '7月1日'],
    ['today', '7月2日'],
    ['the day before yesterday', '6月30日'],
    ['last Saturday', '6月28日'],
    ['on Saturday', '6月28日'],
    ['last Wednesday', '6月25日'],
    ['Wednesday', '7月2日'],
    ['this Monday', '6月30日'],
    ['3 days ago', '6月29日'],
    ['a week ago', '6月25日'],
    ['June 28', '6月28日'],
    ['28th June 2014', '6月28日'],
    ['Sat, June 28', '6月28日'],
    ['It was on Jun 28, 2014', '6月28日'],
    ['June 26-28', '6月26日—28日'],
    ['June 26 to 28', '6月26日—28日'],
    ['June 28 and 29', '6月28日—29日'],
    ['last weekend', '6月28日—29日'],
    ['last month', '6月'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', said)).toMatch(new RegExp(`^记下了：2014年${shown}\\n`, 'u'))
  })
  it.each(['June 3 and 17', 'June 31', 'a nice day', 'maybe'])('%s is none', (said) => {
    expect(asked('activity.v2', said)).toContain('【1/6】')
  })
})

describe('a headcount in English', () => {
  it.each([
    ['around forty people', '约40人'],
    ['about 40', '约40人'],
    ['~40', '约40人'],
    ['forty or so', '约40人'],
    ['more than 40', '超过40人'],
    ['nearly 40', '将近40人'],
    ['at least forty', '至少40人'],
    ['less than 40', '不到40人'],
    ['30 to 40 people', '30-40人'],
    ['between 30 and 40', '30-40人'],
    ['nobody', '0人'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', '昨天', '培训', '高安', said)).toMatch(new RegExp(`^记下了：${shown}\\n`, 'u'))
  })
  it.each([
    ['40 people', '40人'],
    ['forty-five', '45人'],
    ['twenty-five people came', '25人'],
    ['one hundred and twenty', '120人'],
    ['a hundred', '100人'],
    ['two dozen', '24人'],
    ['we had 40 in total', '40人'],
    ['12 families', '12户'],
    ['25 adults and 10 children', '35人（adults25、children10）'],
    ['40 people, 5 of them volunteers', '40人（volunteers5）'],
    ['40 including 5 volunteers', '40人（volunteers5）'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', '昨天', '培训', '高安', said)).toContain(`${shown}，这个人数`)
  })
  it('of those who came besides is asked', () => {
    expect(asked('activity.v2', '昨天', '培训', '高安', '40 people and 5 volunteers')).toContain('1 加上，一共 45人')
  })
  it.each(['maximum 30', 'capacity 30', 'limited to 30 people'])('%s is not how many came', (said) => {
    expect(asked('activity.v2', '昨天', '培训', '高安', said)).toContain('是名额或计划的数')
  })
})
