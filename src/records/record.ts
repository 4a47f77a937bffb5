import type { Consent } from '../forms/consent.js'
import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Json } from '../kernel/json.js'
import type { Part, Quantity } from '../kernel/quantity.js'
import type { RecordReads } from './record-reads.js'

/**
 * Where a record is in its life. Each version has its own; that of the version that counts is the record's. `corrected` is a version that
 * replaced an accepted one. What a record can become from where, and the way back: `lives.ts`.
 */
export type RecordState = 'submitted' | 'returned' | 'resubmitted' | 'accepted' | 'corrected' | 'withdrawn'

/** What filing it took her: messages she sent, those that needed an answer, and the time she was at it. */
export interface Burden {
  turns: number
  messages: number
  activeSeconds: number
}

/** A form as it was filed, tied to whom and what it is about: one version of a record. */
export interface FiledRecord {
  id: string
  /** The id of the first version, which all share. */
  chainId: string
  /** Counts from 1. */
  version: number
  state: RecordState
  /** Why this version took the place of the one before: always there for an accepted one, and where a returned one stayed as it was. */
  reason: string | null
  hubId: string
  programmeId: string | null
  grantId: string | null
  organisationId: string
  /** Who says so. */
  contactId: string
  /** Of the hub's staff, who typed what the contact said on the phone; null where she typed herself. */
  typedBy: string | null
  /** 本期无活动. */
  idle: boolean
  burden: Burden | null
  /** One session files one record: filing twice changes nothing. */
  sessionId: string
  form: string
  formVersion: number
  answers: Record<string, Json | null>
  periodFrom: Day | null
  periodTo: Day | null
  filedAt: Instant
}

/** Which messages a part of a record came from. `part` is a field key or a row of a table: `activities/3`. */
export interface Source {
  part: string
  messageId: string
}

export interface ActivityRow {
  position: number
  /** Where it came from in the record: `activities/3`, or the form's own fields for a one-activity form. */
  part: string
  /** exchange · accompaniment · training … : the option key of the form's category question, or null. */
  category: string | null
  startsOn: Day
  endsOn: Day
  title: string
  place: string | null
  headcountMin: number | null
  headcountMax: number | null
  headcountUnit: string | null
  headcountQualifier: string | null
  headcountBasis: string | null
  headcountWording: string | null
  breakdown: Part[]
}

export interface ExpenseRow {
  position: number
  part: string
  item: string | null
  amountMinFen: number
  amountMaxFen: number
  wording: string
}

/** A photo of a filed record: the picture itself was stored when it arrived, under the same `photo` id. */
export interface PhotoPlace {
  photo: string
  position: number
  caption: string | null
  /** Whether it may be shown in public; null or not there where nobody was asked. */
  consent?: Consent | null
}

/** One thing that happened to a record; a change of several fields is an event a field. */
export interface RecordEvent {
  chainId: string
  recordId: string
  /** A state it took, or `changed` (a field), `merged` · `kept` (a twin), `typed` (by staff; `why` is who spoke, where that is no contact), `confirmed`, `objected`, `consent_withdrawn`, `consent_restored` …. */
  type: string
  field: string | null
  from: Json | null
  to: Json | null
  /** In somebody's words, or the kind of act (`because.ts`). */
  why: string
  /** Null where the program did it by itself. */
  byContactId: string | null
  messageId: string | null
  at: Instant
}

/** The typed rows of a filed form. */
export interface TypedRows {
  period: { from: Day; to: Day } | null
  /** Different people over the period, nobody twice: never added to the headcounts of activities. */
  people: Quantity | null
  activities: ActivityRow[]
  expenses: ExpenseRow[]
  photos: PhotoPlace[]
  sources: Source[]
}

/** A version as it is read back. */
export type RecordVersion = FiledRecord & {
  /** When it came into its state. */
  stateAt: Instant
  /** False once a newer version took its place. */
  current: boolean
  confirmedAt: Instant | null
}

export interface Records extends RecordReads {
  /**
   * Writes a version with all its rows; a second filing of the same session does nothing. `replaces` is the version it takes the place of:
   * false, and nothing is written, when that one does not count any more or is in none of these states: somebody was quicker.
   */
  file(
    record: FiledRecord,
    rows: TypedRows,
    replaces?: { recordId: string; states: readonly RecordState[] },
  ): Promise<boolean>
  /** False when it is in none of the states `from`, or does not count any more. */
  setState(recordId: string, from: readonly RecordState[], to: RecordState, at: Instant): Promise<boolean>
  /**
   * What the organisation last answered to each question of this form, in what it filed lately and did not take back; null when it filed none.
   * With a grant only what was filed about that one.
   */
  lastAnswers(
    hubId: string,
    organisationId: string,
    form: string,
    grantId?: string | null,
  ): Promise<FiledRecord['answers'] | null>
  /** She for whom it was typed says that it is right. */
  confirm(recordId: string, at: Instant): Promise<void>
  addEvents(hubId: string, events: RecordEvent[]): Promise<void>
}
