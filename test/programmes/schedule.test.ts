import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import {
  isWorkingDay,
  nthWorkingDayAfter,
  WEEKDAYS_ONLY,
  workingDayFrom,
  yearsUnknown,
} from '../../src/programmes/calendar.js'
import { LADDER } from '../../src/programmes/ladder.js'
import { decodeHolidays } from '../../src/programmes/holidays-file.js'
import { type Cadence, type DueRule, owedBy, type Schedule } from '../../src/programmes/schedule.js'

const file = 'config/holidays/mainland.yaml'
const decoded = decodeHolidays(file, readFileSync(file, 'utf8'))
if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
const { calendar } = decoded

const schedule = (cadence: Cadence, due: DueRule, more: Partial<Schedule> = {}): Schedule => ({
  form: 'work-brief',
  cadence,
  due,
  dayOff: 'stay',
  opensBefore: 7,
  first: null,
  last: null,
  ladder: LADDER,
  forms: {},
  ...more,
})
const owed = (of: Schedule, from: string, to: string) =>
  owedBy(of, { from, to }, calendar).map((one) => `${one.period} ${one.from}..${one.to} ${one.dueOn}`)

describe('working days of the mainland', () => {
  it.each([
    ['2026-10-01', false],
    ['2026-10-05', false],
    ['2026-10-08', true],
    ['2026-10-10', true],
    ['2026-10-11', false],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2025-01-26', true],
    ['2014-05-04', true],
  ])('%s: %s', (day, works) => {
    expect(isWorkingDay(calendar, day)).toBe(works)
  })

  it('are found forwards, backwards and by number over a long holiday', () => {
    expect(workingDayFrom(calendar, '2026-10-01', 1)).toBe('2026-10-08')
    expect(workingDayFrom(calendar, '2026-10-07', -1)).toBe('2026-09-30')
    expect(nthWorkingDayAfter(calendar, '2026-09-30', 3)).toBe('2026-10-10')
  })

  it('of a year that nobody has written down are those of the week, and the year is named', () => {
    expect(isWorkingDay(calendar, '2031-10-01')).toBe(true)
    expect(yearsUnknown(calendar, ['2026-12-31', '2031-01-15', '2030-01-15', '2031-02-01'])).toEqual([2030, 2031])
    expect(isWorkingDay(WEEKDAYS_ONLY, '2026-10-10')).toBe(false)
  })

  it.each([
    ['"2026": { off: [02-30], work: [] }', '没有 02-30'],
    ['"2026": { off: [10-07 到 10-01], work: [] }', '没有 10-07 到 10-01'],
    ['"2026": { off: [], work: [10-08] }', '2026-10-08 不是周末'],
    ['"2026": { off: [10-10], work: [10-10] }', '2026-10-10 又放假又上班'],
    ['"2026": { off: [十月一日], work: [] }', '10-01 到 10-07'],
    ['"26": { off: [], work: [] }', '年份'],
    ['"2026": { off: [] }', 'work'],
  ])('%s is refused with its line', (text, message) => {
    const bad = decodeHolidays('x.yaml', `# 放假\n${text}\n`)
    expect(bad).toMatchObject({ ok: false, faults: [{ file: 'x.yaml', line: 2 }] })
    expect(JSON.stringify(bad)).toContain(message)
  })
})

