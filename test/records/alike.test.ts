import { describe, expect, it } from '@jest/globals'
import { demoEvents } from '../../src/rehearsal/demo-data.js'
import { alike, beginnings, type Between, type Told } from '../../src/records/alike.js'
import { takenPlaces } from '../../src/records/same-as.js'
import { twinsOf } from '../../src/records/twins.js'

/** 「10-19 上高志愿者培训 @上高 46人」, 「04-26~04-28 …」; people may be a range (「20-29人」). All of 2014 unless a year is given. */
function told(line: string): Told & { chainId: string } {
  const [, days = '', title = '', place = null, people] = /^(\S+) (\S+)(?: @(\S+))?(?: (\S+))?$/.exec(line) ?? []
  const [startsOn = '', endsOn = startsOn] = days.split('~').map((day) => (day.length === 5 ? `2014-${day}` : day))
  const [, min, max = min, unit] = /^(\d+)(?:-(\d+))?(.+)$/.exec(people ?? '') ?? []
  return {
    chainId: line,
    startsOn,
    endsOn,
    title,
    place: place ?? null,
    headcountMin: min === undefined ? null : Number(min),
    headcountMax: max === undefined ? null : Number(max),
    headcountUnit: unit ?? null,
  }
}

/** What a human who reads both lines would ask about. */
const CASES: [string, string, 'same' | 'not'][] = [
  // From the annual report of 2014: one training in two of its tables, and the wording of its text beside that of its tables.
  ['03-23 中华义工联管理层培训 9人', '03-23 中华义工联管理层培训 9人', 'same'],
  ['03-23 中华义工联江西分会管理层培训', '03-23 中华义工联管理层培训 9人', 'same'],
  ['01-04 第二届江西公益年会 140人', '01-04 第二届江西民间公益组织年会', 'same'],
  ['01-04 第二届江西公益年会 140人', '01-04 年会', 'same'],
  ['05-18 南昌公益组织沙龙', '05-18 南昌市公益组织沙龙 @南昌 12人', 'same'],
  ['03-02 江西2013年民间公益组织调研报告发布会 25人', '03-02 调研报告发布会 20-29人', 'same'],
  ['2013-06-14 安徽艾博公益艾滋病反歧视研讨会', '2013-06-14 艾博公益艾滋病反歧视研讨会 22人', 'same'],
  ['06-10 为吉安青原色的定位提供咨询', '06-10 青原色定位咨询 7人', 'same'],
  ['2013-10-13 支持南昌LES群开展性别培训 @南昌 16人', '2013-10-13 ＬＥＳ群性别培训 16人', 'same'],
  ['04-26~04-28 志愿者培训（管理层和负责人）', '04-26 志愿者管理层培训第一期 35人', 'same'],
  ['12-06 南昌一米益拍暖冬行动 @南昌 57人', '12-06 “一米益拍”暖冬行动 57人', 'same'],
  // Other activities of one day there.
  [
    '2013-10-13 南昌知行空间第一次沙龙讲座 @南昌知行空间 35人',
    '2013-10-13 支持南昌LES群开展性别培训 @南昌 16人',
    'not',
  ],
  ['10-19 上高志愿者培训 @上高 46人', '10-19 江西财大志愿者培训 @江西财大 124人', 'not'],
  ['10-19 上高志愿者培训 46人', '10-19 江西财大志愿者培训 124人', 'not'],
  ['10-19 上高志愿者培训 @上高 46人', '10-19 江西财大志愿者培训 @江西财大 46人', 'not'],
  ['05-12 赣州义工联小型会议 @赣州 10人', '05-12 赣州赣县关爱残障人培训 @赣州赣县 400人', 'not'],
  ['06-10 青原色定位咨询 7人', '06-10 萍乡麦田10周年 @萍乡 80人', 'not'],
  ['10-14 南昌大学公益培训 @南昌大学 120人', '10-14 江西师大IDOR分享 @江西师大 120人', 'not'],
  // The same words on another day are another day.
  ['03-26 南昌大学公益培训 29人', '10-14 南昌大学公益培训 120人', 'not'],
  ['09-27 吉安志愿者培训 24人', '10-12 吉安志愿者培训 12人', 'not'],
  ['03-22 中华义工联江西分会管理层培训', '03-23 中华义工联管理层培训 9人', 'not'],
  // A series is told by its number.
  ['07-01 读书会 32人', '07-01 第三期读书会 32人', 'same'],
  ['07-01 第3期读书会 32人', '07-01 读书会（第三期） 32人', 'same'],
  ['07-01 第三期读书会 32人', '07-01 第四期读书会 32人', 'not'],
  ['07-01 沙龙2 18人', '07-01 沙龙3 18人', 'not'],
  ['07-01 亲子读书会上午场 20人', '07-01 亲子读书会下午场 20人', 'not'],
  ['07-01 家长课堂（上） 20人', '07-01 家长课堂（下） 20人', 'not'],
  // How many came: another count alone makes no other activity, another count at another place does.
  ['07-01 高安志愿者培训 @高安 25人', '07-01 高安志愿者培训 @高安 32人', 'same'],
  ['07-01 社区义诊 @南门社区 25人', '07-01 社区义诊 @北门社区 32人', 'not'],
  ['07-01 社区义诊 @南门社区 25人', '07-01 社区义诊 @北门社区 25人', 'same'],
  ['07-01 培训 40人', '07-01 高安志愿者培训 25人', 'same'],
  ['07-01 培训 25人', '07-01 高安志愿者培训 25人', 'same'],
  ['07-01 读书会 32人', '07-01 读书会 30-39人次', 'same'],
  ['07-01 社区读书会 32人', '07-01 亲子读书会 32人', 'same'],
  ['07-01 社区读书会 32人', '07-01 亲子读书会 18人', 'not'],
  // The very same number on one day is asked about whatever it is called, unless it was at two places.
  ['07-01 亲子共读 32人', '07-01 消防演练 32人', 'same'],
  ['07-01 亲子共读 @南昌 32人', '07-01 消防演练 32人', 'same'],
  ['07-01 亲子共读 @南昌 32人', '07-01 消防演练 @南昌大学 32人', 'same'],
  ['07-01 亲子共读 @南昌 32人', '07-01 消防演练 @吉安 32人', 'not'],
  ['07-01 亲子共读 30-39人', '07-01 消防演练 30-39人', 'not'],
  ['07-01 亲子共读 31人', '07-01 消防演练 32人', 'not'],
  ['07-01~07-02 亲子共读 32人', '07-02 消防演练 32人', 'not'],
  ['06-28 社区读书会 @文化站 32人', '06-28 读书会 @文化站 30人', 'same'],
  ['06-28 社区读书会 @文化站 32人', '06-28 读书分享 @文化站 27-33人', 'same'],
  ['06-28 读书会 @文化站 30人', '06-28 读书分享 27-33人', 'same'],
  ['06-28 读书会 30人', '06-28 社区读书会 32人', 'same'],
  ['06-28 读书会', '06-28 社区读书会 @文化站 32人', 'same'],
  ['06-28 老人茶话会 @文化站 20人', '06-28 重阳慰问 @文化站 21人', 'same'],
  ['06-28 老人茶话会 @文化站', '06-28 重阳慰问 @文化站 21人', 'same'],
  ['06-28 老人茶话会 @文化站 20人', '06-28 重阳慰问 @文化站 80人', 'not'],
  ['06-28 老人茶话会 @文化站 20人', '06-29 老人茶话会 @文化站 20人', 'not'],
  ['06-28 上午读书会 @文化站 30人', '06-28 下午读书会 @文化站 30人', 'not'],
  ['06-28 读书会 @文化站 30人', '06-28 读书分享 @图书馆 30人', 'not'],
  ['06-28 老人茶话会 @南昌 20人', '06-28 重阳慰问 @南昌 22人', 'not'],
  // Services of a whole year (the grantees of 2015), and what is in a project of months.
  ['01-01~12-31 项目管理培训服务 45人次', '01-01~12-31 财务管理培训服务 18人次', 'not'],
  ['01-01~12-31 项目管理培训服务 45人次', '01-01~12-31 项目管理运用服务 200人次', 'not'],
  ['01-01~12-31 志愿者培训服务 55人次', '01-01~12-31 志愿者培训 55人次', 'same'],
  ['10-01~12-31 支持在一起开展艾滋病反歧视项目', '11-05 艾滋病反歧视项目', 'not'],
  ['07-10~07-14 留守儿童夏令营 40人', '07-12 夏令营 40人', 'same'],
]

