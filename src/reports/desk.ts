import type { Clock } from '../kernel/clock.js'
import type { Form } from '../forms/form.js'
import type { Day } from '../kernel/day.js'
import type { Compilation, CompilationInputs, Stale } from '../records/compilations.js'
import type { ExportHub, RecordsToRead } from '../records/export-ports.js'
import type { Finding } from '../reconciliation/finding.js'
import { inputsOf } from './corrections/inputs.js'
import { shownFigure } from './corrections/notice.js'
import { correctionOf } from './corrections/stale-reports.js'
import type { LayoutFault } from './layouts/layout-tags.js'
import { compileReport, type Sources } from './report.js'

/** What the desk works with: `layout` gives a layout by its name, or says why there is none. */
export interface DeskParts extends Pick<Sources, 'records' | 'reads' | 'read'> {
  clock: Clock
  layout(name: string): Promise<{ layout: Buffer } | { fault: string }>
  /** What a fault of a layout is in words. */
  faultWords(fault: LayoutFault): string
  delivered(): Promise<Form[]>
  /** What does not go together in a report that is written, the gravest first. */
  findings(docx: Uint8Array): Promise<Finding[]>
}

/** Compiles reports for staff who ask for them in a chat, each of one hub. */
export function reportDesk({ records, reads, read, clock, layout, faultWords, delivered, findings }: DeskParts) {
  return {
    async build(
      hubId: string,
      wanted: { programmeId: string | null; layout: string; from: Day; to: Day; public: boolean },
    ) {
      const hub = await hubOf(records, hubId)
      const found = await layout(wanted.layout)
      if ('fault' in found) return { fault: found.fault }
      const programme = (await records.programmes(hubId)).find(({ id }) => id === wanted.programmeId)
      const made = await compileReport({ records, reads, read, now: clock.now() }, found.layout, await delivered(), {
        hub,
        programme: programme ? { id: programme.id, name: programme.name } : null,
        grantee: null,
        range: { from: wanted.from, to: wanted.to },
        public: wanted.public,
      })
      if (!made.ok) return { fault: made.faults.map(faultWords).join('；') }
      const { dataset, pieces, placed, lost, drafted } = made.value
      const parts: Uint8Array[] = []
      for await (const piece of pieces) parts.push(piece)
      const bytes = Buffer.concat(parts)
      const inputs = inputsOf(dataset)
      return {
        bytes,
        madeAt: dataset.madeAt,
        recordIds: dataset.recordIds,
        photoIds: placed.map(({ id }) => id),
        inputs,
        // The sentence in Chinese stands first.
        findings: (await findings(bytes)).map(({ severity, message }) => ({
          severity,
          message: message.split(' / ')[0] ?? message,
        })),
        gaps: inputs.gaps ?? [],
        lostPhotos: lost.length,
        unaccepted: dataset.unaccepted.reduce((sum, { count }) => sum + count, 0),
        withheld: dataset.withheld.length,
        early: dataset.early.map(({ startsOn, title }) => ({ startsOn, title })),
        draft: dataset.draft && {
          signedBy: dataset.draft.signedBy,
          number: dataset.draft.number,
          placed: drafted === true,
        },
      }
    },

    async moved(hubId: string, compiled: { compilation: Compilation; stale: Stale[]; inputs: CompilationInputs }) {
      const correction = await correctionOf({ records, reads, now: clock.now() }, await hubOf(records, hubId), compiled)
      return (
        correction && {
          moved: correction.moved.map(({ name, before, after }) => ({
            name,
            before: shownFigure(before),
            after: shownFigure(after),
          })),
          notice: correction.notice,
        }
      )
    },
  }
}

async function hubOf(records: Pick<RecordsToRead, 'hubs'>, hubId: string): Promise<ExportHub> {
  const hub = (await records.hubs()).find(({ id }) => id === hubId)
  if (!hub) throw new Error(`no hub ${hubId}`)
  return hub
}
