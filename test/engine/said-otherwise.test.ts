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

describe('a day as one says it', () => {
  it.each([
    ['6月28日，周六', '6月28日'],
    ['上周六日', '6月28日—29日'],
    ['周六周日两天', '6月28日—29日'],
    ['6/28-6/29', '6月28日—29日'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', said)).toMatch(new RegExp(`^记下了：2014年${shown}\\n`, 'u'))
  })
  it('前天昨天 is two', () => {
    expect(asked('activity.v2', '前天昨天')).toContain('「前天昨天」是好几天')
  })
  it.each([
    ['六月一号 读书会 高安 三十二个人吧大概', '读书会 · 高安 · 大概三十二个人'],
    ['6月1日 读书会 高安 2O人', '读书会 · 高安 · 20人'],
    ['6月1日 读书会 高安 人数没统计', '读书会 · 高安 · 人数没统计'],
  ])('in a row: %s', (said, shown) => {
    const before = ['2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训']
    expect(asked('work-brief.v2', ...before, said)).toContain(shown)
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

describe('a headcount as one speaks', () => {
  it.each([
    ['三十二个人吧大概', '大概三十二个人'],
    ['32人吧，差不多', '大概32人'],
    ['可能三十来人', '三十来人'],
    ['30或者31', '30或者31人'],
    ['30到35之间', '30到35人'],
    ['三、四十人', '三四十人'],
    ['3、40人', '30-40人'],
    ['三十幾個', '三十几个人'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', '昨天', '培训', '高安', said)).toMatch(new RegExp(`^记下了：${shown}\\n`, 'u'))
  })
  it.each([
    ['嗯，30人', '30人'],
    ['應該30個人', '30人'],
    ['應到40人，實到３２人', '32人（现场点数）'],
    ['參加人數30', '30人'],
    ['含老师30人', '30人'],
    ['加上志愿者一共30人', '30人'],
    ['男女各15人', '30人（男15、女15）'],
    ['老人和孩子各15人', '30人（老人15、孩子15）'],
    ['12户人家，30口人', '30人（12户）'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', '昨天', '培训', '高安', said)).toContain(shown)
  })
})

describe('spending as one speaks', () => {
  const spent = (said: string) =>
    asked('work-brief.v2', '2014年1月到6月', '在高安办了志愿者培训'.repeat(6), '培训', '没有', said)
  it.each([
    '场地费五百块车费八十块',
    '场地费500+车费80',
    '1、场地费500 2、车费80',
    '场地费(500元) 车费(80元)',
    '场地费５００元，车费８０元',
  ])('%s', (said) => {
    expect(spent(said)).toContain('1. 场地费 · 500元\n2. 车费 · 80元')
  })
})

describe('a choice as one speaks', () => {
  const chosen = (said: string) => asked('activity.v2', '昨天', '爱心早餐', '高安', '30人', '1', said)
  it.each(['应该算培训', '算是培训吧', '归培训', '第三个', '③'])('%s', (said) => {
    expect(chosen(said)).toMatch(/^记下了：培训\n/u)
  })
  it.each(['不是培训', '非培训'])('%s is none', (said) => {
    expect(chosen(said)).toContain('不在选项里')
  })
})

describe('a place', () => {
  it.each(['读书会', '志愿者培训', '公园徒步', '老年大学书法沙龙'])('is none that says what was done: %s', (said) => {
    expect(asked('activity.v2', '昨天', '志愿者培训', said)).toContain(`「${said}」像是做了什么。这里问在哪里办的`)
  })
  it('培训 is rather the kind of activity', () => {
    expect(asked('activity.v2', '昨天', '志愿者培训', '培训')).toContain('「活动类别」记下了：培训')
  })
  it('活动 is asked about', () => {
    expect(asked('activity.v2', '昨天', '志愿者培训', '活动')).toContain('「活动」是给第 5 题')
  })
  it.each([
    ['活动室', '活动室'],
    ['培训中心', '培训中心'],
    ['腾讯会议', '腾讯会议'],
    ['线上活动', '线上活动'],
    ['就在高安办的', '高安'],
    ['在读书会', '读书会'],
    ['在线', '在线'],
  ])('%s', (said, shown) => {
    expect(asked('activity.v2', '昨天', '志愿者培训', said)).toMatch(new RegExp(`^记下了：${shown}\\n`, 'u'))
  })
})
