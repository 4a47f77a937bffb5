import type { Choice } from '../../records/export.js'
import type { ExportedGrant, RecordsToRead } from '../../records/export-ports.js'
import type { ReportReads } from '../ports.js'
import type { Dataset } from './dataset.js'

/**
 * The programme a report is of, and whose money it is: the one that was chosen, else those that ran on these days (of a grantee, those it has a
 * grant of). Only where there is one alone, the report is of it.
 */
export async function programmesOf(
  records: Pick<RecordsToRead, 'programmes'>,
  reads: Pick<ReportReads, 'programme'>,
  { hub, programme, grantee, range }: Choice,
  grants: readonly ExportedGrant[],
): Promise<Pick<Dataset, 'programme' | 'funders'>> {
  const granted = new Set(grants.map(({ programmeId }) => programmeId))
  const ran = programme
    ? [programme]
    : (await records.programmes(hub.id)).filter(
        ({ id, startsOn, endsOn }) =>
          startsOn <= (range.to ?? startsOn) && (range.from ?? endsOn) <= endsOn && (!grantee || granted.has(id)),
      )
  const known = await Promise.all(ran.map(({ id }) => reads.programme(hub.id, id)))
  const found = known.filter((each) => each !== null)
  return {
    programme: found.length === 1 ? (found[0] ?? null) : null,
    funders: [...new Set(found.flatMap(({ funder }) => funder ?? []))],
  }
}
