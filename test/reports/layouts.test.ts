import { describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { zipped } from '../../src/reports/zip.js'
import { entriesOf } from '../../src/storage/unzip.js'
import { layoutFile, type Part } from '../../scripts/layouts/parts.js'
import { GRANT } from '../../src/reports/layouts/rows.js'
import { readLayout, type LayoutFault } from '../../src/reports/layouts/layout-tags.js'
import { vocabularyOf } from '../../src/reports/report.js'
import { formNamed } from '../engine/talk.js'

const faultsOf = async (...parts: Part[]): Promise<LayoutFault[]> =>
  (await readLayout(await layoutFile('报告', parts), vocabularyOf([formNamed('work-brief.v2')]))).faults

/** A Word file with some of its parts changed. */
async function changed(docx: Buffer, changes: Record<string, (xml: string) => string>): Promise<Buffer> {
  const entries = entriesOf(docx)
  const parts: Uint8Array[] = []
  for await (const part of zipped(new Date(0), async (add) => {
    for (const entry of entries.filter(({ size }) => size > 0)) {
      const { name } = entry
      const bytes = entry.read(10_000_000)
      await add(name, 6, [changes[name] ? Buffer.from(changes[name](bytes.toString())) : bytes])
    }
  }))
    parts.push(part)
  return Buffer.concat(parts)
}

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

test.each([
  ['{#资助}{受助单位}{/资助}', '{机构}'],
  ['{#资助}{用途}{/资助}', '{用途类别}'],
  ['{#活动}{活动名称}{/活动}', '{内容}'],
  ['{#活动}{#有地点}{活动名称}{/有地点}{/活动}', '{内容}'],
])('in a row the tags of the row come first: %s may mean %s', async (text, meant) => {
  const [fault] = await faultsOf(text)
  expect(fault).toMatchObject({ type: 'unknown' })
  expect(fault?.type === 'unknown' && fault.suggestions[0]).toBe(meant)
})

test('a picture has a place only where pictures are', async () => {
  expect(await faultsOf('{#活动}{%照片}{/活动}')).toMatchObject([{ type: 'unknown', tag: '{%照片}', inside: '活动' }])
})

test.each([
  ['｛项目名称｝', '{项目名称}'],
  ['{报告时段｝', '{报告时段}'],
  ['{＃活动}', '{#活动}'],
  ['{活动人数合计', '{活动人数合计}'],
])('%s would stand in the report as it is: said, with how it is written', async (tag, meant) => {
  const faults = await faultsOf(`报告：${tag}，{枢纽机构}`)
  expect(faults).toEqual([{ type: 'braces', tag, meant }])
})

test('a list within itself would come many times over: said; the same list twice, one after the other, is fine', async () => {
  expect(await faultsOf('{#活动}{#活动}{内容}{/活动}{/活动}')).toEqual([{ type: 'nested', tag: '{#活动}' }])
  expect(await faultsOf('{#活动}{内容}{/活动}', '{#活动}{时间}{/活动}', '{#分类}{#活动}{时间}{/活动}{/分类}')).toEqual(
    [],
  )
})

test('braces around what nobody knows are the funder’s own', async () => {
  expect(await faultsOf('｛必填｝ 集合｛1、2｝')).toEqual([])
})

test('a tag of rows that stands outside of them says where it belongs', async () => {
  expect(await faultsOf('{内容}', '{%照片}')).toMatchObject([
    { type: 'unknown', tag: '{内容}', belongs: expect.arrayContaining(['活动']) },
    { type: 'unknown', tag: '{%照片}', belongs: ['照片'] },
  ])
  expect(await faultsOf('{#照片}{%左图}{/照片}')).toMatchObject([
    { type: 'unknown', tag: '{%左图}', inside: '照片', belongs: ['照片成对'] },
  ])
})

test('a tag in a footnote, which nobody fills, is said once; in a text box, which stands there twice, too', async () => {
  const box = '<w:txbxContent><w:p><w:r><w:t>{枢纽}</w:t></w:r></w:p></w:txbxContent>'
  const inBoxes = `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r></w:p>`
  const layout = await changed(await layoutFile('报告', ['{项目名称}']), {
    'word/document.xml': (xml) => xml.replace('<w:sectPr', `${inBoxes}<w:sectPr`),
    'word/footnotes.xml': (xml) =>
      xml.replace(
        '<w:footnote ',
        '<w:footnote w:id="9"><w:p><w:r><w:t>{枢</w:t></w:r><w:r><w:t>纽机构}</w:t></w:r></w:p></w:footnote><w:footnote ',
      ),
  })
  expect((await readLayout(layout, vocabularyOf([]))).faults).toEqual([
    { type: 'unknown', tag: '{枢纽}', inside: null, suggestions: ['{枢纽机构}'] },
    { type: 'place', tag: '{枢纽机构}' },
  ])
})

test('what is no Word file is said to be none', async () => {
  const { faults } = await readLayout(Buffer.from('年度报告'), vocabularyOf([]))
  expect(faults).toMatchObject([{ type: 'unreadable' }])
})

describe('the layouts that come with the program', () => {
  const partsOf = async (name: string) =>
    entriesOf(await readFile(`config/layouts/${name}.docx`)).map((entry) => ({
      name: entry.name,
      xml: () => entry.read(10_000_000).toString(),
    }))

  test.each(['annual', 'final', 'network', 'platform', 'quarterly'])(
    '%s: a line is as high as what stands in it, also in LibreOffice, which cuts pictures where that is not said',
    async (name) => {
      const spaced = (await partsOf(name))
        .filter((part) => /^word\/(?:document|styles)\.xml$/.test(part.name))
        .flatMap(({ xml }) => xml().match(/<w:spacing [^>]*w:line="[^>]*>/g) ?? [])
      expect(spaced.length).toBeGreaterThan(3)
      expect(spaced.filter((each) => !each.includes('w:lineRule="auto"'))).toEqual([])
    },
  )

  test.each(['annual', 'final', 'network', 'platform', 'quarterly'])(
    '%s: a day fits into a line of its column, and a long answer may go on on the next page',
    async (name) => {
      const document = (await partsOf(name)).find((part) => part.name === 'word/document.xml')?.xml() ?? ''
      const tables = document.split('<w:tbl>').slice(1)
      expect(tables.length).toBeGreaterThan(0)
      for (const table of tables) {
        const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))
        const [head = '', ...rows] = table.split('</w:tr>')
        const headers = head.split('</w:tc>').map((cell) => cell.replace(/<[^>]*>/g, ''))
        headers.forEach((header, i) => {
          // 「2014年12月25日」 in the letters of a table, with what is left free beside it; twentieths of a point.
          if (/^(?:日期|截止|交于)$/.test(header)) expect(widths[i]).toBeGreaterThanOrEqual(1_950)
        })
        // Pictures stay with what is said of them.
        const kept = [head, ...rows].filter((row) => row.includes('{%'))
        expect(kept.filter((row) => !/<w:cantSplit\/>/.test(row))).toEqual([])
        const whole = rows.filter((row) => /<w:cantSplit\/>/.test(row) && !row.includes('w:gridSpan'))
        expect(whole.filter((row) => !row.includes('{%'))).toEqual([])
      }
    },
  )
})

test('the layouts that come with the program say nothing that nobody knows', async () => {
  const vocabulary = vocabularyOf([
    formNamed('work-brief.v2'),
    formNamed('activity.v2'),
    formNamed('more/quarterly.v1'),
    formNamed('more/year.v1'),
    formNamed('more/year.v2'),
  ])
  const files = (await readdir('config/layouts')).filter((file) => file.endsWith('.docx'))
  const found = await Promise.all(
    files.map(async (file) => (await readLayout(await readFile(`config/layouts/${file}`), vocabulary)).faults),
  )
  expect(files).toHaveLength(5)
  expect(found.flat()).toEqual([])
})

test.each([
  ['withdrawn', null, '已退出'],
  ['withdrawn', '2014年8月退出，款已退回', '2014年8月退出，款已退回'],
  ['withdrawn', '负责人离职', '已退出；负责人离职'],
  ['active', null, ''],
] as const)('of a grant that is %s, with the remark %s, a table says: %s', (status, remark, says) => {
  const row = { status, remark } as Parameters<(typeof GRANT)[number]['say']>[0]
  expect(GRANT.find(({ name }) => name === '备注')?.say(row)).toBe(says)
})
