import { describe, expect, it } from '@jest/globals'
import { codeAt, codeFits, doorScene, guessed, mayGuess, salonOfScene, sceneFits } from '../../src/salons/door.js'
import { freeSeats, movedUp, waiting } from '../../src/salons/places.js'
import { remindersOf } from '../../src/salons/reminders.js'
import type { Answer, Guest } from '../../src/salons/salon.js'
import { later } from '../../src/kernel/clock.js'

const NOW = '2026-11-26T06:03:00.000Z'
const MINUTE = 60_000

const guest = (organisationId: string, people: number, since: string | null = null, answer: Answer = 'yes'): Guest => ({
  organisationId,
  organisation: organisationId,
  contactId: null,
  contactName: null,
  answer,
  people,
  waitingSince: since,
})

describe('seats', () => {
  const full = [guest('a', 3), guest('b', 2), guest('c', 3, '2'), guest('d', 1, '1'), guest('e', 0, null, 'no')]

  it('are taken by those who come, not by those who wait or decline; her own are free to her', () => {
    expect(freeSeats(6, full)).toBe(1)
    expect(freeSeats(6, full, 'a')).toBe(4)
    expect(freeSeats(4, full)).toBe(0)
    expect(freeSeats(null, full)).toBeNull()
  })

  it('go to those who wait in their order, to whom they are enough for; nobody is held up by a big group', () => {
    const names = (capacity: number | null) => movedUp(capacity, full).map(({ organisationId }) => organisationId)
    expect(waiting(full).map(({ organisationId }) => organisationId)).toEqual(['d', 'c'])
    expect(names(5)).toEqual([])
    expect(names(6)).toEqual(['d'])
    expect(names(8)).toEqual(['d'])
    expect(names(9)).toEqual(['d', 'c'])
    expect(names(null)).toEqual(['d', 'c'])
    expect(movedUp(8, [...full.slice(0, 3), guest('f', 2, '3')]).map((one) => one.organisationId)).toEqual(['c'])
  })
})

describe('the door', () => {
  it('has four digits that change every ten minutes and work for ten minutes more', () => {
    const { code, until } = codeAt('secret', NOW)
    expect(code).toMatch(/^\d{4}$/)
    expect(until).toBe('2026-11-26T06:10:00.000Z')
    expect(codeAt('secret', later(NOW, 7 * MINUTE)).code).not.toBe(code)
    expect(codeFits('secret', code, later(NOW, 16 * MINUTE))).toBe(true)
    expect(codeFits('secret', code, later(NOW, 18 * MINUTE))).toBe(false)
    expect(codeFits('another', code, NOW)).toBe(false)
    expect(codeFits('secret', `${code}0`, NOW)).toBe(false)
  })

  it('has a QR that nobody else can make', () => {
    const scene = doorScene('01ABC', 'secret')
    expect(scene.length).toBeLessThanOrEqual(64)
    expect(salonOfScene(scene)).toBe('01ABC')
    expect(sceneFits('01ABC', 'secret', scene)).toBe(true)
    expect(sceneFits('01ABC', 'another', scene)).toBe(false)
    expect(salonOfScene('jb_ABCD2345')).toBeNull()
  })

  it('takes no more codes of one who guessed five times, until an hour is over', () => {
    let guesses = null
    for (let i = 0; i < 5; i++) {
      expect(mayGuess(guesses, NOW)).toBe(true)
      guesses = guessed(guesses, NOW)
    }
    expect(mayGuess(guesses, later(NOW, 59 * MINUTE))).toBe(false)
    expect(mayGuess(guesses, later(NOW, 60 * MINUTE))).toBe(true)
    expect(guessed(guesses, later(NOW, 61 * MINUTE))).toEqual({ count: 1, since: later(NOW, 61 * MINUTE) })
  })
})

describe('reminders', () => {
  const all = (startsAt: string, now: string, endsAt: string | null = null) =>
    remindersOf({ startsAt, endsAt }, 'Asia/Shanghai', now)
  const of = (startsAt: string, now: string) => all(startsAt, now).filter(({ what }) => what !== 'over')

  it('come at ten the day before and two hours before, and not in the night', () => {
    expect(of('2026-12-05T06:00:00.000Z', NOW)).toEqual([
      { what: 'day_before', at: '2026-12-04T02:00:00.000Z' },
      { what: 'two_hours', at: '2026-12-05T04:00:00.000Z' },
    ])
    expect(of('2026-12-05T00:00:00.000Z', NOW)[1]).toEqual({ what: 'two_hours', at: '2026-12-04T23:00:00.000Z' })
  })

  it('come to staff half an hour after its end, or three and a half after its beginning', () => {
    const over = (endsAt: string | null) => all('2026-12-05T06:00:00.000Z', NOW, endsAt).at(-1)
    expect(over('2026-12-05T08:00:00.000Z')).toEqual({ what: 'over', at: '2026-12-05T08:30:00.000Z' })
    expect(over(null)).toEqual({ what: 'over', at: '2026-12-05T09:30:00.000Z' })
  })

  it('are left out where they would come with the invitation, or too late', () => {
    expect(of('2026-11-27T06:00:00.000Z', NOW).map(({ what }) => what)).toEqual(['two_hours'])
    expect(of('2026-11-26T08:30:00.000Z', NOW)).toEqual([])
  })
})
