import { describe, expect, it } from '@jest/globals'
import { findClock } from '../../src/kernel/clock-words.js'
import { momentAt } from '../../src/kernel/zone.js'

const shown = (minutes: number | null) =>
  minutes === null
    ? null
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

describe('times of day', () => {
  it.each([
    ['下午2点', '14:00', null],
    ['14:00', '14:00', null],
    ['12月5日下午两点到四点 鸡鸣山', '14:00', '16:00'],
    ['晚上七点半', '19:30', null],
    ['上午9：30', '09:30', null],
    ['上午10点到下午3点', '10:00', '15:00'],
    ['2点', '14:00', null],
    ['九点一刻', '09:15', null],
    ['中午12点', '12:00', null],
    ['下午2点-4点', '14:00', '16:00'],
    ['２点半', '14:30', null],
    ['6:30', '06:30', null],
  ])('%s is from %s to %s', (text, from, to) => {
    const found = findClock(text)
    expect([shown(found?.from ?? null), shown(found?.to ?? null)]).toEqual([from, to])
  })

  it.each(['12月5日', '第三点意见', '25点', '名额30', '2点75分', '点名'])('%s is none', (text) => {
    expect(findClock(text)).toBeNull()
  })
})

it('a wall clock is a moment in its zone, over the change to summer time, too', () => {
  expect(momentAt('2026-12-05', 14 * 60, 'Asia/Shanghai')).toBe('2026-12-05T06:00:00.000Z')
  expect(momentAt('2026-07-01', 9 * 60, 'Europe/Berlin')).toBe('2026-07-01T07:00:00.000Z')
  expect(momentAt('2026-03-29', 12 * 60, 'Europe/Berlin')).toBe('2026-03-29T10:00:00.000Z')
})
