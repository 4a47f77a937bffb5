import type { Compilation, CompilationInputs, ListedCompilation, Stale } from '../../records/compilations.js'
import type { TurnPorts } from '../ports.js'

/** A report by the number staff know it by: the first that was made is 1, whatever is compiled later. */
export type NumberedReport = ListedCompilation & { number: number }

/** Reports, the last made first. */
export async function reportsOf(
  { compilations }: Pick<TurnPorts, 'compilations'>,
  hubId: string,
): Promise<NumberedReport[]> {
  const all = (await compilations.list(hubId)).filter(({ figured }) => figured)
  return all.map((each, i) => ({ ...each, number: all.length - i }))
}

/** A report that holds what does not count any more. */
export interface StaleReport {
  report: NumberedReport
  compiled: { compilation: Compilation; stale: Stale[]; inputs: CompilationInputs }
}

/** Those that hold what does not count any more, the last made first. */
export async function staleReports(ports: Pick<TurnPorts, 'compilations'>, hubId: string): Promise<StaleReport[]> {
  const reports = await reportsOf(ports, hubId)
  const stale = await ports.compilations.staleOf(
    hubId,
    reports.map(({ id }) => id),
  )
  const found: StaleReport[] = []
  for (const report of reports) {
    const one = stale.find(({ compilation }) => compilation.id === report.id)
    const inputs = one && (await ports.compilations.inputsOf(hubId, report.id))
    if (one && inputs) found.push({ report, compiled: { ...one, inputs } })
  }
  return found
}
