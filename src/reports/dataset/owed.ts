import type { Day } from '../../kernel/day.js'
import { dayIn } from '../../kernel/zone.js'
import type { ReadOwed } from '../ports.js'
import type { OwedReport } from './dataset.js'

/** States in which nobody is asked for a report. */
const EXCUSED = new Set(['waived', 'missed'])

/** Reports that were owed, each with whether it came in by its last day (the extended one). */
export const owedReports = (owed: readonly ReadOwed[], today: Day, zone: string): OwedReport[] =>
  owed.map(({ filedAt, extendedTo, ...report }) => {
    const filedOn = filedAt && dayIn(filedAt, zone)
    const deadline = extendedTo ?? report.dueOn
    const open = EXCUSED.has(report.state) || (filedOn === null && today <= deadline)
    return { ...report, dueOn: deadline, filedOn, onTime: open ? null : filedOn !== null && filedOn <= deadline }
  })
