import { placeOfRow, type Row, type Table } from '../document.js'
import { countsIn } from '../facts/counts.js'
import { daysIn } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const LINE = /[^\n]+/g

/** Tables whose columns are stages: periods that overlap, numbers that never change, and a stage that gives none. */
export function stageTables({ report }: Facts): Finding[] {
  return report.blocks.flatMap((block): Finding[] => {
    if (block.type !== 'table' || block.rows.length < 3) return []
    const dated = block.rows.find(
      ({ cells }) => cells.slice(1).length >= 3 && cells.slice(1).every((cell) => daysIn(cell, null).length > 0),
    )
    return dated ? [...overlaps(block, dated), ...unchanged(block, dated)] : []
  })
}

function overlaps(table: Table, row: Row): Finding[] {
  const cells = row.cells.slice(1)
  const days = cells.map((cell) => daysIn(cell, null).map((said) => said.days))
  const spans = days.map((all) => ({ from: all[0]?.from ?? '', to: all.at(-1)?.to ?? '' }))
  const at = spans.findIndex(
    (span, i) => i > 0 && span.from <= (spans[i - 1]?.to ?? '') && span.from !== spans[i - 1]?.to,
  )
  const [before, after] = [cells[at - 1], cells[at]]
  return at < 0 || before === undefined || after === undefined
    ? []
    : [
        {
          severity: 'doubtful',
          kind: 'period',
          message: `两个阶段的时间重在一起：${before}、${after} / two stages overlap`,
          places: [placeOfRow(table, row)],
          advice: '写到月，或说明哪些事算哪个阶段 / give months, or say what belongs to which',
        },
      ]
}

function unchanged(table: Table, dated: Row): Finding[] {
  return table.rows.flatMap((row): Finding[] => {
    if (row === dated) return []
    const lines = row.cells
      .slice(1)
      .map((cell) =>
        (cell.match(LINE) ?? []).filter((line) => countsIn(line).some(({ unit }) => /^[家个人户]$/.test(unit))),
      )
    const twice = lines.flatMap((list, i) =>
      list.filter((line) => lines.slice(i + 1).some((other) => other.includes(line))),
    )
    const [same] = twice
    if (same === undefined) return []
    const silent = lines.findIndex((list) => list.length === 0)
    const which = silent < 0 ? '' : `；第 ${silent + 1} 个阶段没有数`
    return [
      {
        severity: 'doubtful',
        kind: 'same_count',
        message: `「${same}」在两个阶段里一字不变${which} / the same number in two stages${silent < 0 ? '' : ', none in another'}`,
        places: [{ ...placeOfRow(table, row), quote: same }],
        advice: '写上是哪一天的数，各阶段分别数 / say of which day it is, and count anew for each',
      },
    ]
  })
}