describe('the same activity, told twice by one organisation', () => {
  it.each(CASES)('%s | %s: %s', (one, other, verdict) => {
    const [a, b] = [told(one), told(other)]
    expect([alike(a, b) > 0, alike(b, a) > 0]).toEqual(verdict === 'same' ? [true, true] : [false, false])
  })
})

describe('the same activity, told by two organisations', () => {
  const joint = (one: string, other: string, names: [string[], string[]] = [[], []]) =>
    alike({ ...told(one), names: names[0] }, { ...told(other), names: names[1] }, 'joint') > 0

  it.each([
    ['07-01 社区联合义诊 40人', '07-01 联合义诊活动 38人', true],
    ['07-01 社区义诊 40人', '07-01 义诊活动 38人', false],
    ['07-01 志愿者培训 40人', '07-01 志愿者培训 40人', true],
    ['07-01 读书会 @南昌 20人', '07-01 读书会 @吉安 20人', false],
    ['07-01 读书会 20人', '07-01 读书会 31人', false],
    ['07-01 读书会 20人', '07-01 读书会', false],
    ['07-01 读书会 @新青年图书馆 20人', '07-01 读书会 @新青年图书馆 31人', true],
    ['07-01 读书会 @新青年图书馆', '07-01 读书会 @新青年图书馆 31人', true],
    ['07-01 世界读书日朗读 @新青年图书馆 20人', '07-01 朗读读书日活动 @新青年图书馆', true],
    ['07-01 世界读书日朗读 @新青年图书馆 20人', '07-01 消防演练 @新青年图书馆', false],
    // One place and one title, however general, whatever each counted: the hub decides.
    ['07-01 读书会 @高安 30人', '07-01 联合读书会 @高安 31人', true],
    ['07-01 志愿者培训 @高安 25人', '07-01 志愿者培训 @高安 26人', true],
    ['07-01 公益沙龙 @知行空间 18人', '07-01 沙龙 @知行空间 20人', true],
    ['07-01 公益沙龙 @知行空间 18人', '07-01 沙龙 @知行空间 28人', true],
    ['07-01 志愿者培训 25人', '07-01 志愿者培训 26人', false],
    ['07-01 读书会 @高安 30人', '07-01 读书会 @高安 80人', true],
    ['07-01 读书会 @高安 30人次', '07-01 读书会 @高安市 40人', true],
    ['07-01 读书会 @高安 30人', '07-01 亲子读书会 @高安 45人', true],
    ['07-01 社区读书会 @高安 30人', '07-01 亲子读书会 @高安 45人', false],
    ['07-01 读书会 @高安 30人', '07-01 义诊 @高安 45人', false],
    ['07-01 上午读书会 @高安 30人', '07-01 下午读书会 @高安 30人', false],
    ['07-01 读书会 @高安 30人', '07-02 读书会 @高安 30人', false],
    ['07-01 读书会 @高安 30人', '07-01 读书会 @上高 30人', false],
    // That others were there is said, though no place is.
    ['07-01 读书会 30人', '07-01 联合读书会 31人', true],
    ['07-01 读书会 30人', '07-01 联合读书会 51人', false],
    // In one house under another name; a town holds many.
    ['07-01 公益沙龙 @知行空间 18人', '07-01 环保沙龙 @知行空间 20人', true],
    ['07-01 冬衣义卖 @八一广场 45人', '07-01 爱心集市 @八一广场 45人', true],
    ['07-01 冬衣义卖 @八一广场 45人', '07-01 爱心集市 @八一广场 41人', false],
    ['07-01 冬衣义卖 @南昌 45人', '07-01 爱心集市 @南昌 45人', false],
  ])('%s | %s: %s', (one, other, verdict) => {
    expect(joint(one, other)).toBe(verdict)
  })

  it('each with its own name before it', () => {
    const names: [string[], string[]] = [['青云社', '青云'], ['赣江组']]
    const [one, other] = ['07-01 青云社冬衣义卖集市 40人', '07-01 赣江组冬衣义卖集市 40-49人']
    expect([joint(one, other), joint(one, other, names)]).toEqual([false, true])
  })

  it('and one telling of the other, whatever each counted', () => {
    const names: [string[], string[]] = [['青云社'], ['麦田']]
    const told = (one: string, other: string) => [joint(one, other), joint(one, other, names)]
    expect(told('07-01 义诊 141-149人', '07-01 青云社联合义诊 90-110人')).toEqual([false, true])
    expect(told('07-01 义诊 @高安和麦田一起 30人', '07-01 社区义诊 @文化站 20人')).toEqual([false, true])
    expect(told('07-01 义诊 @高安 30人', '07-01 青云社读书会 20人')).toEqual([false, false])
  })
})

