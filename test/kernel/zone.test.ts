import { describe, expect, it } from '@jest/globals'
import { dayIn, momentAt } from '../../src/kernel/zone.js'

describe('the moment that a clock on the wall shows', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-26', 9 * 60, '2026-11-26T01:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-26', 0, '2026-11-25T16:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-26', 9 * 60, '2026-11-26T03:15:00.000Z'],
    ['Europe/Berlin', '2026-03-28', 9 * 60, '2026-03-28T08:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', 9 * 60, '2026-03-30T07:00:00.000Z'],
    // 02:30 is left out that night: the moment after the gap.
    ['Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:30:00.000Z'],
    // 02:30 is there twice: the first.
    ['Europe/Berlin', '2026-10-25', 150, '2026-10-25T00:30:00.000Z'],
    ['America/St_Johns', '2026-11-01', 90, '2026-11-01T04:00:00.000Z'],
    ['Pacific/Apia', '2026-11-26', 12 * 60, '2026-11-25T23:00:00.000Z'],
  ])('%s %s, minute %i', (zone, day, minutes, at) => {
    expect(momentAt(day, minutes, zone)).toBe(at)
    if (minutes > 180) expect(dayIn(at, zone)).toBe(day)
  })
})
