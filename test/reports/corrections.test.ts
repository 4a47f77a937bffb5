import { expect, test } from '@jest/globals'
import type { CompilationInputs } from '../../src/records/compilations.js'
import type { ExportedRecord } from '../../src/records/export-ports.js'
import { inputsOf } from '../../src/reports/corrections/inputs.js'
import { correctionOf } from '../../src/reports/corrections/stale-reports.js'
import { formNamed } from '../engine/talk.js'
import { activity, record } from '../records/sample.js'
import { datasetOf, HUB, NOTHING, recordsOf } from './a-dataset.js'

const compilation = {
  id: 'compilation-1',
  hubId: 'hub-1',
  kind: 'docx',
  name: '年度报告.docx',
  public: false,
  madeAt: '2015-01-05T01:00:00.000Z',
  byContactId: null,
  fromOn: '2014-01-01',
  toOn: '2014-12-31',
}

async function corrected(
  before: ExportedRecord[],
  after: ExportedRecord[],
  why: 'replaced' | 'withdrawn' = 'replaced',
) {
  const inputs = inputsOf(await datasetOf(before))
  const sources = { records: recordsOf(after), reads: NOTHING, now: '2015-02-01T01:00:00.000Z' }
  const stale = [{ recordId: 'record-1', chainId: 'record-1', why }]
  return correctionOf(sources, HUB, { compilation, stale, inputs })
}

const fewer = { headcountMin: 27, headcountMax: 27, headcountWording: '27人' }
const other = activity({ position: 2, part: 'activities/2', title: '读书会' })

test('a row put right moves every figure that it is in, with its old and new words; what stands beside it does not', async () => {
  const made = await corrected(
    [record({ activities: [activity(), other] })],
    [record({ id: 'record-9', version: 2, activities: [activity(fewer), other] })],
  )
  expect(made?.moved.map(({ name, before, after }) => [name, before?.shown, after?.shown])).toEqual([
    ['活动·人数合计', '70人次', '62人次'],
    ['training·人数合计', '70人次', '62人次'],
  ])
  expect(made?.notice).toBe(
    [
      '更正说明（草稿，发出前请核对）',
      '2015年1月5日编的「年度报告.docx」里，下面 2 个数字有更正：',
      '1. 活动·人数合计：原 70人次，现 62人次。',
      '   萍乡麦田「2014年4月26日 志愿者管理层培训第一期 35人」改为「2014年4月26日 志愿者管理层培训第一期 27人」（记录更正了，编号 record-9）',
      '2. training·人数合计：原 70人次，现 62人次。',
      '   萍乡麦田「2014年4月26日 志愿者管理层培训第一期 35人」改为「2014年4月26日 志愿者管理层培训第一期 27人」（记录更正了，编号 record-9）',
      '请以更正后的数字为准。',
      '益心益意　2015年2月1日',
    ].join('\n'),
  )
})

test('a record taken back is taken off; one filed since is added', async () => {
  const made = await corrected(
    [record(), record({ id: 'record-2', activities: [other] })],
    [
      record({ id: 'record-2', activities: [other] }),
      record({ id: 'record-3', organisation: { id: 'o', name: '青云社' }, activities: [activity(fewer)] }),
    ],
    'withdrawn',
  )
  expect(made?.notice).toContain(
    '减去 萍乡麦田「2014年4月26日 志愿者管理层培训第一期 35人」（记录撤回了，编号 record-1）',
  )
  expect(made?.notice).toContain('加上 青云社「2014年4月26日 志愿者管理层培训第一期 27人」')
})

test('where only words changed there is nothing to correct', async () => {
  expect(
    await corrected([record()], [record({ id: 'record-9', activities: [activity({ place: '别处' })] })]),
  ).toBeNull()
})

test('a figure that is not there any more, or was not there, is named', async () => {
  const made = await corrected([record()], [])
  expect(made?.notice).toContain('活动·次数：原 1次，现 没有这一项。')
})

test('what a report could not count when it was made has not moved; what it counted and had nothing of has', async () => {
  const before = inputsOf(await datasetOf([]))
  const learning = { rows: [{ cells: { course: '财务培训', times: 1 }, from: [] }], pending: [], editing: null }
  const year = record({ id: 'record-2', form: 'year', answers: { learning } })
  const records = { ...recordsOf([year]), forms: () => Promise.resolve([formNamed('more/year.v1')]) }
  const sources = { records, reads: NOTHING, now: '2015-02-01T01:00:00.000Z' }
  const names = async (inputs: CompilationInputs) =>
    (await correctionOf(sources, HUB, { compilation, stale: [], inputs }))?.moved.map(({ name }) => name)
  const others = ['活动·次数', '活动·人数合计', 'training·次数', 'training·人数合计']
  expect(await names(before)).toEqual([...others, '人员学习·次数'])
  const { knew = [], ...old } = before
  expect(await names({ ...old, knew: knew.filter((kind) => kind !== 'learnt') })).toEqual(others)
  expect(await names(old)).toEqual(others)
})
