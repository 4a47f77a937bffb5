import type { Instant } from '../kernel/clock.js'
import type { Choice } from '../records/export.js'
import { categoryLabels } from '../records/category-labels.js'
import type { RecordsToRead } from '../records/export-ports.js'
import { readDataset } from './dataset/build.js'
import type { Dataset, Photo } from './dataset/dataset.js'
import { fillLayout, type Placed } from './docx/fill.js'
import { readLayout, type LayoutFault, type Vocabulary } from './layouts/layout-tags.js'
import { LOOPS, ofForms, SCALARS } from './layouts/vocabulary.js'
import type { ReportReads } from './ports.js'
import type { Form } from '../forms/form.js'

/** Something the reader of a report has to know of it and does not see in it. */
export type LogLine =
  | { type: 'missing'; organisation: string; what: string }
  | { type: 'photo_lost'; photo: Photo }
  | { type: 'merged'; title: string; organisation: string }
  | { type: 'unaccepted'; state: string; count: number }

export interface Report {
  docx: Buffer
  dataset: Dataset
  log: LogLine[]
  /** Pictures that are in it. */
  photoIds: string[]
}

/** How far it is, for who waits. */
export type Progress = { step: 'layout' | 'records' | 'pictures'; done: number }

/** What a layout may say, with the forms of the hub: those of its records, or those delivered. */
export function vocabularyOf(forms: readonly Form[]): Vocabulary {
  const own = ofForms(categoryLabels(forms), forms)
  return { tags: [...SCALARS, ...own.tags], loops: [...LOOPS, ...own.loops] }
}

/**
 * Compiles a report: the layout is checked before anything is read, and a layout with faults compiles nothing. `picture` gives a working copy
 * made small, or null where the file is missing or damaged.
 * The faults of the layout come back as they are.
 */
export async function compileReport(
  sources: {
    records: RecordsToRead
    reads: ReportReads
    picture(sha256: string): Promise<Placed | null>
    now: Instant
  },
  layout: Buffer,
  delivered: readonly Form[],
  choice: Choice,
  progress: (how: Progress) => void = () => {},
): Promise<{ ok: true; value: Report } | { ok: false; faults: LayoutFault[] }> {
  const { records, reads, now } = sources
  // A question that nobody has answered yet is no unknown tag.
  const vocabulary = vocabularyOf([...(await records.forms()), ...delivered])
  const { used, faults } = await readLayout(layout, vocabulary)
  progress({ step: 'layout', done: used.size })
  if (faults.length > 0) return { ok: false, faults }
  const dataset = await readDataset(records, reads, choice, now)
  progress({ step: 'records', done: dataset.recordIds.length })
  const photoIds: string[] = []
  const { docx, lost } = await fillLayout(layout, dataset, vocabulary, used, async (photo) => {
    const placed = photo.copy === null ? null : await sources.picture(photo.copy)
    if (placed) photoIds.push(photo.id)
    return placed
  })
  progress({ step: 'pictures', done: photoIds.length })
  return { ok: true, value: { docx, dataset, log: logOf(dataset, lost), photoIds } }
}

const logOf = ({ missing, merged, unaccepted }: Dataset, lost: Photo[]): LogLine[] => [
  ...lost.map((photo) => ({ type: 'photo_lost' as const, photo })),
  ...missing.map(({ organisation, what }) => ({ type: 'missing' as const, organisation, what })),
  ...merged.map(({ title, organisation }) => ({ type: 'merged' as const, title, organisation })),
  ...unaccepted.map((each) => ({ type: 'unaccepted' as const, ...each })),
]
