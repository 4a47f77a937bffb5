import { describe, expect, it } from '@jest/globals'
import { compareFile, type Expected } from './found.js'

/**
 * Reports in the files that hubs send, each written before it was known what would be found in it. Named by what does not fit; what is in them
 * and goes together (shares, averages, sums of kinds, days) is not to be spoken of.
 */
const WHEELS: Expected[] = [
  ['the rows add up to 56, the total says 58', 'total', /「志愿者」各行加起来是 56，合计写的是 58/],
  ['the rows add up to 35000, the total says 34700', 'total', /「余额」各行加起来是 35000，合计写的是 34700/],
  [
    '预算 − 支出 is 3600 here, not 3900',
    'total',
    /别的行都是「预算 − 支出 = 余额」，这一行 16000 − 12400 应是 3600，写的是 3900/,
  ],
  ['the text counts 9, the tables have 8 rows', 'rows', /文字说活动 9 次，表里有 8 行/],
  [
    'perhaps one event: 2022-06-12 in the text, 2022-06-11 in the table',
    'dates',
    /像是同一场活动，文字写 6月12日，表里写 6月11日/,
  ],
  [
    '1 rows are outside the period: 146 with, 132 without them',
    'period',
    /报告说的是 2022-04-01 至 2022-06-30，表里有 1 行不在这段时间（共 14；合计 146，再去掉这几行是 132）/,
  ],
  ['announces 6, lists 5', 'parts', /说是 6个，后面列了 5 项/],
  ['the parts are 29, the whole 27', 'parts', /一共 27 人，其中的加起来却有 29人/],
  ['146 is a sum of attendances, not of people', 'units', /文字说 146人，这是表里各场相加的人次/],
  [
    'the most in the table is 10, this row has another number',
    'parts',
    /文字说最多的是轮椅公园行，表里最多是 10，这一行是 8/,
  ],
  ['51300 of 86000 is 59.7%', 'parts', /86,000 元里的 51,300元 是 59\.7%，写的是「占项目金额的66%」/],
  ['5–10 photos are asked for, 4 are here', 'photos', /要求 5–10 张照片，这里有 4 张/],
  ['at least 200 characters are asked for, 101 are written', 'length', /要求不少于 200 字，写了 101 字/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*们会与公交公司继续沟通，争取/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]* \| 举办 1 场公众体验日/],
  ['a leftover of a template or converter', 'unfinished', /模板或转换留下的东西[\s\S]*【请填写与街道的后续约定】。/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：临川市同路残障服务中心 \/ 同路残障人服务中心/],
]

const STARS: Expected[] = [
  ['the rows add up to 223, the total says 233', 'total', /「人数」各行加起来是 223，合计写的是 233/],
  ['29位 in the text, 27 in the row', 'rows', /文字说 29位，表里这一行是 27/],
  [
    '1 rows are outside the period: 1559 with, 1409 without them',
    'period',
    /报告说的是 2021-01-01 至 2021-12-31，表里有 1 行不在这段时间（共 150；合计 1559，再去掉这几行是 1409）/,
  ],
  ['the parts are 88, the whole 86', 'parts', /一共 86 人，其中的加起来却有 88人/],
  ['a promise for the year that is reported on', 'period', /报告写的就是 2021 年，这里却说 2021 年以后会怎样/],
  ['8 所学校 in the text, 7 个 in the table', 'rows', /文字说 8 所学校，表里是 7 个/],
  ['9.4% by the table, not 12%', 'parts', /文字说管理占 12%，照表算是 9\.4%/],
  ['2021-04-23 in the text, 2021-04-24 in the table', 'dates', /第四期文字写 4月23日，表里写 2021-04-24/],
  ['421 in one place, 412 in the other', 'same_count', /「志愿服务」一处写 421 人次，一处写 412 人次/],
  ['one event: 254 in one table, 245 in the other', 'twice', /同一场活动，人数一处 254，一处 245/],
  ['the text counts 7, the table has 8', 'rows', /文字说入校倡导 7 场，表里是 8 行/],
  ['paid before the review', 'dates', /评审在 2021年5月20日，这一笔 2021-05-12 就拨付了/],
  ['60,000 元 includes 9000 of one that withdrew', 'total', /说拨付 60,000 元，里面有退出的 9000 元/],
  ['announces 3, tells 2', 'parts', /说有 3，后面写了 2/],
  [
    'handed in 18 days after the end; no due date is said',
    'period',
    /周期结束后 18 天才提交，报告里没写截止日，看不出是否按时/,
  ],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「人数」是一场一场加起来的，来两次的算了两次：合计 233、1336 是人次，不是人/,
  ],
  ['1 of 6 grantees are never spoken of again', 'vanished', /资助了 6 家，其中 1 家后面再没有提到：平桥镇蜗牛家长小组/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*导 10 场。我们也希望能够/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：新港区小雨点康复之家 \/ 小雨点康复中心/],
]

