import type { Choice } from '../../records/export.js'
import type { ExportedGrant, RecordsToRead } from '../../records/export-ports.js'
import type { ReadProgramme, ReportReads } from '../ports.js'
import type { Dataset } from './dataset.js'
import { figure, register, yuan } from './figure.js'

/**
 * The programme a report is of, and whose money it is: the one that was chosen, else those that ran on these days (of a grantee, those it has a
 * grant of). Only where there is one alone, the report is of it.
 */
export async function programmesOf(
  records: Pick<RecordsToRead, 'programmes'>,
  reads: Pick<ReportReads, 'programme'>,
  { hub, programme, grantee, range }: Choice,
  grants: readonly ExportedGrant[],
): Promise<Pick<Dataset, 'programme' | 'budget' | 'funders'>> {
  const granted = new Set(grants.map(({ programmeId }) => programmeId))
  const ran = programme
    ? [programme]
    : (await records.programmes(hub.id)).filter(
        ({ id, startsOn, endsOn }) =>
          startsOn <= (range.to ?? startsOn) && (range.from ?? endsOn) <= endsOn && (!grantee || granted.has(id)),
      )
  const known = await Promise.all(ran.map(async ({ id }) => ({ id, found: await reads.programme(hub.id, id) })))
  const found = known.flatMap(({ id, found: each }) => (each ? [{ id, ...each }] : []))
  const [only] = found.length === 1 ? found : []
  return {
    programme: only ?? null,
    budget: only && !grantee ? budgetOf(only, grants) : null,
    funders: [...new Set(found.flatMap(({ funder }) => funder ?? []))],
  }
}

/** Whatever the days of the report: the amount is that of the whole programme, and so is what was granted of it. */
function budgetOf(
  { id, name, amountFen }: ReadProgramme & { id: string },
  grants: readonly ExportedGrant[],
): Dataset['budget'] {
  if (amountFen === null) return null
  const own = grants.filter(({ programmeId, status }) => programmeId === id && status !== 'withdrawn')
  const amount = yuan(amountFen, amountFen, register(id, name, '项目金额'))
  const granted = own.flatMap(({ id: grant, organisationName, purpose, amountFen: fen }) =>
    fen === null ? [] : [yuan(fen, fen, register(grant, organisationName, purpose))],
  )
  const without = own.length - granted.length
  const spoken = granted.map((each) => ({ ...each, min: -each.min, max: -each.max }))
  return {
    amount: figure('项目金额', '元', [amount]),
    granted: figure('项目金额·已资助', '元', granted, without),
    left: figure('项目金额·还没有资助', '元', [amount, ...spoken], without),
  }
}
