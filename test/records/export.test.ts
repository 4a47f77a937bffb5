import { describe, expect, it } from '@jest/globals'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import type { Form } from '../../src/forms/form.js'
import type { Table } from '../../src/records/columns.js'
import { formats, readChosen, type Choice, type Export } from '../../src/records/export.js'
import type {
  ExportedGrant,
  ExportedRecap,
  ExportedRecord,
  ExportedVisit,
  RecordsToRead,
} from '../../src/records/export-ports.js'
import { activity, photo, record } from './sample.js'

const text = (key: string, label: string) => ({ key, kind: 'text', label, required: false, options: {} })

const form = (version: number, training: string): Form => ({
  id: 'work-brief',
  version,
  menu: 1,
  title: '工作简报',
  aliases: [],
  fields: [
    text('done', version === 1 ? '做了什么' : '主要工作'),
    text('difficulties', '困难'),
    { key: 'people', kind: 'headcount', label: '来过多少人', required: false, feeds: 'people', options: {} },
    {
      key: 'activities',
      kind: 'table',
      label: '活动',
      required: true,
      feeds: 'activities',
      options: {
        columns: [
          {
            key: 'category',
            feeds: 'activity.category',
            options: {
              choices: [
                { key: 'exchange', label: '交流' },
                { key: 'training', label: training },
              ],
            },
          },
        ],
      },
    },
  ],
})

const grant = (given: Partial<ExportedGrant>): ExportedGrant => ({
  id: 'grant-1',
  hubId: 'hub-1',
  programmeId: 'programme-1',
  organisationId: 'organisation-1',
  purpose: '盲童戏剧融合',
  purposeClass: 'project',
  amountFen: 1_000_000,
  status: 'active',
  remark: null,
  programmeName: '2014年微公益资助',
  organisationName: '萍乡麦田',
  organisationKind: 'organisation',
  ...given,
})

const choice: Choice = {
  hub: { id: 'hub-1', name: '枢纽', zone: 'Asia/Shanghai' },
  programme: null,
  grantee: null,
  range: {},
}

async function bytesOf(
  format: keyof typeof formats,
  records: ExportedRecord[],
  given: {
    table?: Table
    thumbnail?: Export['thumbnail']
    choice?: Choice
    recaps?: ExportedRecap[]
    visits?: ExportedVisit[]
  } = {},
) {
  const port: Pick<RecordsToRead, 'records' | 'grants' | 'forms' | 'recaps' | 'visits' | 'organisations'> = {
    organisations: () => Promise.resolve([]),
    async *records(scope) {
      expect(scope).toMatchObject({ hubId: 'hub-1' })
      yield* records
    },
    grants: () => Promise.resolve([grant({}), grant({ id: 'grant-2', status: 'withdrawn', amountFen: null })]),
    forms: () => Promise.resolve([form(2, '培训'), form(1, '旧称')]),
    recaps: () => Promise.resolve(given.recaps ?? []),
    visits: () => Promise.resolve(given.visits ?? []),
  }
  const exported: Export = {
    ...(await readChosen(port, given.choice ?? choice)),
    madeAt: '2026-01-02T03:04:05.000Z',
    thumbnail: given.thumbnail ?? (() => Promise.resolve(null)),
  }
  const pieces = []
  for await (const piece of formats[format](exported, given.table ?? 'activities')) pieces.push(piece)
  return Buffer.concat(pieces)
}

const csvRows = async (records: ExportedRecord[], table?: Table) => {
  const text = (await bytesOf('csv', records, { ...(table && { table }) })).toString('utf8')
  return { text, rows: parseCsv(text, { header: false }) as string[][] }
}

const columnOf = (rows: readonly (readonly unknown[])[], header: string) => {
  const index = rows[0]!.indexOf(header)
  expect({ header, index }).not.toEqual({ header, index: -1 })
  return rows.slice(1).map((row) => row[index])
}

const spending = (item: string, amountMinFen: number, wording: string) => ({
  position: 1,
  part: 'spending',
  item,
  amountMinFen,
  amountMaxFen: amountMinFen,
  wording,
  messageIds: ['message-3', 'message-4'],
})

const wicked = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '＝1+1', '－1', '|cmd']