const COMPOST: Expected[] = [
  [
    'the text says 639,000元, the column adds up to 693000',
    'total',
    /文字说共 639,000元，表里「金额（元）」加起来是 693000/,
  ],
  ['the text counts 6, the tables have 5 rows', 'rows', /文字说培训 6期，表里有 5 行/],
  [
    'perhaps one event: 2022-04-23 in the text, 2022-04-22 in the table',
    'dates',
    /像是同一场活动，文字写 4月23日，表里写 2022-04-22/,
  ],
  ['1 rows are outside the period', 'period', /报告说的是 2020-01-01 至 2022-12-31，表里有 1 行不在这段时间/],
  ['announces 5, lists 4', 'parts', /说是 5个，后面列了 4 项/],
  ['166 is a sum of attendances, not of people', 'units', /文字说 166名，这是表里各场相加的人次/],
  [
    'the most in the table is 168, this row has another number',
    'parts',
    /文字说最多的是柳湖社区花园站，表里最多是 168，这一行是 132/,
  ],
  ['6.2% by the table, not 10%', 'parts', /文字说公众募捐占 10%，照表算是 6\.2%/],
  ['2 of 6 is 33.3%', 'parts', /6个里的 2个 是 33\.3%，写的是「占一半以上」/],
  ['the text counts 12, the table has 11', 'rows', /文字说示范站点 12个，表里是 11 行/],
  ['19 + 16 − 2 is not 32', 'total', /19 \+ 16 − 2 应是 33，「年末站点」写的是 32/],
  ['32 in one table, 35 in the other', 'same_count', /2022 年的「运行站点」一处写 32，一处写 35/],
  [
    'handed in 41 days after the end; no due date is said',
    'period',
    /周期结束后 41 天才提交，报告里没写截止日，看不出是否按时/,
  ],
  ['one row makes 78% of the column, the next is 52', 'outlier', /「人数」里 780 一行占了全列的 78%，第二大的只有 52/],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「人数」是一场一场加起来的，来两次的算了两次：合计 166、1003 是人次，不是人/,
  ],
  ['the points jump from 2 to 4', 'numbering', /从第 2 点跳到第 4 点/],
  ['the rows jump from number 3 to 5', 'numbering', /从第 3 跳到第 5/],
  ['the report does not say its author, amount', 'header', /报告没有写：报告人、金额/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*步，我们准备和物业公司一起，/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]*堆肥师 \| 100名/],
  ['a leftover of a template or converter', 'unfinished', /模板或转换留下的东西[\s\S]* \| 43000 \| 待补充/],
  ['one under two names', 'names', /两张表里像是同一个：柳湖社区花园站 \/ 柳湖社区花园堆肥站/],
]

