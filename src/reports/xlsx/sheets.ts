import type { Column } from '../../records/columns.js'
import { basisLabel } from '../../records/basis-labels.js'
import type {
  Activity,
  Category,
  Expense,
  Goal,
  GrantLine,
  Learning,
  Lesson,
  Output,
  OwedReport,
  Raised,
  SalonLine,
  Support,
  Tables,
} from '../dataset/dataset.js'
import { shownUnit } from '../dataset/figure.js'
import type { Rows } from '../dataset/rows.js'
import { stagesOf, type Stage } from '../dataset/stages.js'
import { GOAL, GRANT_STATUS, LESSON, onTimeWords, PURPOSE, STAGE } from '../layouts/rows.js'
import type { Tag } from '../layouts/tag.js'
import type { Table, Total } from './totals.js'

const MIN = '人数（最少）'
const MAX = '人数（最多）'
const UNIT = '单位'
const AMOUNT = '金额（元）'
const LEAST = '金额（元，最少）'
const MOST = '金额（元，最多）'

const ACTIVITIES: Column<Activity>[] = [
  { header: '开始日期', width: 12, type: 'day', cell: ({ startsOn }) => ({ day: startsOn }) },
  { header: '结束日期', width: 12, type: 'day', cell: ({ endsOn }) => ({ day: endsOn }) },
  { header: '活动内容', width: 40, cell: ({ title }) => title },
  { header: '地点', width: 18, cell: ({ place }) => place },
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: MIN, width: 13, cell: ({ min }) => min },
  { header: MAX, width: 13, cell: ({ max }) => max },
  { header: UNIT, width: 8, cell: ({ unit, min }) => (min === null ? null : unit) },
  { header: '人数原话', width: 16, cell: ({ headcount }) => headcount },
  { header: '依据', width: 12, cell: ({ basis }) => basisLabel(basis) },
]

export const activitySheet = ({ label, activities, attendance }: Category<Rows<Activity>>): Table<Activity> => ({
  name: label,
  columns: ACTIVITIES,
  rows: activities,
  totals: attendance.map((of): Total => ({
    words: { 开始日期: '合计', [UNIT]: shownUnit(of) },
    // One unit alone: everything in the column is of it.
    ...(attendance.length > 1 && { only: { header: UNIT, is: of.unit } }),
    sums: { [MIN]: of.min, [MAX]: of.max },
  })),
})

const GRANTS: Column<GrantLine>[] = [
  { header: '组织或个人', width: 22, cell: ({ organisationName }) => organisationName },
  { header: '用途', width: 30, cell: ({ purpose }) => purpose },
  { header: '用途类别', width: 10, cell: ({ purposeClass }) => purposeClass && PURPOSE[purposeClass] },
  { header: AMOUNT, width: 14, type: 'money', cell: ({ amountFen }) => amountFen && amountFen / 100 },
  { header: '已拨（元）', width: 14, type: 'money', cell: ({ instalments }) => paid(instalments) },
  { header: '状态', width: 10, cell: ({ status }) => GRANT_STATUS[status] },
  { header: '备注', width: 30, internal: true, cell: ({ remark }) => remark },
]

const paid = (instalments: GrantLine['instalments']): number | null => {
  const all = instalments.flatMap(({ paidOn, amountFen }) => (paidOn === null || amountFen === null ? [] : [amountFen]))
  return all.length === 0 ? null : all.reduce((sum, fen) => sum + fen, 0) / 100
}

export const grantSheet = ({ grants, granted }: Tables): Table<GrantLine> => ({
  name: '资助',
  columns: GRANTS,
  rows: grants,
  totals: [
    {
      words: { 组织或个人: '合计' },
      // What was given back is no part of what was granted.
      ...(grants.some(({ status, amountFen }) => status === 'withdrawn' && amountFen !== null) && {
        only: { header: '状态', is: `<>${GRANT_STATUS.withdrawn}` },
      }),
      sums: { [AMOUNT]: granted.min },
    },
    {
      words: { 组织或个人: '笔数' },
      counts: { [AMOUNT]: { header: '用途', all: grants.length } },
    },
  ],
})

const EXPENSES: Column<Expense>[] = [
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '用途', width: 30, cell: ({ item }) => item },
  { header: LEAST, width: 18, type: 'money', cell: ({ minFen }) => minFen / 100 },
  { header: MOST, width: 18, type: 'money', cell: ({ maxFen }) => maxFen / 100 },
  { header: '金额原话', width: 16, cell: ({ wording }) => wording },
]

export const spendingSheet = ({ expenses, spent }: Pick<Tables, 'expenses' | 'spent'>): Table<Expense> => ({
  name: '支出',
  columns: EXPENSES,
  rows: expenses,
  totals: [{ words: { 机构: '合计' }, sums: { [LEAST]: spent.min, [MOST]: spent.max } }],
})

/** What a layout says of a row, as columns. */
const told = <Row>(tags: Tag<Row>[], width: number): Column<Row>[] =>
  tags.map(({ name, say }) => ({ header: name, width, type: 'long', cell: (row) => say(row) || null }))

