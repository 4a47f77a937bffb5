import { describe, expect, it } from '@jest/globals'
import { type Answers, differences, showDifference } from '../../src/forms/differences.js'
import { decodeForm } from '../../src/forms/form-file.js'
import type { Json } from '../../src/kernel/json.js'
import { wordsIn } from '../engine/talk.js'

const decoded = decodeForm(
  'own.yaml',
  `
id: own
version: 1
menu: 1
title: 自己的表
fields:
  - { key: date, kind: date, label: 日期 }
  - { key: done, kind: text, label: 做了什么, required: false }
  - { key: people, kind: headcount, label: 人数, required: false }
  - { key: kind, kind: choice, label: 类别, choices: [{ key: a, label: 培训 }, { key: b, label: 交流 }] }
  - key: rows
    kind: table
    label: 活动
    columns:
      - { key: date, kind: date, label: 日期 }
      - { key: title, kind: text, label: 内容 }
      - { key: place, kind: place, label: 地点, required: false }
      - { key: people, kind: headcount, label: 人数, required: false }
  - { key: photos, kind: photos, label: 照片, captions: true }
`,
)
if (!decoded.ok) throw new Error(JSON.stringify(decoded.faults))
const { form } = decoded
const words = wordsIn('zh-CN')

const day = (on: string): Json => ({ from: on, to: on })
const people = (count: number): Json => ({
  quantity: { min: count, max: count, unit: '人', qualifier: null, basis: null, wording: `${count}人` },
  breakdown: [],
})
const row = (on: string, title: string, place: string | null, count: number): Json => ({
  cells: { date: day(on), title, place, people: people(count) },
  from: ['m1'],
})
const table = (...rows: Json[]): Json => ({ rows, pending: [], editing: null })
const album = (...photos: [string, string | null][]): Json => ({
  photos: photos.map(([photo, caption]) => ({ photo, mediaId: 'x', sentAt: '2014-01-01', caption, state: 'kept' })),
  told: photos.length,
  news: 0,
  over: 0,
  asked: false,
})
const A = row('2014-03-22', '高安培训', '高安', 25)
const B = row('2014-04-26', '萍乡培训', '萍乡', 35)
const C = row('2014-05-10', '上犹培训', '上犹', 30)

const shown = (before: Answers, after: Answers) =>
  differences(form, before, after, words).map((one) => showDifference(one, words))

describe('how answers became others', () => {
  it.each<[what: string, before: Answers, after: Answers, said: string[]]>([
    ['nothing', { date: day('2014-03-22') }, { date: day('2014-03-22') }, []],
    ['absent and null are both none', { done: null }, {}, []],
    [
      'a day',
      { date: day('2014-03-22') },
      { date: day('2014-03-23') },
      ['第 1 题 日期：2014年3月22日 → 2014年3月23日'],
    ],
    ['a count that was not there', {}, { people: people(35) }, ['第 3 题 人数：（没有填） → 35人']],
    ['one that is gone', { people: people(35) }, { people: null }, ['第 3 题 人数：35人 → （没有填）']],
    ['a choice, by its label', { kind: 'a' }, { kind: 'b' }, ['第 4 题 类别：培训 → 交流']],
    ['a short text, whole', { done: '走访' }, { done: '走访三家' }, ['第 2 题 做了什么：走访 → 走访三家']],
    [
      'of a long text the piece',
      { done: `${'一'.repeat(60)}三月${'二'.repeat(60)}` },
      { done: `${'一'.repeat(60)}四月上旬${'二'.repeat(60)}` },
      [`第 2 题 做了什么：…${'一'.repeat(10)}三月${'二'.repeat(10)}… → …${'一'.repeat(10)}四月上旬${'二'.repeat(10)}…`],
    ],
    [
      'a sentence more at its end',
      { done: '一'.repeat(60) },
      { done: `${'一'.repeat(60)}还有回访。` },
      [`第 2 题 做了什么：…${'一'.repeat(10)} → …${'一'.repeat(10)}还有回访。`],
    ],
    [
      'a cell of a row',
      { rows: table(A, B) },
      { rows: table(A, row('2014-04-26', '萍乡培训', '萍乡', 53)) },
      ['第 5 题 活动：第 2 条「萍乡培训」人数：35人 → 53人'],
    ],
    [
      'a row in the middle that is gone, one that is new',
      { rows: table(A, B, C) },
      { rows: table(A, C, row('2014-06-01', '回访', null, 8)) },
      [
        '第 5 题 活动：\n· 删了原来的第 2 条：2014年4月26日 · 萍乡培训 · 萍乡 · 35人\n· 加了第 3 条：2014年6月1日 · 回访 · 8人\n· 合计：90人，按场次相加 → 63人，按场次相加',
      ],
    ],
    [
      'another row altogether',
      { rows: table(A) },
      { rows: table(C) },
      ['第 5 题 活动：第 1 条：2014年3月22日 · 高安培训 · 高安 · 25人 → 2014年5月10日 · 上犹培训 · 上犹 · 30人'],
    ],
    [
      'a row that only came by another message',
      { rows: table(A) },
      { rows: table({ ...(A as object), from: ['m9'] }) },
      [],
    ],
    [
      'pictures and captions',
      { photos: album(['p1', '合影'], ['p2', null], ['p3', '讨论']) },
      { photos: album(['p3', '分组讨论'], ['p1', '合影'], ['p4', null]) },
      [
        '第 6 题 照片：\n· 加了照片（第 3 张），现在 3 张\n· 去掉了原来的第 2 张，现在 3 张\n· 第 1 张的说明：讨论 → 分组讨论\n· 照片换了顺序',
      ],
    ],
  ])('%s', (_what, before, after, said) => {
    expect(shown(before, after)).toEqual(said)
  })
})
