import { describe, expect, it } from '@jest/globals'
import { tally } from '../../src/records/totals.js'
import { UNITS } from '../kernel/units.js'
import { within } from '../../src/records/within.js'
import { activity, photo, record } from './sample.js'

const counted = (category: string | null, min: number | null, max = min, unit: string | null = '人') =>
  activity({ category, headcountMin: min, headcountMax: max, headcountUnit: min === null ? null : unit })

const totalsOf = (...activities: ReturnType<typeof counted>[]) => {
  const counting = tally(['exchange', 'training'])
  counting.add({ activities, people: null, expenses: [] })
  return counting.totals([])
}

describe('totals of activities', () => {
  it('adds what was counted by category, and says how many rows gave no count', () => {
    const { categories, all } = totalsOf(
      counted('training', 35),
      counted('exchange', 140),
      counted('training', null),
      counted('training', 9),
    )
    expect(categories).toEqual([
      { category: 'exchange', rows: 1, withoutCount: 0, sums: [{ unit: '人', rows: 1, min: 140, max: 140 }] },
      { category: 'training', rows: 3, withoutCount: 1, sums: [{ unit: '人', rows: 2, min: 44, max: 44 }] },
    ])
    expect(all).toEqual({
      category: null,
      rows: 4,
      withoutCount: 1,
      sums: [{ unit: '人', rows: 3, min: 184, max: 184 }],
    })
  })

  it('never adds people to attendances, households or copies', () => {
    const { all } = totalsOf(
      counted('training', 12),
      counted('training', 30, 30, '人次'),
      counted('training', 4, 4, '户'),
      counted('exchange', 5, 5, '人次'),
    )
    expect(all.sums).toEqual([
      { unit: '人', rows: 1, min: 12, max: 12 },
      { unit: '人次', rows: 2, min: 35, max: 35 },
      { unit: '户', rows: 1, min: 4, max: 4 },
    ])
  })

  it('keeps different people in a ledger of their own, and of several records says from the greatest to all', () => {
    const counting = tally([])
    const people = (min: number, max = min, unit = '人') => ({
      activities: [],
      people: { unit, min, max },
      expenses: [],
    })
    counting.add({ activities: [counted('training', 400), counted('training', 26)], people: null, expenses: [] })
    for (const record of [people(120), people(72, 88), people(15, 15, '户')]) counting.add(record)
    const { all, people: different } = counting.totals([])
    expect(all.sums).toEqual([{ unit: '人', rows: 2, min: 426, max: 426 }])
    expect(different).toEqual([
      { unit: '人', rows: 2, min: 120, max: 208 },
      { unit: '户', rows: 1, min: 15, max: 15 },
    ])
  })

  it('adds no two kinds of things, whichever they are', () => {
    for (const one of UNITS)
      for (const other of UNITS.filter((unit) => unit !== one)) {
        const { all } = totalsOf(
          counted('training', 3, 3, one),
          counted('exchange', 4, 4, other),
          counted(null, 5, 5, one),
        )
        expect(all.sums).toEqual([
          { unit: one, rows: 2, min: 8, max: 8 },
          { unit: other, rows: 1, min: 4, max: 4 },
        ])
      }
  })

  it('carries the range of counts that were not exact', () => {
    expect(totalsOf(counted('exchange', 201, 299, '人次'), counted('exchange', 10, 10, '人次')).all.sums).toEqual([
      { unit: '人次', rows: 2, min: 211, max: 309 },
    ])
  })

  it('lists categories in the order of the form, unknown ones after them, none last', () => {
    const { categories } = totalsOf(
      counted(null, 1),
      counted('zebra', 1),
      counted('training', 1),
      counted('apple', 1),
      counted('exchange', 1),
    )
    expect(categories.map((each) => each.category)).toEqual(['exchange', 'training', 'apple', 'zebra', null])
  })

  it('counts zero people as a count', () => {
    expect(totalsOf(counted('exchange', 0)).all).toMatchObject({ withoutCount: 0, sums: [{ rows: 1, min: 0 }] })
  })
})

it('counts a withdrawn grant as a row and not as money', () => {
  const { grants } = tally([]).totals([
    { status: 'active', amountFen: 1_000_000 },
    { status: 'finished', amountFen: 50_000 },
    { status: 'withdrawn', amountFen: 800_000 },
    { status: 'withdrawn', amountFen: null },
    { status: 'active', amountFen: null },
  ])
  expect(grants).toEqual({ rows: 5, withdrawn: 2, withoutAmount: 1, sumFen: 1_050_000 })
})

it('adds spending with its range', () => {
  const counting = tally([])
  const expense = (amountMinFen: number, amountMaxFen: number) => ({ amountMinFen, amountMaxFen })
  counting.add({ activities: [], people: null, expenses: [expense(50_000, 50_000), expense(50_001, 59_999)] })
  expect(counting.totals([]).spending).toEqual({ rows: 2, minFen: 100_001, maxFen: 109_999 })
})

describe('what falls into a range of days', () => {
  const across = activity({ startsOn: '2014-12-30', endsOn: '2015-01-02' })
  const filed = record({
    activities: [activity({ startsOn: '2014-10-01' }), across],
    photos: [photo()],
    periodFrom: '2014-10-01',
    periodTo: '2015-01-31',
  })
  const inRange = (from?: string, to?: string) => within(filed, { from, to }, 'Asia/Shanghai')

  it('puts an activity over New Year into the old year alone', () => {
    expect(inRange('2014-10-01', '2014-12-31')?.activities).toHaveLength(2)
    expect(inRange('2015-01-01', '2015-12-31')).toBeNull()
    expect(inRange('2014-12-30', '2014-12-30')?.activities).toEqual([across])
  })

  it('gives photos and spending once, with the first day of the period', () => {
    expect(inRange('2014-10-01', '2014-10-01')?.photos).toHaveLength(1)
    expect(inRange('2014-12-01')?.photos).toEqual([])
    expect(inRange(undefined, '2014-09-30')).toBeNull()
    expect(inRange()).toEqual(filed)
  })

  it('takes a record without dates by the day of filing in the zone of the hub', () => {
    // 2014-04-30 16:30 UTC is the first of May in Shanghai.
    const undated = record({ activities: [], photos: [photo()] })
    expect(within(undated, { from: '2014-05-01', to: '2014-05-01' }, 'Asia/Shanghai')?.photos).toHaveLength(1)
    expect(within(undated, { to: '2014-04-30' }, 'Asia/Shanghai')).toBeNull()
  })
})
