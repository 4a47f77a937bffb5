import { readFile } from 'node:fs/promises'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import type { Form } from '../../src/forms/form.js'
import type { Choice } from '../../src/records/export.js'
import type { ExportedRecord, RecordsToRead } from '../../src/records/export-ports.js'
import type { ReportReads } from '../../src/reports/ports.js'
import { compileReport } from '../../src/reports/report.js'
import type { ReadCopy } from '../../src/reports/photos/package.js'
import { formNamed } from '../engine/talk.js'
import { HUB, NOTHING, recordsOf } from './a-dataset.js'

export const FORMS: Form[] = ['work-brief.v2', 'activity.v2', 'more/quarterly.v1', 'more/year.v1', 'more/year.v2'].map(
  formNamed,
)

/** What a report is compiled of, beside its layout; of 2014 in January 2015 where nothing else is said. */
export interface Given {
  filed?: ExportedRecord[]
  records?: Partial<RecordsToRead>
  reads?: Partial<ReportReads>
  choice?: Partial<Choice>
  now?: string
  read?: ReadCopy
}

export async function docxOf(layout: Buffer, given: Given): Promise<Buffer> {
  const { filed = [], records = {}, reads = {}, choice = {}, now = '2015-01-05T01:00:00.000Z', read } = given
  const made = await compileReport(
    {
      records: { ...recordsOf(filed), forms: () => Promise.resolve(FORMS), ...records },
      reads: { ...NOTHING, ...reads },
      read: read ?? (() => Promise.resolve(null)),
      now,
    },
    layout,
    FORMS,
    { hub: HUB, programme: null, grantee: null, range: { from: '2014-01-01', to: '2014-12-31' }, ...choice },
  )
  if (!made.ok) throw new Error(JSON.stringify(made.faults))
  const parts: Uint8Array[] = []
  for await (const piece of made.value.pieces) parts.push(piece)
  return Buffer.concat(parts)
}

/** The report read back, as it is reconciled. */
export async function piecesOf(layout: Buffer, given: Given) {
  const pieces = readDocx(await docxOf(layout, given))
  if ('fault' in pieces) throw new Error(pieces.fault)
  return pieces
}

/** The lines of a report read back, a row of a table as its cells with | between them. */
export const linesIn = (pieces: Awaited<ReturnType<typeof piecesOf>>): string[] =>
  pieces.flatMap((piece) => {
    if (piece.type === 'line') return [piece.text]
    return piece.type === 'table' ? piece.rows.map(({ cells }) => cells.join('|')) : []
  })

export const delivered = (name: string): Promise<Buffer> => readFile(`config/layouts/${name}.docx`)
