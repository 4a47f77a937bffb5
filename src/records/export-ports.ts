import type { Form } from '../forms/form.js'
import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Json } from '../kernel/json.js'
import type { Quantity } from '../kernel/quantity.js'
import type { Organisation } from '../people/people.js'
import type { Grant, Programme } from '../programmes/programmes.js'
import type { Withheld } from './public-records.js'
import type { ActivityRow, Burden, ExpenseRow, RecordState, Source } from './record.js'
import type { SameAs } from './same-as.js'

/** An id with what people call it. */
export interface Named {
  id: string
  name: string
}

/** Which records: always of one hub. Dates are no part of it: `within.ts` says which rows fall into a range of days. */
export interface RecordScope {
  hubId: string
  programmeId?: string
  organisationId?: string
  /**
   * Of each record the version that was accepted last alone, also where a correction of it waits: what one of them tells is counted there, where the
   * other that tells of the same is not among them. `left_out`: the records of which the public sees no version, each as it counts.
   */
  state?: 'accepted' | 'left_out'
}

/** Where an export starts from: the names a person types and what they stand for. */
export interface ExportHub extends Named {
  /** IANA zone, for instants shown as local time. */
  zone: string
}

export interface ExportOrganisation extends Named {
  aliases: string[]
  /** A private person, whom the public does not hear of by name. */
  person?: true
}

export type ExportedActivity = ActivityRow & {
  /** The messages this row came from, oldest first. */
  messageIds: string[]
  /** What is counted in its place, where another record tells of the same activity; null where it counts itself. */
  sameAs: SameAs | null
}

export type ExportedExpense = ExpenseRow & { messageIds: string[] }

/** A photo of a filed record. One that could not be had is listed too, with the empty picture it is. */
export interface ExportedPhoto {
  id: string
  position: number
  caption: string | null
  /** `mayBePublic` says what it means; null where nobody was asked. */
  consent: string | null
  /** When somebody took consent back, first. */
  withdrawnAt: Instant | null
  /** Why the very same picture may not be shown, as it was said of it anywhere in the hub; null where nobody said so. */
  refused: Withheld | null
  state: 'coming' | 'kept' | 'lost'
  /** Hashes of the sealed original, the working copy and the thumbnail; null unless kept. */
  sha256: string | null
  copy: string | null
  thumbnail: string | null
  bytes: number | null
  width: number | null
  height: number | null
  /** Local time from EXIF, `YYYY-MM-DDTHH:MM:SS`. */
  takenAt: string | null
  messageId: string
}

/** A filed record with its names and all its typed rows, each list in the order of `position`. */
export interface ExportedRecord {
  id: string
  programme: Named | null
  grant: { id: string; purpose: string } | null
  organisation: Named
  contact: Named
  /** Of the hub's staff, who typed it for her on the phone, and when she said that it is right. */
  typedBy: Named | null
  confirmedAt: Instant | null
  form: string
  formVersion: number
  periodFrom: Day | null
  periodTo: Day | null
  filedAt: Instant
  state: RecordState
  version: number
  /** When the hub decided on this version; null while it has not. */
  reviewedAt: Instant | null
  /** 本期无活动. */
  idle: boolean
  /** Of all its versions together; null where it was not counted. */
  burden: Burden | null
  /** The answers as filed, by field key. */
  answers: Record<string, Json | null>
  /** Different people over the period, as far as it says. */
  people: Quantity | null
  activities: ExportedActivity[]
  expenses: ExportedExpense[]
  photos: ExportedPhoto[]
  /** The messages that each answer and row came from, oldest first. */
  sources: Source[]
  /** In what is made for the public: why pictures are left out, a reason each. */
  withheld?: Withheld[]
}

export type ExportedGrant = Grant & {
  programmeName: string
  organisationName: string
  organisationKind: Organisation['kind']
}

/** What somebody wrote of a salon she was at. */
export interface ExportedRecap {
  id: string
  salonId: string
  series: string | null
  number: number | null
  topic: string
  startsAt: Instant
  organisation: Named
  contact: Named
  text: string
  messageId: string
  at: Instant
}

/** A coaching session, visit or consultation of the hub's staff that was not taken back. */
export interface ExportedVisit {
  id: string
  organisation: Named
  kind: 'coaching' | 'visit' | 'consultation'
  happenedOn: Day
  topic: string | null
  number: number
  by: Named
  messageId: string
}

/** What exports and totals read. All lists are sorted by name then id, unless said otherwise. */
export interface RecordsToRead {
  hubs(): Promise<ExportHub[]>
  programmes(hubId: string): Promise<(Named & Pick<Programme, 'startsOn' | 'endsOn' | 'layouts'>)[]>
  organisations(hubId: string): Promise<ExportOrganisation[]>
  /** By `filedAt`, then id; read in pages, so that memory stays flat however many there are. */
  records(scope: RecordScope): AsyncIterable<ExportedRecord>
  /** By programme, organisation, purpose. */
  grants(scope: RecordScope): Promise<ExportedGrant[]>
  /** By the day of the salon, then when they were written. */
  recaps(scope: RecordScope): Promise<ExportedRecap[]>
  /** By day. A visit is of no programme: of one, those to its grantees. */
  visits(scope: RecordScope): Promise<ExportedVisit[]>
  /** The form versions that records were filed with: the labels of stored option keys stand there. */
  forms(): Promise<Form[]>
}
