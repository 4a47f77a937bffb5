import { describe, expect, test } from '@jest/globals'
import { Document, Packer, Paragraph, TextRun } from 'docx'
import { reconcile } from '../../src/reconciliation/reconcile.js'
import type { ReadDraft, ReportReads } from '../../src/reports/ports.js'
import { readDataset } from '../../src/reports/dataset/build.js'
import { figuresOf } from '../../src/reports/evidence/figures.js'
import { activity, record } from '../records/sample.js'
import { grant, HUB, NOTHING, recordsOf } from './a-dataset.js'
import { delivered, linesIn, piecesOf, type Given } from './a-report.js'
import { sitesOverYears } from './four-seasons.js'

const PROGRAMME = { id: 'programme-1', name: '2014年微公益资助', startsOn: '2014-01-01', endsOn: '2014-12-31' }

const linesOf = async (layout: Buffer, given: Given) => linesIn(await piecesOf(layout, given))

const LAYOUTS = ['annual', 'final', 'network', 'platform', 'quarterly']

describe('a report of nothing', () => {
  test.each(LAYOUTS)(
    '%s: says what there is not, and has no table of a header alone and no empty blank',
    async (name) => {
      const lines = await linesOf(await delivered(name), {})
      const headers = lines.flatMap((line, i) =>
        /^(?:时间|日期|机构|组织或个人|申请机构|目标|原目标|预期|不足|参加的学习)\|/.test(line) ? [i] : [],
      )
      expect(headers.length).toBeGreaterThan(0)
      for (const i of headers) expect(lines[i + 1]).toMatch(/^(?:本期没有|没有|还没有)/)
      expect(lines.filter((line) => /[：，][　 ]*$|：[。，]|^合计|[{}]|undefined|null/.test(line))).toEqual([])
    },
  )
})

test('without a programme the head is of the only one that ran in these days, with its funder', async () => {
  const records = {
    programmes: () =>
      Promise.resolve([PROGRAMME, { ...PROGRAMME, id: 'old', startsOn: '2012-01-01', endsOn: '2012-12-31' }]),
  }
  const reads = {
    programme: (_hub: string, id: string) =>
      Promise.resolve(id === PROGRAMME.id ? { ...PROGRAMME, funder: '某基金会', amountFen: null } : null),
  }
  const [title, ...lines] = await linesOf(await delivered('final'), { records, reads })
  expect(title).toBe('2014年微公益资助总结报告')
  expect(lines).toContain('资助方：某基金会 项目周期：2014年')
  const two = { programmes: () => Promise.resolve([PROGRAMME, { ...PROGRAMME, id: 'other' }]) }
  const both = (id: string) =>
    Promise.resolve({ ...PROGRAMME, name: id, funder: id === 'other' ? '另一家基金会' : '某基金会', amountFen: null })
  const ofTwo = await linesOf(await delivered('final'), {
    records: two,
    reads: { programme: (_hub, id) => both(id) },
  })
  expect(ofTwo.slice(0, 3)).toEqual([
    '益心益意总结报告',
    '益心益意 报告日期：2015年1月5日',
    '资助方：某基金会、另一家基金会 报告时段：2014年',
  ])
})

test.each(['annual', 'final', 'quarterly'])(
  '%s: its own words are no finding: a total that says 人次, a row that says that there are no goals',
  async (name) => {
    const filed = [
      record({ activities: [activity(), activity({ position: 2, part: 'activities/2', title: '第二期' })] }),
    ]
    const findings = reconcile(await piecesOf(await delivered(name), { filed }))
    expect(findings.map(({ message }) => message).filter((each) => /目标没有写结果|不是人/.test(each))).toEqual([])
  },
)

test('what was not paid yet is said only where instalments are known', async () => {
  const line = async (instalments: ReportReads['instalments']) =>
    (
      await linesOf(await delivered('quarterly'), {
        records: { grants: () => Promise.resolve([grant()]) },
        reads: { instalments },
      })
    ).find((each) => each.startsWith('项目已使用拨款金额'))
  expect(await line(() => Promise.resolve([]))).toBe('项目已使用拨款金额|（没有登记）')
  const planned = { grantId: 'grant-1', number: 1, amountFen: 100_000, plannedOn: '2014-03-01', paidOn: null }
  expect(await line(() => Promise.resolve([planned]))).toBe('项目已使用拨款金额|未拨款')
})