describe('what a schedule asks of a grant', () => {
  const afterEnd = (days: number): DueRule => ({ type: 'after_end', days })

  it.each<[string, Schedule, string, string, string[]]>([
    [
      'each quarter that the grant touches, cut to its days',
      schedule({ type: 'quarterly' }, afterEnd(15)),
      '2026-02-10',
      '2026-07-31',
      [
        '2026-Q1 2026-02-10..2026-03-31 2026-04-15',
        '2026-Q2 2026-04-01..2026-06-30 2026-07-15',
        '2026-Q3 2026-07-01..2026-07-31 2026-08-15',
      ],
    ],
    [
      'each month, 29 February among them, on the 30th or the last day there is',
      schedule({ type: 'monthly' }, { type: 'day', day: 30, months: 1 }),
      '2028-01-01',
      '2028-03-31',
      [
        '2028-01 2028-01-01..2028-01-31 2028-02-29',
        '2028-02 2028-02-01..2028-02-29 2028-03-30',
        '2028-03 2028-03-01..2028-03-31 2028-04-30',
      ],
    ],
    [
      'a month of thirty days by its number of days',
      schedule({ type: 'monthly' }, afterEnd(31)),
      '2026-04-01',
      '2026-04-30',
      ['2026-04 2026-04-01..2026-04-30 2026-05-31'],
    ],
    [
      'the weeks round New Year, numbered as the calendar does',
      schedule({ type: 'weekly' }, afterEnd(2)),
      '2026-12-27',
      '2027-01-05',
      [
        '2026-W52 2026-12-27..2026-12-27 2026-12-29',
        '2026-W53 2026-12-28..2027-01-03 2027-01-05',
        '2027-W01 2027-01-04..2027-01-05 2027-01-07',
      ],
    ],
    [
      'half years and years',
      schedule({ type: 'half_yearly' }, { type: 'working_day', nth: 5 }),
      '2026-01-01',
      '2026-12-31',
      ['2026-H1 2026-01-01..2026-06-30 2026-07-07', '2026-H2 2026-07-01..2026-12-31 2027-01-07'],
    ],
    [
      'the fifth working day counts no holiday',
      schedule({ type: 'quarterly' }, { type: 'working_day', nth: 5 }),
      '2026-07-01',
      '2026-09-30',
      ['2026-Q3 2026-07-01..2026-09-30 2026-10-13'],
    ],
    [
      'the end, once',
      schedule({ type: 'at_end' }, afterEnd(30)),
      '2026-03-05',
      '2026-11-30',
      ['end 2026-03-05..2026-11-30 2026-12-30'],
    ],
    [
      'so many days after it began',
      schedule({ type: 'days_after', days: 30 }, afterEnd(7)),
      '2026-03-05',
      '2026-11-30',
      ['after-30 2026-03-05..2026-04-04 2026-04-11'],
    ],
    [
      'once, about given days',
      schedule({ type: 'once', from: '2026-01-01', to: '2026-12-31' }, { type: 'day', day: 20, months: 1 }),
      '2026-06-01',
      '2027-05-31',
      ['once 2026-06-01..2026-12-31 2027-01-20'],
    ],
    [
      'a grant of one day, 29 February',
      schedule({ type: 'monthly' }, { type: 'day', day: 29, months: 12 }),
      '2028-02-29',
      '2028-02-29',
      ['2028-02 2028-02-29..2028-02-29 2029-02-28'],
    ],
    [
      'a year of days from 29 February',
      schedule({ type: 'days_after', days: 365 }, afterEnd(1)),
      '2028-02-29',
      '2030-02-28',
      ['after-365 2028-02-29..2029-02-28 2029-03-01'],
    ],
    [
      'on the 31st of the month itself where that has thirty days',
      schedule({ type: 'monthly' }, { type: 'day', day: 31, months: 0 }),
      '2026-04-01',
      '2026-04-30',
      ['2026-04 2026-04-01..2026-04-30 2026-04-30'],
    ],
    [
      'never before the end of what is reported',
      schedule({ type: 'monthly' }, { type: 'day', day: 5, months: 0 }),
      '2026-04-01',
      '2026-04-30',
      ['2026-04 2026-04-01..2026-04-30 2026-04-30'],
    ],
    [
      'nothing where the last period is before the first',
      schedule({ type: 'monthly' }, afterEnd(5), { first: '2026-12-01', last: '2026-01-31' }),
      '2026-01-01',
      '2026-12-31',
      [],
    ],
    [
      'nothing of a grant that was over before the first period',
      schedule({ type: 'monthly' }, afterEnd(5), { first: '2026-12-01' }),
      '2026-01-01',
      '2026-11-30',
      [],
    ],
    [
      'nothing of a grant that ends before it begins',
      schedule({ type: 'monthly' }, afterEnd(5)),
      '2026-05-02',
      '2026-05-01',
      [],
    ],
    [
      'nothing once about days that end before they begin',
      schedule({ type: 'once', from: '2026-12-31', to: '2026-01-01' }, afterEnd(5)),
      '2026-01-01',
      '2026-12-31',
      [],
    ],
  ])('%s', (_, of, from, to, expected) => {
    expect(owed(of, from, to)).toEqual(expected)
  })

  it.each([
    ['the Spring Festival', '2026-02-16', '2026-02-24', '2026-02-14'],
    ['a weekend that is worked in exchange', '2026-02-28', '2026-02-28', '2026-02-28'],
    ['the day after the holidays', '2026-10-08', '2026-10-08', '2026-10-08'],
    ['a Saturday without any', '2026-11-07', '2026-11-09', '2026-11-06'],
  ])('with a deadline on %s', (_, day, after, before) => {
    const once = { type: 'once', from: day, to: day } as const
    const due = (dayOff: Schedule['dayOff']) =>
      owedBy(schedule(once, afterEnd(0), { dayOff }), { from: '2026-01-01', to: '2026-12-31' }, calendar)[0]?.dueOn
    expect([due('stay'), due('after'), due('before')]).toEqual([day, after, before])
  })

  it.each<[Schedule['dayOff'], string]>([
    ['stay', '2026-10-05'],
    ['before', '2026-09-30'],
    ['after', '2026-10-08'],
  ])('with a deadline on a holiday: %s', (dayOff, dueOn) => {
    const of = schedule({ type: 'monthly' }, { type: 'after_end', days: 5 }, { dayOff })
    expect(owedBy(of, { from: '2026-09-01', to: '2026-09-30' }, calendar)).toMatchObject([{ dueOn }])
  })

  it('only from its first to its last period, in other forms or none where it says so', () => {
    const of = schedule(
      { type: 'quarterly' },
      { type: 'after_end', days: 15 },
      {
        first: '2026-04-01',
        last: '2026-12-31',
        forms: { '2026-Q3': null, '2026-Q4': 'annual-report' },
      },
    )
    expect(
      owedBy(of, { from: '2026-01-01', to: '2027-12-31' }, calendar).map(({ period, form }) => [period, form]),
    ).toEqual([
      ['2026-Q2', 'work-brief'],
      ['2026-Q4', 'annual-report'],
    ])
  })

  it('opens a week before it is due and never later than the day after its period', () => {
    const opens = (days: number) =>
      owedBy(
        schedule({ type: 'monthly' }, { type: 'after_end', days }),
        { from: '2026-04-01', to: '2026-04-30' },
        calendar,
      )[0]?.opensOn
    expect([opens(3), opens(30)]).toEqual(['2026-04-26', '2026-05-01'])
  })
})
