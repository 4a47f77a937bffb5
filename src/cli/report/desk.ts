import type { Clock } from '../../kernel/clock.js'
import type { RecordsToRead } from '../../records/export-ports.js'
import { reportDesk } from '../../reports/desk.js'
import type { ReportReads } from '../../reports/ports.js'
import { findingsOf } from './findings.js'
import { deliveredForms, faultLine, layoutNamed } from './layouts.js'

/** The desk of an installation: its layouts are those delivered and those in its data folder. */
export const deskOf = (parts: {
  records: RecordsToRead
  reads: ReportReads
  read(sha256: string): Promise<Uint8Array | null>
  clock: Clock
  data: string
}) =>
  reportDesk({
    ...parts,
    layout: (name) => layoutNamed(name, parts.data),
    faultWords: faultLine,
    delivered: deliveredForms,
    findings: findingsOf,
  })
