import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import { isOfRecords, rowsOf, type Table } from './columns.js'
import type { ExportedRecord, Named } from './export-ports.js'
import type { Withheld } from './public-records.js'

/** Something made of records for others to read, which left the program: an export, a report. */
export interface Compilation {
  id: string
  hubId: string
  /** Of an export its format. */
  kind: 'xlsx' | 'csv' | 'json' | (string & {})
  /** What who asked for it knows it by: the name of the file. */
  name: string
  /** Made to be shown to anybody, not only to the hub and its funder. */
  public: boolean
  madeAt: Instant
  /** Null where somebody at the machine asked. */
  byContactId: string | null
  /** The days it was asked for; null is without end. */
  fromOn: Day | null
  toOn: Day | null
}

export type ListedCompilation = Compilation & {
  /** Who asked for it, by name. */
  byName: string | null
  records: number
  photos: number
  /** A report, of which the figures are kept. */
  figured: boolean
}

/** What of a version is in a compilation and is not any more as it was. */
export interface Stale {
  recordId: string
  chainId: string
  /**
   * A newer version counts, the record was taken back, an activity of it was found to be, or not to be, the same as another, or consent to a
   * picture of it that is in there was taken back since: one for each picture.
   */
  why: 'replaced' | 'withdrawn' | 'recounted' | 'consent'
}

/** A place that was counted into a figure: a version of a record, a visit, what was written of a salon; `id` empty for what the hub registered. */
export interface CompiledPlace {
  id: string
  organisation: string
  /** What stands there, in a few words. */
  about: string
}

/** A figure as a report printed it; `name` and `unit` together are there once. */
export interface CompiledFigure {
  name: string
  /** Of which kind of number, by the name of it in `knew`; not kept at first. */
  kind?: string
  unit: string
  min: number
  max: number
  /** As it was printed: 「201–299人次」. */
  shown: string
  /** Null where there were too many to keep. */
  from: CompiledPlace[] | null
}

/** Something a report should have and does not. */
export interface CompiledGap {
  organisation: string
  /** In words, as its grantee can be asked for it: 「第一次沙龙」没有写人数. */
  what: string
  /** The record that lacks it, and its question; null where there is no record at all. */
  recordId: string | null
  field: string | null
}

/** Something in a report that does not go together. */
export interface CompiledFinding {
  severity: 'contradiction' | 'doubtful' | 'coverage' | 'naming'
  /** In Chinese. */
  message: string
}

/** What a report was asked for beside its days, the figures it came to and what it lacked; reports made before gaps were kept have none. */
export interface CompilationInputs {
  programme: Named | null
  grantee: Named | null
  figures: CompiledFigure[]
  /** The kinds of numbers that were counted at all, whether there was anything of them or not; not kept at first. */
  knew?: string[]
  gaps?: CompiledGap[]
  /** What did not go together in it, the gravest first; kept of reports that staff asked for in the chat. */
  findings?: CompiledFinding[]
}

/**
 * What was made of records, with exactly the versions and pictures in it. Whether one is stale is never stored: it follows from what
 * counts now.
 */
export interface Compilations {
  add(compilation: Compilation, recordIds: string[], photoIds: string[], inputs?: CompilationInputs): Promise<void>
  /** Null for what has no figures: an export. */
  inputsOf(hubId: string, compilationId: string): Promise<CompilationInputs | null>
  /** The last made first. */
  list(hubId: string): Promise<ListedCompilation[]>
  /** Those of the hub, or of these, that hold what does not count, or may not be shown, any more as it did; the last made first. */
  staleOf(hubId: string, compilationIds?: string[]): Promise<{ compilation: Compilation; stale: Stale[] }[]>
  /** In which this very picture is, also as another record's, the last made first. */
  withPhoto(hubId: string, photoId: string): Promise<Compilation[]>
}

/**
 * Lets records through on their way into a file and notes what of them gets into it: the whole, or the rows of one table. A picture is in
 * it when it is there to be seen; `withheld` has a reason for each that the public may not see.
 */
export function noting(records: AsyncIterable<ExportedRecord>, table: Table | null) {
  const contents = { recordIds: [] as string[], photoIds: [] as string[], withheld: [] as Withheld[] }
  async function* passing() {
    for await (const record of records) {
      yield record
      contents.withheld.push(...(record.withheld ?? []))
      if (table !== null && (!isOfRecords(table) || rowsOf(table, record).length === 0)) continue
      contents.recordIds.push(record.id)
      if (table !== null && table !== 'photos') continue
      contents.photoIds.push(...record.photos.filter(({ state }) => state === 'kept').map(({ id }) => id))
    }
  }
  return { records: passing(), contents }
}
