import sharp from 'sharp'
import { readFileSync } from 'node:fs'
import type { Json } from '../../src/kernel/json.js'
import type { Partner } from '../../src/programmes/register.js'
import type { ExportedGrant, ExportedRecord, ExportedVisit } from '../../src/records/export-ports.js'
import type { ReadObjective, ReadOwed, ReadSalon } from '../../src/reports/ports.js'
import { activity, photo, record } from '../records/sample.js'
import { grant } from './a-dataset.js'
import type { Given } from './a-report.js'

/**
 * What four real hubs did, as records and rows of a register: of each what its report to the funder says, by the names a catalogue of these
 * reports has for it. Organisations are those of the reports; people are none.
 */
interface Season {
  layout: string
  given: Given
}

const rows = (...all: Record<string, Json>[]): Json => ({
  rows: all.map((cells) => ({ cells, from: [] })),
  pending: [],
  editing: null,
})

const hub = (name: string) => ({ id: 'hub-1', name, zone: 'Asia/Shanghai' })

/** A programme of the hub, chosen for the report. */
const programme = (
  name: string,
  funder: string | null,
  startsOn: string,
  endsOn: string,
  amountFen: number | null = null,
) => ({
  choice: { programme: { id: 'programme-1', name }, range: { from: startsOn, to: endsOn } },
  programme: () => Promise.resolve({ name, startsOn, endsOn, funder, amountFen }),
})

const objective = (label: string, given: Partial<ReadObjective> = {}): ReadObjective => ({
  id: label,
  label,
  plannedMin: null,
  plannedMax: null,
  unit: null,
  dueOn: null,
  organisation: null,
  ...given,
})

/** A grant of each of these organisations, by number: record and grant name each other by it. */
const granted = (all: [organisation: string, purpose: string][], given: Partial<ExportedGrant>): ExportedGrant[] =>
  all.map(([organisationName, purpose], i) => grant({ id: `grant-${i}`, organisationName, purpose, ...given }))

/** A record of a grant that says nothing yet. */
const of = (
  { id, organisationName, purpose }: ExportedGrant,
  filedAt: string,
  given: Partial<ExportedRecord>,
): ExportedRecord =>
  record({
    id: `of-${id}`,
    filedAt,
    organisation: { id: `organisation-${id}`, name: organisationName },
    grant: { id, purpose },
    activities: [],
    answers: {},
    ...given,
  })

/** 000: a final report with its table of grantees. */
function ningxia(): Season {
  const own = programme('宁夏·正荣微公益小额基金项目', '正荣', '2014-09-15', '2014-12-31')
  const name = '宁夏青年社会创新发展中心'
  const grants = granted(
    [
      ['中卫残疾儿童康复中心', '残疾儿童康复引导式教育'],
      ['青苗社工服务中心', '第二社区'],
      ['中卫市焦点青少年健康发展服务中心', '爱心影院'],
      ['海原县爱心环境服务建设中心', '农家肥高温发酵腐熟'],
      ['新青年图书馆', '读书交流会'],
      ['银川星语家园儿童孤独症康复训练中心', '手工香皂制作'],
    ],
    { amountFen: null },
  )
  const outcomes: Record<string, string> = {
    第二社区: '社区请第二社区进驻，团委的青少年综合服务平台请机构去做服务。',
    农家肥高温发酵腐熟: '入选青创社区发展体系 2015 年度的项目支持。',
    手工香皂制作: '在一场晚宴上得到资助，智障人群的支持性就业建立起来。',
  }
  const filed = grants
    .filter(({ purpose }) => outcomes[purpose] !== undefined)
    .map((each) =>
      of(each, '2014-12-30T01:00:00.000Z', {
        form: 'year',
        answers: {
          outcomes: outcomes[each.purpose] ?? '',
          ...(each.purpose === '手工香皂制作' && {
            raised: rows({ source: '晚宴', amount: { minFen: 10_000_000, maxFen: 10_000_000, wording: '10万元' } }),
          }),
        },
      }),
    )
  const summary = record({
    id: 'of-hub',
    filedAt: '2014-12-31T01:00:00.000Z',
    organisation: { id: 'hub-organisation', name },
    grant: null,
    form: 'quarterly',
    activities: [],
    answers: {
      goals: rows({ label: '支持草根机构', actual: '9 家申请，评审选出 6 家' }),
      done: '九月公开招募，十月十日请五位嘉宾评审，当天公布，随后一对一咨询、签协议；十一月到十二月各家执行。',
    },
  })
  const owed: ReadOwed[] = grants.map(({ organisationName: organisation, purpose }) => ({
    organisation,
    form: 'work-brief',
    period: 'end',
    dueOn: '2014-12-31',
    extendedTo: null,
    state: outcomes[purpose] ? 'filed' : 'due',
    filedAt: outcomes[purpose] ? '2014-12-30T01:00:00.000Z' : null,
  }))
  const objectives = [
    objective('支持草根机构', { plannedMin: 5, plannedMax: 8, unit: '家' }),
    objective('每家资助', { plannedMin: 3_000, plannedMax: 5_000, unit: '元' }),
    objective('通过小额项目找到机构的核心业务'),
    objective('规范机构财务和业务流程'),
    objective('完善小额资助流程和支持体系'),
  ]
  return {
    layout: 'final',
    given: {
      filed: [...filed, summary],
      records: { grants: () => Promise.resolve(grants) },
      reads: {
        programme: own.programme,
        objectives: () => Promise.resolve(objectives),
        owed: () => Promise.resolve(owed),
      },
      choice: { hub: hub(name), ...own.choice },
      now: '2015-01-20T01:00:00.000Z',
    },
  }
}

