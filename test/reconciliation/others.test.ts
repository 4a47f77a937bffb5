import { describe, expect, it } from '@jest/globals'
import { compare, type Expected } from './found.js'

/** Reports made up for this: other provinces, other themes, other words than those the rules were written beside. */
const RIVERS: Expected[] = [
  ['grants do not add up', 'total', /「资助额（元）」各行加起来是 77000，合计写的是 79000/],
  ['lessons do not add up', 'total', /「人数」各行加起来是 426，合计写的是 436/],
  ['a product is wrong', 'total', /2.5 × 800 应是 2000，写的是 2200/],
  ['nine times, seven rows', 'rows', /文字说 9场，表里有 7 行/],
  ['five partners, six rows', 'rows', /文字说资助了 5家，表里是 6 行/],
  ['one event in two tables', 'twice', /世界地球日联合清洁行动/],
  ['the 18th or the 19th', 'dates', /文字写 3月18日，表里写 2023年3月19日/],
  ['a row of December', 'period', /表里有 1 行不在这段时间/],
  ['28 and 23 of 46', 'parts', /一共 46人，其中的加起来却有 51人/],
  ['a third of 14', 'parts', /14个 的 1\/3 是 4.67/],
  ['written before the end', 'period', /报告日期比周期结束早 10 天/],
  ['260 of 464', 'outlier', /260 一行占了全列的 56%/],
  ['no number 3', 'numbering', /编号从 2 跳到 4/],
  ['people over several events', 'units', /合计 464、436 是人次/],
  ['a partner is gone', 'vanished', /芒市河边图书室/],
  ['an open end', 'unfinished', /社区巡护员，/],
]
const READING: Expected[] = [
  ['what is left does not add up', 'total', /「结余」各行加起来是 4210，合计写的是 4110/],
  ['a difference is wrong', 'total', /2500 − 2310 应是 190，写的是 290/],
  ['eighteen times, three rows', 'rows', /文字说读书会 18场，表里有 3 行/],
  ['a row twice', 'twice', /合计 217，去掉重复是 203/],
  ['32 or 23', 'rows', /文字说 32人，表里这一行是 23/],
  ['six schools, five names', 'parts', /说是 6所，后面列了 5 项/],
  ['girls and boys are 250', 'parts', /一共 240人，其中的加起来却有 250人/],
  ['a year within a quarter', 'period', /周期一共 92 天，这里说「一年」/],
  ['four weeks late', 'period', /周期结束后 28 天才提交/],
  ['people over several events', 'units', /合计 217 是人次/],
  ['five goals, four answers', 'goals', /5 个目标，4 条结果/],
  ['three problems, two answers', 'goals', /写了 3 条不足，只有 2 条写了原因和办法/],
  ['a lantern festival in a caption', 'photos', /中秋节灯会布置现场/],
  ['five photos of six', 'photos', /要求 6–8 张照片，这里有 5 张/],
  ['too short', 'length', /要求不少于 300 字/],
  ['nobody said it', 'evidence', /2 段反馈没写是谁说的/],
]

const MUTUAL_AID: Expected[] = [
  ['427 or 437', 'total', /文字说共 427人次，表里「人数」加起来是 437/],
  ['eleven times, ten rows', 'rows', /文字说 11次，表里有 10 行/],
  ['the 20th or the 21st', 'dates', /文字写 4月21日，表里写 2019.4.20/],
  ['a row of the year before', 'period', /表里有 1 行不在这段时间/],
  ['97 and 45 of 132', 'parts', /一共 132，其中的加起来却有 142/],
  ['all can, only four can', 'claims', /所有组员都能独立使用轮椅[\s\S]*还有待练习/],
  ['a day and a half on one day', 'period', /「一天半」，日期却是 2019年2月20日/],
  ['a promise for the year itself', 'period', /这里却说 2019 年以后会怎样/],
  ['9500 of at most 8000', 'total', /有 1 家不在这个范围[\s\S]*9500/],
  ['two on one day', 'twice', /有 1 天各有两场以上活动/],
  ['no number 3', 'numbering', /编号从 2 跳到 4/],
  ['people over several events', 'units', /合计 437 是人次/],
  ['a group is gone', 'vanished', /梅列心智家庭互助会/],
  ['no attachment', 'evidence', /说见附件，这里没有附件/],
  ['eight that were not chosen', 'evidence', /15个申请.*没入选的 8 家没有列/],
  ['an open end', 'unfinished', /我们还希望/],
]

