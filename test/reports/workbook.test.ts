import { expect, test } from '@jest/globals'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { inputsOf } from '../../src/reports/corrections/inputs.js'
import { readDataset, readTables } from '../../src/reports/dataset/build.js'
import { showFigure } from '../../src/reports/dataset/figure.js'
import { entriesOf } from '../../src/storage/unzip.js'
import { evidenceWorkbook, reportWorkbook } from '../../src/reports/xlsx/workbook.js'
import { formNamed } from '../engine/talk.js'
import { activity, photo, record } from '../records/sample.js'
import { datasetOf, grant, HUB, NOTHING, recordsOf } from './a-dataset.js'

const sheetsOf = async (pieces: AsyncIterable<Uint8Array>) => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  const { sheets } = await readXlsx(Buffer.concat(all))
  return Object.fromEntries(sheets.map((sheet) => [sheet.name, sheet]))
}
const formulas = (sheet: Sheet | undefined) =>
  [...(sheet?.cells?.values() ?? [])].flatMap((cell) => (cell.formula ? [[cell.formula, cell.formulaResult]] : []))

test('a category is a sheet whose total is a formula that says the same as the sheet, also where it is a range', async () => {
  const rough = { headcountMin: 201, headcountMax: 299, headcountQualifier: '多', headcountWording: '二百多人' }
  const sheets = await sheetsOf(
    reportWorkbook(await datasetOf([record({ activities: [activity(), activity({ position: 2, ...rough })] })])),
  )
  expect(Object.keys(sheets)).toEqual(['training', '佐证索引'])
  expect(formulas(sheets['training'])).toEqual([
    ['SUM(F2:F3)', 236],
    ['SUM(G2:G3)', 334],
  ])
  expect(sheets['training']?.freezePane).toEqual({ rows: 1 })
  expect(sheets['training']?.rows.at(-1)).toEqual(['合计', null, null, null, null, 236, 334, '人次', null, null])
})

test('人 and 人次 have a total each, of their own rows', async () => {
  const two = [activity(), activity({ position: 2, headcountUnit: '人次', headcountMin: 50, headcountMax: 50 })]
  const sheets = await sheetsOf(reportWorkbook(await datasetOf([record({ activities: two })])))
  expect(formulas(sheets['training'])).toEqual([
    ['SUMIF(H2:H3,"人",F2:F3)', 35],
    ['SUMIF(H2:H3,"人",G2:G3)', 35],
    ['SUMIF(H2:H3,"人次",F2:F3)', 50],
    ['SUMIF(H2:H3,"人次",G2:G3)', 50],
  ])
})

test('a grant that was given back stands in the table and not in the sum', async () => {
  const grants = [
    grant(),
    grant({ id: 'grant-2', amountFen: 500_050 }),
    grant({ id: 'grant-3', status: 'withdrawn', amountFen: 100_000 }),
  ]
  const { 资助: sheet } = await sheetsOf(reportWorkbook(await datasetOf([], {}, {}, grants)))
  expect(formulas(sheet)).toEqual([
    ['SUMIF(F2:F4,"<>已退出",D2:D4)', 7000.5],
    ['COUNTA(B2:B4)', 3],
  ])
})

test.each(['=1+1', '+86', '-3', '@SUM(A1)', '=cmd|calc'])('%s is text and no formula', async (title) => {
  const sheets = await sheetsOf(reportWorkbook(await datasetOf([record({ activities: [activity({ title })] })])))
  expect(sheets['training']?.rows[1]?.[2]).toBe(title)
  expect(formulas(sheets['training'])).toHaveLength(2)
})

test.each(['a_x0041_b', ' 前后有空格 ', '两行\n第二行\t列', '<b>&amp;"\'</b>', '\u0007响铃\r', '👋👍'])(
  '%j comes out as it went in',
  async (title) => {
    const sheets = await sheetsOf(reportWorkbook(await datasetOf([record({ activities: [activity({ title })] })])))
    expect(sheets['training']?.rows[1]?.[2]).toBe(title)
  },
)

