import type { RecordScope } from '../records/export-ports.js'
import { takenPlaces, type SameAs } from '../records/same-as.js'
import { accepted } from './accepted-version.js'
import type { Sql } from './sql.js'

interface Row {
  id: string
  chainId: string
  startsOn: string
  title: string
  recordId: string
  /** Whether the other side is among the records that are counted. */
  counted: number
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

const CURRENT = (v: string, chain: string) => `${v}.currentOf = ${chain}`
/** The accepted version, else the one that counts. */
const ACCEPTED = (v: string, chain: string) => `${v}.id = COALESCE(
  (SELECT shown.id FROM records shown WHERE shown.chainId = ${chain} AND ${accepted('shown')}),
  (SELECT c.id FROM records c WHERE c.currentOf = ${chain}))`

/** Both sides as they are now, or were accepted: a side that was renamed or moved is in no pair any more. */
const sides = (which: typeof CURRENT): string => `FROM twins t
  JOIN records r ON ${which('r', 't.chainId')}
  JOIN activities a ON a.recordId = r.id AND a.startsOn = t.startsOn AND a.title = t.title
  JOIN organisations o ON o.id = r.organisationId
  JOIN records q ON ${which('q', 't.ofChainId')}
  JOIN activities b ON b.recordId = q.id AND b.startsOn = t.ofStartsOn AND b.title = t.ofTitle
  JOIN organisations p ON p.id = q.organisationId`

/** Of pairs whose records count: what was taken back is in none. */
export const PAIRED = `${sides(CURRENT)} AND r.state <> 'withdrawn' AND q.state <> 'withdrawn'`

/**
 * What is not counted among these records, because another of them tells of the same: by record and position. Where the other is not among
 * them, in the figures of one organisation alone, it counts, unless that one is the same as a third which is among them. With `chainIds` only of these
 * records, and of no third.
 */
export async function mergedAway(
  reads: Pick<Sql, 'all'>,
  { hubId, ...scope }: RecordScope,
  chainIds?: string[],
): Promise<{ of(recordId: string, position: number): SameAs | null }> {
  const chosen = Object.entries(scope).filter(([, id]) => id !== undefined)
  const counted = ["q.state <> 'withdrawn'", ...chosen.map(([column]) => `q.${column} = ?`)].join(' AND ')
  const among = chainIds ? ` AND t.chainId IN (${chainIds.map(() => '?').join(', ')})` : ''
  const rows = await reads.all<Row>(
    `SELECT t.id, t.chainId, t.startsOn, t.title, CASE WHEN ${counted} THEN 1 ELSE 0 END AS counted, a.recordId, r.organisationId, t.ofChainId, t.ofStartsOn, t.ofTitle, q.organisationId AS ofOrganisationId,
       p.name AS ofOrganisation, a.position, a.headcountMin, a.headcountMax, b.position AS ofPosition, b.headcountMin AS ofMin,
       b.headcountMax AS ofMax
     ${sides(scope.state === 'accepted' ? ACCEPTED : CURRENT)} WHERE t.hubId = ? AND t.decision = 'merged'${among} ORDER BY t.id, a.position, b.position`,
    [...chosen.map(([, id]) => id), hubId, ...(chainIds ?? [])],
  )
  const away = new Map<string, Map<number, SameAs>>()
  const firsts = rows.filter(({ id }, i) => rows[i - 1]?.id !== id)
  for (const first of firsts) {
    const end = countedFor(first, firsts)
    if (end === null) continue
    const pair = rows.filter(({ id }) => id === first.id)
    const mine = unique(
      pair.map(({ position, headcountMin, headcountMax }) => ({ position, headcountMin, headcountMax })),
    )
    const other = unique(
      rows
        .filter(({ id }) => id === end.id)
        .map(({ ofPosition, ofMin, ofMax }) => ({ position: ofPosition, headcountMin: ofMin, headcountMax: ofMax })),
    )
    const own = away.get(first.recordId) ?? new Map<number, SameAs>()
    away.set(first.recordId, own)
    const sameAs: SameAs = {
      chainId: end.ofChainId,
      organisation: first.organisationId === end.ofOrganisationId ? null : end.ofOrganisation,
      startsOn: end.ofStartsOn,
      title: end.ofTitle,
    }
    const free = mine.filter(({ position }) => !own.has(position))
    for (const position of takenPlaces(free, other)) own.set(position, sameAs)
  }
  return { of: (recordId, position) => away.get(recordId)?.get(position) ?? null }
}

/** The pair whose other side is counted for the first side of this one: itself, or one that goes on from it; null where there is none. */
function countedFor(pair: Row, pairs: readonly Row[], seen: readonly Row[] = []): Row | null {
  if (pair.counted) return seen.some((one) => goesOn(pair, one)) ? null : pair
  for (const next of pairs) {
    const end = goesOn(pair, next) && !seen.includes(next) ? countedFor(next, pairs, [...seen, pair]) : null
    if (end !== null) return end
  }
  return null
}

const goesOn = ({ ofChainId, ofStartsOn, ofTitle }: Row, { chainId, startsOn, title }: Row): boolean =>
  ofChainId === chainId && ofStartsOn === startsOn && ofTitle === title

const unique = <T extends { position: number }>(rows: T[]): T[] => [
  ...new Map(rows.map((row) => [row.position, row])).values(),
]