describe('export as JSON', () => {
  it('holds every record with its rows, the grants and the totals', async () => {
    const two = [
      record({ photos: [photo()] }),
      record({ id: 'record-2', expenses: [spending('车费', 12_050, '120块5')] }),
    ]
    const read = JSON.parse((await bytesOf('json', two)).toString('utf8')) as Record<string, unknown>
    expect(read).toMatchObject({
      madeAt: '2026-01-02T03:04:05.000Z',
      hub: choice.hub,
      categories: { exchange: '交流', training: '培训' },
      records: two,
      grants: [{ id: 'grant-1' }, { id: 'grant-2' }],
      totals: { all: { rows: 2, sums: [{ unit: '人', min: 70, max: 70 }] }, grants: { rows: 2, withdrawn: 1 } },
    })
  })

  it('is whole with no record at all', async () => {
    expect(JSON.parse((await bytesOf('json', [])).toString('utf8'))).toMatchObject({
      records: [],
      totals: { all: { rows: 0 } },
    })
  })
})

describe('export as CSV', () => {
  it('opens in Excel: BOM, CRLF, one line a row, quoted where needed', async () => {
    const title = '讨论 "保险",\n联合救灾'
    const { text, rows } = await csvRows([record({ activities: [activity({ title }), activity()] })])
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(text.split('\r\n').filter((line) => line !== '')).toHaveLength(3)
    expect(columnOf(rows, '活动内容')).toEqual([title, '志愿者管理层培训第一期'])
  })

  it('says what hub staff need: days, category, count as said, who and what for, in local time', async () => {
    const many = activity({
      endsOn: '2014-04-27',
      headcountMin: 201,
      headcountMax: 299,
      headcountUnit: '人次',
      headcountQualifier: '多',
      headcountWording: '二百多人次',
      breakdown: [
        { role: '志愿者', count: 5 },
        { role: '儿童', count: 20, wording: '二十来个' },
      ],
    })
    const { rows } = await csvRows([record({ activities: [many] })])
    const cells = Object.fromEntries(rows[0]!.map((header, i) => [header, rows[1]![i]]))
    expect(cells).toMatchObject({
      开始日期: '2014-04-26',
      结束日期: '2014-04-27',
      类别: '培训',
      '人数（最少）': '201',
      '人数（最多）': '299',
      单位: '人次',
      概数: '多',
      人数原话: '二百多人次',
      人数依据: '签到',
      其中: '志愿者 5、儿童 二十来个',
      受助机构: '萍乡麦田',
      资助用途: '盲童戏剧融合',
      填报时间: '2014-05-01 00:30:00',
      表单: '工作简报',
    })
    // What only machines read comes after all that people read.
    expect(rows[0]!.slice(-3)).toEqual(['表单版本', '记录编号', '原始消息编号'])
    expect(columnOf(rows, '表单版本')).toEqual(['work-brief v1'])
  })

  it('leaves cells empty where there is no count, category, grant or place', async () => {
    const bare = activity({ category: null, headcountMin: null, headcountMax: null, headcountUnit: null, place: null })
    const { rows } = await csvRows([record({ grant: null, programme: null, activities: [bare] })])
    for (const header of ['类别', '人数（最少）', '单位', '地点', '资助项目', '资助用途'])
      expect(columnOf(rows, header)).toEqual([''])
  })

  it.each(wicked)('keeps %j as text that no spreadsheet runs', async (title) => {
    const { rows } = await csvRows([record({ activities: [activity({ title })] })])
    expect(columnOf(rows, '活动内容')).toEqual([`'${title}`])
  })

  it('writes spending in yuan, with numbers as numbers even below zero, and photos as a table of their own', async () => {
    const one = record({
      expenses: [spending('-退款', -5_025, '退50.25')],
      photos: [photo({ state: 'lost', sha256: null })],
    })
    const expenses = (await csvRows([one], 'expenses')).rows
    expect(columnOf(expenses, '金额（元，最少）')).toEqual(['-50.25'])
    expect(columnOf(expenses, '用途')).toEqual(["'-退款"])
    expect(columnOf(expenses, '原始消息编号')).toEqual(['message-3 message-4'])
    const photos = (await csvRows([one], 'photos')).rows
    expect(photos[0]!.slice(-6)).toEqual([
      '表单版本',
      '记录编号',
      '原件 SHA-256',
      '副本 SHA-256',
      '缩略图 SHA-256',
      '原始消息编号',
    ])
    expect(columnOf(photos, '状态')).toEqual(['未能取到'])
    expect(columnOf(photos, '拍摄时间')).toEqual(['2014-04-26 10:11:12'])
  })
})

