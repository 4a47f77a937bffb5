import type { Sentence } from '../document.js'
import { countsIn, type Count } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { wholesOf } from '../facts/labels.js'
import type { TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { speaksOf } from './compared.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

const AGAINST = /与[^，。；]*相比|相比|较|比上|同比|环比|比去年/
const ROSE = /(?:增长|增加|提高|上升|下降|减少|降低)了?(?:约|近)?$/

/** 「与上季度的 520 次相比，本季度 601 次，增长 25%」. */
export function comparedWith({ sentences, tables }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text)
    const rise = counts.find(({ unit, before }) => unit === '%' && ROSE.test(before))
    if (!rise || !AGAINST.test(sentence.text) || !isExact(rise)) return []
    const last = counts.filter(({ end, unit }) => end <= rise.start && unit !== '%' && !/^[年月日]$/.test(unit)).at(-1)
    const same = counts.filter(({ unit, end }) => last && unit === last.unit && end <= rise.start)
    const [a, b, ...more] = same
    if (a && !b) return againstTotal(sentence, a, rise, tables)
    if (!a || !b || more.length > 0 || !isExact(a) || !isExact(b) || a.min === 0 || b.min === 0) return []
    const change = Math.abs(a.min - b.min)
    if ([a, b].some((base) => Math.abs((100 * change) / base.min - rise.min) <= 1)) return []
    return [
      say(
        at(sentence),
        `${a.text} 和 ${b.text} 差 ${num((100 * change) / a.min)}%，写的是 ${rise.text} / ${a.min} and ${b.min} differ by ${num((100 * change) / a.min)}%`,
      ),
    ]
  })
}

/** 「产值比上年的 150,000 元增长 52%」, where this year's is the sum of a column. */
function againstTotal(sentence: Sentence, base: Count, rise: Count, tables: TableFacts[]): Finding[] {
  if (!isExact(base) || base.min === 0 || !/(?:比|较)[^，。；]*$/.test(sentence.text.slice(0, base.start))) return []
  if (!LAST.test(sentence.text.slice(0, base.start))) return []
  const about = sentence.text.slice(0, base.start)
  const sums = tables.flatMap((table) =>
    table.columns.flatMap((column) =>
      column.unit === base.unit && speaksOf(about, column) ? wholesOf(table, column).slice(-1) : [],
    ),
  )
  const [sum, ...others] = [...new Set(sums)]
  if (sum === undefined || others.length > 0) return []
  const change = (100 * Math.abs(sum - base.min)) / base.min
  return Math.abs(change - rise.min) <= 1
    ? []
    : [
        say(
          at(sentence),
          `表里一共 ${num(sum)}，和 ${base.text} 差 ${num(Number(change.toFixed(1)))}%，写的是 ${rise.text} / ${num(sum)} by the table and ${base.min} differ by ${num(change)}%`,
        ),
      ]
}

const LAST = /上年|去年|上一年|往年|上[个一]?季|同期|前一年/
