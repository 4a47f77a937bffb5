import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Said } from '../kernel/message.js'
import type { Instalment, Objective } from '../programmes/programmes.js'
import type { Partner } from '../programmes/register.js'

/** Which rows: always of one hub. */
export interface ReportScope {
  hubId: string
  programmeId?: string
  organisationId?: string
}

export interface ReadProgramme {
  name: string
  startsOn: Day
  endsOn: Day
  funder: string | null
  /** What the funder gives for all of it; null where nobody said. */
  amountFen: number | null
}

export type ReadObjective = Objective & { id: string; organisation: string | null }
export type ReadInstalment = Instalment & { grantId: string }

/** What is known of a grant's days and of who gave it. */
export interface Award {
  grantId: string
  /** The day it joined its programme, else its first day: no other day of awarding is kept. */
  awardedOn: Day
  startsOn: Day
  endsOn: Day
  funderId: string
  funder: string
}

/** A report that is owed, with when its record first came in. */
export interface ReadOwed {
  organisation: string
  form: string
  period: string
  dueOn: Day
  extendedTo: Day | null
  state: string
  filedAt: Instant | null
}

export interface ReadSalon {
  id: string
  series: string | null
  number: number | null
  topic: string
  startsAt: Instant
  place: string | null
  /** People who said that they come, and who were there. */
  registered: number
  checkedIn: number
}

/** What a model drafted for a report that was made before, with what that report was asked for. */
export interface ReadDraft {
  programmeId: string | null
  granteeId: string | null
  fromOn: Day | null
  toOn: Day | null
  public: boolean
  /** Of that report: the first that was made is 1. */
  number: number
  paragraphs: { title: string; text: string }[]
  notes: { number: number; name: string; shown: string }[]
  /** By name; null while nobody stands for it. */
  signedBy: string | null
  signedAt: Instant | null
}

/** A message as it came in; of a photo the one that brought it. */
export interface ReadMessage {
  /** The id that was asked for. */
  id: string
  sentAt: Instant
  /** By name and organisation; null where she is not bound. */
  by: string | null
  organisation: string | null
  said: Said
  /** What was heard in a voice message. */
  transcript: string | null
}

/** What reports read beside records. */
export interface ReportReads {
  programme(hubId: string, programmeId: string): Promise<ReadProgramme | null>
  objectives(scope: ReportScope): Promise<ReadObjective[]>
  instalments(scope: ReportScope): Promise<ReadInstalment[]>
  awards(scope: ReportScope): Promise<Award[]>
  /** Due on these days, by the day first fixed. */
  owed(scope: ReportScope, days: { from?: Day | undefined; to?: Day | undefined }): Promise<ReadOwed[]>
  /** Held, by day. */
  salons(scope: ReportScope): Promise<ReadSalon[]>
  partners(hubId: string): Promise<Partner[]>
  /** The last made first. */
  drafts(hubId: string): Promise<ReadDraft[]>
  /** Messages and photos of a hub by id, in the order in which they were said. */
  said(hubId: string, ids: readonly string[]): Promise<ReadMessage[]>
}