describe('the 49 activities of the report of 2014', () => {
  const load = async () =>
    (await demoEvents()).events.map(({ from, to, title, place, headcount }, i) => ({
      chainId: String(i),
      startsOn: from,
      endsOn: to,
      title,
      place,
      headcountMin: headcount,
      headcountMax: headcount,
      headcountUnit: headcount === null ? null : '人',
    }))

  it.each<Between>(['own', 'joint'])('hold one duplicate and give no false alarm (%s)', async (between) => {
    const all = await load()
    const pairs = all.flatMap((mine, i) => twinsOf([mine], all.slice(0, i), between))
    expect(pairs.map(({ mine, other }) => [mine.title, other.title, mine.startsOn, mine.headcountMin])).toEqual([
      ['中华义工联管理层培训', '中华义工联管理层培训', '2014-03-23', 9],
    ])
    expect(all).toHaveLength(49)
  })

  it('are told apart by their titles even if all had been on one day', async () => {
    const all = (await load()).map((each) => ({ ...each, startsOn: '2014-01-01', endsOn: '2014-01-01' }))
    const pairs = all.flatMap((mine, i) => twinsOf([mine], all.slice(0, i), 'own'))
    // Of 1176 pairs: the same title of other days, one title within the other, one house, like titles and about as many people,
    // or the very same number where no place is told.
    expect(pairs.map(({ mine, other }) => `${other.title} | ${mine.title}`).sort()).toEqual(
      [
        '中华义工联管理层培训 | 中华义工联管理层培训',
        '南昌大学公益培训 | 南昌大学公益培训',
        '南昌大学公益培训 | 南昌大学学生会公益培训',
        '南昌大学学生会公益培训 | 南昌大学公益培训',
        '南昌市公益组织沙龙 | 南昌市公益组织沙龙',
        '南昌市公益组织沙龙 | 南昌市公益组织沙龙',
        '南昌市公益组织沙龙 | 南昌市公益组织沙龙',
        '吉安志愿者培训 | 吉安安福志愿者培训',
        '吉安志愿者培训 | 吉安安福志愿者培训',
        '吉安志愿者培训 | 吉安志愿者培训',
        '志愿者管理层培训第二期 | 高安志愿者培训',
        '萍乡志愿者培训 | 萍乡福田镇志愿者培训',
        '南昌知行空间第一次沙龙讲座 | 协调外请老师为南昌知行空间做分享',
        '安徽益和志愿者培训 | 上栗志愿者培训',
        '安徽益和志愿者培训 | 吉安志愿者培训',
        '志愿者管理层培训第一期 | 永新志愿者培训',
        '志愿者管理层培训第一期 | 湘东志愿者培训',
        '志愿者管理层培训第二期 | 上栗志愿者培训',
        '志愿者管理层培训第二期 | 上犹志愿者组织培训',
        '志愿者管理层培训第二期 | 吉安志愿者培训',
        '志愿者管理层培训第二期 | 安徽益和志愿者培训',
        '高安志愿者培训 | 安徽益和志愿者培训',
        '上犹志愿者组织培训 | 安徽益和志愿者培训',
        '信息日报记者培训 | 吉安青原色、六和众生和吉安义工网交流会',
        '信息日报记者培训 | 萍乡志愿者培训',
        '信息日报记者培训 | 青年创新空间',
        '协调外请老师为南昌知行空间做分享 | 艾博公益艾滋病反歧视研讨会',
        '南昌市公益组织沙龙 | 安徽益和志愿者培训',
        '南昌知行空间第一次沙龙讲座 | 志愿者管理层培训第一期',
        '吉安青原色、六和众生和吉安义工网交流会 | 萍乡志愿者培训',
        '志愿者管理层培训第一期 | 上饶爱心烛光社志愿者培训',
        '江西2013年民间公益组织调研报告发布会 | 益术系大学创业活动',
        '江西2013年民间公益组织调研报告发布会 | 高安志愿者培训',
        '益术系大学创业活动 | 志愿者管理层培训第二期',
        '益术系大学创业活动 | 高安志愿者培训',
        '青年创新空间 | 吉安青原色、六和众生和吉安义工网交流会',
        '青年创新空间 | 萍乡志愿者培训',
      ].sort(),
    )
  })
})