describe('the filed forms themselves', () => {
  const filed = [
    record({
      periodFrom: '2014-01-01',
      periodTo: '2014-06-30',
      answers: { done: '办了两期培训', difficulties: '=缺人' },
      people: { min: 90, max: 100, unit: '人', qualifier: '近', basis: 'sign_in', wording: '近百个' },
      activities: [
        activity(),
        activity(),
        activity({ headcountMin: 201, headcountMax: 299, headcountUnit: '人次' }),
        activity({ headcountMin: null, headcountMax: null, headcountUnit: null }),
      ],
      expenses: [spending('车费', 12_050, '120块5'), spending('餐费', 30_000, '300')],
      photos: [photo(), photo({ state: 'lost' })],
    }),
    record({
      id: 'record-2',
      formVersion: 2,
      answers: { done: '走访', difficulties: null },
      activities: [],
      expenses: [{ ...spending('餐费', 30_100, '三百多'), amountMaxFen: 39_900 }],
    }),
  ]

  it('are a table with a row for each: who, when, what was written, what it comes to', async () => {
    const { rows } = await csvRows(filed, 'briefs')
    expect(rows).toHaveLength(3)
    const cells = rows.slice(1).map((row) => Object.fromEntries(rows[0]!.map((header, i) => [header, row[i]])))
    expect(cells[0]).toMatchObject({
      受助机构: '萍乡麦田',
      填报人: '联系人一',
      表单: '工作简报',
      报告期开始: '2014-01-01',
      报告期结束: '2014-06-30',
      填报时间: '2014-05-01 00:30:00',
      做了什么: '办了两期培训',
      主要工作: '',
      困难: "'=缺人",
      活动数: '4',
      人数合计: '70 人；201–299 人次',
      不同的人: '近百个人',
      不同的人依据: '签到',
      '支出合计（元）': '420.5',
      照片数: '1',
      记录编号: 'record-1',
    })
    // Another version of the form has another label: a column more, and one label both have is one column.
    expect(cells[1]).toMatchObject({
      做了什么: '',
      主要工作: '走访',
      困难: '',
      活动数: '0',
      人数合计: '',
      不同的人: '',
      '支出合计（元）': '301–399',
      照片数: '0',
    })
    expect(rows[0]!.filter((header) => header === '困难')).toHaveLength(1)
  })

  it.each([
    ['submitted', null, ['待审', '1', '']],
    ['resubmitted', null, ['改过待审', '2', '']],
    ['returned', '2014-05-02T16:30:00.000Z', ['已退回', '1', '2014-05-03 00:30:00']],
    ['accepted', '2014-05-02T16:30:00.000Z', ['已通过', '3', '2014-05-03 00:30:00']],
    ['corrected', null, ['更正待审', '4', '']],
  ] as const)('%s: how it stands, which version it is and when the hub decided', async (state, reviewedAt, cells) => {
    const { rows } = await csvRows([record({ state, reviewedAt, version: Number(cells[1]) })], 'briefs')
    expect(['审核状态', '版本', '审核时间'].map((header) => columnOf(rows, header))).toEqual(
      cells.map((cell) => [cell]),
    )
  })

  it('and the grants are a table too', async () => {
    const { rows } = await csvRows([], 'grants')
    expect(rows.map((row) => row.slice(0, 6))).toEqual([
      ['受助机构', '资助项目', '用途', '金额（元）', '状态', '备注'],
      ['萍乡麦田', '2014年微公益资助', '盲童戏剧融合', '10000', '执行中', ''],
      ['萍乡麦田', '2014年微公益资助', '盲童戏剧融合', '', '已退出', ''],
    ])
  })
})

