import { expect, it } from '@jest/globals'
import { momentMeant } from '../../../src/conversations/broadcasts/when.js'
import { localTime } from '../../../src/records/local-time.js'

/** A Thursday, 14:20. */
const NOW = '2026-11-26T06:20:00.000Z'
const ZONE = 'Asia/Shanghai'

it.each([
  ['明天上午10点', '2026-11-27T10:00'],
  ['周五下午3点', '2026-11-27T15:00'],
  ['12月1日9点半', '2026-12-01T09:30'],
  ['下午3点', '2026-11-26T15:00'],
  ['上午9点', '2026-11-27T09:00'],
  ['半小时后', '2026-11-26T14:50'],
  ['10分钟后发', '2026-11-26T14:30'],
  ['两个小时以后', '2026-11-26T16:20'],
])('%s', (said, time) => {
  const meant = momentMeant(said, ZONE, NOW)
  expect(meant && 'at' in meant && localTime(meant.at, ZONE).slice(0, 16)).toBe(time)
})

it('what names no moment to come', () => {
  expect(momentMeant('明天', ZONE, NOW)).toEqual({ fault: 'no_time' })
  expect(momentMeant('今天上午9点', ZONE, NOW)).toEqual({ fault: 'over' })
  expect(momentMeant('等通知', ZONE, NOW)).toBeNull()
})
