import { placeOf, placeOfRow } from '../document.js'
import { leadOf, type Facts } from '../facts/facts.js'
import { kindsIn, type EventRow, type TableFacts } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const LISTED = /包括(?<kinds>[^，。；:：]*[、和][^，。；:：]*)/
const MOST = 0.7
const FEWEST = 6

/** Kinds of events that the text before a table lists and no row of it shows, and where they may stand instead. */
export function listedKinds(facts: Facts): Finding[] {
  return facts.tables.flatMap((table) => {
    const rows = facts.events.filter((event) => event.facts === table)
    if (rows.length < 2) return []
    return leadOf(facts, table).flatMap((block): Finding[] => {
      const kinds = kindsIn(LISTED.exec(block.text)?.groups?.['kinds'] ?? '')
      const shown = (kind: string) => rows.some(({ title }) => title.includes(kind))
      const lacking = kinds.filter((kind) => !shown(kind))
      if (kinds.length < 2 || lacking.length === 0 || lacking.length === kinds.length) return []
      const elsewhere = facts.events.filter(
        (event) => event.facts !== table && lacking.some((kind) => event.title.includes(kind)),
      )
      return [
        {
          severity: 'doubtful',
          kind: 'category',
          message: `文字说有${lacking.join('、')}，表里没有${elsewhere.length > 0 ? '；别的表里有，是不是放错了表' : ''} / the text names a kind of event that the table has not`,
          places: [
            placeOf(block),
            ...elsewhere.slice(0, 3).map(({ facts: other, row }) => placeOfRow(other.table, row)),
          ],
          advice: '挪到该在的表，或补一行 / move the row to its table, or add one',
        },
      ]
    })
  })
}

/** The kind of event that most rows of a table are. */
function kindOf(table: TableFacts, rows: EventRow[]): string | null {
  const counts = new Map<string, number>()
  for (const { title } of rows) for (const kind of kindsIn(title)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most &&
    most[1] >= rows.length * MOST &&
    [...table.table.path, table.table.name].some((heading) => heading.includes(most[0]))
    ? most[0]
    : null
}

/** Rows that are another kind of event than their table. */
export function otherKind(facts: Facts): Finding[] {
  return facts.tables.flatMap((table): Finding[] => {
    const rows = facts.events.filter((event) => event.facts === table)
    const kind = rows.length >= FEWEST ? kindOf(table, rows) : null
    const others = rows.filter(({ title }) => kind !== null && !title.includes(kind))
    return others.length === 0
      ? []
      : [
          {
            severity: 'doubtful',
            kind: 'category',
            message: `这张表是${kind}，有 ${others.length} 行不像${kind} / ${others.length} rows of this table are perhaps of another kind`,
            places: others.slice(0, 6).map(({ row }) => placeOfRow(table.table, row)),
            advice: `是${kind}就把名称写清楚；不是就挪到别的表 / name it so, or move it`,
          },
        ]
  })
}