const GLIMMER: Expected[] = [
  [
    'the text says 61,500元, the column adds up to 60500',
    'total',
    /文字说共 61,500元，表里「资助金额（元）」加起来是 60500/,
  ],
  ['the text counts 6, the tables have 5 rows', 'rows', /文字说培训 6次，表里有 5 行/],
  ['26人 in the text, 22 in the row', 'rows', /文字说 26人，表里这一行是 22/],
  ['the parts are 24, the whole 23', 'parts', /一共 23份，其中的加起来却有 24份/],
  ['took 两天, but the dates say otherwise', 'period', /说用了「两天」，日期却是 4月15日/],
  ['3870 people in one place, attendances in the other', 'units', /同一个数，一处写 3,870人次，一处写 3,870人/],
  ['1 grants are outside of what each gets', 'total', /说每家 5,000—8,000元，有 1 家不在这个范围/],
  ['4次 in the text, 2 in the table', 'rows', /文字说「小溪巡护队」 4次，表里是 2/],
  [
    'the least in the table is 5000, this row has another number',
    'parts',
    /文字说最少的是夕阳红理发队，表里最少是 5000，这一行是 5,500/,
  ],
  ['36 in one place, 33 in the other', 'same_count', /「推送」一处写 36篇，一处写 33篇/],
  ['the rows of this kind come to 13000, not 13500', 'total', /文字说助老 13,500元，表里「助老」各行是 13000/],
  ['paid before the review', 'dates', /评审在 4月15日，这一笔 2023-04-10 就拨款了/],
  [
    'handed in 15 days after the end; no due date is said',
    'period',
    /周期结束后 15 天才提交，报告里没写截止日，看不出是否按时/,
  ],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「参加人数」是一场一场加起来的，来两次的算了两次：合计 120 是人次，不是人/,
  ],
  [
    '179,500 of 240,000 yuan are not accounted for',
    'evidence',
    /总额 240,000 元，资助出去 60,500 元，还有 179,500 元没有说明，也没有预算表/,
  ],
  ['told of 2024-01-06, outside the period', 'period', /报告说的是 2023-03-01 至 2023-12-31，这件事在 2024年1月6日/],
  ['the points jump from 2 to 4', 'numbering', /从第 2 点跳到第 4 点/],
  ['a goal without a result', 'goals', /这个目标后面没有写结果[\s\S]*4\. 编印案例集一册。/],
  ['no line for 1 of the grantees', 'vanished', /「五、成果」里没有「老厝守护小组」/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*希望把联盟的章程定下来，并且/],
  ['a leftover of a template or converter', 'unfinished', /模板或转换留下的东西[\s\S]*（图片待插入）/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：新桥妈妈互助会 \/ 新桥妈妈互助社/],
]

const RARE: Expected[] = [
  ['the rows add up to 198, the total says 189', 'total', /「微信」各行加起来是 198，合计写的是 189/],
  ['announces 11, lists 10', 'parts', /说是 11次，后面列了 共 10 次/],
  ['the parts are 112000, the whole 110000', 'parts', /一共 110000元，其中的加起来却有 112000元/],
  ['the parts are 196, the whole 186', 'parts', /一共 186人，其中的加起来却有 196人/],
  ['3 in one place, 4 in the other', 'same_count', /「软骨之家」的「病友会」一处写 3场，一处写 4场/],
  ['150 is a sum of attendances, not of people', 'units', /文字说 150人，这是表里各场相加的人次/],
  ['6个城市 in the text, 5 个 in the table', 'rows', /文字说 6个城市，表里是 5 个/],
  [
    'the most in the table is 37, this row has another number',
    'parts',
    /文字说最多的是石浦，表里最多是 37，这一行是 35/,
  ],
  ['one event on two days', 'dates', /「患者大会」一处写 10月22日至23日，一处写 10月21日/],
  ['dated 6 days before its period ends', 'period', /报告日期比周期结束早 6 天，最后几天的事可能没有写进来/],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「接诊人数」是一场一场加起来的，来两次的算了两次：合计 150 是人次，不是人/,
  ],
  ['3 problems, 2 with a cause and a cure', 'goals', /写了 3 条不足，只有 2 条写了原因和办法/],
  ['1 of 4 grantees are never spoken of again', 'vanished', /资助了 4 家，其中 1 家后面再没有提到：蓝唇之友/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*在新的一年里，我们将/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]*政策提案1份/],
  ['4 were planned, 3 done, and nothing says why', 'goals', /计划 4场，实际 3场，没有写原因/],
  ['a leftover of a template or converter', 'unfinished', /模板或转换留下的东西[\s\S]*（此处由项目官员填写）/],
]

