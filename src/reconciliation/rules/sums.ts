import { placeOfRow, type Row } from '../document.js'
import { cellNumber, type Column, type TableFacts } from '../facts/tables.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const WITHDREW = /退出|取消|未举办|未开展|延期|未统计/

interface Sum {
  min: number
  max: number
}
const show = ({ min, max }: Sum, times: number): string => {
  const one = (value: number) => Number((value / times).toFixed(2))
  return min === max ? String(one(min)) : `${one(min)}–${one(max)}`
}
const plus = (sums: Sum[]): Sum =>
  sums.reduce((all, { min, max }) => ({ min: all.min + min, max: all.max + max }), { min: 0, max: 0 })
const meets = (a: Sum, b: Sum): boolean => a.min <= b.max + 0.005 && b.min <= a.max + 0.005

const numbersOf = (rows: Row[], column: Column): Sum[] => rows.flatMap((row) => cellNumber(row, column) ?? [])

/** A row whose label says that it is a part of the one above it. */
const isPart = (row: Row): boolean => /^[-—–·•]|^(?:其中|含)/.test(row.cells.find((cell) => cell !== '') ?? '')

/** All that the number of a total row could be the sum of: people group rows in many ways, and only what fits none of them is wrong. */
function candidates(facts: TableFacts, column: Column, total: Row): Sum[] {
  const at = facts.all.indexOf(total)
  const before = facts.all.slice(0, at)
  const totals = before.filter((row) => facts.totals.includes(row))
  const since = before.slice(before.findLastIndex((row) => facts.totals.includes(row)) + 1)
  const data = (rows: Row[]) => rows.filter((row) => !facts.totals.includes(row))
  const groups = [
    data(before),
    data(since),
    totals,
    facts.rows,
    facts.all.slice(at + 1).filter((row) => !facts.totals.includes(row)),
  ]
  return groups.flatMap((rows) => [
    plus(numbersOf(rows, column)),
    plus(numbersOf(rows.filter((row) => !isPart(row)), column)),
  ]) // prettier-ignore
}

/** Total rows that are no sum of their column, and rows that give no number to a sum. */
export function sums({ tables }: Facts): Finding[] {
  return tables.flatMap((facts) => facts.columns.flatMap((column) => (column.numeric ? columnSums(facts, column) : [])))
}

function columnSums(facts: TableFacts, column: Column): Finding[] {
  if (/单价|比例|占比|%|序号|编号|年龄|率/.test(column.header) || facts.totals.length === 0) return []
  const findings: Finding[] = []
  const number = (row: Row) => cellNumber(row, column)
  const name = column.header.replace(/\n/g, '')
  for (const total of facts.totals) {
    const stated = number(total)
    const data = numbersOf(facts.rows, column)
    if (!stated || stated.unit === '%' || data.length < 2) continue
    if (candidates(facts, column, total).some((sum) => meets(sum, stated))) continue
    const sum = plus(data)
    // 收入-支出 and the like are no sums.
    if (facts.totals.length > 1 && /[-−减]/.test(total.cells.find((cell) => cell !== '') ?? '')) continue
    findings.push({
      severity: 'contradiction',
      kind: 'total',
      message: `「${name}」各行加起来是 ${show(sum, column.times)}，合计写的是 ${show(stated, column.times)} / the rows add up to ${show(sum, column.times)}, the total says ${show(stated, column.times)}`,
      places: [placeOfRow(facts.table, total), ...facts.rows.slice(0, 1).map((row) => placeOfRow(facts.table, row))],
      advice:
        '看看是漏了一行、多了一行，还是合计没有改 / find the row that is missing or was added, or correct the total',
    })
  }
  const summed = facts.totals.some((row) => number(row) !== null)
  const blank = facts.rows.filter(
    (row) => (row.cells[column.at] ?? '') === '' && !isPart(row) && !WITHDREW.test(row.cells.join(' ')),
  )
  if (summed && blank.length > 0 && blank.length < facts.rows.length / 2)
    findings.push({
      severity: 'coverage',
      kind: 'total',
      message: `${blank.length} 行没写「${name}」，没有算进合计 / ${blank.length} rows give no number and are not in the total`,
      places: blank.slice(0, 4).map((row) => placeOfRow(facts.table, row)),
      advice: '补上数字；没统计就写「没统计」 / fill it in, or say that it was not counted',
    })
  return findings
}