describe('export as a workbook', () => {
  const jpeg = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
  const sheets = async (bytes: Buffer) =>
    Object.fromEntries((await readXlsx(bytes, { readStyles: true })).sheets.map((sheet) => [sheet.name, sheet]))

  it('has its sheets with frozen headers and filters, dates as dates and numbers as numbers', async () => {
    const read = await sheets(
      await bytesOf('xlsx', [record({ expenses: [spending('车费', 12_050, '120块5')], photos: [photo()] })]),
    )
    expect(Object.keys(read)).toEqual(['简报', '活动', '支出', '照片', '资助', '合计'])
    for (const sheet of Object.values(read)) {
      expect(sheet.freezePane).toEqual({ rows: 1 })
      expect(sheet.autoFilter?.range).toMatch(new RegExp(`^A1:[A-Z]+${sheet.rows.length}$`))
      expect(sheet.columns?.every((column) => (column.width ?? 0) >= 8)).toBe(true)
    }
    expect(read['活动']!.autoFilter).toEqual({ range: 'A1:AC2' })
    expect(columnOf(read['简报']!.rows, '做了什么')).toEqual(['培训一期'])
    expect(read['简报']!.cells?.get(`1,${read['简报']!.rows[0]!.indexOf('做了什么')}`)?.style?.alignment).toMatchObject(
      {
        wrapText: true,
      },
    )
    expect(columnOf(read['资助']!.rows, '状态')).toEqual(['执行中', '已退出'])
    expect(columnOf(read['活动']!.rows, '开始日期')).toEqual([new Date('2014-04-26T00:00:00Z')])
    expect(columnOf(read['活动']!.rows, '填报时间')).toEqual([new Date('2014-05-01T00:30:00Z')])
    expect(columnOf(read['活动']!.rows, '人数（最少）')).toEqual([35])
    expect(columnOf(read['支出']!.rows, '金额（元，最少）')).toEqual([120.5])
  })

  it('shows the totals as the command does', async () => {
    const read = await sheets(
      await bytesOf('xlsx', [
        record({
          activities: [
            activity(),
            activity({ headcountUnit: '人次' }),
            activity({ category: null, headcountMin: null }),
          ],
          people: { min: 30, max: 30, unit: '人', qualifier: null, basis: 'sign_in', wording: '30人' },
        }),
        record({
          id: 'record-2',
          activities: [activity({ category: 'exchange', headcountMin: 201, headcountMax: 299 })],
          people: { min: 90, max: 100, unit: '人', qualifier: '近', basis: 'estimate', wording: '近百人' },
        }),
      ]),
    )
    expect(read['合计']!.rows).toEqual([
      ['类别', '记录数', '没写人数的', '单位', '合计（最少）', '合计（最多）', '说明'],
      ['交流', 1, 0, '人', 201, 299, null],
      ['培训', 2, 0, '人', 35, 35, null],
      ['培训', null, null, '人次', 35, 35, null],
      ['未分类', 1, 1, null, null, null, null],
      // Two sessions in one sum are attendances; different people stand on a line of their own.
      ['全部活动', 4, 1, '人', 236, 334, '按场次相加，来几次算几次'],
      ['全部活动', null, null, '人次', 35, 35, null],
      ['不同的人', 2, null, '人', 90, 130, '几份里可能有同一个人，所以是范围'],
      ['支出', 0, null, '元', 0, 0, null],
      ['资助（其中退出 1 笔）', 2, null, '元', 10000, 10000, null],
    ])
  })

  it('stands each thumbnail in the row of its photo, in proportion, and says so where the file is gone', async () => {
    const pictures: Record<string, Buffer> = { wide: await jpeg(320, 240), tall: await jpeg(160, 320) }
    const bytes = await bytesOf(
      'xlsx',
      [
        record({
          photos: [
            photo({ thumbnail: 'wide', width: 1600, height: 1200 }),
            photo({ thumbnail: 'gone' }),
            photo({ state: 'lost', thumbnail: null }),
            photo({ thumbnail: 'tall', width: 800, height: 1600 }),
          ],
        }),
      ],
      { thumbnail: (sha256) => Promise.resolve(pictures[sha256] ?? null) },
    )
    const sheet = (await sheets(bytes))['照片']!
    expect(sheet.images?.map(({ anchor, type }) => [type, anchor.from.row, anchor.to])).toEqual([
      ['jpeg', 1, { row: 2, col: 1 }],
      ['jpeg', 4, { row: 5, col: 1 }],
    ])
    expect(Buffer.from(sheet.images![1]!.data).equals(pictures['tall']!)).toBe(true)
    expect(columnOf(sheet.rows, '缩略图')).toEqual([null, '缩略图文件缺失或损坏', null, null])
    // 160 pixels of width are 120 points.
    expect([1, 4].map((row) => sheet.rowDefs?.get(row)?.height)).toEqual([90, 240])
  })

  it('keeps formulas as text, and cuts a cell at what Excel can hold', async () => {
    const long = '字'.repeat(32_765) + '😀😀'
    const titles = [...wicked, long]
    const bytes = await bytesOf('xlsx', [record({ activities: titles.map((title) => activity({ title })) })])
    const workbook = await readXlsx(bytes)
    const read = columnOf(workbook.sheets[1]!.rows, '活动内容') as string[]
    expect(read.slice(0, -1)).toEqual(wicked)
    expect(read.at(-1)).toBe(`${'字'.repeat(32_765)}…`)
  })
})

