import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { Instalment, Objective } from '../programmes/programmes.js'
import type { Partner } from '../programmes/register.js'

/** Which rows: always of one hub. */
export interface ReportScope {
  hubId: string
  programmeId?: string
  organisationId?: string
}

export type ReadObjective = Objective & { id: string; organisation: string | null }
export type ReadInstalment = Instalment & { grantId: string }

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

/** What reports read beside records. */
export interface ReportReads {
  programme(
    hubId: string,
    programmeId: string,
  ): Promise<{ name: string; startsOn: Day; endsOn: Day; funder: string | null } | null>
  objectives(scope: ReportScope): Promise<ReadObjective[]>
  instalments(scope: ReportScope): Promise<ReadInstalment[]>
  /** Due on these days, by the day first fixed. */
  owed(scope: ReportScope, days: { from?: Day | undefined; to?: Day | undefined }): Promise<ReadOwed[]>
  /** Held, by day. */
  salons(scope: ReportScope): Promise<ReadSalon[]>
  partners(hubId: string): Promise<Partner[]>
}
