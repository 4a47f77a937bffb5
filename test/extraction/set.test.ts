import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { f1, FIELDS, labelled, score } from '../../scripts/score-extraction.js'
import { plainActivity } from '../../src/extraction/jsonl.js'
import { extract } from '../../src/extraction/rules/extract.js'
import { dayIn } from '../../src/kernel/zone.js'

const items = readFileSync('test/extraction/set.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => labelled.parse(JSON.parse(line)))
const result = score(items, ({ text, sentAt }) => extract(text, dayIn(sentAt, 'Asia/Shanghai')).map(plainActivity))

it('reads the labelled messages of all styles as well as is promised', () => {
  expect(items.length).toBeGreaterThanOrEqual(120)
  expect([...result.styles.keys()].toSorted()).toEqual([
    'chat',
    'correction',
    'list',
    'none',
    'plan',
    'report',
    'voice',
  ])
  expect(f1(result.overall)).toBeGreaterThanOrEqual(0.97)
  for (const field of FIELDS.slice(0, 6)) expect(f1(result.fields[field])).toBeGreaterThanOrEqual(0.95)
})

it('scores a right, a wrong, a missing and a surplus value', () => {
  const [gold] = items
  if (!gold) throw new Error('no messages')
  const [activity] = gold.expect.activities
  if (!activity) throw new Error('no activity')
  expect(f1(score([gold], () => [activity]).overall)).toBe(1)
  expect(score([gold], () => []).overall).toMatchObject({ right: 0, extra: 0 })
  expect(score([gold], () => [{ ...activity, headcount: 1 }]).fields.headcount).toEqual({
    right: 0,
    extra: 1,
    missing: 1,
  })
  expect(score([gold], () => [activity, activity]).overall.missing).toBe(0)
})
