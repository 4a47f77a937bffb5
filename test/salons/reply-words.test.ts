import { describe, expect, it } from '@jest/globals'
import { asksOfSalon, readAskedReply, readPeople, readReply } from '../../src/salons/reply-words.js'

const YES: [string, number | null][] = [
  ['参加', null],
  ['参加 3人', 3],
  ['我们参加，3个人', 3],
  ['我们去两个', 2],
  ['两个人参加', 2],
  ['来两位', 2],
  ['我去', null],
  ['确定参加', null],
  ['好的，参加', null],
  ['报名 俩', 2],
  ['我们3个人都去', 3],
  ['收到，准时参加', null],
  ['coming 2', 2],
  ['好的，我们两位参加', 2],
  ['大概3个人去', 3],
  ['只去一个', 1],
  ['我们改成去3个', 3],
  ['有变动改成1个人', 1],
  ['我们有变动，改成2个人来', 2],
  ['人数改成2', 2],
]
const NO = [
  '不参加',
  '去不了',
  '来不了了',
  '没空',
  '我们没时间',
  '这次不去了',
  '取消报名',
  '有事去不了',
  'not coming',
  '不好意思，去不了',
  '请假',
  '我们来不了了',
  '一个都来不了',
  '临时有事不去了',
  '抱歉明天去不了了',
  '名额让给别人吧',
]
const MAYBE = ['待定', '再看看', '还不确定', '不一定', '到时候看', '看情况', 'not sure', '暂时定不了']
const NEITHER = [
  '好的',
  '谢谢',
  '参加了3次培训',
  '参加人数32',
  '去年参加的',
  '活动参加 25人',
  '参加 999人',
  '3人',
  '1',
  '确定',
  '我们去了财大办活动',
  '昨天来了两位老师',
  '我和小舟去',
  '来五六个',
  '我们今天来了30人',
  '来了25人',
]

describe('a reply to an invitation in words', () => {
  it.each(YES)('%s comes with %s', (text, people) => {
    expect(readReply(text)).toEqual({ answer: 'yes', people, named: false })
  })
  it.each(NO)('%s does not come', (text) => {
    expect(readReply(text)).toEqual({ answer: 'no', people: null, named: false })
  })
  it.each(MAYBE)('%s does not know yet', (text) => {
    expect(readReply(text)).toEqual({ answer: 'maybe', people: null, named: false })
  })
  it.each(NEITHER)('%s is none', (text) => {
    expect(readReply(text)).toBeNull()
  })
  it.each(['来不了，那天有活动', '这次去不了 老师出差', '我们不参加了，要审计'])('%s is no, with why', (text) => {
    expect(readReply(text)).toEqual({ answer: 'no', people: null, named: false })
  })

  it.each(['去不了，不过小王可以来', '我来不了，小田来', '去不了，3个人去', '不来的，我们换个人'])(
    '%s may be meant otherwise',
    (text) => {
      expect(readReply(text)).toBeNull()
    },
  )

  it('says that it can be nothing else where 沙龙 stands before it', () => {
    expect(readReply('沙龙 参加 2人')).toEqual({ answer: 'yes', people: 2, named: true })
    expect(readReply('沙龙：不参加')).toEqual({ answer: 'no', people: null, named: true })
    expect(readReply('沙龙')).toBeNull()
  })
})

describe('a reply where she was just asked', () => {
  it.each([
    ['1', 'yes', null],
    ['１', 'yes', null],
    ['2', 'no', null],
    ['3。', 'maybe', null],
    ['1 3人', 'yes', 3],
    ['1，三个人', 'yes', 3],
    ['1 参加', 'yes', null],
    ['3人', 'yes', 3],
    ['我们俩', 'yes', 2],
    ['去不了', 'no', null],
  ])('%s is %s with %s', (text, answer, people) => {
    expect(readAskedReply(text)).toEqual({ answer, people, named: false })
  })
  it.each(['4', '25', '2 3人', '1 不参加', '你好', '3 2', '1月5日'])('%s is none', (text) => {
    expect(readAskedReply(text)).toBeNull()
  })
})

it.each([
  ['3', 3],
  ['3人', 3],
  ['来了3人', 3],
  ['我们两个', 2],
  ['4821', null],
  ['第三', null],
  ['3 2', null],
  ['不知道', null],
])('%s says that %s are there', (text, people) => {
  expect(readPeople(text)).toBe(people)
})

describe('what is asked of an invitation', () => {
  it.each(['几点开始？', '在哪里办', '沙龙是哪天', '请问活动几点开始呢'])('%s', (text) => {
    expect(asksOfSalon(text)).toBe(true)
  })
  it.each(['几点了', '地点在文化站', '什么时候要交', '9月20日 哪里'])('%s is something else', (text) => {
    expect(asksOfSalon(text)).toBe(false)
  })
  it('不用了, said to it, declines', () => {
    expect(readAskedReply('不用了')).toEqual({ answer: 'no', people: null, named: false })
    expect(readReply('不用了')).toBeNull()
  })
})
