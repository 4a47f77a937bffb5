import { placeOf, placeOfRow, type Place, type Row } from '../document.js'
import { countsIn, numberOf } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { labelColumn, nounOf } from '../facts/labels.js'
import { pairsOf } from '../facts/likeness.js'
import { cellNumber, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { isExact, num } from './prose-arithmetic.js'

const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d|[-–—~至.])/
const COME = /^(?:新增|新加|新建|加入|进入)/
const GONE = /^(?:退出|减少|关闭|流失|撤出|离开|停办)/
const LEFT = /^(?:年末|期末|年底|期底|现有|在册|存续|当年末?|运行)/

/** 「年末站点」 is that of the year before, and who came, less who left. */
export function stocks({ tables }: Facts): Finding[] {
  return tables.flatMap((facts): Finding[] => {
    const [come, gone, left] = [COME, GONE, LEFT].map((called) =>
      facts.columns.find(({ header, numeric }) => numeric && called.test(header.replace(/\s/g, ''))),
    )
    if (!come || !gone || !left) return []
    const rows = facts.rows.flatMap((row) => {
      const [a, b, c] = [come, gone, left].map((column) => cellNumber(row, column))
      return a && c ? [{ row, come: a.min, gone: b?.min ?? 0, left: c.min }] : []
    })
    const wrong = rows.flatMap((each, i) => {
      const before = rows[i - 1]
      return before && before.left + each.come - each.gone !== each.left ? [{ each, before }] : []
    })
    if (rows.length < 3 || wrong.length > (rows.length - 1) / 2) return []
    return wrong.map(({ each, before }) => ({
      severity: 'contradiction',
      kind: 'total',
      message: `${before.left} + ${each.come} − ${each.gone} 应是 ${before.left + each.come - each.gone}，「${left.header}」写的是 ${each.left} / ${before.left} + ${each.come} − ${each.gone} is not ${each.left}`,
      places: [placeOfRow(facts.table, before.row), placeOfRow(facts.table, each.row)],
      advice: '核对来了几个、走了几个、剩几个 / check who came, who left and who is there',
    }))
  })
}

/** A number of one year that a table tells, by what it counts. */
interface OfYear {
  facts: TableFacts
  year: string
  noun: string
  value: number
  place: Place
}

const plain = (text: string): string => text.replace(/\s/g, '')

/** Years down the side with a column for each thing, or years along the top with a row for each. */
function ofYears(facts: TableFacts): OfYear[] {
  const { table, columns, rows } = facts
  const years = columns.map(({ header }) => YEAR.exec(header)?.[1] ?? null)
  if (years.filter((year) => year !== null).length >= 2) {
    const label = labelColumn(facts)
    return rows.flatMap((row) =>
      columns.flatMap(({ at }): OfYear[] => {
        const [year, value] = [years[at], valueOf(row, at)]
        return label && year && value !== null
          ? [{ facts, year, noun: nounOf(plain(row.cells[label.at] ?? '')), value, place: placeOfRow(table, row) }]
          : []
      }),
    )
  }
  const side = columns.find(
    ({ at }) => rows.length >= 2 && rows.every((row) => /^(?:19|20)\d{2} ?年?度?$/.test(row.cells[at] ?? '')),
  )
  if (!side || new Set(rows.map((row) => row.cells[side.at])).size < rows.length) return []
  return rows.flatMap((row) =>
    columns.flatMap((column): OfYear[] => {
      const [year, number] = [YEAR.exec(row.cells[side.at] ?? '')?.[1], cellNumber(row, column)]
      return column !== side && year && number && number.min === number.max
        ? [{ facts, year, noun: nounOf(column.header), value: number.min, place: placeOfRow(table, row) }]
        : []
    }),
  )
}

function valueOf(row: Row, at: number): number | null {
  const cell = row.cells[at] ?? ''
  const number = numberOf(cell)
  if (number) return number.min === number.max ? number.min : null
  const [only, ...more] = countsIn(cell)
  return only && more.length === 0 && isExact(only) && cell.length <= 12 ? only.min : null
}

const share = (a: string, b: string): boolean => {
  const pairs = pairsOf(b)
  return a !== '' && b !== '' && [...pairsOf(a)].some((pair) => pairs.has(pair))
}

/** The sites of one year, told by two tables with different numbers. */
export function sameYear({ tables }: Facts): Finding[] {
  const all = tables.map((facts) => ofYears(facts)).filter((list) => list.length > 0)
  return all.flatMap((later, i) =>
    all.slice(0, i).flatMap((earlier) => {
      const compared = later.map((one) => ({
        one,
        others: earlier.filter(({ year, noun }) => year === one.year && share(noun, one.noun)),
      }))
      const fits = (each: (typeof compared)[number]) => each.others.some(({ value }) => value === each.one.value)
      return compared.flatMap((each): Finding[] => {
        // Only where another year shows that they count the same.
        const same = compared.some((other) => other.one.noun === each.one.noun && other.one !== each.one && fits(other))
        const [first] = each.others.toSorted(
          (a, b) => Math.abs(a.value - each.one.value) - Math.abs(b.value - each.one.value),
        )
        if (!first || fits(each) || !same) return []
        return [
          {
            severity: 'contradiction',
            kind: 'same_count',
            message: `${each.one.year} 年的「${each.one.noun}」一处写 ${num(first.value)}，一处写 ${num(each.one.value)} / ${num(first.value)} in one table, ${num(each.one.value)} in the other`,
            places: [first.place, each.one.place],
            advice: '核对是多少，两处改成一样；说的不是一回事就写清楚 / find out which, or say how they differ',
          },
        ]
      })
    }),
  )
}

/** 「2022 年底有 35 个站点」 beside a row of that year with another number. */
export function yearInText({ tables, sentences }: Facts): Finding[] {
  const all = tables.flatMap(ofYears)
  if (all.length === 0) return []
  return sentences.flatMap(({ block, text }): Finding[] => {
    const years = [...text.matchAll(new RegExp(YEAR, 'g'))]
    const [only, ...more] = years
    if (!only || more.length > 0 || /计划|目标|预计|平均|每/.test(text)) return []
    return countsIn(text).flatMap((count): Finding[] => {
      if (!isExact(count) || count.start < only.index || count.unit === '年' || count.unit === '%') return []
      const thing = count.after.slice(0, 6)
      const meant = all.filter(
        ({ year, noun }) => year === only[1] && noun.length >= 2 && thing.startsWith(noun.slice(-2)),
      )
      const [first] = meant
      if (!first || meant.some(({ value }) => value === count.min) || all.some(({ value }) => value === count.min))
        return []
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说 ${only[1]} 年 ${count.text}，表里是 ${meant.map(({ value }) => num(value)).join('、')} / ${count.text} in the text, ${num(first.value)} in the table`,
          places: [placeOf(block, text), first.place],
          advice: '核对原始记录，两处写成一样 / look it up and write the same number in both',
        },
      ]
    })
  })
}