/** 001: the nine parts of a platform's year. */
function chongqing(): Season {
  const own = programme('重庆和平台', null, '2015-03-01', '2016-02-28', 11_120_000)
  const name = '重庆渝州公益事业服务中心'
  const grants = granted(
    [
      ['万州区睦群社会工作服务中心', '机构组织梳理，陪伴发展'],
      ['大渡口区联心公益发展中心', '内部管理，第三方介入'],
      ['渝中区乐善公益发展中心', '组织框架搭建，团队建设'],
      ['恩友财务重庆办', '为各机构提供财务技术支持'],
    ],
    { amountFen: 1_000_000, purposeClass: 'unrestricted' },
  )
  const filedAt = '2016-02-20T01:00:00.000Z'
  const [muqun, lianxin, leshan, enyou] = grants as [ExportedGrant, ExportedGrant, ExportedGrant, ExportedGrant]
  const year = (title: string, category: string, count: number, position: number) =>
    activity({
      position,
      part: `activities/${position}`,
      title,
      category,
      startsOn: '2015-03-01',
      endsOn: '2015-12-31',
      place: null,
      headcountMin: count,
      headcountMax: count,
      headcountUnit: '人次',
      headcountBasis: null,
      headcountWording: `${count} 人次`,
    })
  const done = (text: string): Partial<ExportedRecord> => ({
    form: 'work-brief',
    formVersion: 2,
    answers: { done: text },
  })
  const review = record({
    id: 'of-hub',
    filedAt,
    organisation: { id: 'hub-organisation', name },
    grant: null,
    form: 'year',
    activities: [],
    answers: {
      lessons: rows(
        {
          lack: '小额资助以外，和伙伴的来往不够',
          cause: '执行人员接手以后较保守',
          remedy: '办读书会、沙龙、交流会',
        },
        { lack: '资源引荐欠缺', cause: '适合伙伴的资源少', remedy: '留意资源，筛选合适的推荐给伙伴' },
        { lack: '联心和睦群的财务工具和预算监控还弱' },
      ),
      learning: rows(
        { course: '三社联动', times: 2 },
        { course: '社会组织参与国际事务', times: 1 },
        { course: '和伙人工作坊', times: 1 },
        { course: '支持性机构工作坊', times: 2 },
        { course: '性别视角讲座', times: 1 },
        { course: '财务培训', times: 1 },
        { course: '社区营造讲座', times: 1 },
        { course: '性别意识', times: 1 },
        { course: '环保主题', times: 1 },
        { course: '残障知识', times: 1 },
      ),
      communication: '通过微信、微博等自媒体传播。',
      future: '继续支持机构自身的发展。',
      roles: '机构负责人兼督导：定方向、把控周期；执行人员：对接、走访、跟进、撰写。',
    },
  })
  const filed = [
    of(muqun, filedAt, done('外省培训 1 次，主城培训 2 次，参访机构 1 次，同行分享交流会 2 次，培养 2 名社工。')),
    of(lianxin, filedAt, done('财务培训 2 次，社工管理现状评估 1 次，写成 9 份报告。')),
    of(leshan, filedAt, {
      ...done('构建团队，志愿者骨干学会项目管理。'),
      activities: [
        year('项目管理培训', 'training', 45, 1),
        year('财务管理培训', 'training', 18, 2),
        year('项目管理运用', 'service', 200, 3),
        year('志愿者培训', 'training', 55, 4),
      ],
    }),
    of(enyou, filedAt, done('为 3 家机构提供财务支持。')),
    review,
  ]
  const output = (what: string, count: number, unit = '份') => ({ what, count: { quantity: { min: count, max: count, unit, qualifier: null, basis: null, wording: `${count}${unit}` }, breakdown: [] } }) // prettier-ignore
  const counted = of(lianxin, filedAt, {
    id: 'of-lianxin-year',
    form: 'year',
    formVersion: 2,
    answers: {
      outputs: rows(
        output('社工管理现状评估报告', 1),
        output('财务培训的学习报告和活动报告', 2),
        output('财务交流小组的总结报告和活动报告', 2),
        output('社工管理培训的学习报告和活动报告', 2),
        output('社工内部交流小组的总结报告和活动报告', 2),
        output('财务培训', 2, '次'),
      ),
      experience: '由第三方介入，内部管理改得更快。',
    },
  })
  const planned = record({
    id: 'of-plan',
    filedAt,
    organisation: { id: 'hub-organisation', name },
    grant: null,
    form: 'quarterly',
    activities: [],
    answers: {
      goals: rows({
        label: '公开招募并小额支持重庆公益机构',
        actual: '定向支持 4 家',
        reason: '走访以后，和资助方项目官员商定改为定向支持',
      }),
    },
  })
  return {
    layout: 'platform',
    given: {
      filed: [...filed, counted, planned],
      records: { grants: () => Promise.resolve(grants) },
      reads: {
        programme: own.programme,
        objectives: () => Promise.resolve([objective('公开招募并小额支持重庆公益机构')]),
        instalments: () =>
          Promise.resolve(
            grants.map(({ id }) => ({
              grantId: id,
              number: 1,
              amountFen: 1_000_000,
              plannedOn: '2015-04-01',
              paidOn: '2015-04-10',
            })),
          ),
      },
      choice: { hub: hub(name), ...own.choice },
      now: '2016-02-22T01:00:00.000Z',
    },
  }
}