const SHELTER: Expected[] = [
  [
    '支出（元） ÷ 预算（元） is 93.89 here, not 83.9',
    'total',
    /别的行都是「支出（元） ÷ 预算（元） = 执行率」，这一行 16900 ÷ 18000 应是 93\.9%，写的是 83\.9%/,
  ],
  [
    'perhaps one event: 2020-08-16 in the text, 2020-08-15 in the table',
    'dates',
    /像是同一场活动，文字写 8 月 16 日，表里写 8月15日/,
  ],
  ['1 grants are outside of what each gets', 'total', /说每家 2,000 至 5,000 元，有 1 家不在这个范围/],
  ['860 户 in the text, 806 in the table', 'total', /文字说「隐患排查」一共 860 户，表里是 806/],
  ['240 名 in the text, 225 in the table', 'total', /文字说「队员」一共 240 名，表里是 225/],
  ['12 个社区 in the text, 11 个 in the table', 'rows', /文字说 12 个社区，表里是 11 个/],
  [
    'the most in the table is 25, this row has another number',
    'parts',
    /文字说最多的是水井坊，表里最多是 25，这一行是 24/,
  ],
  ['13 in all, the two parts are 12', 'parts', /一共 13 份，8 份 和 4 份 加起来是 12/],
  ['95000 in one place, 85000 in the other', 'same_count', /「配套资金」一处写 9\.5 万元，一处写 8\.5 万元/],
  ['the rows of this kind come to 62, not 66', 'total', /文字说江南街道 66 人，表里「江南街道」各行是 62/],
  ['the rows of this kind come to 4, not 5', 'total', /文字说火灾疏散 5 场，表里「火灾疏散」各行是 4/],
  ['the text counts 14, the table has 12', 'rows', /文字说应急演练 14 场，表里是 12 行/],
  ['paid before the review', 'dates', /评审在 6 月 12 日，这一笔 2020-06-05 就拨付了/],
  ['4 are meant, 3 are told', 'parts', /说「以上四个问题」，前面写了 3/],
  ['the parts are 580, the whole 600', 'parts', /一共 600 个，其中的加起来只有 580个/],
  [
    'one row makes 52% of the column, the next is 146',
    'outlier',
    /「参加人数」里 1180 一行占了全列的 52%，第二大的只有 146/,
  ],
  ['5360 spent of 5000 paid', 'total', /支出 5360，拨付只有 5000/],
  ['the sessions jump from 2 to 4', 'numbering', /从第二期跳到第四期/],
  ['1 of 8 grantees are never spoken of again', 'vanished', /资助了 8 家，其中 1 家后面再没有提到：青石板古建守望组/],
  ['1 quotes without speaker, day or consent', 'evidence', /1 段反馈没写是谁说的、什么时候、本人同不同意公开/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*一位在雨夜里敲门的人，也感谢/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：石桥村护村队 \/ 石桥村互助队/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：恒泽公益基金会 \/ 恒泽基金会/],
]

