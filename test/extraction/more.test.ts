import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { f1, labelled, score } from '../../scripts/score-extraction.js'
import { plainActivity } from '../../src/extraction/jsonl.js'
import { extract } from '../../src/extraction/rules/extract.js'
import { dayIn } from '../../src/kernel/zone.js'

/**
 * Messages that were written and labelled before the rules were read: headcount 0.81 then, all six fields 0.915. Some labels that broke the
 * rules of labelling were put right afterwards. No longer blind: what is read wrong here is known, and the floors are where it stands.
 */
const items = readFileSync('test/extraction/more.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => labelled.parse(JSON.parse(line)))

it('reads further messages no worse than it did', () => {
  const { fields, overall } = score(items, ({ text, sentAt }) =>
    extract(text, dayIn(sentAt, 'Asia/Shanghai')).map(plainActivity),
  )
  expect(f1(fields.headcount)).toBeGreaterThanOrEqual(0.82)
  expect(f1(overall)).toBeGreaterThanOrEqual(0.93)
})

it('views of a post are no people', () => {
  expect(extract('公众号那篇推文阅读量3200，点赞89个，转发56次', '2025-11-12')).toEqual([])
})
