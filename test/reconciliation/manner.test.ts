import { describe, expect, it } from '@jest/globals'
import { compare, type Expected } from './found.js'

/** Reports in the manner of hubs, each written before the rules were looked at again; what was planted is named by what does not fit. */
const NEIGHBOURS: Expected[] = [
  ['the rows add up to 50000, the total says 51000', 'total', /「资助额（元）」各行加起来是 50000，合计写的是 51000/],
  ['23个人 in the text, 32 in the row', 'rows', /文字说 23个人，表里这一行是 32/],
  [
    'perhaps one event: 2021-06-20 in the text, 2021-06-19 in the table',
    'dates',
    /像是同一场活动，文字写 6月20日，表里写 6月19日/,
  ],
  ['there is no such day', 'dates', /没有 9 月 31 日/],
  [
    '1 rows are outside the period: 143 with, 116 without them',
    'period',
    /报告说的是 2021-03-01 至 2021-11-30，表里有 1 行不在这段时间（共 27；合计 143，再去掉这几行是 116）/,
  ],
  ['the parts are 38, the whole 35', 'parts', /一共 35次，其中的加起来却有 38次/],
  ['the parts are 113600, the whole 112600', 'parts', /一共 112,600元，其中的加起来却有 113600元/],
  ['6人 in all, the parts add up to 5', 'parts', /说共 6人，各部分加起来是 5/],
  ['done in one place, still lacking in another', 'claims', /一处说都已经做到，一处说还差着/],
  ['the whole period is 275 days, this says 两年', 'period', /周期一共 275 天，这里说「两年」/],
  ['1 grants are outside of what each gets', 'total', /说每家 3000-8000元，有 1 家不在这个范围/],
  ['8个区县 in the text, 9 个 in the table', 'rows', /文字说 8个区县，表里是 9 个/],
  [
    'the most in the table is 8000, this row has another number',
    'parts',
    /文字说最高的是吴川听障家长联谊会，表里最高是 8000，这一行是 7000/,
  ],
  ['18 × 3 is 54, not 45', 'parts', /18人 × 3户 是 54，写的是 45户/],
  ['from 12 to 40 is 28, not 30', 'parts', /从 12户 到 40户 是 28户，写的是 30户/],
  ['9次 in all, one after the other they are 8', 'parts', /说共 9次，一段一段加起来是 8/],
  ['called met: 300 were planned, 268 done', 'claims', /说「超额」，目标是 不少于300户，实际是 268户/],
  ['the parts are 25, the whole 26', 'parts', /一共 26份，其中的加起来只有 25份/],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「人数」是一场一场加起来的，来两次的算了两次：合计 167 是人次，不是人/,
  ],
  ['the numbers jump from 2 to 4', 'numbering', /图的编号从 2 跳到 4/],
  ['a goal without a result', 'goals', /这个目标后面没有写结果/],
  [
    '4 of 10 grantees are never spoken of again',
    'vanished',
    /资助了 10 家，其中 4 家后面再没有提到：坡头渔家妈妈互助会、廉江阳光亲子社、雷州石狗文化小组、赤坎老街保育小组/,
  ],
  ['the sentence is not finished', 'unfinished', /这句话没有写完/],
]
const VALLEY: Expected[] = [
  ['paid before the review', 'dates', /评审在 5月6日，这一笔 2016\.4\.25 就拨付了/],
  ['the text says 543人, the column adds up to 553', 'total', /文字说共 543人，表里「人数」加起来是 553/],
  ['the text says 41000元, the column adds up to 40000', 'total', /文字说共 41000元，表里「资助金额」加起来是 40000/],
  ['the text counts 18, the table has 7 rows', 'rows', /文字说 18次，表里有 7 行/],
  [
    'perhaps one event: 2016-05-15 in the text, 2016-05-14 in the table',
    'dates',
    /像是同一场活动，文字写 5月15日，表里写 2016\.5\.14/,
  ],
  ['14人 in the text, 11 in the row', 'rows', /文字说 14人，表里这一行是 11/],
  [
    '1 rows are outside the period: 603 with, 576 without them',
    'period',
    /报告说的是 2016-01-01 至 2016-12-31，表里有 1 行不在这段时间（共 27；合计 603，再去掉这几行是 576）/,
  ],
  ['the parts are 8, the whole 7', 'parts', /一共 7人，其中的加起来却有 8人/],
  ['the parts are 89, the whole 86', 'parts', /一共 86名，其中的加起来却有 89人/],
  ['a promise for the year that is reported on', 'period', /报告写的就是 2016 年，这里却说 2016 年以后会怎样/],
  ['the most in the table is 210', 'parts', /文字说最大的是 120人，表里最大是 210/],
  ['the least in the table is 5000', 'parts', /文字说最少的是 3000元，表里最少是 5000/],
  ['from 800 to 1900 is 1100, not 1200', 'parts', /从 800人 到 1900人 是 1100人，写的是 1200人/],
  ['the text counts 5, 4 rows say so', 'rows', /文字说 5个已结项，表里已结项的有 4 行/],
  ['3 times, 2 days', 'parts', /说 3次，后面写了 2 个日期/],
  ['the shares add up to 102%', 'parts', /各部分加起来是 102%/],
  ['the parts are 375000, the whole 385000', 'parts', /一共 38\.5万元，其中的加起来只有 375000元/],
  ['1 days with more than one event', 'twice', /有 1 天各有两场以上活动/],
  ['one row makes 38% of the column, the next is 68', 'outlier', /「人数」里 210 一行占了全列的 38%，第二大的只有 68/],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「人数」是一场一场加起来的，来两次的算了两次：合计 553、50 是人次，不是人/,
  ],
  ['the report does not say its author, amount', 'header', /报告没有写：报告人、金额/],
]
const STEPPE: Expected[] = [
  [
    '资助金额（元） − 已拨付（元） is 4000 here, not 3000',
    'total',
    /别的行都是「资助金额（元） − 已拨付（元） = 待拨付（元）」，这一行 10000 − 6000 应是 4000，写的是 3000/,
  ],
  [
    '支出（元） ÷ 预算（元） is 45 here, not 55',
    'total',
    /别的行都是「支出（元） ÷ 预算（元） = 执行率」，这一行 4500 ÷ 10000 应是 45\.0%，写的是 55%/,
  ],
  ['the text counts 11, the table has 12 rows', 'rows', /文字说 11场，表里有 12 行/],
  [
    'perhaps one event: 2022-08-14 in the text, 2022-08-13 in the table',
    'dates',
    /像是同一场活动，文字写 8月14日，表里写 8月13日/,
  ],
  ['announces 6, lists 5', 'parts', /说是 六家，后面列了 5 项/],
  ['the parts are 47, the whole 46', 'parts', /一共 46次，其中的加起来却有 47次/],
  ['153 of 180 is 85.0%', 'parts', /180份里的 153份 是 85\.0%，写的是 95%/],
  ['done in one place, still lacking in another', 'claims', /一处说都已经做到，一处说还差着/],
  ['a promise for the year that is reported on', 'period', /报告写的就是 2022 年，这里却说 2022 年以后会怎样/],
  ['150000 less 139900 is 10100, not 11100', 'total', /150000 − 139900元 应是 10100 元，写的结余是 11100元/],
  ['the text counts 4, the tables have 3 rows', 'rows', /文字说「财务小课堂」4次，表里有 3 行/],
  ['the text counts 6, the table has 7 rows in that time', 'rows', /文字说下半年 6场，表里有 7 行/],
  ['3 days in the text, 2 in the table', 'dates', /文字说 3 天，表里写 7月9-10日，是 2 天/],
  ['27名 in the text, 22 in the row', 'rows', /文字说 27名，表里这一行是 22/],
  ['3人 in all, the two parts are 4', 'parts', /说 3人，两部分加起来是 4/],
  ['11000 by the list, not 12000', 'total', /平均写的是 1\.2万元，照名单是 11000 元/],
  ['dated 3 days before its period ends', 'period', /报告日期比周期结束早 3 天，最后几天的事可能没有写进来/],
  ['1 days with more than one event', 'twice', /有 1 天各有两场以上活动/],
  ['3 problems, 2 with a cause and a cure', 'goals', /写了 3 条不足，只有 2 条写了原因和办法/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完/],
]
const LOESS: Expected[] = [
  ['announces 3, lists 4', 'parts', /说是 3次，后面列了 4 项/],
  ['done in one place, still lacking in another', 'claims', /一处说都已经做到，一处说还差着/],
  ['took 两天, but the dates say otherwise', 'period', /说用了「两天」，日期却是 8月8日/],
  ['a promise for the year that is reported on', 'period', /报告写的就是 2018 年，这里却说 2018 年以后会怎样/],
  ['1 grants are outside of what each gets', 'total', /说每家 3000-5000元，有 1 家不在这个范围/],
  ['19 applied, the two parts are 17', 'parts', /申请的一共 19家，7家 和 10家 加起来是 17/],
  ['4 are named, 5 are said', 'parts', /说 5 个，前面列了 4 个/],
  ['the text says 6, the table has 7', 'rows', /文字说「这6家」，表里资助了 7 家/],
  ['32000 were paid, the grants add up to 31000', 'total', /说拨付 32000元，名单里的资助额加起来是 31000 元/],
  ['6次 in all, one after the other they are 7', 'parts', /说共 6次，一段一段加起来是 7/],
  ['the weights add up to 110%', 'parts', /各项权重加起来是 110%/],
  ['the parts are 18, the whole 19', 'parts', /一共 19家，其中的加起来只有 18家/],
  ['the parts are 76000, the whole 80000', 'parts', /一共 80000元，其中的加起来只有 76000元/],
  ['dated 11 days before its period ends', 'period', /报告日期比周期结束早 11 天，最后几天的事可能没有写进来/],
  ['23 days between two stages are not told', 'period', /两个阶段之间有 23 天没有写/],
  ['goes on after the last stage', 'period', /活动到了12月，执行阶段里没有这一段/],
  ['8-10家 were wanted, 7 are supported', 'goals', /目标是 8-10家，实际资助了 7 家/],
  ['45 in one place, 54 in the other', 'same_count', /「老人」一处写 45人，一处写 54位/],
  [
    '3 of 7 grantees are never spoken of again',
    'vanished',
    /资助了 7 家，其中 3 家后面再没有提到：陇西蒲公英志愿者协会、兰州静听手语社、武威古浪移民社区妇女互助组/,
  ],
  ['19 applied, the 12 not chosen are not listed', 'evidence', /19家申请，名单只有入选的 7 家；没入选的 12 家没有列/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完/],
  ['a goal without a result', 'goals', /这个目标后面没有写结果/],
]
const TIDES: Expected[] = [
  ['announces 6, lists 5', 'parts', /说是 6家，后面列了 5 项/],
  ['the parts are 55000, the whole 52000', 'parts', /一共 5\.2万元，其中的加起来却有 55000元/],
  ['18600元 in all, the parts add up to 16600', 'parts', /说共 18600元，各部分加起来是 16600/],
  ['the whole period is 91 days, this says 一年', 'period', /周期一共 91 天，这里说「一年」/],
  ['due 15 days after the end, handed in after 22', 'period', /要求周期结束后 15 天内提交，22 天才提交/],
  ['5 in one place, 4 in the other', 'same_count', /「同舟夜谈」一处写 5期，一处写 4期/],
  ['called met: 12 were planned, 10 done', 'claims', /说「超额」，目标是 不少于12次，实际是 10次/],
  ['a photo of number 6 of 5', 'photos', /照片写的是第六期，正文说一共办了 5 期/],
  ['the period ends before the day up to which it counts', 'period', /周期到 2019-06-30 为止，数据却截至 7月中旬/],
  ['5 goals, 4 answers', 'goals', /5 个目标，4 条结果：有的目标没有单独回答/],
  ['5–10 photos are asked for, 3 are here', 'photos', /要求 5–10 张照片，这里有 3 张/],
  ['at least 200 characters are asked for, 123 are written', 'length', /要求不少于 200 字，写了 123 字/],
  ['2 quotes without speaker, day or consent', 'evidence', /2 段反馈没写是谁说的、什么时候、本人同不同意公开/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完/],
]
const BANYAN: Expected[] = [
  [
    'the text says 126,000, the column adds up to 121000',
    'total',
    /文字说共 126,000，表里「资助金额（元）」加起来是 121000/,
  ],
  ['183 in all, the parts are 193', 'parts', /一共 183名，后面各项加起来是 193/],
  ['the text counts 4, the table has 3', 'rows', /文字说新建书屋 4间，表里是 3 行/],
  ['1 rows are not so', 'rows', /文字说「每间藏书均超过800册」，表里有 1 行不是，如 780/],
  ['22 in all, the parts are 21', 'parts', /一共 22名，后面各项加起来只有 21/],
  [
    '59,000 of 180,000 yuan are not accounted for',
    'evidence',
    /总额 180,000 元，资助出去 121,000 元，还有 59,000 元没有说明/,
  ],
  [
    '2 of 5 grantees are never spoken of again',
    'vanished',
    /资助了 5 家，其中 2 家后面再没有提到：石榴岗妇女读书社、上涌村儿童之友/,
  ],
]
/** Different people beside attendances, a beginning without an end, some of a group: nothing of it is wrong. */
const COUNTED_ONCE: Expected[] = []

describe.each<[string, Expected[]]>([
  ['neighbours.txt', NEIGHBOURS],
  ['valley.md', VALLEY],
  ['steppe.md', STEPPE],
  ['loess.txt', LOESS],
  ['tides.md', TIDES],
  ['banyan.md', BANYAN],
  ['counted-once.md', COUNTED_ONCE],
])('what does not go together in %s', (file, expected) => {
  const { missing, others } = compare(file, expected)
  it('is found', () => expect(missing).toEqual([]))
  it('and nothing else', () => expect(others).toEqual([]))
})
