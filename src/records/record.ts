import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Json } from '../kernel/json.js'
import type { Part } from '../kernel/quantity.js'

/** A form as it was filed, tied to whom and what it is about. */
export interface FiledRecord {
  id: string
  hubId: string
  programmeId: string | null
  grantId: string | null
  organisationId: string
  contactId: string
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
}

/** The typed rows of a filed form. */
export interface TypedRows {
  period: { from: Day; to: Day } | null
  activities: ActivityRow[]
  expenses: ExpenseRow[]
  photos: PhotoPlace[]
  sources: Source[]
}

export interface Records {
  /** Writes the record and all its rows; a second filing of the same session does nothing. */
  file(record: FiledRecord, rows: TypedRows): Promise<void>
}
