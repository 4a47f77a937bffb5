import { expect, test } from '@jest/globals'
import { alsoIs, remarkIn, tellsPlans, withoutTalk } from '../../src/forms/remark.js'

test.each([
  ['不对不是昨天 是6月1号', 'before'],
  ['时间应该是4到6月', 'before'],
  ['啊不对', 'before'],
  ['我发现理发那天 少写了3个', 'before'],
  ['讲师费那条是住宿费', 'before'],
  ['这个不对 课堂', 'before'],
  ['支出错了 是场地费', 'before'],
  ['第2场地点也是文化站', 'before'],
  ['不是半年', 'before'],
  ['刚才写的不要', 'before'],
  ['孩子都签了肖像授权', 'consent'],
  ['老人家都问过了愿意的 就是第4张那个小孩没问他妈妈', 'consent'],
  ['家长都同意了', 'consent'],
  // Titles, places and items that hold such words.
  ['爱的纠错课', null],
  ['知错就改故事会', null],
  ['前面岭村委会', null],
  ['上面村祠堂', null],
  ['第二场读书会', null],
  ['应该怎么爱孩子讲座', null],
  ['这条路我们一起走', null],
  ['我们的节日', null],
  ['我爱我家征文', null],
  ['同意书怎么写培训', 'consent'],
  ['愿意听我说吗', null],
  ['家长也慢慢愿意一起来', null],
  ['不是一个人在战斗分享会', null],
  ['对称剪纸', null],
  ['不对称设计课', null],
])('%s is a remark: %s', (text, remark) => {
  expect(remarkIn(text)).toBe(remark)
})

test.each([
  ['好的 6月15 回访 高安 12户', '6月15 回访 高安 12户'],
  ['我先发活动 4月13号认蔬菜 上犹 20个孩子', '4月13号认蔬菜 上犹 20个孩子'],
  ['啊不对 6月有一次家访 5户', '6月有一次家访 5户'],
  ['好的开始 6月15', '好的开始 6月15'],
  ['好的', '好的'],
])('%s without what is said before it: %s', (text, rest) => {
  expect(withoutTalk(text)).toBe(rest)
})

test('也是 and 都是 are no part of a name', () => {
  expect(alsoIs('也是阅读课')).toBe('阅读课')
  expect(alsoIs('都是读书会')).toBe('读书会')
  expect(alsoIs('都是我的娃 亲子营')).toBe('都是我的娃 亲子营')
  expect(alsoIs('还有我陪你')).toBe('还有我陪你')
})

test('what is difficult and what is next is told so', () => {
  expect(tellsPlans('没啥困难，下半年想在萍乡也办一场')).toBe(true)
  expect(tellsPlans('下半年打算再办两场')).toBe(true)
  expect(tellsPlans('走访困难户 6月1日 12户')).toBe(false)
  expect(tellsPlans('4月20号义诊，下半年再办')).toBe(false)
})
