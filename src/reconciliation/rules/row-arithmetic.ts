import { placeOfRow, type Row } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { wholesOf } from '../facts/labels.js'
import { cellNumber, type Column, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const near = (a: number, b: number, by = 0.01) => Math.abs(a - b) <= by
const FEWEST_ROWS = 3
const FEWEST_TELLING = 2
const MOST_COLUMNS = 8
/** Shares are printed rounded. */
const ROUNDED = 0.6

/** How one column follows from others: its words, and what it comes to. */
interface Relation {
  columns: Column[]
  words: string
  /** From the values of the columns but the last, which is the result. */
  of(values: number[]): number
  show(values: number[]): string
  by: number
  /** A product or a share does not fit by chance, a sum of small numbers may. */
  sure: boolean
}

const shown = (value: number): number => Number(value.toFixed(2))

function relationsOf(columns: Column[]): Relation[] {
  const relations: Relation[] = []
  const counted = columns.filter(({ unit, header }) => !isShare(unit, header))
  const signed = (all: Column[], signs: number[]): Relation => ({
    columns: all,
    words: all
      .slice(0, -1)
      .map(({ header }, i) => `${i > 0 ? (signs[i] === 1 ? ' + ' : ' − ') : ''}${header}`)
      .join(''),
    of: (values) => values.reduce((sum, value, i) => sum + value * (signs[i] ?? 1), 0),
    show: (values) => values.map((value, i) => `${i > 0 ? (signs[i] === 1 ? ' + ' : ' − ') : ''}${value}`).join(''),
    by: 0.01,
    sure: false,
  })
  for (const [k, c] of counted.entries())
    for (const [i, a] of counted.slice(0, k).entries())
      for (const [j, b] of counted.slice(i + 1, k).entries()) {
        relations.push({
          columns: [a, b, c],
          words: `${a.header} × ${b.header}`,
          of: ([x = 0, y = 0]) => x * y,
          show: (values) => values.join(' × '),
          by: 0.01,
          sure: true,
        })
        relations.push(signed([a, b, c], [1, 1]), signed([a, b, c], [1, -1]))
        for (const d of counted.slice(i + j + 2, k))
          for (const signs of [[1, 1, -1], [1, -1, 1], [1, 1, 1], [1, -1, -1]]) relations.push(signed([a, b, d, c], signs)) // prettier-ignore
      }
  for (const share of columns.filter(({ unit, header }) => isShare(unit, header)))
    for (const a of counted)
      for (const b of counted)
        if (a !== b)
          relations.push({
            columns: [a, b, share],
            words: `${a.header} ÷ ${b.header}`,
            of: ([x = 0, y = 0]) => (y === 0 ? Number.NaN : (100 * x) / y),
            show: (values) => values.join(' ÷ '),
            by: ROUNDED,
            sure: true,
          })
  return relations
}

const isShare = (unit: string, header: string): boolean => unit === '%' || /[率%]$|占比|比例/.test(header)

/**
 * Columns that follow from others in most rows (单价 × 数量 = 金额, 年初 + 新增 − 退出 = 年末, 支出 ÷ 预算 = 执行率), and rows in which they
 * do not. Where several fit a column the one that fits most rows counts.
 */
export function rowArithmetic({ tables }: Facts): Finding[] {
  return tables.flatMap((facts) => {
    const columns = facts.columns
      .filter(({ numeric, header }) => numeric && !/序号|编号/.test(header))
      .slice(0, MOST_COLUMNS)
    const shares = columns.filter(({ unit, header }) => isShare(unit, header) || percentages(facts, header))
    const asShares = columns.map((column) => (shares.includes(column) ? { ...column, unit: '%' } : column))
    const findings = asShares.flatMap((column) => {
      const fitting = relationsOf(asShares)
        .filter(({ columns: all }) => all.at(-1) === column)
        .flatMap((relation) => judged(facts, relation) ?? [])
        .toSorted((a, b) => a.wrong.length - b.wrong.length)
      const [best] = fitting
      return best ? best.wrong.map((each) => finding(facts, best.relation, each)) : []
    })
    return [...findings, ...sharesOfWhole(facts, asShares)]
  })
}

const percentages = ({ rows, columns }: TableFacts, header: string): boolean => {
  const at = columns.findIndex((column) => column.header === header)
  return rows.some(({ cells }) => (cells[at] ?? '').endsWith('%'))
}

interface Values {
  row: Row
  values: number[]
}

function valuesOf(facts: TableFacts, columns: Column[]): Values[] {
  return facts.rows.flatMap((row) => {
    const numbers = columns.map((column) => cellNumber(row, column))
    const values = numbers.flatMap((number) => (number && number.min === number.max ? [number.min] : []))
    return values.length === columns.length ? [{ row, values }] : []
  })
}

/** The rows in which a relation does not hold, where it holds in most; null where it is none. */
function judged(facts: TableFacts, relation: Relation): { relation: Relation; wrong: Values[] } | null {
  const all = valuesOf(facts, relation.columns)
  if (all.length < FEWEST_ROWS) return null
  const holds = ({ values }: Values) => near(relation.of(values.slice(0, -1)), values.at(-1) ?? 0, relation.by)
  const wrong = all.filter((each) => !holds(each))
  // Rows with noughts fit everything; so do products with one and shares of 100 %.
  const telling = all.filter(
    (each) => holds(each) && each.values.every((value) => value !== 0) && !(relation.sure && each.values.includes(1)),
  )
  const most = relation.sure ? all.length / 2.5 : all.length / (relation.columns.length > 3 ? 4.5 : 4)
  const allowed = wrong.length <= (relation.columns.length > 3 ? Math.max(1, most) : most)
  const enough =
    telling.length >= FEWEST_TELLING && all.length - wrong.length >= (relation.sure ? FEWEST_TELLING : FEWEST_ROWS)
  // Four columns that always have a nought among them are told by the rows that change.
  const moving =
    relation.columns.length > 3 &&
    all.filter((each) => holds(each) && each.values.filter((value) => value !== 0).length >= 3).length >= FEWEST_ROWS
  return allowed && (enough || moving) ? { relation, wrong } : null
}

function finding(facts: TableFacts, { words, columns, of, show }: Relation, { row, values: all }: Values): Finding {
  const [times = 1] = columns.map((column) => column.times)
  const values = columns.every((column) => column.times === times) ? all.map((value) => value / times) : all
  const result = columns.at(-1)?.header ?? ''
  const percent = columns.at(-1)?.unit === '%' ? '%' : ''
  const is = of(values.slice(0, -1))
  return {
    severity: 'contradiction',
    kind: 'total',
    message: `别的行都是「${words} = ${result}」，这一行 ${show(values.slice(0, -1))} 应是 ${percent ? `${is.toFixed(1)}%` : shown(is)}，写的是 ${values.at(-1)}${percent} / ${words} is ${shown(is)} here, not ${values.at(-1)}`,
    places: [placeOfRow(facts.table, row)],
    advice: '核对这一行的几个数 / check the numbers of this row',
  }
}

/** A column of shares of the sum of another, in most rows. */
function sharesOfWhole(facts: TableFacts, columns: Column[]): Finding[] {
  const [share, ...others] = columns.filter(({ unit }) => unit === '%')
  if (!share || others.length > 0) return []
  return columns
    .filter((column) => column !== share)
    .flatMap((column): Finding[] => {
      const whole = wholesOf(facts, column)[0] ?? 0
      const all = valuesOf(facts, [column, share])
      const wrong = all.filter(({ values: [x = 0, y = 0] }) => whole <= 0 || !near((100 * x) / whole, y, ROUNDED))
      if (all.length < FEWEST_ROWS || wrong.length === 0 || wrong.length > all.length / 2.5) return []
      return wrong.map(({ row, values: [x = 0, y = 0] }) => ({
        severity: 'contradiction',
        kind: 'total',
        message: `「${column.header}」里 ${x} 占 ${whole} 的 ${((100 * x) / whole).toFixed(1)}%，写的是 ${y}% / ${x} of ${whole} is ${((100 * x) / whole).toFixed(1)}%, not ${y}%`,
        places: [placeOfRow(facts.table, row)],
        advice: '重算百分比 / work the share out again',
      }))
    })
}
