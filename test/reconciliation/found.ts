import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readReport } from '../../src/cli/reconcile/read-file.js'
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
export const compare = (file: string, expected: Expected[]): Compared => compared(findingsOf(file), expected)

/** The same of a file as a hub has it: .docx, .xlsx, .md or .txt. */
export async function compareFile(file: string, expected: Expected[]): Promise<Compared> {
  const read = await readReport(fileURLToPath(new URL(file, REPORTS)))
  if ('fault' in read) throw new Error(`${file}: ${read.fault}`)
  return compared(reconcile(read.pieces), expected)
}

interface Compared {
  missing: string[]
  others: string[]
  found: Set<string>
}

function compared(findings: Finding[], expected: Expected[]): Compared {
  const hit = expected.filter((each) => findings.some(is(each)))
  return {
    missing: expected.filter((each) => !hit.includes(each)).map(([id, kind, words]) => `${id} ${kind} ${words.source}`),
    others: findings.filter((finding) => !expected.some((each) => is(each)(finding))).map(textOf),
    found: new Set(hit.map(([id]) => id)),
  }
}