it('exports only what falls into the range of days', async () => {
  const range = { from: '2014-05-01', to: '2014-05-31' }
  const records = [record(), record({ id: 'record-2', activities: [activity({ startsOn: '2014-05-18' })] })]
  const read = JSON.parse((await bytesOf('json', records, { choice: { ...choice, range } })).toString('utf8')) as {
    records: ExportedRecord[]
    totals: { all: { rows: number } }
  }
  expect(read.records.map(({ id }) => id)).toEqual(['record-2'])
  expect(read.totals.all.rows).toBe(1)
})

describe('what was written of salons and visits', () => {
  const named = (name: string) => ({ id: name, name })
  const recap = (id: string, startsAt: string, text: string): ExportedRecap => ({
    id,
    salonId: 'salon-1',
    series: '木棉',
    number: 3,
    topic: '志愿者怎么留住',
    startsAt,
    organisation: named('麦田'),
    contact: named('小禾'),
    text,
    messageId: 'message-1',
    at: '2014-06-02T01:00:00.000Z',
  })
  const visit = (id: string, happenedOn: string): ExportedVisit => ({
    id,
    organisation: named('麦田'),
    kind: 'coaching',
    happenedOn,
    topic: '财务制度',
    number: 2,
    by: named('小周'),
    messageId: 'message-2',
  })
  // The first began on 1 June in the hub's zone.
  const given = {
    recaps: [
      recap('a', '2014-05-31T16:30:00.000Z', '=学到了怎么留人'),
      recap('b', '2014-07-01T06:00:00.000Z', '人很多'),
    ],
    visits: [visit('a', '2014-06-30'), visit('b', '2014-07-01')],
    choice: { ...choice, range: { from: '2014-06-01', to: '2014-06-30' } },
  }

  it('stands in sheets of its own, on the days that were chosen', async () => {
    const { sheets } = await readXlsx(await bytesOf('xlsx', [], given))
    const rowsIn = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows.slice(1)
    expect(rowsIn('沙龙回顾')?.map((row) => [...row.slice(0, 3), ...row.slice(4, 7)])).toEqual([
      ['志愿者怎么留住', '木棉', 3, '麦田', '小禾', '=学到了怎么留人'],
    ])
    expect(rowsIn('辅导走访')?.map((row) => row.slice(1, 6))).toEqual([['麦田', '辅导', 2, '财务制度', '小周']])
    const csv = (await bytesOf('csv', [], { ...given, table: 'recaps' })).toString('utf8')
    expect(csv).toContain("'=学到了怎么留人")
    const json = JSON.parse((await bytesOf('json', [], given)).toString('utf8')) as object
    expect(json).toMatchObject({ recaps: [{ id: 'a' }], visits: [{ id: 'a' }] })
  })

  it('is no part of what is for the public, and no sheet where there is none', async () => {
    const open = await readXlsx(await bytesOf('xlsx', [], { ...given, choice: { ...given.choice, public: true } }))
    const none = await readXlsx(await bytesOf('xlsx', []))
    for (const { sheets } of [open, none])
      expect(sheets.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['沙龙回顾']))
    expect(JSON.stringify(open.sheets)).not.toMatch(/学到了|财务制度/)
  })
})