const CAPTIONS = [
  '4家组织入驻，第一次集体交流',
  '参加四季风志愿服务大队的活动，帮着编辑公众号',
  '第二期公益沙龙，分享项目与活动设计',
  '第三期公益沙龙，现场分享如何打开心扉',
  '公益人物访谈，访谈一位新闻媒体人',
  '为上溪镇百名团干培训公益活动设计',
  '为青年团代表办的专题沙龙',
  '带队参加金华志愿服务项目大赛',
  '99公益日的专题海报',
]

/** 003: a quarter on the funder's form, with nothing paid yet. */
function yiwu(): Season {
  const own = programme('义乌合众融益专项公益基金', null, '2017-06-25', '2017-09-25')
  const name = '合众融益'
  const coached = [
    '义工之家公益小天使',
    '四季风志愿服务大队',
    '亲子树公益发展中心',
    '青少年心理援助中心',
    '寄语未来公益协会',
  ]
  const visits = Array.from({ length: 15 }, (_, i): ExportedVisit => {
    const organisation = coached[i % 5] ?? ''
    return {
      id: `visit-${i}`,
      organisation: { id: organisation, name: organisation },
      kind: 'coaching',
      happenedOn: `2017-0${7 + Math.floor(i / 5)}-${10 + (i % 5)}`,
      topic: ['项目辅导', '团队管理', '发展规划'][Math.floor(i / 5)] ?? null,
      number: Math.floor(i / 5) + 1,
      by: { id: 'staff-1', name: '枢纽' },
      messageId: `message-${i}`,
    }
  })
  const salons = ['项目设计', '活动设计', '倾听与表达', '公益众筹', '合作', '新媒体传播'].map(
    (topic, i): ReadSalon => ({
      id: `salon-${i}`,
      series: '公益沙龙',
      number: i + 1,
      topic,
      startsAt: `2017-0${7 + Math.floor(i / 2)}-${i % 2 ? '22' : '08'}T06:00:00.000Z`,
      place: '社会组织服务中心',
      registered: 20,
      checkedIn: 18,
    }),
  )
  const text = readFileSync(new URL('../../../test/reconciliation/reports/yiwu.txt', import.meta.url), 'utf8')
  const improvement = (/不少于 200字）([^]*?)请在此栏/.exec(text)?.[1] ?? '').replace(/\s+/g, '')
  const goals = ['到公益组织驻点，一对一辅导', '组织公益沙龙', '企业社会责任论坛', '木棉第二期']
  const quarter = record({
    organisation: { id: 'hub-organisation', name },
    grant: null,
    form: 'quarterly',
    answers: {
      goals: rows(
        { label: goals[0] ?? '', actual: '辅导 5 家组织，共 15 期' },
        { label: goals[1] ?? '', actual: '办了 6 期' },
        ...goals.slice(2).map((label) => ({ label, actual: '调整到 10—11 月', reason: '先走访企业，做好准备' })),
      ),
      done: '4 家公益组织入驻服务中心；8 月走访 10 多家企业；协助 8 个项目参加金华的项目大赛。',
      feedback: '“最简单也最真诚的方式就是感谢。”',
      improvement,
    },
    activities: [
      activity({
        title: '公益沙龙和小型的分享交流',
        category: 'exchange',
        startsOn: '2017-06-25',
        endsOn: '2017-09-25',
        headcountMin: 201,
        headcountMax: 299,
        headcountUnit: '人次',
        headcountQualifier: '多',
        headcountBasis: 'estimate',
        headcountWording: '二百多人次',
      }),
    ],
    photos: CAPTIONS.map((caption, i) =>
      photo({ id: `photo-${i}`, position: i + 1, caption, copy: String(i).repeat(64), takenAt: null }),
    ),
  })
  return {
    layout: 'quarterly',
    given: {
      filed: [quarter],
      records: {
        visits: () => Promise.resolve(visits),
        grants: () => Promise.resolve(granted([[name, '专项基金']], {})),
      },
      reads: {
        programme: own.programme,
        objectives: () => Promise.resolve(goals.map((label) => objective(label))),
        salons: () => Promise.resolve(salons),
        instalments: () =>
          Promise.resolve([
            { grantId: 'grant-0', number: 1, amountFen: 200_000, plannedOn: '2017-07-01', paidOn: null },
          ]),
      },
      choice: { hub: hub(name), ...own.choice },
      now: '2017-10-11T01:00:00.000Z',
      read: (copy) =>
        sharp({
          create: {
            width: 1200,
            height: 900,
            channels: 3,
            background: { r: 60 + 20 * Number(copy[0]), g: 140, b: 120 },
          },
        })
          .jpeg()
          .toBuffer(),
    },
  }
}

