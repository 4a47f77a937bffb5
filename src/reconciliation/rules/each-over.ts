import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome, type CellNumber } from '../facts/counts.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { isOfAnotherTime, isSummable, nounOf, numbersIn } from '../facts/labels.js'
import { pairsOf } from '../facts/likeness.js'
import type { Finding } from '../finding.js'

/** 「均超过」, 「每间都不少于」; 平均 is no 均. */
const EACH =
  /(?:(?<![平人场年月日次户])均|都|每[家个间所名位户场次期站本笔][^，。；\d]{0,6}?)[^，。；\d]{0,3}?(?<bound>不少于|不低于|不超过|不多于|不高于|至少有?|达到?了?|不到|不足|少于|低于|超过了?|多于|高于) ?(?=[\d一二两三四五六七八九十百千])/g
const SOME = /没有|除了?|之外|以外|大多|多数|基本|几乎/

/** What a bound asks of a number: 不少于 800, 不超过 800, 不到 800, 超过 800. */
const HELD: [RegExp, (cell: CellNumber, said: number) => boolean][] = [
  [/^(?:不少|不低|至少|达)/, ({ max }, said) => max >= said],
  [/^不(?:超过|多于|高于)/, ({ min }, said) => min <= said],
  [/^(?:不到|不足|少于|低于)/, ({ min }, said) => min < said],
  [/^(?:超过|多于|高于)/, ({ max }, said) => max > said],
]

const sameUnit = (unit: string): string => (unit === '人次' ? '人' : unit)

/** 「每间藏书均超过 800 册」 beside a row of 780. */
export function eachOver(facts: Facts): Finding[] {
  return facts.sentences.flatMap((sentence): Finding[] => {
    const { text, block } = sentence
    if (SOME.test(text) || isOfAnotherTime(text, facts.header.period)) return []
    return [...text.matchAll(EACH)].flatMap((found): Finding[] => {
      const { bound = '' } = found.groups ?? {}
      const from = found.index + found[0].length
      // Behind the bound, so that it is the number itself and no hedge of it.
      const [count] = countsIn(text.slice(from))
      const held = HELD.find(([words]) => words.test(bound))?.[1]
      if (!held || count?.start !== 0 || count.min !== count.max || count.unit === '' || count.unit === '%') return []
      if (isToCome({ ...count, lead: text.slice(0, from) })) return []
      const meant = facts.tables.flatMap((table) => {
        const near = leadOf(facts, table).includes(block) || block.path.join() === table.table.path.join()
        const columns = table.columns.filter(
          (column) => isSummable(column) && sameUnit(column.unit) === sameUnit(count.unit),
        )
        const spoken = columns.filter(({ header }) =>
          [...pairsOf(nounOf(header))].some((pair) => pairsOf(text).has(pair)),
        )
        const [column, ...more] = spoken.length > 0 ? spoken : near ? columns : []
        return near && column && more.length === 0 ? [{ table, column }] : []
      })
      const [only, ...others] = meant
      if (!only || others.length > 0) return []
      const all = numbersIn(only.table, only.column)
      const [wrong, ...more] = all.filter(({ number }) => !held(number, count.min))
      // Where most are not so, something else is meant.
      if (!wrong || (more.length + 1) * 2 > all.length) return []
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说「${found[0]}${count.text}」，表里有 ${more.length + 1} 行不是，如 ${wrong.row.cells[only.column.at] ?? ''} / ${more.length + 1} rows are not so`,
          places: [placeOf(block, text), placeOfRow(only.table.table, wrong.row)],
          advice: '核对这一行，或改文字 / look the row up, or correct the text',
        },
      ]
    })
  })
}
