import { isBySession, type ActivityTotal, type Sum, type Totals } from './totals.js'

/** One line of the printed totals. A category with several units takes a line for each; only its first says `rows`. */
export interface TotalLine {
  label: string
  rows: number | null
  /** Activities that give no count; null where nobody is counted. */
  without: number | null
  unit: string | null
  min: number | null
  max: number | null
  /** What kind of sum it is, where that could be taken wrongly. */
  note: string | null
}

const BY_SESSION = '按场次相加，来几次算几次'
const ONCE = '每个人只算一次'
const MAY_MEET = '几份里可能有同一个人，所以是范围'

/** The totals as lines to print: the categories, all activities, different people, spending, grants. Money in yuan. */
export function totalLines(totals: Totals, categories: ReadonlyMap<string, string>): TotalLine[] {
  const { spending, grants } = totals
  const nameOf = (key: string | null) => (key === null ? '未分类' : (categories.get(key) ?? key))
  return [
    ...totals.categories.flatMap((total) => activityLines(nameOf(total.category), total)),
    ...activityLines('全部活动', totals.all),
    ...totals.people.map(({ unit, rows, min, max }) => ({
      label: '不同的人',
      rows,
      without: null,
      unit,
      min,
      max,
      note: rows > 1 ? MAY_MEET : ONCE,
    })),
    {
      label: '支出',
      rows: spending.rows,
      without: null,
      unit: '元',
      min: spending.minFen / 100,
      max: spending.maxFen / 100,
      note: null,
    },
    {
      label: grantsLabel(grants),
      rows: grants.rows,
      without: null,
      unit: '元',
      min: grants.sumFen / 100,
      max: grants.sumFen / 100,
      note: null,
    },
  ]
}

function grantsLabel({ withdrawn, withoutAmount }: Totals['grants']): string {
  const remarks = [
    ...(withdrawn > 0 ? [`退出 ${withdrawn} 笔`] : []),
    ...(withoutAmount > 0 ? [`没写金额 ${withoutAmount} 笔`] : []),
  ]
  return remarks.length > 0 ? `资助（其中${remarks.join('、')}）` : '资助'
}

function activityLines(label: string, { rows, withoutCount, sums }: ActivityTotal): TotalLine[] {
  const [first, ...others] = sums
  const line = (sum: Sum | undefined): Pick<TotalLine, 'label' | 'unit' | 'min' | 'max' | 'note'> => ({
    label,
    unit: sum?.unit ?? null,
    min: sum?.min ?? null,
    max: sum?.max ?? null,
    note: sum && isBySession(sum) ? BY_SESSION : null,
  })
  return [
    { ...line(first), rows, without: withoutCount },
    ...others.map((sum) => ({ ...line(sum), rows: null, without: null })),
  ]
}
