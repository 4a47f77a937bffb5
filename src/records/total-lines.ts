import type { ActivityTotal, Totals } from './totals.js'

/** One line of the printed totals. A category with several units takes a line for each; only its first says `rows`. */
export interface TotalLine {
  label: string
  rows: number | null
  /** Activities that give no count; null where nobody is counted. */
  without: number | null
  unit: string | null
  min: number | null
  max: number | null
}

/** The totals as lines to print: the categories, all activities, spending, grants. Money in yuan. */
export function totalLines(totals: Totals, categories: ReadonlyMap<string, string>): TotalLine[] {
  const { spending, grants } = totals
  const nameOf = (key: string | null) => (key === null ? '未分类' : (categories.get(key) ?? key))
  return [
    ...totals.categories.flatMap((total) => activityLines(nameOf(total.category), total)),
    ...activityLines('全部活动', totals.all),
    {
      label: '支出',
      rows: spending.rows,
      without: null,
      unit: '元',
      min: spending.minFen / 100,
      max: spending.maxFen / 100,
    },
    {
      label: grantsLabel(grants),
      rows: grants.rows,
      without: null,
      unit: '元',
      min: grants.sumFen / 100,
      max: grants.sumFen / 100,
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
  const [first = { unit: null, min: null, max: null }, ...others] = sums
  const line = ({ unit, min, max }: Pick<TotalLine, 'unit' | 'min' | 'max'>) => ({ label, unit, min, max })
  return [
    { ...line(first), rows, without: withoutCount },
    ...others.map((sum) => ({ ...line(sum), rows: null, without: null })),
  ]
}
