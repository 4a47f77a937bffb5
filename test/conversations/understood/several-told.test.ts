import { describe, expect, it } from '@jest/globals'
import { factsOf } from '../../../src/conversations/understood/facts.js'
import { extract } from '../../../src/extraction/rules/extract.js'

const told = (text: string) => extract(text, '2026-11-28').map((one) => factsOf(text, one, undefined))

describe('what stands side by side in one message is kept apart', () => {
  it.each([
    ['我们昨天去敬老院包饺子 去了七八个志愿者 老人二十来个', '七八个志愿者，老人二十来个'],
    ['昨天包饺子 去了十来个义工 老人家三四十个', '十来个义工，老人家三四十个'],
    ['昨天故事会 一共七十九个娃 老师4个 我们志愿者6个', '七十九个娃，老师4个，志愿者6个'],
    ['昨天读书会来了32个人，其中志愿者5个', '32个人，其中志愿者5个'],
    ['昨天由5名志愿者带领20个孩子做手工', '20人，其中志愿者5人'],
    ['昨天在社区搞了故事会，15户，共52人', '15户，52人'],
  ])('%s', (text, headcount) => expect(told(text)[0]?.facts['activity.headcount']).toBe(headcount))
})

describe('where it was and with whom is no part of what was done', () => {
  it.each([
    ['昨天在青山湖和知行一起办了志愿者交流沙龙，来了20人', '志愿者交流沙龙', '青山湖'],
    ['昨天和曙光急救一起在八一公园办了急救演练 30人', '急救演练', '八一公园'],
    ['11月22号和曙光急救在万达广场搞急救体验 来了65人', '急救体验', '万达广场'],
  ])('%s', (text, title, place) =>
    expect(told(text)[0]?.facts).toMatchObject({ 'activity.title': title, 'activity.place': place }),
  )

  it.each([
    ['11月19日青云谱社区健康讲座 30人', '健康讲座', '青云谱社区'],
    ['11月27号 洪都小学 讲故事 85人', '讲故事', '洪都小学'],
  ])('%s: of the place she is asked', (text, title, place) => {
    const [one] = told(text)
    expect(one?.facts['activity.title']).toBe(title)
    expect(one?.doubtful['activity.place']).toBe(place)
  })
})

it.each([
  ['上周六我们搞了春游 不对 是秋游 去了梅岭 32个人', { 'activity.title': '秋游' }],
  ['昨天搞了夏令营 不对 冬令营 30人', { 'activity.title': '冬令营' }],
  ['昨天是没事 前天下午四点在空间开了个小沙龙 12人', { 'activity.date': '2026-11-26' }],
])('a slip put right in the same message: %s', (text, facts) => expect(told(text)[0]?.facts).toMatchObject(facts))

it('「二是志愿者培训」 counts nobody, and names what is told behind it', () => {
  const all = told('一是家访，10月8日走访了12户。二是志愿者培训，10月20日，15人')
  expect(all.map(({ facts }) => [facts['activity.title'], facts['activity.headcount']])).toEqual([
    ['家访', '12户'],
    ['志愿者培训', '15人'],
  ])
})
