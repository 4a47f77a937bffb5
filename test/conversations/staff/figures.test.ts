import { expect, it } from '@jest/globals'
import { categoryLines, figureParts, figuresOf } from '../../../src/conversations/staff/figures.js'
import { visitsLine } from '../../../src/conversations/staff/totals.js'
import type { Filed } from '../../../src/conversations/staff/ports.js'
import type { Quantity } from '../../../src/kernel/quantity.js'
import { readQuantity } from '../../../src/kernel/quantity-words.js'
import { wordsIn } from '../../engine/talk.js'

const quantity = (text: string) => readQuantity(text) as Quantity

/** A brief of the second quarter with these sessions and so many different people. */
const filed = (id: string, sessions: string[], people: string | null): Filed => ({
  id,
  organisation: { id: `of-${id}`, name: id },
  contact: { id: `contact-${id}`, name: id },
  typedBy: null,
  confirmedAt: null,
  form: 'work-brief',
  formVersion: 2,
  periodFrom: '2014-04-01',
  periodTo: '2014-06-30',
  filedAt: '2014-07-02T02:00:00.000Z',
  people: people === null ? null : quantity(people),
  idle: false,
  burden: null,
  state: 'accepted' as const,
  activities: sessions.map((text) => {
    const { min, max, unit } = quantity(text)
    const counted = { headcountMin: min, headcountMax: max, headcountUnit: unit }
    return { category: 'training', startsOn: '2014-05-18', ...counted, breakdown: [], sameAs: null }
  }),
  expenses: [],
  photos: [],
})

it.each([
  [[filed('a', ['12人'], null)], '活动 1 次，共 12人', []],
  [[filed('a', ['12人', '26人', '二百多人次'], null)], '活动 3 次，按场次共 38人、201–299人次', []],
  [[filed('a', ['30人次', '二百多人次'], null)], '活动 2 次，共 231–329人次', []],
  [[filed('a', ['12人', '近百人'], '约80人')], '活动 2 次，按场次共 102–112人', ['不同的人 72–88人']],
  // Two organisations may have met the same people.
  [
    [filed('a', ['12人'], '40人'), filed('b', ['26人'], '约80人')],
    '活动 2 次，按场次共 38人',
    ['不同的人 72–128人（2 份各数各的，可能有重复）'],
  ],
])('sums say what they are a sum of: %#', (records, activities, others) => {
  const figures = figuresOf(records, null, 'Asia/Shanghai', ['training'])
  expect(figureParts(figures, wordsIn('zh-CN'))).toEqual([activities, ...others])
  expect(categoryLines(figures, new Map([['training', '培训']]), wordsIn('zh-CN'))).toEqual([
    `· ${activities.replace('活动', '培训')}`,
  ])
})

it('different people belong to the period of their record', () => {
  const partsIn = (from: string, to: string) =>
    figureParts(figuresOf([filed('a', ['12人'], '40人')], { from, to }, 'Asia/Shanghai', []), wordsIn('zh-CN'))
  expect(partsIn('2014-04-01', '2014-06-30')).toEqual(['活动 1 次，共 12人', '不同的人 40人'])
  expect(partsIn('2014-05-01', '2014-05-31')).toEqual(['活动 1 次，共 12人'])
})

it('says what the hub did besides, in the period that was asked', () => {
  const visit = (kind: 'coaching' | 'visit', happenedOn: string, organisationId: string) => ({ kind, happenedOn, organisationId }) // prettier-ignore
  const visits = [visit('coaching', '2014-05-01', 'a'), visit('coaching', '2014-06-30', 'a'), visit('visit', '2014-07-01', 'b')] // prettier-ignore
  const said = (period: { from: string; to: string } | null) => visitsLine(visits, period, wordsIn('zh-CN'))
  expect(said(null)).toBe('枢纽另做了辅导 2 次、走访 1 次，共 2 家。')
  expect(said({ from: '2014-04-01', to: '2014-06-30' })).toBe('枢纽另做了辅导 2 次，共 1 家。')
  expect(said({ from: '2015-01-01', to: '2015-12-31' })).toBeNull()
})
