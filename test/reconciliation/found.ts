import { readFileSync } from 'node:fs'
import { piecesOfText } from '../../src/reconciliation/lines.js'
import type { Finding, Kind } from '../../src/reconciliation/finding.js'
import { reconcile } from '../../src/reconciliation/reconcile.js'

/** What is expected of a report: its name in a catalogue, the kind of finding, and words of its message or quotes. */
export type Expected = [id: string, kind: Kind, words: RegExp]

const REPORTS = new URL('../../../test/reconciliation/reports/', import.meta.url)

/** What is found in a report, as it is or with words of it changed. */
export function findingsOf(file: string, ...changes: [from: string, to: string][]): Finding[] {
  const text = changes.reduce(
    (so, [from, to]) => {
      if (!so.includes(from)) throw new Error(`${file} does not say ${from}`)
      return so.replace(from, to)
    },
    readFileSync(new URL(file, REPORTS), 'utf8'),
  )
  return reconcile(piecesOfText(text))
}

export const textOf = ({ message, places }: Finding): string =>
  [message, ...places.map(({ where, quote }) => `${where} ${quote}`)].join('\n')

export const is =
  ([, kind, words]: Expected) =>
  (finding: Finding): boolean =>
    finding.kind === kind && words.test(textOf(finding))

/** Which are not found, and which findings are none of those expected. */
export function compare(
  file: string,
  expected: Expected[],
): { missing: string[]; others: string[]; found: Set<string> } {
  const findings = findingsOf(file)
  const hit = expected.filter((each) => findings.some(is(each)))
  return {
    missing: expected.filter((each) => !hit.includes(each)).map(([id, kind, words]) => `${id} ${kind} ${words.source}`),
    others: findings.filter((finding) => !expected.some((each) => is(each)(finding))).map(textOf),
    found: new Set(hit.map(([id]) => id)),
  }
}
