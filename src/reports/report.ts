import type { Instant } from '../kernel/clock.js'
import type { Choice } from '../records/export.js'
import { categoryLabels } from '../records/category-labels.js'
import type { RecordsToRead } from '../records/export-ports.js'
import { countWithheld, type Withheld } from '../records/public-records.js'
import { readDataset, readTables } from './dataset/build.js'
import type { Activity, Photo, Tables } from './dataset/dataset.js'
import { fillLayout } from './docx/fill.js'
import { placedPicture } from './docx/picture.js'
import { readLayout, type LayoutFault, type Vocabulary } from './layouts/layout-tags.js'
import { LOOPS, ofForms, SCALARS } from './layouts/vocabulary.js'
import { photoPackage, type ReadCopy } from './photos/package.js'
import type { ReportReads } from './ports.js'
import { reportWorkbook } from './xlsx/workbook.js'
import type { Form } from '../forms/form.js'

/** Something the reader of a report has to know of it and does not see in it. */
export type LogLine =
  | { type: 'missing'; organisation: string; what: string }
  | { type: 'photo_lost'; photo: Photo }
  | { type: 'early'; activities: Activity[] }
  /** Paragraphs of a model are in it: with who signed them, or, null, marked as a draft. Not `placed` where the layout has no place for them. */
  | { type: 'draft'; number: number; signedBy: string | null; placed: boolean }
  | { type: 'merged'; title: string; organisation: string }
  | { type: 'unaccepted'; state: string; count: number }
  | { type: 'withheld'; reason: Withheld; count: number }

/** A report as it is written: `placed` and `lost` are whole once `pieces` have been read. */
export interface Report {
  dataset: Tables
  pieces: AsyncIterable<Uint8Array> | Uint8Array[]
  /** Pictures that are in it, and those that should be and could not be had. */
  placed: Photo[]
  lost: Photo[]
  /** Whether the drafted paragraphs of the dataset are printed in it; null where no narrative is: in a workbook, in a package of photos. */
  drafted: boolean | null
  /** Called when nothing of it is read any more: what does not fit into memory lies on the disk until then. */
  close?(): void
}

/** How far it is, for who waits. */
export type Progress = { step: 'layout' | 'records' | 'pictures'; done: number }

/** What a layout may say, with the forms of the hub: those of its records, or those delivered. */
export function vocabularyOf(forms: readonly Form[]): Vocabulary {
  const own = ofForms(categoryLabels(forms), forms)
  return { tags: [...SCALARS, ...own.tags], loops: [...LOOPS, ...own.loops] }
}

/** What a report is made from. `read` gives a kept file, or null where it is missing or damaged. */
export interface Sources {
  records: RecordsToRead
  reads: ReportReads
  read: ReadCopy
  now: Instant
}

/**
 * Compiles a report in Word: the layout is checked before anything is read, and a layout with faults compiles nothing. The faults of the layout
 * come back as they are.
 */
export async function compileReport(
  sources: Sources,
  layout: Buffer,
  delivered: readonly Form[],
  choice: Choice,
  progress: (how: Progress) => void = () => {},
): Promise<{ ok: true; value: Report } | { ok: false; faults: LayoutFault[] }> {
  // A question that nobody has answered yet is no unknown tag.
  const vocabulary = vocabularyOf([...(await sources.records.forms()), ...delivered])
  const { used, faults } = await readLayout(layout, vocabulary)
  progress({ step: 'layout', done: used.size })
  if (faults.length > 0) return { ok: false, faults }
  const dataset = await datasetOf(sources, choice, progress)
  const placed: Photo[] = []
  const { docx, lost } = await fillLayout(layout, dataset, vocabulary, used, async (photo) => {
    const copy = photo.copy === null ? null : await sources.read(photo.copy)
    if (copy) placed.push(photo)
    return copy && placedPicture(copy)
  })
  progress({ step: 'pictures', done: placed.length })
  return {
    ok: true,
    value: { dataset, pieces: [docx], placed, lost, drafted: dataset.draft !== null && used.has('叙述') },
  }
}

/** The same as tables. */
export async function compileWorkbook(
  sources: Sources,
  choice: Choice,
  progress: (how: Progress) => void = () => {},
): Promise<Report> {
  const { tables, close } = await readTables(sources.records, sources.reads, choice, sources.now)
  progress({ step: 'records', done: tables.recordIds.length })
  return { dataset: tables, pieces: reportWorkbook(tables), placed: [], lost: [], drafted: null, close }
}

/** Its photos, with a page that shows them all. */
export async function compilePhotos(
  sources: Sources,
  choice: Choice,
  progress: (how: Progress) => void = () => {},
): Promise<Report> {
  const dataset = await datasetOf(sources, choice, progress)
  return { dataset, ...photoPackage(dataset, sources.read), drafted: null }
}

async function datasetOf({ records, reads, now }: Sources, choice: Choice, progress: (how: Progress) => void) {
  const dataset = await readDataset(records, reads, choice, now)
  progress({ step: 'records', done: dataset.recordIds.length })
  return dataset
}

/** What to tell who made it, when all of it has been written. */
export const logOf = ({ dataset, lost, drafted }: Report): LogLine[] => {
  const { missing, merged, unaccepted, withheld, early, draft } = dataset
  return [
    ...(draft && drafted !== null
      ? [{ type: 'draft' as const, number: draft.number, signedBy: draft.signedBy, placed: drafted }]
      : []),
    ...(early.length > 0 ? [{ type: 'early' as const, activities: early }] : []),
    ...lost.map((photo) => ({ type: 'photo_lost' as const, photo })),
    ...missing.map(({ organisation, what }) => ({ type: 'missing' as const, organisation, what })),
    ...merged.map(({ title, organisation }) => ({ type: 'merged' as const, title, organisation })),
    ...unaccepted.map((each) => ({ type: 'unaccepted' as const, ...each })),
    ...countWithheld(withheld).map((each) => ({ type: 'withheld' as const, ...each })),
  ]
}