const GIRLS: Expected[] = [
  ['the 31st of June', 'dates', /没有 6 月 31 日/],
  ['four schools, five names', 'parts', /说是 四所，后面列了 5 项/],
  ['112 and 46 of 156', 'parts', /一共 156人，其中的加起来却有 158人/],
  ['nineteen of twenty', 'parts', /一共 20场，其中的加起来只有 19场/],
  ['68,300 or 68,200', 'parts', /说共 68300元，各部分加起来是 68200/],
  ['18 of 40 is no 65%', 'parts', /40人里的 18人 是 45.0%，写的是 65%/],
  ['nine lessons or twelve', 'same_count', /「阅读课」一处写 9场，一处写 12场/],
  ['two months in twenty days', 'period', /「两个月」，日期却是 4月1日到4月20日/],
  ['people over twenty sessions', 'units', /20场一共 1240人/],
  ['late', 'period', /周期结束后 18 天才提交/],
  ['four goals, three answers', 'goals', /4 个目标，3 条结果/],
  ['an open end', 'unfinished', /下学期我们准备/],
]

const MIGRANTS: Expected[] = [
  ['what was spent does not add up', 'total', /「支出」各行加起来是 347200，合计写的是 348200/],
  ['the 15th or the 16th', 'dates', /文字写 9月16日，表里写 2018年9月15日/],
  ['all teams, and one that cannot', 'claims', /四支队伍都能独立排班[\s\S]*还有待加强/],
  ['people over several events', 'units', /合计 295 是人次/],
  ['a club is gone', 'vanished', /其中 1 家后面再没有提到：隔坑社区体育俱乐部/],
  ['six that were not chosen', 'evidence', /11家申请.*没入选的 6 家没有列/],
]

const CAMP: Expected[] = [
  ['18,000 or 15,500', 'total', /文字说共 18000元，表里「金额（元）」加起来是 15500/],
  ['three workshops, four rows', 'rows', /文字说 三次，表里有 4 行/],
  ['six grants, five rows', 'rows', /资助了 6笔，表里是 5 行/],
  ['the 17th or the 18th', 'dates', /文字写 5月18日，表里写 5月17日/],
  ['three, four and five are eleven', 'parts', /说共 11家，各部分加起来是 12/],
  ['money that is not told of', 'evidence', /还有 3,100 元没有说明/],
  ['a cooperative is gone', 'vanished', /互助县彩虹姐妹合作社/],
]

const BALCONY: Expected[] = [
  ['333 or 338', 'total', /「人数」各行加起来是 333，合计写的是 338/],
  ['84,300 or 82,300', 'total', /文字说共 84,300元，表里「支出」加起来是 82300/],
  ['318 or 333', 'total', /文字说共 318人次，表里「人数」加起来是 333/],
  ['fifteen workshops, twelve rows', 'rows', /文字说工作坊 15场，表里有 12 行/],
  ['a row twice', 'twice', /合计 333，去掉重复是 300/],
  ['a row after the end', 'period', /表里有 1 行不在这段时间/],
  ['women and men are 13', 'parts', /一共 12名，其中的加起来却有 13人/],
  ['25 hours each', 'parts', /1,020小时 ÷ 58名 是 17.6，写的平均是 25小时/],
  ['62 or 58 volunteers', 'same_count', /「种植志愿者」一处写 62名，一处写 58名/],
  ['late', 'period', /周期结束后 20 天才提交/],
  ['people over several events', 'units', /合计 338 是人次/],
  ['the harvest on another day', 'rows', /2018年10月13日 的这件事只在文字里/],
  ['an open end', 'unfinished', /只在12月组织过一次/],
]