it('pairs begin with the likeliest, and rows of one day and title are one pair', () => {
  const known = [told('07-01 读书会 18人'), told('07-01 周末读书会 32人')]
  const pairs = twinsOf([told('07-01 第三期读书会 32人')], known, 'own')
  expect(pairs.map(({ other }) => other.title)).toEqual(['读书会', '周末读书会'])
  const twice = [told('07-01 读书会 20人'), told('07-01 读书会 18人')]
  expect(twinsOf(twice, [known[0]!], 'own').map(({ mine }) => mine.headcountMin)).toEqual([18])
})

it('what may be the same began at most a week before, a project of months on the very day', () => {
  expect(beginnings(told('07-10 沙龙'))).toEqual({ from: '2014-07-04', to: '2014-07-10' })
  expect(beginnings(told('07-10~07-12 沙龙'))).toEqual({ from: '2014-07-04', to: '2014-07-12' })
  expect(beginnings(told('07-01~09-30 项目'))).toEqual({ from: '2014-07-01', to: '2014-07-01' })
})

it.each([
  [[20, 30], [30], [2]],
  [[20, 30], [25], [1]],
  [
    [20, 30],
    [30, 20],
    [2, 1],
  ],
  [[20], [20, 20], [1]],
  [[null], [20], [1]],
])('of rows with %j people the rows with %j take the place of no. %j', (mine, other, taken) => {
  const row = (count: number | null, i: number) => ({ position: i + 1, headcountMin: count, headcountMax: count })
  expect(takenPlaces(mine.map(row), other.map(row))).toEqual(taken)
})
