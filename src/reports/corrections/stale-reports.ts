import type { Compilation, CompilationInputs, Stale } from '../../records/compilations.js'
import type { ExportHub, RecordsToRead } from '../../records/export-ports.js'
import type { Instant } from '../../kernel/clock.js'
import { readDataset } from '../dataset/build.js'
import type { ReportReads } from '../ports.js'
import { inputsOf } from './inputs.js'
import { movedFigures, type Moved } from './moved.js'
import { correctionNotice } from './notice.js'

/** Reads the same again that a stale report was made of: what moved, with a draft of what to write about it; null where no figure moved. */
export async function correctionOf(
  { records, reads, now }: { records: RecordsToRead; reads: ReportReads; now: Instant },
  hub: ExportHub,
  { compilation, stale, inputs }: { compilation: Compilation; stale: Stale[]; inputs: CompilationInputs },
): Promise<{ moved: Moved[]; notice: string } | null> {
  const { fromOn, toOn, public: open } = compilation
  const { programme, grantee } = inputs
  const range = { ...(fromOn && { from: fromOn }), ...(toOn && { to: toOn }) }
  const dataset = await readDataset(records, reads, { hub, programme, grantee, range, public: open }, now)
  const moved = movedFigures(inputs.figures, inputsOf(dataset).figures, inputs.knew)
  return moved.length === 0 ? null : { moved, notice: correctionNotice(hub, compilation, moved, stale, now) }
}
