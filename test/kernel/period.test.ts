import { describe, expect, it } from '@jest/globals'
import { findDays, noSuchDay, readDays } from '../../src/kernel/day-words.js'

const TODAY = '2026-11-20'
const quarter = { from: '2014-04-01', to: '2014-06-30' }

describe('days that are told of a period', () => {
  it.each([
    ['4月12日', '2014-04-12', '2014-04-12'],
    ['7.12', '2014-07-12', '2014-07-12'],
    ['1月4日', '2014-01-04', '2014-01-04'],
    ['25号', '2014-06-25', '2014-06-25'],
    ['4月-5月', '2014-04-01', '2014-05-31'],
    ['2015年4月12日', '2015-04-12', '2015-04-12'],
    ['昨天', '2026-11-19', '2026-11-19'],
  ])('%s', (said, from, to) => {
    expect(readDays(said, TODAY, quarter)).toEqual({ from, to })
    expect(findDays(`${said} 走访`, TODAY, quarter)?.days).toEqual({ from, to })
  })
  it('of two possible years take the later, and a day to come only within the period', () => {
    expect(readDays('3月2日', TODAY, { from: '2013-01-01', to: '2014-12-31' })?.from).toBe('2014-03-02')
    expect(readDays('12月25日', '2014-11-01', { from: '2014-10-01', to: '2014-12-31' })?.from).toBe('2014-12-25')
    expect(readDays('1月4日', '2014-12-20', { from: '2014-10-01', to: '2014-12-31' })?.from).toBe('2014-01-04')
    expect(readDays('2月29日', TODAY, quarter)).toBeNull()
  })
})

describe('noSuchDay', () => {
  it.each([
    ['6月31日', { month: 6, day: 31, said: '6月31日' }],
    ['二月三十号 培训', { month: 2, day: 30, said: '二月三十号' }],
    ['2013年2月29日', { month: 2, day: 29, said: '2013年2月29日' }],
    ['2月29日', null],
    ['6月30日', null],
    ['13月40日', null],
  ])('%s', (said, wrong) => expect(noSuchDay(said)).toEqual(wrong))
})
