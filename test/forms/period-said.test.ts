import { describe, expect, it } from '@jest/globals'
import { periodIn, periodSaid, withThisQuarter } from '../../src/forms/period-said.js'

const TODAY = '2014-07-02'
const Q2 = { from: '2014-04-01', to: '2014-06-30' }

describe('the period that the first words name', () => {
  it.each([
    '4到6月我们一共做了3场读书会',
    '二季度做了什么：在下沟村给老人理发',
    '这个季度主要做老人陪伴',
    '本季度在高安办了两场培训，比上季度多',
    '你好 我是麦田的 交二季度简报 4到6月我们一共做了3场',
    '第二季度工作小结：7月的计划在后面',
  ])('%s', (said) => {
    expect(periodSaid(said, TODAY)).toEqual(Q2)
  })
  it.each([
    '主要做老人陪伴，比上季度去得勤',
    '下季度打算接着做',
    '4月办了读书会，5月办了讲座',
    '一季度做了培训，二季度做了回访',
    '老人从不爱出门到每周三自己下楼等我们',
  ])('%s names none', (said) => {
    expect(periodSaid(said, TODAY)).toBeNull()
  })
  it('may be one month where a form is chosen with it', () => {
    expect(periodIn('简报 5月', TODAY)).toBeNull()
    expect(periodIn('简报 5月', TODAY, { single: true })).toEqual({
      days: { from: '2014-05-01', to: '2014-05-31' },
      start: 3,
      end: 5,
    })
  })
  it('has 这个季度 as the one that is over, until the next is well on, or as it is offered', () => {
    expect(withThisQuarter('这季度', TODAY)).toBe('2014年4—6月')
    expect(withThisQuarter('这季度', '2014-08-20')).toBe('2014年7—9月')
    const offered = { from: '2014-07-01', to: '2014-09-30' }
    expect(periodSaid('这个季度主要做陪伴', '2014-07-30', offered)).toEqual(offered)
  })
})