const CORNERS: Expected[] = [
  ['4560 or 4660', 'total', /「册数」各行加起来是 4560，合计写的是 4660/],
  ['a row of the year before', 'period', /表里有 1 行不在这段时间/],
  ['13,500 are left', 'total', /应是 13500 元，结余写的是 23,500元/],
  ['105% of it all', 'parts', /各部分加起来是 105%/],
  ['nine corners in ten places', 'parts', /说共 9个，各地加起来是 10/],
  ['132 teachers or 128', 'parts', /说共 132名，各地加起来是 128/],
  ['40 in each lesson', 'parts', /2,300人次 ÷ 108节 是 21.3，写的平均是 约40人/],
  ['five or six trainings', 'same_count', /「教师培训」一处写 5期，一处写 6期/],
  ['a short name', 'names', /云栖阅读促进会/],
  ['three corners in one county, two rows', 'total', /文字说东湖县 3个，表里「东湖县」各行是 2/],
  ['no number 7', 'numbering', /序号从 6 跳到 8/],
  ['no author', 'header', /报告日期、报告人、金额/],
  ['a goal without a result', 'goals', /县级阅读交流会/],
  ['an open end', 'unfinished', /下一年计划分县制定/],
]

/** Shares, ranks, differences and averages told beside their tables. */
const OLD_AGE: Expected[] = [
  ['old people do not add up', 'total', /「服务老人（人）」各行加起来是 460，合计写的是 470/],
  ['187 or 181', 'total', /文字说共 187人次，表里「人次」加起来是 181/],
  ['nine grantees, eight rows', 'rows', /文字说资助了 9家，表里是 8 行/],
  ['the 22nd or the 23rd', 'dates', /文字写 5月23日，表里写 2021年5月22日/],
  ['a row of the next year', 'period', /表里有 1 行不在这段时间/],
  ['men and women are 470', 'parts', /一共 460人，其中的加起来却有 470人/],
  ['65 or 55', 'rows', /南湖社会工作服务中心」 65人，表里是 55/],
  ['the least is 12000', 'parts', /最低的是 1.5万元，表里最低是 12000/],
  ['the least is 210', 'parts', /最低的是 228户，表里最低是 210/],
  ['grown by 16 of a hundred', 'parts', /文字说 26%，照表算是 16.2%/],
  ['what is left', 'total', /320000 − 319,000元 应是 1000 元/],
  ['handed in on the 18th', 'period', /周期结束后 18 天才提交/],
  ['a grantee is gone', 'vanished', /思茅区常青藤服务社/],
  ['told by a caption alone', 'photos', /志愿者入户为老人量血压/],
  ['three photos of four', 'photos', /要求 4–8 张照片，这里有 3 张/],
  ['an open end', 'unfinished', /今后我们将进一步/],
  ['a goal without a result', 'goals', /编写《社区照护手册》1册/],
  ['a line of the template', 'unfinished', /此处请填写/],
  ['a short name', 'names', /夕照社工站/],
]
const HIGHLAND: Expected[] = [
  ['grassland does not add up', 'total', /「草地面积（亩）」各行加起来是 1240，合计写的是 1260/],
  ['a rate of one row', 'total', /240 ÷ 300 应是 80.0%，写的是 85%/],
  ['the 3rd or the 4th', 'dates', /文字写 11月3日，表里写 2023年11月4日/],
  ['a row of the year before', 'period', /表里有 1 行不在这段时间/],
  ['women and men are 60', 'parts', /一共 58人，其中的加起来却有 60人/],
  ['seven villages, six rows', 'rows', /文字说 7个村，表里是 6 个/],
  ['so much for each', 'parts', /68户 × 1,850元 是 125800，写的是 138,000元/],
  ['an average outside', 'parts', /平均 62岁 不在 35–58 之间/],
  ['from three to nine', 'rows', /从 3个 到 9个，表里有 3，没有 9/],
  ['what is left', 'total', /150000 − 145,400元 应是 4600 元/],
  ['no goal 3', 'numbering', /编号从 2 跳到 4/],
  ['four goals, three results', 'goals', /4 个目标，3 条结果/],
  ['a grantee is gone', 'vanished', /达维镇沙棘合作社/],
  ['an open end', 'unfinished', /社区骨干外出务工/],
  ['a name left blank', 'unfinished', /XX基金会/],
  ['a short name', 'names', /夹金山环保协会/],
  ['42 or 24 brought up', 'same_count', /一处写 42人，一处写 24人/],
]

