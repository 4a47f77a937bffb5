import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { f1, labelled, score } from '../../scripts/score-extraction.js'
import { plainActivity } from '../../src/extraction/jsonl.js'
import { extract } from '../../src/extraction/rules/extract.js'
import { dayIn } from '../../src/kernel/zone.js'

const itemsOf = (file: string) =>
  readFileSync(`test/extraction/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => labelled.parse(JSON.parse(line)))

/**
 * Messages that were written and labelled before the rules were read; src/extraction/rules/README.md has the figures of the first run. Some
 * labels that broke the rules of labelling were put right afterwards. No longer blind: what is read wrong here is known, and the floors are
 * where it stands.
 */
it.each([
  ['more.jsonl', 0.94, 0.98],
  ['unseen.jsonl', 0.97, 0.985],
  ['unseen-harder.jsonl', 0.98, 0.985],
  ['unseen-later.jsonl', 0.955, 0.975],
])('reads the messages of %s no worse than it did', (file, headcount, all) => {
  const { fields, overall } = score(itemsOf(file), ({ text, sentAt }) =>
    extract(text, dayIn(sentAt, 'Asia/Shanghai')).map(plainActivity),
  )
  expect(f1(fields.headcount)).toBeGreaterThanOrEqual(headcount)
  expect(f1(overall)).toBeGreaterThanOrEqual(all)
})

it('a price for each counts all, not the part that is told last', () => {
  const [visit] = extract('昨天走访18户（含独居6户），慰问金每户150元', '2025-11-12').map(plainActivity)
  expect(visit?.expenseYuan).toBe(2700)
})

it('views of a post are no people', () => {
  expect(extract('公众号那篇推文阅读量3200，点赞89个，转发56次', '2025-11-12')).toEqual([])
})
