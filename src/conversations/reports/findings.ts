import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import type { CompiledFinding } from '../../records/compilations.js'
import type { TurnPorts } from '../ports.js'
import { reportsOf } from './stale.js'

const LINE = 90
const NAME = 40
/** Kept and said of one report: who has more to mend begins with these. */
export const MOST_FINDINGS = 50

export const findingLine = ({ severity, message }: CompiledFinding, words: Words): string =>
  words.say('reports.finding', { severity: words.say(`reports.is_${severity}`), message: quote(message, LINE) })

/** 「看对账」: all that did not go together in a report, as it was compiled; without a number in the last of which that is known. */
export async function findingsText(
  ports: Pick<TurnPorts, 'compilations'>,
  hubId: string,
  number: number | null,
  words: Words,
): Promise<string> {
  for (const report of await reportsOf(ports, hubId)) {
    if (number !== null && report.number !== number) continue
    const findings = (await ports.compilations.inputsOf(hubId, report.id))?.findings
    if (!findings) continue
    const values = { number: report.number, name: quote(report.name, NAME), count: findings.length }
    if (findings.length === 0) return words.say('reports.all_agrees', values)
    const lines = findings.map((finding) => findingLine(finding, words))
    return [words.say('reports.all_findings', values), ...lines, words.say('reports.mend')].join('\n')
  }
  return number === null ? words.say('reports.none_reconciled') : words.say('reports.not_reconciled', { number })
}
