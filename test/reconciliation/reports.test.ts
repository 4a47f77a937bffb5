import { describe, expect, it } from '@jest/globals'
import { compare, findingsOf, textOf, type Expected } from './found.js'

/**
 * What careful readers found in five real reports, by the ids of their list: E contradictions, W doubts, C what is not covered, N names.
 * A finding may say a part of what an id says.
 */
const NINGXIA: Expected[] = [
  ['000-1 C', 'header', /报告时段、报告日期、报告人、金额、日期是哪一年/],
  ['000-2 C', 'evidence', /每家资助 3000-5000，名单里 6 家都没写金额/],
  ['000-3 E', 'period', /「一天多」，日期却是 10月10日/],
  ['000-4 W', 'period', /两个阶段之间有 21 天没有写/],
  ['000-4 W', 'period', /活动到了寒假/],
  ['000-5 C', 'evidence', /说见附件，这里没有附件.*[\s\S]*按时提交工作简报/],
  ['000-6 C', 'vanished', /3 家后面再没有提到：中卫残疾儿童康复中心、中卫市焦点青少年健康发展服务中心、新青年图书馆/],
  ['000-6 C', 'goals', /寻找到机构核心业务/],
  ['000-6 C', 'goals', /规范机构财务和业务流程/],
  ['000-7 N', 'names', /青苗社工服务中心/],
  ['000-8 C', 'evidence', /9家申请.*没入选的 3 家没有列/],
  ['000-9 C', 'evidence', /没有一处写办了几次、来了多少人/],
]
const CHONGQING: Expected[] = [
  ['001-1 E', 'same_count', /「睦群」的「参访机构」一处写 1 次，一处写 2 次/],
  ['001-2 E', 'parts', /说是 2 次，后面列了 3 项/],
  ['001-3 W', 'evidence', /总额 111,200 元，资助出去 40,000 元，还有 71,200 元没有说明/],
  ['001-4 W', 'period', /报告日期比周期结束早 6 天/],
  ['001-5 C', 'vanished', /总产出与成果：」里没有「恩友财务重庆办」/],
  ['001-6 E', 'claims', /出纳能掌握收支的记录方法[\s\S]*出纳的职责上还有待划分/],
  ['001-7 C', 'goals', /写了 3 条不足，只有 2 条写了原因和办法/],
  ['001-7 C', 'goals', /标题说「成长」和「不足」，下面没有「不足」/],
  ['001-7 C', 'unfinished', /预算的监控使用，/],
  ['001-7 C', 'unfinished', /明新成长计划、和平台、/],
  ['001-8 W', 'claims', /2015 年才成立，「之前」是哪时候/],
  ['001-9 W', 'goals', /说也支持个人（积极分子），名单里全是机构/],
  ['001-10 C', 'evidence', /项目参与情况[\s\S]*传播效果及反思/],
  ['X-2', 'names', /万州区睦群社会工作服务中心 \/ 睦群/],
]
const JIANGXI: Expected[] = [
  ['002-1 E', 'rows', /文字说 12次，表里有 5 行/],
  ['002-2 E', 'twice', /合计 2087，去掉重复是 2078[\s\S]*中华义工联管理层培训[\s\S]*中华义工联管理层培训/],
  ['002-3 E', 'dates', /文字写 2014年3月22日，表里写 2014年3月23日/],
  ['002-4 E', 'dates', /文字写 2014年6月9日，表里写 2014年6月10日/],
  ['002-5 E', 'period', /表里有 4 行不在这段时间（共 95；去掉重复后 2078，再去掉这几行是 1983）/],
  ['002-6 E', 'rows', /文字说 24次、1次，表里有 26 行/],
  ['002-7 E', 'dates', /文字写 2014年4月26-28日，表里写 2014年4月26日，天数不一样/],
  ['002-7 E', 'dates', /文字写 6月22-24日，表里写 2014年6月22日，天数不一样/],
  ['002-7 E', 'rows', /文字说 30名，表里这一行是 35/],
  ['002-7 E', 'rows', /文字说 30名，表里这一行是 25/],
  ['002-8 E', 'rows', /资助了 6家，表里是 8 行，其中 1 行退出，7 行有效/],
  ['002-9 E', 'period', /报告写的就是 2014 年，这里却说 2014 年以后会怎样/],
  ['002-10 W', 'outlier', /400 一行占了全列的 27%/],
  ['002-10 W', 'outlier', /24000 一行占了全列的 45%/],
  ['002-11 W', 'twice', /有 4 天各有两场以上活动/],
  ['002-12 W', 'category', /文字说有交流会，表里没有/],
  ['002-12 W', 'category', /江西师大IDOR分享[\s\S]*暖冬行动/],
  ['002-13 W', 'numbering', /编号从 2 跳到 4，少了 3/],
  ['002-14 C', 'total', /1 行没写「人数」[\s\S]*支持在一起开展艾滋病反歧视项目/],
  ['002-14 C', 'rows', /2014年1月28日 的这件事只在文字里/],
  ['002-16 C', 'header', /没有写：报告日期、报告人、金额/],
  ['X-2', 'names', /中华义工联合会 \/ 中华义工联/],
  ['X-3', 'units', /合计 221、404、1462 是人次，不是人/],
]
const YIWU: Expected[] = [
  ['003-1 C', 'goals', /4 个目标，3 条结果/],
  ['003-2 W', 'period', /周期到 2017-09-25 为止，数据却截至 2017年9月底/],
  ['003-3 E', 'period', /周期一共 93 天，这里说「半年左右」/],
  ['003-4 C', 'evidence', /「完成过半」：没有写计划是多少/],
  ['003-5 W', 'evidence', /个数是约数/],
  ['003-6 C', 'evidence', /第 2、3 期；第 1、4、5、6 期没有记录/],
  ['003-7 C', 'photos', /只在照片说明里[\s\S]*公益人物访谈/],
  ['003-8 W', 'header', /写的是「未拨款」，不是金额/],
  ['003-9 W', 'period', /周期结束后 16 天才提交/],
  ['003-10 C', 'evidence', /3 段反馈没写是谁说的/],
  ['003-10 C', 'evidence', /「取得优异的成绩」：没有写是什么名次或奖/],
]
const SHANDONG: Expected[] = [
  ['004-1 W', 'parts', /15家 的 1\/4 是 3.75/],
  ['004-2 W', 'parts', /写的是 50\+家，各部分加起来是 49–51/],
  ['004-3 W', 'same_count', /「100家关注儿童议题伙伴，但未形成合作」在两个阶段里一字不变；第 3 个阶段没有数/],
  ['004-3 W', 'period', /两个阶段的时间重在一起：2018年、2018 – 2019年/],
  ['004-5 C', 'evidence', /2016年山东公益扫描/],
]
const SEEDS: [string, Expected[]][] = [
  ['ningxia.txt', NINGXIA],
  ['chongqing.txt', CHONGQING],
  ['jiangxi.txt', JIANGXI],
  ['yiwu.txt', YIWU],
  ['shandong.txt', SHANDONG],
]

