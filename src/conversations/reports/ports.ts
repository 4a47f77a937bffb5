import type { Paragraph } from '../../extraction/narrative.js'
import type { Instant } from '../../kernel/clock.js'
import type { Day } from '../../kernel/day.js'
import type { Compilation, CompilationInputs, CompiledFinding, CompiledGap, Stale } from '../../records/compilations.js'

/** A report as staff ask for it. */
export interface Wanted {
  /** Null for all programmes of a hub that keeps none. */
  programmeId: string | null
  /** By name, as `layouts` lists them. */
  layout: string
  from: Day
  to: Day
  public: boolean
}

/** A report in Word with what its makers have to know of it. */
export interface MadeReport {
  bytes: Uint8Array
  madeAt: Instant
  recordIds: string[]
  photoIds: string[]
  inputs: CompilationInputs
  /** The gravest first. */
  findings: CompiledFinding[]
  gaps: CompiledGap[]
  /** Pictures that should be in it and could not be had. */
  lostPhotos: number
  /** For the public: records that are not in it, since nobody accepted them. */
  unaccepted: number
  /** For the public: pictures that are not in it. */
  withheld: number
  /** Activities told of since its days began that are of days before them: they are not in it. */
  early: { startsOn: Day; title: string }[]
  /** Drafted paragraphs that still hold; `signedBy` null where they are marked as a draft, `placed` where the layout has a place for them. */
  draft: { signedBy: string | null; number: number; placed: boolean } | null
}

/** A figure that is not any more what it was, as both are shown. */
export interface MovedFigure {
  name: string
  before: string
  after: string
}

/** What compiles reports. */
export interface ReportDesk {
  /** `fault`: in words, why this layout compiles nothing. Both end, and reject, when they are given up. */
  build(hubId: string, wanted: Wanted, givenUp?: AbortSignal): Promise<MadeReport | { fault: string }>
  /** What moved of a stale report, with a draft of what to write about it; null where no figure did. */
  moved(
    hubId: string,
    compiled: { compilation: Compilation; stale: Stale[]; inputs: CompilationInputs },
    givenUp?: AbortSignal,
  ): Promise<{ moved: MovedFigure[]; notice: string } | null>
}

/** Paragraphs that a model drafted for a report, with what stands behind each number. Nobody's word until somebody of the hub signs it. */
export interface ReportDraft {
  compilationId: string
  hubId: string
  content: {
    paragraphs: Paragraph[]
    notes: { number: number; name: string; shown: string }[]
    /** What its report was asked for, so that it can be made again with the signed text; drafts made before have none. */
    wanted?: Wanted
  }
  madeAt: Instant
}

export interface ReportDrafts {
  add(draft: ReportDraft): Promise<void>
  /** With who signed it, and when; null where none was drafted. */
  find(
    hubId: string,
    compilationId: string,
  ): Promise<(ReportDraft & { signedByName: string | null; signedAt: Instant | null }) | null>
  /** Who may sign: the hub's staff, by name. */
  signers(hubId: string): Promise<{ id: string; name: string }[]>
  /** False where somebody has signed it, or there is none. */
  sign(hubId: string, compilationId: string, contactId: string, at: Instant): Promise<boolean>
}
