import { describe, expect, it } from '@jest/globals'
import { dayNamed, twoDaysJoined } from '../../src/forms/day-names.js'
import { formNamed, talk } from '../engine/talk.js'

const TODAY = '2014-07-02'

describe('a day by its name', () => {
  it.each([
    ['端午', '2014-06-02'],
    ['端午节', '2014-06-02'],
    ['今年端午', '2014-06-02'],
    ['元宵节那天', '2014-02-14'],
    ['中秋', '2013-09-19'],
    ['去年中秋', '2013-09-19'],
    ['国庆节', '2013-10-01'],
    ['0628', '2014-06-28'],
  ])('%s is %s', (said, day) => {
    expect(dayNamed(said, TODAY)).toEqual({ from: day, to: day })
  })
  it.each(['0230', '十一', '端午包粽子', '2014', '今年'])('%s is none', (said) => {
    expect(dayNamed(said, TODAY)).toBeNull()
  })
  it('is of the period that is told of', () => {
    const day = '2012-06-23'
    expect(dayNamed('端午', TODAY, { from: '2012-01-01', to: '2012-12-31' })).toEqual({ from: day, to: day })
  })
})

describe('two days', () => {
  it.each([
    ['6月28日和29日', '6月28日-29日'],
    ['6月28、29日', '6月28-29日'],
    ['6月30日和7月1日', '6月30日-7月1日'],
    ['6月28日和30日', '6月28日和30日'],
    ['6月28日、29日、30日', '6月28日、29日、30日'],
  ])('%s is %s', (said, joined) => {
    expect(twoDaysJoined(said, TODAY)).toBe(joined)
  })

  it('one after another are one activity, also in a row', () => {
    const chat = talk(formNamed('activity.v2'))
    chat.open()
    expect(chat.say('6月28日和29日')).toContain('记下了：2014年6月28日—29日')
    expect(chat.say('改 1 端午节')).toContain('第 1 题「日期」记下了：2014年6月2日')
  })
})