const SIGNS: Expected[] = [
  [
    '结业人数 ÷ 报名人数 is 90 here, not 80',
    'total',
    /别的行都是「结业人数 ÷ 报名人数 = 结业率」，这一行 9 ÷ 10 应是 90\.0%，写的是 80%/,
  ],
  ['1 days in the text, 19 in the table', 'dates', /文字写 9月3日，表里写 2019年9月2日—9月20日，天数不一样/],
  ['1 rows are outside the period', 'period', /报告说的是 2019-03-01 至 2020-02-29，表里有 1 行不在这段时间/],
  ['the parts are 54, the whole 52', 'parts', /一共 52名，其中的加起来却有 54人/],
  ['6,830元 in the text, 6380 in the table', 'total', /文字说「结余」一共 6,830元，表里是 6380/],
  ['12家企业 in the text, 11 个 in the table', 'rows', /文字说 12家企业，表里是 11 个/],
  ['四个行业 in the text, 5 个 in the table', 'rows', /文字说 四个行业，表里是 5 个/],
  [
    'the least in the table is 10, this row has another number',
    'parts',
    /文字说最少的是美甲班，表里最少是 10，这一行是 12/,
  ],
  ['the average 3150 is outside 3300', 'parts', /平均 3,150元，最低却是 3,300元/],
  ['50 and 52 differ by 2, not 4', 'parts', /计划 50名，实际 52名，差 2，写的是 4名/],
  ['men and women are 65, not 63', 'parts', /男女加起来是 65，前面写的是 69人、63人/],
  ['the rows of this kind come to 14, not 15', 'total', /文字说互联网 15人，表里「互联网」各行是 14/],
  ['9 of 38 is 23.7%', 'parts', /38里的 9人 是 23\.7%，写的是「占全部招收人数的三分之一」/],
  [
    'handed in 26 days after the end; no due date is said',
    'period',
    /周期结束后 26 天才提交，报告里没写截止日，看不出是否按时/,
  ],
  ['the numbers jump from 3 to 5', 'numbering', /图的编号从 3 跳到 5/],
  ['the points jump from 1 to 3', 'numbering', /从第 1 点跳到第 3 点/],
  ['6 photos are asked for, 4 are here', 'photos', /要求 6 张照片，这里有 4 张/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*办成常设班。手语桥服务社也会/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]*就业手册 \| 编印1册/],
  ['40 were planned, 38 done, and nothing says why', 'goals', /计划 40人，实际 38人，没有写原因/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：洛宁市手语桥社会服务中心 \/ 手语桥服务社/],
]

const BOWL: Expected[] = [
  ['the parts are 128, the whole 126', 'parts', /一共 126名，其中的加起来却有 128人/],
  ['the parts are 65000, the whole 63000', 'parts', /一共 63000元，其中的加起来却有 65000元/],
  ['5人 in all, the parts add up to 6', 'parts', /说共 5人，各部分加起来是 6/],
  ['done in one place, still lacking in another', 'claims', /一处说都已经做到，一处说还差着/],
  ['took 一天半, but the dates say otherwise', 'period', /说用了「一天半」，日期却是 3月8日/],
  ['a promise for the year that is reported on', 'period', /报告写的就是 2018 年，这里却说 2018 年以后会怎样/],
  ['9480 in another line, 9120 here', 'parts', /说供餐最多的是「纺织厂社区食堂」9120份，「银杏社区食堂」是 9480份/],
  ['9000 of 141300 is 6.4%', 'parts', /141300元里的 9000元 是 6\.4%，写的是 8\.6%/],
  ['the parts are 104000, the whole 108000', 'parts', /一共 108000元，其中的加起来只有 104000元/],
  ['the parts are 34, the whole 36', 'parts', /一共 36次，其中的加起来只有 34次/],
  ['the points jump from 2 to 4', 'numbering', /从第 2 点跳到第 4 点/],
  ['9 applied, the 3 not chosen are not listed', 'evidence', /9个申请，名单只有入选的 6 家；没入选的 3 家没有列/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*一是由街道统一购买保险；二是/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*写成操作手册。希望和裕基金会/],
  ['no line for 1 of the grantees', 'vanished', /别家各写了一段，没有「铁路新村食堂」/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：和裕公益基金会 \/ 和裕基金会/],
]

