import { describe, expect, it } from '@jest/globals'
import { readExpression, writeExpression } from '../../../src/forms/xlsform/expression.js'
import { type Asked, readCondition, writeCondition } from '../../../src/forms/xlsform/relevant.js'

describe('an expression', () => {
  it.each([
    ["${a} = 'x'"],
    ["${a}='x'", "${a} = 'x'"],
    ['. >= 1 and . <= 100'],
    ["${a} = 'x' or (${b} > 3 and ${c} != '')", "${a} = 'x' or ${b} > 3 and ${c} != ''"],
    ["(${a} = 'x' or ${b} > 3) and ${c} != ''"],
    ["not(selected(${a}, 'x'))"],
    ['. <= today()'],
    [". > date('2014-01-01')"],
    ['string-length(.) <= 3000'],
    ['sum(${amount}) <= 100'],
    ['${a} = "it\'s"'],
    ['. > -1.5'],
    ['true()'],
  ])('%s is read and written again', (text, written = text) => {
    const read = readExpression(text)
    expect(read && writeExpression(read)).toBe(written)
    expect(read && readExpression(writeExpression(read))).toEqual(read)
  })

  it.each([
    '${a} + 1 > 3',
    '${a} div 2 = 1',
    '../a = 1',
    '/data/a = 1',
    '${a} =',
    "${a} = 'x",
    'selected(${a}',
    '(${a} = 1',
    '${a} = 1)',
    '${a} 1',
    "regex(., '^[0-9]+$') or",
    'and',
    '',
    '('.repeat(5000),
    `${'not('.repeat(60)}true()${')'.repeat(60)}`,
    "${a} = 'x' ".repeat(1000),
  ])('%.60s is none of ours', (text) => {
    expect(readExpression(text)).toBeNull()
  })
})

const asked = (key: string, as: Asked['as'], choices: string[] = [], table: string | null = null): Asked => ({
  key,
  as,
  choices: new Map(choices.map((name) => [name, name.toLowerCase()])),
  table,
})
const questions: Record<string, Asked> = {
  kind: asked('kind', 'keys', ['Training', 'visit', '1']),
  topics: asked('topics', 'keys', ['health', 'school']),
  count: asked('count', 'amount'),
  day: asked('day', 'days'),
  story: asked('story', undefined),
  rows: asked('rows', undefined),
  cell: asked('cell', 'amount', [], 'rows'),
}
const find = (name: string) => questions[name] ?? null
const of = { several: (key: string) => key === 'topics', isTable: (key: string) => key === 'rows' }

describe('what XLSForm calls relevant', () => {
  it.each<[string, object, string?]>([
    ["${kind} = 'Training'", { field: 'kind', is: 'training' }, "${kind} = 'training'"],
    ["'visit' = ${kind}", { field: 'kind', is: 'visit' }, "${kind} = 'visit'"],
    ['${kind} = 1', { field: 'kind', is: '1' }, "${kind} = '1'"],
    ["${kind} != 'visit'", { field: 'kind', is_not: 'visit' }],
    ["not(${kind} = 'visit')", { field: 'kind', is_not: 'visit' }, "${kind} != 'visit'"],
    ["selected(${topics}, 'school')", { field: 'topics', is: 'school' }],
    ["not(selected(${topics}, 'school'))", { field: 'topics', is_not: 'school' }],
    ["${kind} = 'visit' or ${kind} = '1'", { field: 'kind', one_of: ['visit', '1'] }],
    ['${count} >= 50', { field: 'count', at_least: 50 }],
    ['50 <= ${count}', { field: 'count', at_least: 50 }, '${count} >= 50'],
    ["${count} > '50'", { field: 'count', more_than: 50 }, '${count} > 50'],
    ['${count} < 50', { field: 'count', less_than: 50 }],
    ['${count} != 0', { field: 'count', is_not: 0 }],
    ["${day} < date('2014-07-01')", { field: 'day', before: '2014-07-01' }],
    [
      "${day} <= '2014-07-01'",
      { all: [{ field: 'day', answered: true }, { not: { field: 'day', after: '2014-07-01' } }] },
      "${day} != '' and not(${day} > date('2014-07-01'))",
    ],
    ["${story} != ''", { field: 'story', answered: true }],
    ["${story} = ''", { field: 'story', answered: false }],
    ['count(${rows}) > 0', { field: 'rows', answered: true }],
    ['count(${rows}) < 1', { field: 'rows', answered: false }, 'count(${rows}) = 0'],
    [
      "(${kind} = 'visit' or ${count} > 3) and ${story} != ''",
      {
        all: [
          {
            any: [
              { field: 'kind', is: 'visit' },
              { field: 'count', more_than: 3 },
            ],
          },
          { field: 'story', answered: true },
        ],
      },
    ],
    [
      "${kind} = 'visit' or (${count} > 3 and ${count} < 9)",
      {
        any: [
          { field: 'kind', is: 'visit' },
          {
            all: [
              { field: 'count', more_than: 3 },
              { field: 'count', less_than: 9 },
            ],
          },
        ],
      },
    ],
  ])('%s is a condition, and is written from it', (text, condition, written = text) => {
    const read = readCondition(text, find)
    expect(read).toEqual(condition)
    expect(read && writeCondition(read, of)).toBe(written)
  })

  it.each([
    "${nothing} = 'x'",
    "${kind} = 'party'",
    "${kind} > 'visit'",
    "${story} = 'yes'",
    "${count} = 'many'",
    "${day} = '2014-07-01'",
    "${day} > '2014-02-30'",
    '${cell} > 3',
    '${count} > ${cell}',
    'count(${rows}) > 3',
    'string-length(${story}) > 3',
    "${kind} = 'visit' and pulldata('x') = 1",
    "selected(${kind}, 'visit', 'x')",
  ])('%s is no condition of ours', (text) => {
    expect(readCondition(text, find)).toBeNull()
  })
})
