import { expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { layoutFile, type Part } from '../../scripts/layouts/parts.js'
import { readLayout, type LayoutFault } from '../../src/reports/layouts/layout-tags.js'
import { vocabularyOf } from '../../src/reports/report.js'
import { formNamed } from '../engine/talk.js'

const faultsOf = async (...parts: Part[]): Promise<LayoutFault[]> =>
  (await readLayout(await layoutFile('报告', parts), vocabularyOf([formNamed('work-brief.v2')]))).faults

test('what every report has, and what the questions and categories of the hub’s own form add, is known', async () => {
  expect(
    await faultsOf(
      '{项目名称}：{活动次数}',
      '{#分类}{名称}{#活动}{时间}{内容}{人数}{/活动}{人数合计}{/分类}',
      '{#培训}{时间}{/培训}{培训合计}',
      '{#困难和打算}{机构}：{正文}{/困难和打算}',
      '{#照片}{%照片}{说明}{/照片}',
    ),
  ).toEqual([])
})

test('a wrong tag comes with what is nearest in its place; all faults come at once', async () => {
  expect(await faultsOf('{项目名}', '{#资助}{机构名}{金额}{/资助}', '{#活动}{时间}')).toEqual([
    { type: 'unknown', tag: '{项目名}', inside: null, suggestions: expect.arrayContaining(['{项目名称}']) },
    { type: 'unknown', tag: '{机构名}', inside: '资助', suggestions: expect.arrayContaining(['{机构}']) },
    { type: 'unbalanced', tag: '{#活动}' },
  ])
})

test('a picture has a place only where pictures are', async () => {
  expect(await faultsOf('{#活动}{%照片}{/活动}')).toMatchObject([{ type: 'unknown', tag: '{%照片}', inside: '活动' }])
})

test('what is no Word file is said to be none', async () => {
  const { faults } = await readLayout(Buffer.from('年度报告'), vocabularyOf([]))
  expect(faults).toMatchObject([{ type: 'unreadable' }])
})

test('the layouts that come with the program say nothing that nobody knows', async () => {
  const vocabulary = vocabularyOf([
    formNamed('work-brief.v2'),
    formNamed('activity.v2'),
    formNamed('more/quarterly.v1'),
    formNamed('more/year.v1'),
  ])
  const files = (await readdir('config/layouts')).filter((file) => file.endsWith('.docx'))
  const found = await Promise.all(
    files.map(async (file) => (await readLayout(await readFile(`config/layouts/${file}`), vocabulary)).faults),
  )
  expect(files).toHaveLength(5)
  expect(found.flat()).toEqual([])
})