test('rows that lie on the disk make the same workbook as rows in memory, whatever order they were filed in', async () => {
  const filed = Array.from({ length: 40 }, (_, n) =>
    record({
      id: `record-${n}`,
      activities: [0, 1].map((i) =>
        activity({
          position: i + 1,
          title: `第${n}次`,
          category: ['training', 'salon', null][(n + i) % 3] ?? null,
          startsOn: `2014-${String(1 + ((n * 7) % 12)).padStart(2, '0')}-${10 + ((n * 5) % 18)}`,
          headcountUnit: n % 2 === 0 ? '人' : '人次',
          ...(n % 5 === 0 && { headcountMin: null, headcountMax: null, headcountUnit: null }),
        }),
      ),
      expenses: [
        {
          position: 1,
          part: 'expenses/1',
          item: '场地',
          amountMinFen: n,
          amountMaxFen: n,
          wording: '',
          messageIds: [],
        },
      ],
      photos: [photo({ id: `photo-${n}`, state: n % 4 === 0 ? 'lost' : 'kept' })],
    }),
  )
  const inMemory = await datasetOf(filed)
  const { tables, close } = await readTables(recordsOf(filed), NOTHING, inMemory.choice, inMemory.madeAt)
  try {
    const [onDisk, held] = [await sheetsOf(reportWorkbook(tables)), await sheetsOf(reportWorkbook(inMemory))]
    expect(Object.keys(onDisk)).toEqual(['salon', 'training', '未分类', '支出', '佐证索引'])
    expect(onDisk).toEqual(held)
    expect(onDisk['佐证索引']?.rows.length).toBeGreaterThan(300)
    expect(inputsOf(tables)).toEqual(inputsOf(inMemory))
  } finally {
    close()
  }
})

test('money raised, learning and a draft stand in tables on the disk as in memory', async () => {
  const rows = (cells: Record<string, unknown>) => ({ rows: [{ cells, from: [] }], pending: [], editing: null })
  const year = record({
    form: 'year',
    formVersion: 2,
    answers: {
      outputs: rows({
        what: '活动报告',
        count: {
          quantity: { min: 9, max: 9, unit: '份', qualifier: null, basis: null, wording: '9份' },
          breakdown: [],
        },
      }),
      lessons: rows({ lack: '走访比计划少', cause: '只有一个人', remedy: '和两家伙伴分工' }),
      learning: rows({ course: '三社联动', times: 2 }),
      raised: rows({ source: '99公益日', amount: { minFen: 7_000_000, maxFen: 7_999_900, wording: '7万余元' } }),
    } as never,
  })
  const draft = {
    programmeId: null,
    granteeId: null,
    fromOn: '2014-01-01',
    toOn: '2014-12-31',
    public: false,
    number: 3,
    paragraphs: [{ title: '这一年', text: '一共办了 1次〔1〕 活动。' }],
    notes: [{ number: 1, name: '活动·次数', shown: '1次' }],
    signedBy: null,
    signedAt: null,
  }
  const records = { ...recordsOf([year]), forms: () => Promise.resolve([formNamed('more/year.v2')]) }
  const reads = { ...NOTHING, drafts: () => Promise.resolve([draft]) }
  const choice = { hub: HUB, programme: null, grantee: null, range: { from: '2014-01-01', to: '2014-12-31' } }
  const madeAt = '2015-01-05T01:00:00.000Z'
  const inMemory = await readDataset(records, reads, choice, madeAt)
  const { tables, close } = await readTables(records, reads, choice, madeAt)
  try {
    for (const { raisedSum, learnt, lessons, draft: found } of [tables, inMemory]) {
      expect([showFigure(raisedSum), showFigure(learnt)]).toEqual(['70,000–79,999元', '2次'])
      expect([lessons.length, found?.number]).toEqual([1, 3])
    }
    const { 佐证索引: index, ...sheets } = await sheetsOf(reportWorkbook(tables))
    expect(index?.rows.map(([name]) => name)).toEqual(expect.arrayContaining(['筹款', '人员学习·次数']))
    expect(sheets['产出']?.rows.slice(1)).toEqual([
      ['萍乡麦田', '活动报告', 9, 9, '份', '9份'],
      ['合计', null, 9, 9, '份', null],
    ])
    expect(sheets['反思']?.rows[1]).toEqual(['萍乡麦田', '走访比计划少', '只有一个人', '和两家伙伴分工'])
    expect(sheets['学习']?.rows).toEqual([
      ['机构', '内容', '次数'],
      ['萍乡麦田', '三社联动', 2],
      ['合计', null, 2],
    ])
    expect(sheets['筹款']?.rows[1]).toEqual(['萍乡麦田', '99公益日', 70_000, 79_999, '7万余元'])
    expect([formulas(sheets['筹款']), formulas(sheets['学习'])]).toEqual([
      [
        ['SUM(C2:C2)', 70_000],
        ['SUM(D2:D2)', 79_999],
      ],
      [['SUM(C2:C2)', 2]],
    ])
  } finally {
    close()
  }
})

