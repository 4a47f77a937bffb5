import { describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reconcile } from '../../src/reconciliation/reconcile.js'
import { readDataset } from '../../src/reports/dataset/build.js'
import { figuresOf } from '../../src/reports/evidence/figures.js'
import { showFigure } from '../../src/reports/dataset/figure.js'
import { entriesOf } from '../../src/storage/unzip.js'
import { NOTHING, recordsOf } from './a-dataset.js'
import { delivered, docxOf, FORMS, linesIn, piecesOf } from './a-report.js'
import { SEASONS } from './four-seasons.js'
import { asPdf, findOffice } from './office.js'

/** Four real hubs, compiled from what they did with the layout of their report; the fifth, 002, is in `numbers-of-reports.test.ts`. */
type Id = keyof typeof SEASONS

const pieces = async (id: Id) => piecesOf(await delivered(SEASONS[id].layout), SEASONS[id].given)
const lines = async (id: Id) => linesIn(await pieces(id))
/** The rows of the table with this header. */
async function under(id: Id, header: string): Promise<string[]> {
  const tables = (await pieces(id)).flatMap((piece) =>
    piece.type === 'table' ? [piece.rows.map(({ cells }) => cells.join('|'))] : [],
  )
  const found = tables.find(([first]) => first === header)
  if (!found) throw new Error(`no ${header}`)
  return found.slice(1)
}
const figures = async (id: Id): Promise<Record<string, string>> => {
  const { filed = [], records = {}, reads = {}, choice = {}, now = '' } = SEASONS[id].given
  const whole = { hub: { id: 'hub-1', name: '', zone: 'Asia/Shanghai' }, programme: null, grantee: null, range: {} }
  const dataset = await readDataset({ ...recordsOf(filed), forms: () => Promise.resolve(FORMS), ...records }, { ...NOTHING, ...reads }, { ...whole, ...choice }, now) // prettier-ignore
  return Object.fromEntries(figuresOf(dataset).map((figure) => [figure.name, showFigure(figure)]))
}

describe('000, a final report', () => {
  test('six grantees without an amount: none is made up; three of them are told of', async () => {
    const all = await lines('000')
    expect(all.slice(0, 3)).toEqual([
      '宁夏·正荣微公益小额基金项目总结报告',
      '宁夏青年社会创新发展中心 报告日期：2015年1月20日',
      '资助方：正荣 项目周期：2014年9月15日—12月31日',
    ])
    expect(all).toContain('资助 6 笔，6 笔没有登记金额。3 笔有简报写到，3 笔没有。')
    const grantees = await under('000', '申请机构|项目名称|金额（元）|备注')
    expect(grantees).toHaveLength(7)
    expect(grantees.at(-1)).toBe('合计|6 笔||')
    expect(await figures('000')).toMatchObject({ '资助·执行笔数': '6笔', '资助·有简报笔数': '3笔', 应交报告: '6份' })
  })

  test('nine applied, of the five to eight that were planned; goals that nobody answers stay empty', async () => {
    const goals = await under('000', '目标|实际达成|差异原因')
    expect(goals).toHaveLength(5)
    expect(goals[0]).toBe('支持草根机构（5–8家）|9 家申请，评审选出 6 家|')
    expect(goals[1]).toBe('每家资助（3,000–5,000元）||')
    expect(goals[3]).toBe('规范机构财务和业务流程||')
  })

  test('what was done stands in its part, what became of it in the next', async () => {
    const all = await lines('000')
    const at = (start: string) => all.findIndex((line) => line.startsWith(start))
    expect(at('【宁夏青年社会创新发展中心】九月公开招募')).toBeLessThan(at('五、后期影响'))
    expect(at('【青苗社工服务中心】社区请第二社区进驻')).toBeGreaterThan(at('五、后期影响'))
    expect(all).toContain('资助以外筹到 100,000 元。')
    expect(all).toContain('工作简报应交 6 份，按时 3 份，迟交或没有交 3 份。')
  })
})

describe('001, a platform’s year in nine parts', () => {
  test('all nine parts are there, with the head of the form; what the program does not know is to be written', async () => {
    const all = await lines('001')
    expect(all.flatMap((line) => /^([一二三四五六七八九])、/.exec(line)?.[1] ?? [])).toEqual([...'一二三四五六七八九'])
    expect(all.slice(0, 6)).toEqual([
      '重庆和平台年度报告',
      '项目执行机构|重庆渝州公益事业服务中心',
      '项目周期|2015年3月1日—2016年2月28日',
      '项目金额（元）|111,200',
      '报告日期|2016年2月22日',
      '报告人、职务和联系方式|（请写）',
    ])
  })

  test('40,000 granted and paid to four; 318 人次; 12 times learnt; three lacks, of which two are answered', async () => {
    const all = await lines('001')
    expect(all).toContain('资助 4 笔，共 40,000 元；报告期内拨款（元）：40,000。')
    expect(all).toContain('项目金额 111,200 元，已经资助出去 40,000 元，还没有资助出去的 71,200 元。')
    expect(await figures('001')).toMatchObject({ 项目金额: '111,200元', '项目金额·还没有资助': '71,200元' })
    expect(await under('001', '机构|支持内容|金额（元）|用途类别|状态')).toHaveLength(5)
    expect(all).toContain('合计|4 笔|40,000||')
    expect(all).toContain('活动一共 318人次；人数怎么来的（场次）：没有说明 4。')
    expect(all).toEqual(expect.arrayContaining(['培训：3 次，118人次', '服务活动：1 次，200人次']))
    const learnt = await under('001', '参加的学习|机构|次数')
    expect([learnt.length, learnt.at(-1)]).toEqual([11, '合计||12'])
    const lacks = await under('001', '不足|原因|解决办法|机构')
    expect(lacks).toHaveLength(3)
    expect(lacks[2]).toBe('联心和睦群的财务工具和预算监控还弱|||重庆渝州公益事业服务中心')
    expect(await figures('001')).toMatchObject({ 资助: '40,000元', 已拨款: '40,000元', '人员学习·次数': '12次' })
  })

  test('what was produced is counted in its own unit: 9 reports, and twice something else', async () => {
    const produced = await under('001', '机构|产出|数量')
    expect([produced.length, produced.at(-1)]).toEqual([7, '合计||9份、2次'])
    const all = await lines('001')
    expect(all.find((line) => line.includes('由第三方介入'))).toMatch(/^【大渡口区联心公益发展中心】/)
  })

  test('what each grantee did is in the part on results, with its grant', async () => {
    const all = await lines('001')
    const told = all.filter((line) => /^【[^】]+·[^】]+】/.test(line))
    expect(told).toHaveLength(4)
    expect(told[1]).toContain('写成 9 份报告')
    expect(all.indexOf(told[3] ?? '')).toBeLessThan(all.findIndex((line) => line.startsWith('三、')))
  })
})