const HILLS: Expected[] = [
  ['the rows add up to 51, the total says 53', 'total', /「辅导员」各行加起来是 51，合计写的是 53/],
  ['the text counts 3, the tables have 2 rows', 'rows', /文字说培训 3 次，表里有 2 行/],
  [
    'perhaps one event: 2021-10-31 in the text, 2021-10-30 in the table',
    'dates',
    /像是同一场活动，文字写 10 月 31 日，表里写 2021\.10\.30/,
  ],
  [
    '1 rows are outside the period: 402 with, 366 without them',
    'period',
    /报告说的是 2021-07-01 至 2022-06-30，表里有 1 行不在这段时间（共 36；合计 402，再去掉这几行是 366）/,
  ],
  ['says 16, the list has 15', 'rows', /说 16 所，名单里有 15/],
  ['8 所学校 in the text, 7 个 in the table', 'rows', /文字说 8 所学校，表里是 7 个/],
  ['the text counts 3, the table has 2 rows of it', 'rows', /文字说河坝小学 3 次，表里有 2 行/],
  ['the text counts 18, the table has 15', 'rows', /文字说成员学校 18 所，表里是 15 行/],
  ['the rows jump from 12 to 14', 'numbering', /序号从 12 跳到 14/],
  ['the report does not say its date, author', 'header', /报告没有写：报告日期、报告人/],
  ['the sentence is not finished', 'unfinished', /这句话没有写完[\s\S]*会的第二笔款到账后，教具库将/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]*5 \| 建立教具共享库/],
  ['60 were planned, 53 done, and nothing says why', 'goals', /计划 60 人，实际 53 人，没有写原因/],
  ['a leftover of a template or converter', 'unfinished', /模板或转换留下的东西[\s\S]*会的第二笔款到账后，教具库将/],
]

const CRAFTS: Expected[] = [
  ['the rows add up to 17225, the total says 17255', 'total', /「学员分成（元）」各行加起来是 17225，合计写的是 17255/],
  [
    'perhaps one event: 2021-08-22 in the text, 2021-08-21 in the table',
    'dates',
    /像是同一场活动，文字写 8 月 22 日，表里写 8月21日/,
  ],
  ['83 人 in the text, 81 in the table', 'total', /文字说「学员」一共 83 人，表里是 81/],
  [
    'the most in the table is 21, this row has another number',
    'parts',
    /文字说最多的是花样年华坊，表里最多是 21，这一行是 18/,
  ],
  [
    'sums over several events are attendances (人次), not people (人)',
    'units',
    /「人数」是一场一场加起来的，来两次的算了两次：合计 340 是人次，不是人/,
  ],
  ['told of 2021-10-05, outside the period', 'period', /报告说的是 2021-07-01 至 2021-09-30，这件事在 10 月 5 日/],
  ['two digits of 24650 seem to be turned', 'total', /文字说 24,560 元，和表里的合计 24650 像是写反了两位/],
  ['1 activities are told by captions alone', 'photos', /有 1 件事只在照片说明里，正文没有写/],
  ['at least 150 characters are asked for, 86 are written', 'length', /要求不少于 150 字，写了 86 字/],
  ['a goal without a result', 'goals', /这个目标没有写结果[\s\S]*走访手工坊每坊不少于 2 次/],
  ['one under two names', 'names', /像是同一家机构，用了两种叫法：沙川市巧娘社会工作服务中心 \/ 巧娘社工中心/],
]

describe.each<[string, Expected[]]>([
  ['wheels.docx', WHEELS],
  ['stars.md', STARS],
  ['compost.xlsx', COMPOST],
  ['glimmer.docx', GLIMMER],
  ['rare.txt', RARE],
  ['shelter.md', SHELTER],
  ['signs.docx', SIGNS],
  ['bowl.txt', BOWL],
  ['hills.md', HILLS],
  ['crafts.md', CRAFTS],
])('mistakes put into %s', (file, expected) => {
  it('are found', async () => expect((await compareFile(file, expected)).missing).toEqual([]))
  it('and nothing else', async () => expect((await compareFile(file, expected)).others).toEqual([]))
})
