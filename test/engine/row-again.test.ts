import { describe, expect, it } from '@jest/globals'
import { formNamed, talk, type Talk } from './talk.js'

const TOLD = '在高安办了志愿者培训'.repeat(6)
const ROWS = '3月22日 读书会 高安 35人\n4月22日 读书会 高安 30人\n4月23日 家长会 学校 20人，完'

/** At 支出, the fifth question, with two sums. */
function atSpending(...said: string[]): Talk {
  const chat = talk(formNamed('work-brief.v2'))
  chat.open()
  for (const one of ['1月到6月', TOLD, ROWS, '签到', ...said]) chat.say(one)
  return chat
}
const SUMS = ['房租 1000', '打印 80']

describe('a row that is said anew behind the number of its question is changed, not doubled', () => {
  it.each(['改 5 房租 1200', '第5题：房租 1200元', '改支出 房租 1200', '改 第5题 房租 1200'])(
    'at its own table: %s',
    (said) => {
      const chat = atSpending(...SUMS)
      expect(chat.say(said)).toContain('第 1 条改好了：房租 · 1200元（原来是：1000元）')
      expect(chat.say('预览')).toContain('5. 支出：共 2 条（合计 1280元）')
    },
  )

  it.each([
    ['改 5 房租 1200', '第 1 条改好了：房租 · 1200元（原来是：1000元）'],
    ['改 4 家长会 25人', '第 3 条改好了：2014年4月23日 · 家长会 · 学校 · 25人（签到）（原来是：20人（签到））'],
    ['改 4 4月22日 读书会 33人', '第 2 条改好了：2014年4月22日 · 读书会 · 高安 · 33人（签到）（原来是：30人（签到））'],
    ['改活动 家长会 25人', '第 3 条改好了：2014年4月23日 · 家长会 · 学校 · 25人（签到）（原来是：20人（签到））'],
    ['改 4 4月24日 家长会', '第 3 条改好了：2014年4月24日 · 家长会 · 学校 · 20人（签到）（原来是：2014年4月23日）'],
  ])('from another question: %s', (said, told) => {
    expect(atSpending(...SUMS, '完').say(said)).toContain(told)
  })

  it('of two that are called so it is asked which', () => {
    const chat = atSpending(...SUMS, '完')
    expect(chat.say('改 4 读书会 38人')).toContain('「读书会 38人」是「活动」里的哪一条？')
    expect(chat.say('2')).toContain('第 2 条改好了：2014年4月22日 · 读书会 · 高安 · 38人（签到）')
  })

  it('one that is not there yet is one more', () => {
    expect(atSpending(...SUMS).say('改 5 水费 60')).toContain('记下第 3 条：水费 · 60元')
  })
})

describe('what is to be taken out and is not there', () => {
  it.each(['删掉场地费', '删除 水费', '把场地费删了', '去掉场地费'])('opens no row of that name: %s', (said) => {
    expect(atSpending().say(said)).toContain('「支出」里还没有记下什么，没有可以删的。')
    expect(atSpending(...SUMS).say(said)).toMatch(/「支出」里没有找到「..费?」。回复 改 5，看看编号。/u)
  })
})
