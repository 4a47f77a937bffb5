import { expect, it } from '@jest/globals'
import { databaseRegisters } from '../../src/database/registers.js'
import { importWorkbook } from '../../src/programmes/import-workbook.js'
import type { Answers } from '../../src/programmes/workbook/answers.js'
import type { Value } from '../../src/programmes/workbook/cell.js'
import type { Database } from '../../src/database/connect.js'
import { readSheets } from '../../src/programmes/workbook/read.js'
import { onEachDatabase } from '../contracts/databases.js'
import { keeping, forms, sheetsOf, type Tables } from './a-workbook.js'

/** Tables as they stand in reports of hubs, pasted into the workbook. */
const SUPPORTED: Value[][] = [
  ['微公益项目支持一览表', '', '', ''],
  ['组织或者个人', '项目名称', '金额', '备注'],
  ['个人申请者一', '癌症病人关怀', '　', '申请退出资助'],
  ['曙光急救', '美国心脏协会（AHA）的基础生命支持（BLS）课程为国际权威课程', 7000, ''],
  ['个人申请者二', '恩友财务培训', 4600, ''],
  ['在一起', '行政费用支持', '5000', ''],
  ['知行空间', '机构运行费用', 4500, ''],
  ['渔公益', '盲童戏剧融合', 2000, ''],
  ['益路阳光', '留守儿童故事集', '6000', ''],
  ['南昌小动物保护协会', '行政费用支持', 24000, ''],
  ['合计', '　', 53100, ''],
]
const CHOSEN: Value[][] = [
  ['申请机构', '项目名称'],
  ['中卫残疾儿童康复中心', '残疾儿童康复引导式教育'],
  ['青苗社工服务中心', '第二社区'],
  ['中卫市焦点青少年健康发展服务中心', '爱心影院'],
  ['海原县爱心环境服务建设中心', '农家肥高温发酵腐熟'],
  ['新青年图书馆', '读书交流会'],
  ['银川星语家园儿童孤独症康复训练中心', '手工香皂制作'],
]

const without = { 拨款: null, 目标: null, 报告安排: null, 伙伴状态: null }
const hub = (name: string, grants: Value[][], more: Tables = {}): Tables => ({
  ...without,
  枢纽: [['名称'], [name]],
  资助方: [['编号', '名称'], ['zhengrong', '正荣公益基金会']],
  资助项目: [['名称', '开始日期', '结束日期'], ['微公益小额资助', '2014年1月', '2014年12月']],
  机构: [['名称'], ...grants.slice(1).flatMap(([name]) => (name && name !== '合计' && name !== '组织或者个人' ? [[name]] : []))],
  资助: grants,
  联系人: [['机构', '姓名']],
  ...more,
}) // prettier-ignore

const answers = (...pairs: [string, string][]): Answers => ({
  others: (name) => pairs.flatMap(([one, other]) => (name === one ? [other] : name === other ? [one] : [])),
  stays: (name) => pairs.some(([, other]) => other === name),
  fresh: () => true,
})

const bring = (database: Database, changes: Tables, said = answers()) =>
  database.units((sql) => importWorkbook(databaseRegisters(sql), forms, keeping)(readSheets(sheetsOf(changes)), said))

onEachDatabase('a table of a report, pasted', (database) => {
  it('gives eight grants, of which one was withdrawn, and their sum', async () => {
    expect(await bring(database(), hub('益心益意', SUPPORTED))).toMatchObject({
      type: 'refused',
      faults: [{ sheet: '资助', row: 3, message: expect.stringContaining('备注里写了退出') }],
    })
    const withStatus = SUPPORTED.map((row, i) => [...row, ['', '状态', '已退出'][i] ?? ''])
    expect(await bring(database(), hub('益心益意', withStatus))).toMatchObject({ type: 'loaded' })
    const [totals] = await database().reads.all(
      `SELECT COUNT(*) AS granted, COUNT(amountFen) AS funded, SUM(CASE WHEN status = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn, SUM(amountFen) AS fen
       FROM grants g JOIN hubs h ON h.id = g.hubId WHERE h.name = '益心益意'`,
    )
    expect(Object.values(totals as object).map(Number)).toEqual([8, 7, 1, 5_310_000])
  })

  it('knows grantees under the names that the text of the report has', async () => {
    await bring(database(), hub('社创中心', CHOSEN))
    const later: Value[][] = [
      ['机构', '资助项目', '用途'],
      ['青苗社工', '微公益小额资助', '第三社区'],
      ['星语家园', '微公益小额资助', '手工皂'],
    ]
    const next = hub('社创中心', later, { 机构: [['名称']] })
    const careful = { ...answers(), fresh: (name: string) => name === '社创中心' }
    expect(await bring(database(), next, careful)).toMatchObject({
      type: 'refused',
      questions: [
        { name: '青苗社工', like: ['青苗社工服务中心'] },
        { name: '星语家园', like: ['银川星语家园儿童孤独症康复训练中心'] },
      ],
    })
    const said = answers(['青苗社工', '青苗社工服务中心'], ['星语家园', '银川星语家园儿童孤独症康复训练中心'])
    expect(await bring(database(), next, said)).toMatchObject({ type: 'loaded' })
    expect(await bring(database(), next, careful)).toMatchObject({ type: 'loaded' })
    const [count] = await database().reads.all<{ n: number }>(
      "SELECT COUNT(*) AS n FROM organisations o JOIN hubs h ON h.id = o.hubId WHERE h.name = '社创中心'",
    )
    expect(Number(count?.n)).toBe(6)
  })

  it('has several hubs under one funder', async () => {
    const hubs = await database().reads.all(
      "SELECT h.name FROM funders f JOIN hubs h ON h.id = f.hubId WHERE f.code = 'zhengrong'",
    )
    expect(hubs.length).toBe(2)
  })
})