export const goalSheet = ({ goals }: Tables): Table<Goal> => ({
  name: '目标',
  columns: told(GOAL, 30),
  rows: goals,
  totals: [],
})

const RAISED: Column<Raised>[] = [
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '来源', width: 30, cell: ({ source }) => source },
  { header: LEAST, width: 18, type: 'money', cell: ({ minFen }) => minFen / 100 },
  { header: MOST, width: 18, type: 'money', cell: ({ maxFen }) => maxFen / 100 },
  { header: '金额原话', width: 16, cell: ({ wording }) => wording },
]

export const raisedSheet = ({ raised, raisedSum }: Tables): Table<Raised> => ({
  name: '筹款',
  columns: RAISED,
  rows: raised,
  totals: [{ words: { 机构: '合计' }, sums: { [LEAST]: raisedSum.min, [MOST]: raisedSum.max } }],
})

export const lessonSheet = ({ lessons }: Tables): Table<Lesson> => ({
  name: '反思',
  columns: told(LESSON, 30),
  rows: lessons,
  totals: [],
})

const TIMES = '次数'
const LEARNING: Column<Learning>[] = [
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '内容', width: 40, cell: ({ course }) => course },
  { header: TIMES, width: 10, cell: ({ times }) => times },
]

export const learningSheet = ({ learning, learnt }: Tables): Table<Learning> => ({
  name: '学习',
  columns: LEARNING,
  rows: learning,
  totals: [{ words: { 机构: '合计' }, sums: { [TIMES]: learnt.min } }],
})

const LEAST_COUNT = '数量（最少）'
const MOST_COUNT = '数量（最多）'
const OUTPUTS: Column<Output>[] = [
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '内容', width: 40, cell: ({ what }) => what },
  { header: LEAST_COUNT, width: 13, cell: ({ min }) => min },
  { header: MOST_COUNT, width: 13, cell: ({ max }) => max },
  { header: UNIT, width: 8, cell: ({ unit }) => unit },
  { header: '数量原话', width: 16, cell: ({ count }) => count },
]

export const outputSheet = ({ outputs, outputSums }: Tables): Table<Output> => ({
  name: '产出',
  columns: OUTPUTS,
  rows: outputs,
  totals: outputSums.map((of): Total => ({
    words: { 机构: '合计', [UNIT]: shownUnit(of) },
    ...(outputSums.length > 1 && { only: { header: UNIT, is: of.unit } }),
    sums: { [LEAST_COUNT]: of.min, [MOST_COUNT]: of.max },
  })),
})

/** Numbers of partners may be ranges: they stand as a report prints them. */
export const networkSheet = (tables: Tables): Table<Stage> => ({
  name: '网络伙伴',
  columns: told(STAGE, 16),
  rows: stagesOf(tables),
  totals: [],
})

const OWED: Column<OwedReport>[] = [
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '时段', width: 14, cell: ({ period }) => period },
  { header: '截止', width: 12, type: 'day', cell: ({ dueOn }) => ({ day: dueOn }) },
  { header: '交于', width: 12, type: 'day', cell: ({ filedOn }) => filedOn && { day: filedOn } },
  { header: '是否按时', width: 10, cell: (row) => onTimeWords(row) || null },
]

export const owedSheet = ({ owed }: Tables): Table<OwedReport> => ({
  name: '应交报告',
  columns: OWED,
  rows: owed,
  totals: [],
})

const SUPPORT: Column<Support>[] = [
  { header: '日期', width: 12, type: 'day', cell: ({ happenedOn }) => ({ day: happenedOn }) },
  { header: '方式', width: 10, cell: ({ label }) => label },
  { header: '机构', width: 22, cell: ({ organisation }) => organisation },
  { header: '第几次', width: 8, cell: ({ number }) => number },
  { header: '主题', width: 40, type: 'long', cell: ({ topic }) => topic },
]

export const supportSheet = ({ support }: Tables): Table<Support> => ({
  name: '辅导走访',
  columns: SUPPORT,
  rows: support,
  totals: [],
})

const REGISTERED = '报名人数'
const CHECKED_IN = '签到人数'
const SALONS: Column<SalonLine>[] = [
  { header: '日期', width: 12, type: 'day', cell: ({ startsOn }) => ({ day: startsOn }) },
  { header: '名称', width: 36, cell: ({ name }) => name },
  { header: '地点', width: 18, cell: ({ place }) => place },
  { header: REGISTERED, width: 10, cell: ({ registered }) => registered },
  { header: CHECKED_IN, width: 10, cell: ({ checkedIn }) => checkedIn },
  {
    header: '回顾',
    width: 60,
    type: 'long',
    cell: ({ recaps }) => recaps.map(({ organisation, text }) => `${organisation}：${text}`).join('\n') || null,
  },
]

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)

export const salonSheet = ({ salons }: Tables): Table<SalonLine> => ({
  name: '沙龙',
  columns: SALONS,
  rows: salons,
  totals: [
    {
      words: { 日期: '合计' },
      sums: {
        [REGISTERED]: sum(salons.map(({ registered }) => registered)),
        [CHECKED_IN]: sum(salons.map(({ checkedIn }) => checkedIn)),
      },
    },
  ],
})