const WORKERS_LAW: Expected[] = [
  ['cases do not add up', 'total', /「件数」各行加起来是 180，合计写的是 182/],
  ['186,000 or 168,000', 'total', /开头写 186000 元，表里「预算（元）」合计 168000 元/],
  ['312.6 or 321.6 won back', 'total', /文字说 312.6万元，表里「追回金额（万元）」加起来是 321.6万/],
  ['twelve lessons, ten rows', 'rows', /文字说 12场，表里有 10 行/],
  ['24,000 or 22,000 for a station', 'rows', /「西浦服务站」 24,000元，表里是 22,000/],
  ['18,760 or 17,860', 'rows', /「讲座与外展」 18,760元，表里是 17,860/],
  ['eighteen lawyers, sixteen names', 'rows', /说 18名，名单里有 16/],
  ['one lesson in two tables', 'twice', /工伤认定第一步讲座/],
  ['the 27th or the 26th', 'dates', /文字写 3月27日，表里写 2022-03-26/],
  ['a row before the beginning', 'period', /表里有 1 行不在这段时间/],
  ['ten months of twelve', 'period', /周期一共 365 天，这里说「十个月」/],
  ['written before the end', 'period', /报告日期比周期结束早 10 天/],
  ['1470 of 1460', 'parts', /一共 1,460人次，其中的加起来却有 1470人次/],
  ['48 of 64 is no 80%', 'parts', /64件里的 48件 是 75.0%/],
  ['198 of 226 is no 91.6%', 'parts', /226份里的 198份 是 87.6%/],
  ['120 to 180 is no 60%', 'parts', /180件 和 120件 差/],
  ['the most is 138', 'parts', /文字说最多的是 120人，表里最多是 138/],
  ['three problems, two told', 'parts', /说有 3，后面列了 2 条/],
  ['people over several lessons', 'units', /文字说 787名/],
  ['a goal without a result', 'goals', /工友维权口袋书/],
  ['a station is gone', 'vanished', /东堤服务站/],
  ['too short', 'length', /要求不少于 150 字，写了 84 字/],
  ['an open end', 'unfinished', /我们将逐步/],
  ['a line of the template', 'unfinished', /请填写/],
  ['a character mistyped', 'names', /西浦服务站 \/ 西埔服务站/],
]

describe.each<[string, Expected[]]>([
  ['balcony.txt', BALCONY],
  ['corners.txt', CORNERS],
  ['rivers.md', RIVERS],
  ['reading.txt', READING],
  ['mutual-aid.txt', MUTUAL_AID],
  ['girls.txt', GIRLS],
  ['migrants.txt', MIGRANTS],
  ['camp.txt', CAMP],
  ['old-age.md', OLD_AGE],
  ['workers-law.md', WORKERS_LAW],
])('mistakes put into %s', (file, expected) => {
  const { missing, others } = compare(file, expected)
  it('are found', () => expect(missing).toEqual([]))
  it('and nothing else', () => expect(others).toEqual([]))
})

it('a report in which everything goes together has no finding', () =>
  expect(compare('elders.md', []).others).toEqual([]))

it('sums, shares, rates, averages and growth that are wrong are found in highland.md', () => {
  const { missing, others } = compare('highland.md', HIGHLAND)
  expect(missing).toEqual([])
  expect(others).toEqual([])
})

it('people, attendances and households of one column are three sums, and about 32 is no other number than 30', () =>
  expect(compare('units.txt', []).others).toEqual([]))
