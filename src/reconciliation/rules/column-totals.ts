import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome } from '../facts/counts.js'
import { namedBefore } from '../facts/categories.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { isOfAnotherTime, isSummable, labelFinder, nounOf, numbersIn, rowHas, wholesOf } from '../facts/labels.js'
import { pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'
import { narrowed } from './cell-claims.js'

const WHOLE = /共|累计|总|合计|全年|全部|本[年季期月]|[上下]半年/
const POINTS = /如下|见下|下表|以下|分列|[:：]$/
const OF_PART = /平均|均|其中|每|最[高多大低少小]|第$|不同|去重|新增/
/** How many blocks behind a table still speak of it. */
const BEHIND = 2

/**
 * 「全年累计 128 场」, 「共追回 312.6 万元，各季度如下：」 beside the one column that is in this unit: the sum of it, wherever it has no name of its
 * own that the text could say.
 */
export function columnTotals(facts: Facts): Finding[] {
  const find = labelFinder(facts.tables)
  const tables = facts.tables.map((table) => ({ table, lead: leadOf(facts, table) }))
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { block, text } = sentence
    const beside = tables.filter(
      ({ table, lead }) =>
        lead.includes(block) ||
        (block.at > table.table.at &&
          block.at - table.table.at <= BEHIND &&
          block.path.join() === table.table.path.join()),
    )
    if (beside.length === 0 || isOfAnotherTime(text, facts.header.period)) return []
    const labels = find(text)
    const counts = countsIn(text)
    return counts.flatMap((count): Finding[] => {
      const { unit, min, max, qualifier, before, lead, after, start } = count
      if (unit === '' || /^[%年月日号天人]$/.test(unit) || min !== max || qualifier !== null || min < 2) return []
      // What is said of one kind is the sum of its rows.
      if (namedBefore(facts.categories, lead + after).length > 0) return []
      if (isToCome(count) || OF_PART.test(before) || OF_PART.test(lead)) return []
      // Of several in one sentence the one that says so is the whole.
      const alone = counts.filter((each) => each.unit === unit).length === 1
      if (!(alone ? WHOLE.test(lead) || POINTS.test(text) : /共|累计|总[计共数]|合计/.test(before))) return []
      const meant = beside.flatMap(({ table }) => {
        const columns = table.columns.filter(
          (column) => isSummable(column) && column.unit === unit && numbersIn(table, column).length >= 3,
        )
        const named = columns.filter(({ header }) =>
          [...pairsOf(nounOf(header))].some((pair) => pairsOf(before + after).has(pair)),
        )
        const [column, ...more] = named.length > 0 ? named : columns
        return column && more.length === 0 && (unit !== '元' || named.length > 0)
          ? [{ table, column, wholes: wholesOf(table, column) }]
          : []
      })
      const [only, ...others] = meant
      if (!only || others.length > 0 || only.wholes.includes(min) || narrowed(lead, only.table)) return []
      if (labels.some(({ end, labelled }) => end <= start && labelled.facts === only.table)) return []
      if (facts.tables.some(({ all }) => all.some((row) => rowHas(row, min)))) return []
      const [is = 0] = only.wholes
      const row = only.table.totals.at(-1) ?? only.table.rows[0]
      return [
        {
          severity: 'contradiction',
          kind: 'total',
          message: `文字说 ${count.text}，表里「${only.column.header}」加起来是 ${shown(is, only.column.times)} / ${count.text} in the text, the column adds up to ${is}`,
          places: [placeOf(block, text), ...(row ? [placeOfRow(only.table.table, row)] : [])],
          advice: '核对是哪些行算在里面，两处写成一样 / say which rows are meant, and write the same number in both',
        },
      ]
    })
  })
}

const shown = (value: number, times: number): string =>
  String(Number((value / times).toFixed(2))) + (times > 1 ? '万' : '')