/** 004: when each site of a network landed or left, and with whose money. */
export function sitesOverYears(): Partner[] {
  const sites = (count: number, given: Partial<Partner> & { fromOn: string }): Partner[] =>
    Array.from({ length: count }, (_, i) => {
      const id = `${given.fromOn} ${given.sourceOfFunds} ${given.remark} ${i}`
      return { organisationId: id, organisation: id, region: null, status: 'landed', sourceOfFunds: null, remark: null, ...given } // prettier-ignore
    })
  const first = sites(15, { fromOn: '2017-03-01', sourceOfFunds: '壹基金' })
  const unsure = '待确认'
  return [
    ...first,
    ...first
      .slice(0, 4)
      .map((each): Partner => ({ ...each, fromOn: '2017-12-01', status: 'left', sourceOfFunds: null })),
    ...sites(100, { fromOn: '2017-06-01', status: 'interested' }),
    ...sites(29, { fromOn: '2018-04-01', sourceOfFunds: '壹基金' }),
    ...sites(6, { fromOn: '2018-05-01', sourceOfFunds: '乐施会' }),
    ...sites(1, { fromOn: '2018-05-01', sourceOfFunds: '乐施会', remark: unsure }),
    ...sites(3, { fromOn: '2018-09-01', sourceOfFunds: '地方民政' }),
    ...sites(1, { fromOn: '2018-09-01', sourceOfFunds: '地方民政', remark: unsure }),
    ...sites(121, { fromOn: '2019-05-01', sourceOfFunds: '市级慈善总会' }),
  ]
}

/** 004: the network in the years after. */
function shandong(): Season {
  const partners = sitesOverYears()
  const helped: [string, ExportedVisit['kind'], string][] = [
    ['2017-04-10', 'coaching', '筹款'],
    ['2017-08-02', 'visit', '督导'],
    ['2017-10-20', 'coaching', '筹款'],
    ['2018-06-12', 'consultation', '机构发展战略'],
    ['2019-07-01', 'visit', '品牌项目'],
  ]
  const visits = helped.map(([happenedOn, kind, topic], i): ExportedVisit => ({
    id: `visit-${i}`,
    organisation: { id: 'o', name: '某县义工联' },
    kind,
    happenedOn,
    topic,
    number: 1,
    by: { id: 'staff-1', name: '枢纽' },
    messageId: `message-${i}`,
  }))
  return {
    layout: 'network',
    given: {
      records: { visits: () => Promise.resolve(visits) },
      reads: { partners: () => Promise.resolve(partners) },
      choice: { hub: hub('山东省社会创新发展与研究中心'), range: {} },
      now: '2020-01-05T01:00:00.000Z',
    },
  }
}

export const SEASONS: Record<'000' | '001' | '003' | '004', Season> = {
  '000': ningxia(),
  '001': chongqing(),
  '003': yiwu(),
  '004': shandong(),
}
