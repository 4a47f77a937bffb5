import { basename } from 'node:path'
import type { Command } from 'commander'
import { grantsCsv, incomplete, unpublished } from '../../reports/grants-csv.js'
import { personsIn } from '../../records/public-records.js'
import { DONE, type CliParts, type ExitCode } from '../parts.js'
import { withRecords, wrong } from '../with-records.js'
import { unwritable, writeFileWhole } from '../write-out.js'

/** Writes the grants as open data, and says which are not in it. */
export function writeGrants(
  { out, force = false }: { out: string; force?: boolean },
  command: Command,
  parts: CliParts,
): Promise<ExitCode> {
  const fault = unwritable(out, '--out', force)
  if (fault) return Promise.resolve(wrong(parts, [fault]))
  return withRecords(command, parts, async ({ records, reports, transact, newId }, { hub, programme, grantee }) => {
    const scope = {
      hubId: hub.id,
      ...(programme && { programmeId: programme.id }),
      ...(grantee && { organisationId: grantee.id }),
    }
    const grants = await records.grants(scope)
    const awards = await reports.awards(scope)
    const persons = personsIn(await records.organisations(hub.id))
    const compilation = {
      id: newId(),
      hubId: hub.id,
      kind: 'csv',
      name: basename(out),
      public: true,
      madeAt: parts.now(),
      byContactId: null,
      fromOn: null,
      toOn: null,
    }
    const known = async function* () {
      yield* grantsCsv(grants, awards, persons)
      await transact(({ compilations }) => compilations.add(compilation, [], []))
    }
    await writeFileWhole(out, known())
    const left = grants.filter(unpublished).length
    parts.stderr.write(`已写入 / written: ${out}\n资助：${grants.length - left} 笔 / grants\n`)
    if (left > 0)
      parts.stderr.write(`! 没有写进去：${left} 笔退出了，或没有定金额 / left out: withdrawn or without an amount\n`)
    const open = incomplete(grants, awards).length
    if (open > 0)
      parts.stderr.write(
        `! ${open} 笔没有资助日期或资助方，360Giving 要求有：登记好再导出一次 / no award date or funder, which 360Giving requires\n`,
      )
    return DONE
  })
}
