import type { RecordScope } from '../records/export-ports.js'
import { takenPlaces, type SameAs } from '../records/same-as.js'
import type { Sql } from './sql.js'

interface Row {
  id: string
  recordId: string
  organisationId: string
  ofChainId: string
  ofStartsOn: string
  ofTitle: string
  ofOrganisationId: string
  ofOrganisation: string
  position: number
  headcountMin: number | null
  headcountMax: number | null
  ofPosition: number
  ofMin: number | null
  ofMax: number | null
}

/** Both sides as they are now, of pairs whose records count: a side that was renamed, moved or taken back is in no pair any more. */
export const PAIRED = `FROM twins t
  JOIN records r ON r.currentOf = t.chainId AND r.state <> 'withdrawn'
  JOIN activities a ON a.recordId = r.id AND a.startsOn = t.startsOn AND a.title = t.title
  JOIN organisations o ON o.id = r.organisationId
  JOIN records q ON q.currentOf = t.ofChainId AND q.state <> 'withdrawn'
  JOIN activities b ON b.recordId = q.id AND b.startsOn = t.ofStartsOn AND b.title = t.ofTitle
  JOIN organisations p ON p.id = q.organisationId`

/**
 * What is not counted among these records, because another of them tells of the same: by record and position. Where the other is not among
 * them, in the figures of one organisation alone, it counts. With `chainIds` only of these records.
 */
export async function mergedAway(
  reads: Pick<Sql, 'all'>,
  { hubId, ...scope }: RecordScope,
  chainIds?: string[],
): Promise<{ of(recordId: string, position: number): SameAs | null }> {
  const chosen = Object.entries(scope).filter(([, id]) => id !== undefined)
  const counted = chosen.map(([column]) => ` AND q.${column} = ?`).join('')
  const among = chainIds ? ` AND t.chainId IN (${chainIds.map(() => '?').join(', ')})` : ''
  const rows = await reads.all<Row>(
    `SELECT t.id, a.recordId, r.organisationId, t.ofChainId, t.ofStartsOn, t.ofTitle, q.organisationId AS ofOrganisationId,
       p.name AS ofOrganisation, a.position, a.headcountMin, a.headcountMax, b.position AS ofPosition, b.headcountMin AS ofMin,
       b.headcountMax AS ofMax
     ${PAIRED} WHERE t.hubId = ? AND t.decision = 'merged'${counted}${among} ORDER BY t.id, a.position, b.position`,
    [hubId, ...chosen.map(([, id]) => id), ...(chainIds ?? [])],
  )
  const away = new Map<string, Map<number, SameAs>>()
  for (const first of rows.filter(({ id }, i) => rows[i - 1]?.id !== id)) {
    const pair = rows.filter(({ id }) => id === first.id)
    const mine = unique(
      pair.map(({ position, headcountMin, headcountMax }) => ({ position, headcountMin, headcountMax })),
    )
    const other = unique(
      pair.map(({ ofPosition, ofMin, ofMax }) => ({ position: ofPosition, headcountMin: ofMin, headcountMax: ofMax })),
    )
    const own = away.get(first.recordId) ?? new Map<number, SameAs>()
    away.set(first.recordId, own)
    const sameAs: SameAs = {
      chainId: first.ofChainId,
      organisation: first.organisationId === first.ofOrganisationId ? null : first.ofOrganisation,
      startsOn: first.ofStartsOn,
      title: first.ofTitle,
    }
    const free = mine.filter(({ position }) => !own.has(position))
    for (const position of takenPlaces(free, other)) own.set(position, sameAs)
  }
  return { of: (recordId, position) => away.get(recordId)?.get(position) ?? null }
}

const unique = <T extends { position: number }>(rows: T[]): T[] => [
  ...new Map(rows.map((row) => [row.position, row])).values(),
]
