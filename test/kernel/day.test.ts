import { describe, expect, it } from '@jest/globals'
import { addDays, isDay, weekday } from '../../src/kernel/day.js'
import { dayIn } from '../../src/kernel/zone.js'

describe('calendar days', () => {
  it.each([
    ['2014-03-22', true],
    ['2012-02-29', true],
    ['2014-02-29', false],
    ['2014-13-01', false],
    ['2014-3-22', false],
    ['2014-03-22T00:00', false],
    ['', false],
  ])('isDay(%j) is %p', (text, is) => {
    expect(isDay(text)).toBe(is)
  })

  it('adds days across months, years and leap days', () => {
    expect(addDays('2014-12-31', 1)).toBe('2015-01-01')
    expect(addDays('2012-03-01', -1)).toBe('2012-02-29')
    expect(addDays('2014-03-09', 0)).toBe('2014-03-09')
  })

  it('knows the weekday, Monday first', () => {
    expect(weekday('2014-11-17')).toBe(1)
    expect(weekday('2014-11-23')).toBe(7)
  })

  it('takes the day of an instant in the zone asked for, wherever the process runs', () => {
    expect(dayIn('2014-12-31T15:59:59.999Z', 'Asia/Shanghai')).toBe('2014-12-31')
    expect(dayIn('2014-12-31T16:00:00.000Z', 'Asia/Shanghai')).toBe('2015-01-01')
    expect(dayIn('2014-12-31T16:00:00.000Z', 'America/St_Johns')).toBe('2014-12-31')
    expect(() => dayIn('2014-12-31T16:00:00.000Z', 'Asia/Nowhere')).toThrow(RangeError)
  })
})
