import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { ExportedGrant } from '../../src/records/export-ports.js'
import { figuresOf } from '../../src/reports/evidence/figures.js'
import { readDataset } from '../../src/reports/dataset/build.js'
import type { Dataset } from '../../src/reports/dataset/dataset.js'
import { showFigure } from '../../src/reports/dataset/figure.js'
import { formNamed } from '../engine/talk.js'
import { findingsOf, textOf } from '../reconciliation/found.js'
import { activity, record } from '../records/sample.js'
import { datasetOf, grant, HUB, NOTHING, recordsOf } from './a-dataset.js'

/**
 * The numbers that compiling the records of five real reports has to give, by the names of a catalogue of them. Where a report states a
 * number that is right, it is changed: then it has to be missed. Other numbers of the catalogue are in `reconciliation/reports.test.ts`.
 */
interface Event {
  table: string
  from: string
  to: string
  title: string
  headcount: number | null
}
const demo = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../config/demo/${name}.json`, import.meta.url), 'utf8'))
const { events }: { events: Event[] } = demo('events')

const shown = (dataset: Dataset): Record<string, string> =>
  Object.fromEntries(figuresOf(dataset).map((figure) => [figure.name, showFigure(figure)]))
const saidOf = (file: string, ...change: [string, string][]): string =>
  findingsOf(file, ...change)
    .map(textOf)
    .join('\n')

const filed = (own: Event[], same: (event: Event) => boolean = () => false) =>
  own.map(({ table, from, to, title, headcount }, i) =>
    record({
      id: `record-${i}`,
      activities: [
        activity({
          category: table,
          startsOn: from,
          endsOn: to,
          title,
          headcountMin: headcount,
          headcountMax: headcount,
          headcountWording: headcount === null ? null : `${headcount}人`,
          sameAs: same({ table, from, to, title, headcount })
            ? { chainId: 'other', organisation: null, startsOn: from, title }
            : null,
        }),
      ],
    }),
  )

describe('002, compiled from its rows', () => {
  const year = { from: '2014-01-01', to: '2014-12-31' }
  const twice = ({ table, from, headcount }: Event) =>
    table === 'training' &&
    events.some((other) => other.table !== table && other.from === from && other.headcount === headcount)
  const all = (own: Event[], same?: (event: Event) => boolean) => datasetOf(filed(own, same), {}, { range: {} })

  it('tables A, B and C: 221, 404 and 1462 in 5, 18 (17 counted) and 26 rows; 2087 as printed', async () => {
    const { categories, attendance } = await all(events)
    expect(
      Object.fromEntries(
        categories.map(({ key, count, attendance: [came] }) => [
          key,
          [count.rows, (came?.rows ?? 0) + 0, came?.without, came?.max],
        ]),
      ),
    ).toEqual({ exchange: [5, 5, 0, 221], accompaniment: [18, 17, 1, 404], training: [26, 26, 0, 1462] })
    expect(attendance.map(showFigure)).toEqual(['2,087人次'])
  })
  it('2078 without the row that stands in two tables', async () => {
    const { attendance, merged } = await all(events, twice)
    expect([merged.length, ...attendance.map(showFigure)]).toEqual([1, '2,078人次'])
  })
  it('1983 without it and without the rows of 2013', async () => {
    const { attendance } = await datasetOf(filed(events, twice), {}, { range: year })
    expect(attendance.map(showFigure)).toEqual(['1,983人次'])
  })
  it('grants: 8 rows, 7 funded, 1 withdrawn, 53,100', async () => {
    const { grants }: { grants: Pick<ExportedGrant, 'purpose' | 'amountFen' | 'status'>[] } = demo('hub')
    const dataset = await datasetOf([], {}, {}, grants.map((each, i) => grant({ ...each, id: `grant-${i}` }))) // prettier-ignore
    expect(shown(dataset)).toMatchObject({ '资助·笔数': '8笔', '资助·退出笔数': '1笔' })
    expect([dataset.granted.rows, showFigure(dataset.granted)]).toEqual([7, '53,100元'])
  })
  it('survey: 72 are 17 more than the 55 of the plan, and than no other', async () => {
    const objective = { id: 'o', label: '调研组织', plannedMin: 55, plannedMax: null, unit: '家', dueOn: null }
    const { goals } = await datasetOf([], { objectives: () => Promise.resolve([{ ...objective, organisation: null }]) })
    expect(goals).toMatchObject([{ plannedMin: 55, unit: '家' }])
    const said = (plan: number) =>
      saidOf('jiangxi.txt', ['最终调研的组织名额达到72家', `原计划调研${plan}家，最终达到72家`])
    expect(said(55)).not.toContain('72家')
    expect(said(50)).toContain('72家 比 50家 多 22，写的是 17家')
  })
})

describe('001', () => {
  it('staff learning: 12 times', async () => {
    const courses: [string, number][] = [
      ['三社联动', 2],
      ['国际事务', 1],
      ['和伙人工作坊', 1],
      ['支持性机构工作坊', 2],
      ['性别视角讲座', 1],
      ['财务培训', 1],
      ['社区营造', 1],
      ['性别意识', 1],
      ['环保', 1],
      ['残障', 1],
    ]
    const rows = courses.map(([course, times]) => ({ cells: { course, times }, from: [] }))
    const year = record({ form: 'year', answers: { learning: { rows, pending: [], editing: null } } })
    const records = { ...recordsOf([year]), forms: () => Promise.resolve([formNamed('more/year.v1')]) }
    const choice = { hub: HUB, programme: null, grantee: null, range: {} }
    const { learnt } = await readDataset(records, NOTHING, choice, '2016-02-22T01:00:00.000Z')
    expect(showFigure(learnt)).toBe('12次')
    expect(saidOf('chongqing.txt', ['执行人参加培训有 12 次', '执行人参加培训有 13 次'])).toContain(
      '说是 13 次，后面列了 共 12 次',
    )
  })
  it('乐善: 318 人次', async () => {
    const counts = [45, 18, 200, 55].map((count) => ({
      headcountMin: count,
      headcountMax: count,
      headcountUnit: '人次' as const,
    }))
    const { attendance } = await datasetOf([
      record({ activities: counts.map((count, i) => activity({ ...count, position: i + 1 })) }),
    ])
    expect(attendance.map(showFigure)).toEqual(['318人次'])
    expect(saidOf('chongqing.txt', ['服务 55 人次。', '服务 55 人次，共 310 人次。'])).toContain('各部分加起来是 318')
  })
  it('联心: 9 reports', () => {
    const end = '交流学习小组总结报告 1 份、活动报告 1 份。'
    const said = (count: number) => saidOf('chongqing.txt', [end, end.replace('。', `，共 ${count} 份。`)])
    expect(said(8)).toContain('说共 8 份，各部分加起来是 9')
    expect(said(9)).not.toContain('9 份')
  })
  it('40,000 granted, and 71,200 of 111,200 that nobody explains', async () => {
    const four = [1, 2, 3, 4].map((i) => grant({ id: `grant-${i}`, amountFen: 1_000_000 }))
    expect(showFigure((await datasetOf([], {}, {}, four)).granted)).toBe('40,000元')
    expect(saidOf('chongqing.txt')).toContain('总额 111,200 元，资助出去 40,000 元，还有 71,200 元没有说明')
  })
})

describe('003', () => {
  it('改进意见: 312 Chinese characters', () =>
    expect(saidOf('yiwu.txt', ['不少于 200字', '不少于 400字'])).toContain('要求不少于 400 字，写了 312 字'))
  it('photos: 9 captions', () =>
    expect(saidOf('yiwu.txt', ['插入5-10张', '插入10-12张'])).toContain('要求 10–12 张照片，这里有 9 张'))
  it('handed in 16 days after the end', () => expect(saidOf('yiwu.txt')).toContain('周期结束后 16 天才提交'))
})

it('000: 9 applied, 6 were chosen, of which 3 are told of again', () => {
  const said = saidOf('ningxia.txt')
  expect(said).toContain('9家申请，名单只有入选的 6 家；没入选的 3 家没有列')
  expect(said).toContain('资助了 6 家，其中 3 家后面再没有提到')
})

it('004: the sites of stage 2 are 49–51', () =>
  expect(saidOf('shandong.txt')).toContain('写的是 50+家，各部分加起来是 49–51'))

it('a number that was said roughly comes out as it went in, and a sum with it is a range', async () => {
  const rough = { headcountMin: 201, headcountMax: 299, headcountUnit: '人次' as const, headcountQualifier: '多', headcountBasis: 'estimate' as const, headcountWording: '二百多人次' } // prettier-ignore
  const exact = { headcountMin: 40, headcountMax: 40, headcountUnit: '人次' as const, headcountWording: '40人次' }
  const { activities, attendance } = await datasetOf([
    record({ activities: [activity(rough), activity({ ...exact, position: 2 })] }),
  ])
  expect(activities[0]).toMatchObject({ headcount: '二百多人次', min: 201, max: 299, basis: 'estimate' })
  expect(attendance.map(showFigure)).toEqual(['241–339人次'])
})
