import { describe, expect, it } from '@jest/globals'
import { type Condition, holds, type Seen } from '../../src/forms/condition.js'

const seen: Record<string, Seen> = {
  kind: { as: 'keys', keys: ['training'] },
  topics: { as: 'keys', keys: ['health', 'school'] },
  count: { as: 'amount', least: 25, most: 25, unit: '人' },
  // 二百多
  some: { as: 'amount', least: 201, most: 299, unit: '人' },
  day: { as: 'days', from: '2014-03-22', to: '2014-03-24' },
  story: { as: 'given' },
}
const isTrue = (condition: Condition) => holds(condition, (key) => seen[key] ?? null)

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ field: 'kind', is: 'training' }, true],
    [{ field: 'kind', is: 'visit' }, false],
    [{ field: 'kind', is_not: 'visit' }, true],
    [{ field: 'kind', is_not: 'training' }, false],
    [{ field: 'kind', one_of: ['visit', 'training'] }, true],
    [{ field: 'topics', is: 'school' }, true],
    [{ field: 'topics', is_not: 'school' }, false],
    [{ field: 'topics', one_of: ['other', 'work'] }, false],
    [{ field: 'count', is: 25 }, true],
    [{ field: 'count', at_least: 25 }, true],
    [{ field: 'count', more_than: 25 }, false],
    [{ field: 'count', at_most: 24 }, false],
    [{ field: 'count', less_than: 26 }, true],
    [{ field: 'some', at_least: 250 }, true],
    [{ field: 'some', at_most: 250 }, true],
    [{ field: 'some', is: 250 }, true],
    [{ field: 'some', at_least: 300 }, false],
    [{ field: 'day', before: '2014-03-25' }, true],
    [{ field: 'day', before: '2014-03-24' }, false],
    [{ field: 'day', after: '2014-03-21' }, true],
    [{ field: 'day', after: '2014-03-22' }, false],
    [{ field: 'story', answered: true }, true],
    [{ field: 'story', answered: false }, false],
    [
      {
        all: [
          { field: 'kind', is: 'training' },
          { field: 'count', at_least: 20 },
        ],
      },
      true,
    ],
    [
      {
        all: [
          { field: 'kind', is: 'training' },
          { field: 'count', at_least: 30 },
        ],
      },
      false,
    ],
    [
      {
        any: [
          { field: 'kind', is: 'visit' },
          { field: 'count', at_least: 20 },
        ],
      },
      true,
    ],
    [
      {
        not: {
          any: [
            { field: 'kind', is: 'visit' },
            { field: 'count', at_least: 20 },
          ],
        },
      },
      false,
    ],
  ])('%j is %s', (condition, is) => {
    expect(isTrue(condition)).toBe(is)
  })

  it.each<[Condition, boolean]>([
    [{ field: 'none', is: 'x' }, false],
    [{ field: 'none', is_not: 'x' }, true],
    [{ field: 'none', one_of: ['x'] }, false],
    [{ field: 'none', at_least: 0 }, false],
    [{ field: 'none', less_than: 5 }, false],
    [{ field: 'none', before: '2014-01-01' }, false],
    [{ field: 'none', answered: true }, false],
    [{ field: 'none', answered: false }, true],
    [{ not: { field: 'none', at_least: 5 } }, true],
  ])('%j about a question without an answer is %s', (condition, is) => {
    expect(isTrue(condition)).toBe(is)
  })
})