describe('003, a quarter on the funder’s form', () => {
  test('four goals side by side with their results, two of them put off with a reason', async () => {
    const goals = await under('003', '原目标|实际达成情况|差异分析')
    expect(goals).toEqual([
      '到公益组织驻点，一对一辅导|辅导 5 家组织，共 15 期|',
      '组织公益沙龙|办了 6 期|',
      '企业社会责任论坛|调整到 10—11 月|先走访企业，做好准备',
      '木棉第二期|调整到 10—11 月|先走访企业，做好准备',
    ])
  })

  test('nothing paid is no number; 15 sessions of coaching, 6 salons, 二百多人次 as it was said', async () => {
    const all = await lines('003')
    expect(all).toEqual(
      expect.arrayContaining(['项目已使用拨款金额|未拨款', '项目负责人|（请写）', '提交日期|2017年10月11日']),
    )
    expect(await under('003', '日期|机构|主题|期次')).toHaveLength(15)
    expect(await under('003', '日期|沙龙|报名|签到')).toHaveLength(6)
    expect(all).toContain('2017年6月25日—9月25日|公益沙龙和小型的分享交流|合众融益|二百多人次')
    expect(all).toContain('合计|1 次||201–299人次')
    expect(await figures('003')).toMatchObject({ '辅导走访·次数': '15次', '沙龙·次数': '6次', '照片·张数': '9张' })
  })

  test('312 characters where 200 are asked for, and nine captioned pictures', async () => {
    const all = await lines('003')
    const improvement = all[all.indexOf('不少于 200 字') + 1] ?? ''
    expect(improvement.replace(/^【[^】]*】/, '').match(/\p{Script=Han}/gu)).toHaveLength(312)
    expect(
      all.slice(all.indexOf('5–10 张，每张有文字说明') + 1).filter((line) => line.endsWith('（合众融益）')),
    ).toHaveLength(9)
    const docx = await docxOf(await delivered('quarterly'), SEASONS['003'].given)
    expect(entriesOf(docx).filter(({ name }) => name.startsWith('word/media/image'))).toHaveLength(9)
    expect(
      reconcile(await pieces('003'))
        .map(({ message }) => message)
        .join('\n'),
    ).toContain('周期结束后 16 天才提交')
  })
})

test('004, the stages of a network: 15 with a quarter gone, 49–51, over 170, each with its payers and what the hub did', async () => {
  const stages = await under('004', '时间|在站|有意向未合作|当年新增|当年离开|资源方|枢纽工作')
  expect(stages).toEqual([
    '2017年|11|100|15|4|壹基金 11|辅导 2 次：筹款；走访 1 次：督导',
    '2018年|49–51|100|40|0|壹基金 40、乐施会 6–7、地方民政 3–4|咨询 1 次：机构发展战略',
    '2019年|170–172|100|121|0|市级慈善总会 121、壹基金 40、乐施会 6–7、地方民政 3–4|走访 1 次：品牌项目',
  ])
})

test.each(Object.keys(SEASONS) as Id[])(
  '%s: nothing in it contradicts itself, and nothing of its layout is left over',
  async (id) => {
    const findings = reconcile(await pieces(id))
    expect(findings.filter(({ severity, kind }) => severity === 'contradiction' || kind === 'unfinished')).toEqual([])
    expect((await lines(id)).filter((line) => /[{}]|undefined|null|NaN/.test(line))).toEqual([])
  },
)

const office = findOffice()
const inOffice = office ? test : test.skip
inOffice.each(Object.keys(SEASONS) as Id[])('%s opens in LibreOffice', async (id) => {
  const folder = await mkdtemp(join(tmpdir(), 'jianbao-season-'))
  try {
    const file = join(folder, `${id}.docx`)
    await writeFile(file, await docxOf(await delivered(SEASONS[id].layout), SEASONS[id].given))
    const pdf = (await asPdf(office ?? '', file)).toString('latin1')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    // Nine pictures two in a row are two pages, and what stands before them three.
    expect(pdf.match(/\/Type ?\/Page\b/g)?.length).toBeLessThanOrEqual(5)
  } finally {
    await rm(folder, { recursive: true })
  }
})
