import { describe, expect, it } from '@jest/globals'
import { failedCheck } from '../../src/forms/checks.js'
import type { Json } from '../../src/kernel/json.js'
import { aForm } from './a-form.js'

const form = aForm(
  `
- { key: start, kind: date, label: 开始 }
- { key: end, kind: date_range, label: 结束 }
- { key: all, kind: headcount, label: 总人数 }
- { key: girls, kind: number, label: 女生 }
- { key: budget, kind: money, label: 资助额 }
- key: spending
  kind: table
  label: 支出
  columns:
    - { key: item, kind: text, label: 用途 }
    - { key: amount, kind: money, label: 金额 }
- { key: visits, kind: headcount, label: 人次 }
- { key: spent, kind: money, label: 支出合计 }
`,
  `
checks:
  - { before: [start, end] }
  - { at_most: [girls, all] }
  - { at_most: [spending.amount, budget], say: 花得比资助还多 }
  - { equal: [all, visits] }
  - { equal: [spent, spending.amount] }
`,
)
const day = (from: string, to = from) => ({ from, to })
const people = (min: number, max = min, unit = '人') => ({
  quantity: { min, max, unit, qualifier: null, basis: null, wording: '' },
  breakdown: [],
})
const yuan = (min: number, max = min) => ({ minFen: min * 100, maxFen: max * 100, wording: '' })
const rows = (...amounts: object[]) => ({
  rows: amounts.map((amount) => ({ cells: { item: '场地', amount }, from: [] })),
  pending: [],
  editing: null,
})

describe('a check', () => {
  it.each<[string, Record<string, object | number | null>, string | null]>([
    ['the last day before the first', { start: day('2014-06-20'), end: day('2014-06-02') }, 'before start end'],
    ['both on one day', { start: day('2014-06-20'), end: day('2014-06-20') }, null],
    ['days that overlap', { start: day('2014-06-20'), end: day('2014-06-02', '2014-06-21') }, null],
    ['a part larger than the whole', { girls: 30, all: people(25) }, 'at_most all girls'],
    ['a part that may be as large as the whole', { girls: 250, all: people(201, 299) }, null],
    ['a sum over the grant', { spending: rows(yuan(600), yuan(500)), budget: yuan(1000) }, 'at_most budget spending'],
    ['a sum that may be within it', { spending: rows(yuan(600), yuan(350, 450)), budget: yuan(1000) }, null],
    ['two counts that differ', { all: people(25), visits: people(26) }, 'equal all visits'],
    ['two counts of different units', { all: people(25), visits: people(60, 60, '人次') }, null],
    ['a total that is not the sum', { spent: yuan(1000), spending: rows(yuan(600)) }, 'equal spending spent'],
    ['a total that is', { spent: yuan(1000), spending: rows(yuan(600), yuan(400)) }, null],
    ['no rows', { spent: yuan(1000), spending: rows() }, null],
    ['only one of two answers', { start: day('2014-06-20') }, null],
    ['a skipped answer', { start: day('2014-06-20'), end: null }, null],
  ])('%s', (_about, values, broken) => {
    const answers = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value: value as Json }]))
    const failed = failedCheck(form, { answers })
    expect(failed && [failed.check.rule, ...failed.fields.map(({ key }) => key)].join(' ')).toBe(broken)
  })
})