test('the index leads from each number over the record and its part to messages and photos', async () => {
  const dataset = await datasetOf([record({ photos: [photo()] })])
  const { 佐证索引: sheet } = await sheetsOf(evidenceWorkbook(dataset))
  const [header = [], ...rows] = sheet?.rows ?? []
  const lines = rows.map((row) => Object.fromEntries(header.map((name, i) => [String(name), row[i]])))
  expect(lines.find((line) => line['数字'] === 'training·人数合计')).toMatchObject({
    值: 35,
    单位: '人',
    怎么数的: '签到 1',
    来源: '填报记录',
    机构: '萍乡麦田',
    那里写的: '2014年4月26日 志愿者管理层培训第一期 35人',
    编号: 'record-1',
    第几处: 'activities/1',
    原始消息编号: 'message-1',
    照片编号: 'photo-1',
  })
})

test('for the public the index has no ids, and telephones and names are hidden', async () => {
  const told = [activity({ title: '联系人一讲课，报名13800000000' })]
  const sheets = await sheetsOf(reportWorkbook(await datasetOf([record({ activities: told })], {}, { public: true })))
  expect(sheets['佐证索引']?.rows[0]).not.toContain('编号')
  const text = JSON.stringify(Object.values(sheets).map(({ rows }) => rows))
  expect(text).toContain('（不公开）讲课，报名（不公开）')
  expect(text).not.toMatch(/联系人一|138|record-1|message-1/)
})

test('the header is printed on each page under any name: Excel calls a workbook broken where one is not quoted', async () => {
  const named = ['99公益日', "走访（it's）", '培训 线上']
  const activities = named.map((category, i) => activity({ position: i + 1, category }))
  const parts: Uint8Array[] = []
  for await (const part of reportWorkbook(await datasetOf([record({ activities })]))) parts.push(part)
  const workbook = entriesOf(Buffer.concat(parts)).find(({ name }) => name === 'xl/workbook.xml')
  const xml = workbook?.read(1_000_000).toString() ?? ''
  const titles = [...xml.matchAll(/<definedName name="_xlnm.Print_Titles"[^>]*>([^<]*)</g)].map(([, range]) => range)
  expect(new Set(titles)).toEqual(
    new Set(["'99公益日'!$1:$1", "'佐证索引'!$1:$1", "'培训 线上'!$1:$1", "'走访（it''s）'!$1:$1"]),
  )
})

test('what a form calls its categories need be no name of a sheet', async () => {
  const long = '一二三四五六七八九十'.repeat(4)
  const named = ['a/b', 'A:B', `${long}甲`, `${long}乙`]
  const activities = named.map((category, i) => activity({ position: i + 1, category }))
  const sheets = Object.keys(await sheetsOf(reportWorkbook(await datasetOf([record({ activities })]))))
  expect(sheets).toHaveLength(5)
  expect(new Set(sheets.map((name) => name.toLowerCase())).size).toBe(5)
  expect(sheets.every((name) => name.length <= 31 && !/[:\\/?*[\]]/.test(name))).toBe(true)
})