test('the stage table has a row a year, with ranges where the hub is not sure and each payer', async () => {
  const partners = sitesOverYears().filter(({ fromOn }) => fromOn < '2019')
  const read = { ...NOTHING, partners: () => Promise.resolve(partners) }
  const all = { hub: HUB, programme: null, grantee: null, range: {} }
  const figures = figuresOf(await readDataset(recordsOf([]), read, all, '2020-01-05T01:00:00.000Z'))
  const stood = figures.find(({ name }) => name === '网络伙伴·2018年底在站')
  expect([stood?.min, stood?.max, stood?.unit, [...(stood?.origins ?? [])].length]).toEqual([49, 51, '家', 51])
  expect([...(stood?.origins ?? [])].map(({ about }) => about)).toContain('2018年5月1日起 乐施会 待确认')
  const lines = await linesOf(await delivered('network'), {
    reads: { partners: () => Promise.resolve(partners) },
    choice: { range: {} },
  })
  expect(lines).toEqual(
    expect.arrayContaining([
      '2017年|11|100|15|4|壹基金 11|',
      '2018年|49–51|100|40|0|壹基金 40、乐施会 6–7、地方民政 3–4|',
      '每年按 12 月 31 日算；有伙伴还不确切的，写成范围。资源方后面是用这笔钱的伙伴有几个。',
    ]),
  )
})

test('drafted paragraphs are marked until somebody signs them, and none whose numbers moved are printed', async () => {
  const draft: ReadDraft = {
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
  const printed = async (drafts: ReadDraft[], filed = [record()]) =>
    (await linesOf(await delivered('annual'), { filed, reads: { drafts: () => Promise.resolve(drafts) } })).join('\n')
  expect(await printed([draft])).toMatch(
    /【草稿，待签】这几段由机器按第 3 号报告的数字起草，还没有人核对签字。\n这一年\n一共办了 1次〔1〕 活动。\n〔1〕活动·次数：1次/,
  )
  const signed = { ...draft, signedBy: '小满', signedAt: '2015-01-04T01:00:00.000Z' }
  const fair = await printed([draft, signed])
  expect(fair).toContain('这一年\n一共办了 1次〔1〕 活动。')
  expect(fair).not.toContain('草稿')
  const more = [record({ activities: [activity(), activity({ position: 2, part: 'activities/2' })] })]
  expect(await printed([signed], more)).not.toContain('这一年\n')
  for (const other of [{ fromOn: '2014-02-01' }, { programmeId: 'p' }, { public: true }])
    expect(await printed([{ ...signed, ...other }])).not.toContain('这一年\n')
})

test('lessons, learning, money raised and communication of a year stand in their parts', async () => {
  const rows = (...all: Record<string, unknown>[]) => ({
    rows: all.map((cells) => ({ cells, from: [] })),
    pending: [],
    editing: null,
  })
  const year = record({
    form: 'year',
    formVersion: 1,
    activities: [],
    answers: {
      lessons: rows({ lack: '走访比计划少', cause: '只有一个人', remedy: '和两家伙伴分工' }),
      learning: rows(
        { course: '三社联动', times: 2 },
        { course: '支持性机构工作坊', times: 2 },
        ...['国际事务', '和伙人工作坊', '性别视角讲座', '财务培训', '社区营造', '性别意识', '环保', '残障'].map(
          (course) => ({
            course,
            times: 1,
          }),
        ),
      ),
      raised: rows({ source: '99公益日', amount: { minFen: 7_000_000, maxFen: 7_999_900, wording: '7万余元' } }),
      communication: '发了六篇文章。',
    } as never,
  })
  const lines = await linesOf(await delivered('platform'), { filed: [year] })
  expect(lines).toEqual(
    expect.arrayContaining([
      '走访比计划少|只有一个人|和两家伙伴分工|萍乡麦田',
      '三社联动|萍乡麦田|2',
      '合计||12',
      '资助以外筹到 70,000–79,999 元。',
      '【萍乡麦田】发了六篇文章。',
    ]),
  )
  expect(lines.join('\n')).not.toContain('没有登记执行人员')
})

/** A paragraph of which each piece is a run of its own, with marks of WPS between them, as it leaves tags that were typed in several goes. */
const inRuns = async (...paragraphs: string[][]): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: paragraphs.map(
            (pieces) => new Paragraph({ children: pieces.map((text, i) => new TextRun({ text, bold: i % 2 === 0 })) }),
          ),
        },
      ],
    }),
  )

test('tags that a word processor split into runs, in any place, are read', async () => {
  const layout = await inRuns(
    ['{枢', '纽机', '构}办了', ' {', '活动次数', '}', ' 次'],
    ['{', '#活动', '}{内', '容}（{', '人数}）', '{/', '活动}'],
    ['{#没', '有沙龙}没有办', '沙龙{', '/没有沙龙}'],
  )
  const lines = await linesOf(layout, { filed: [record()] })
  expect(lines.filter(Boolean)).toEqual(['益心益意办了 1 次', '志愿者管理层培训第一期（35人）', '没有办沙龙'])
})