describe.each(SEEDS)('the report %s', (file, expected) => {
  const { missing, others } = compare(file, expected)

  it.each(expected.map(([id, kind, words]) => [id, kind, words.source]))('%s: %s %s', (id, kind, words) => {
    expect(missing).not.toContain(`${id} ${kind} ${words}`)
  })

  it('has nothing else said of it', () => expect(others).toEqual([]))
})

it('finds 30 and more of the contradictions, doubts and gaps that readers found', () => {
  const found = SEEDS.flatMap(([file, expected]) => [...compare(file, expected).found])
  expect(new Set(found.filter((id) => /[EWC]$/.test(id))).size).toBeGreaterThanOrEqual(45)
})

describe('what is right in them is not called wrong', () => {
  it('001-11 OK: twelve trainings are twelve, and seven staff are five and two', () => {
    const said = findingsOf('chongqing.txt').map(textOf).join('\n')
    expect(said).not.toMatch(/说是 12 次|一共 7 名|7 名/)
  })
  it('002-17 OK: totals 221, 404, 1462 and 53,100', () => {
    const totals = findingsOf('jiangxi.txt').filter(
      ({ kind, severity }) => kind === 'total' && severity === 'contradiction',
    )
    expect(totals).toEqual([])
  })
  it('003-12 OK: 200 characters and 5 to 10 photos', () => {
    const rules = findingsOf('yiwu.txt').filter(
      ({ kind, message }) => kind === 'length' || (kind === 'photos' && message.includes('张')),
    )
    expect(rules).toEqual([])
  })
})
