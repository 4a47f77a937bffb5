import { SEVERITIES, type Finding, type Severity } from '../../reconciliation/finding.js'

const CALLED: Record<Severity, string> = {
  contradiction: '矛盾 / contradiction',
  doubtful: '存疑 / doubtful',
  coverage: '缺内容 / coverage',
  naming: '名称 / naming',
}

export const severityWords = (severity: Severity): string => CALLED[severity]

/** The findings of each report for a person to go through, numbered; places side by side, then what to do. */
export const printed = (reports: { name: string; findings: Finding[] }[]): string =>
  reports.map((report) => `${headOf(report)}\n${report.findings.map(lines).join('')}`).join('\n')

function headOf({ name, findings }: { name: string; findings: Finding[] }): string {
  if (findings.length === 0) return `${name}：没有发现对不上的地方 / nothing found`
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((each) => each.severity === severity).length
    return count === 0 ? [] : [`${CALLED[severity]} ${count}`]
  })
  return `${name}：${counts.join('，')}`
}

const lines = ({ severity, message, places, advice }: Finding, i: number): string =>
  [
    '',
    `${i + 1}. 【${CALLED[severity]}】${message}`,
    ...places.map(({ where, quote }) => `     ${where}：${quote}`),
    `   → ${advice}`,
    '',
  ].join('\n')
