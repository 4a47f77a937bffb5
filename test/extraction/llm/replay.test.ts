import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { f1, labelled, score, type Labelled, type Score } from '../../../scripts/score-extraction.js'
import { systemClock } from '../../../src/app.js'
import { extractorOf, type Extractor } from '../../../src/extraction/extractor.js'
import { plainActivities } from '../../../src/extraction/jsonl.js'
import { openaiModel } from '../../../src/extraction/llm/model.js'
import { dayIn } from '../../../src/kernel/zone.js'
import { fakeModel } from './fake-model.js'

type Activity = Labelled['expect']['activities'][number]
const items = readFileSync('test/extraction/set.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => labelled.parse(JSON.parse(line)))
  // Every third: each answer is a request.
  .filter((_, i) => i % 3 === 0)

let fake: Awaited<ReturnType<typeof fakeModel>>
beforeAll(async () => {
  fake = await fakeModel()
})
afterAll(() => fake.close())

async function scored(extractor: Extractor, answers: (item: Labelled) => Activity[] | string): Promise<Score> {
  const read = new Map<Labelled, ReturnType<typeof plainActivities>>()
  for (const item of items) {
    const said = answers(item)
    fake.state.usual = {
      type: 'answer',
      content: () => (typeof said === 'string' ? said : JSON.stringify({ activities: said })),
    }
    read.set(item, plainActivities(await extractor.extract(item.text, dayIn(item.sentAt, 'Asia/Shanghai'))))
  }
  return score(items, (item) => read.get(item) ?? [])
}
const model = () =>
  openaiModel(
    { baseUrl: fake.url, apiKey: 'sk-test', model: 'fake', timeout: 10_000, callsPerDay: 1_000_000 },
    { clock: systemClock, noticed: () => {} },
  )
const changed = (item: Labelled, change: (one: Activity, item: Labelled) => Partial<Activity>): Activity[] =>
  item.expect.activities.map((one) => ({ ...one, ...change(one, item) }))
const later = (day: string | null) => day && new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10)
/** Some other number of the text. */
const other = ({ text }: Labelled, not: number | null): number | null =>
  Array.from(text.matchAll(/\d{1,4}/g), ([said]) => Number(said)).find((n) => n !== not) ?? null

let rules: number
beforeAll(async () => {
  rules = f1((await scored(extractorOf(null), () => [])).overall)
})

it('a model that reads everything right makes the reading better', async () => {
  const both = f1((await scored(extractorOf(model()), ({ expect: { activities } }) => activities)).overall)
  expect(both).toBeGreaterThan(rules)
})

it.each<[string, (item: Labelled) => Activity[] | string]>([
  ['finds nothing', () => []],
  [
    'invents numbers',
    (item) =>
      changed(item, ({ headcount, expenseYuan }) => ({
        headcount: (headcount ?? 30) + 1007,
        expenseYuan: (expenseYuan ?? 0) + 13_579,
      })),
  ],
  ['invents days', (item) => changed(item, ({ date }) => ({ date: later(date ?? '2026-10-01') }))],
  [
    'takes another number of the text',
    (item) => changed(item, ({ headcount }, of) => ({ headcount: other(of, headcount), headcountUnit: '人' })),
  ],
  [
    'takes another number for the money',
    (item) => changed(item, ({ expenseYuan }, of) => ({ expenseYuan: other(of, expenseYuan) })),
  ],
  ['takes plans for done', (item) => changed(item, () => ({ status: 'done' }))],
  ['takes all for called off', (item) => changed(item, () => ({ status: 'cancelled' }))],
  ['tells everything twice', ({ expect: { activities } }) => [...activities, ...activities]],
  ['leaves the first out', ({ expect: { activities } }) => activities.slice(1)],
  [
    'makes an activity of every text',
    ({ text, expect: { activities } }) =>
      activities.length > 0
        ? activities
        : [
            {
              date: null,
              dateEnd: null,
              title: text.slice(0, 4),
              place: null,
              headcount: other({ text } as Labelled, null),
              headcountUnit: '人',
              headcountMax: null,
              approximate: false,
              breakdown: [],
              expenseYuan: null,
              status: 'done',
            },
          ],
  ],
  ['turns them round', ({ expect: { activities } }) => activities.toReversed()],
  ['says nonsense', () => '好的，这里没有活动哦。'],
  ['breaks off', () => '{"activities":[{"date":"2026-10-0'],
])('with a model that %s the reading is never worse than by the rules', async (_how, answers) => {
  expect(f1((await scored(extractorOf(model()), answers)).overall)).toBeGreaterThanOrEqual(rules)
})
