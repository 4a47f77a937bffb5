import { describe, expect, it } from '@jest/globals'
import { momentAt } from '../../src/kernel/zone.js'
import { WEEKDAYS_ONLY } from '../../src/programmes/calendar.js'
import { localTime } from '../../src/records/local-time.js'
import { digestAt, remindAt } from '../../src/reminders/when.js'

/** Where clocks change, on the days before, on and after, and where they never do. */
describe.each([
  ['Europe/London', ['2026-03-27', '2026-03-30', '2026-10-23', '2026-10-26']],
  ['America/New_York', ['2026-03-06', '2026-03-09', '2026-10-30', '2026-11-02']],
  ['Australia/Lord_Howe', ['2026-04-03', '2026-04-06', '2026-10-02', '2026-10-05']],
  ['America/St_Johns', ['2026-03-06', '2026-03-09', '2026-11-02']],
  ['Asia/Shanghai', ['2026-02-27', '2028-02-29']],
])('a hub in %s', (zone, days) => {
  const people = Array.from({ length: 40 }, (_, i) => `person-${i}`)

  it.each(days)('is written to in the morning of %s by its own clocks', (day) => {
    for (const who of people) {
      const at = localTime(remindAt(who, day, momentAt(day, 17, zone), zone, WEEKDAYS_ONLY), zone)
      expect(at.slice(0, 10)).toBe(day)
      expect(at.slice(11, 16) > '09:00' && at.slice(11, 16) < '10:35').toBe(true)
      expect(['00', '30']).not.toContain(at.slice(14, 16))
    }
    expect(localTime(digestAt('hub', day, zone), zone)).toMatch(new RegExp(`^${day}T08:4\\d`))
  })

  it('hears nothing after eight in the evening, nor at the weekend', () => {
    // Fridays and Mondays: a Friday night is made up on Monday.
    const friday = days[0]!
    const at = localTime(remindAt('person-1', friday, momentAt(friday, 20 * 60 + 1, zone), zone, WEEKDAYS_ONLY), zone)
    expect(new Date(`${at.slice(0, 10)}T00:00:00Z`).getUTCDay()).toBe(1)
    expect(at.slice(11, 13)).toMatch(/09|10/)
  })
})
