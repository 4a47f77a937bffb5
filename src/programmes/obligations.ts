import type { Instant } from '../kernel/clock.js'
import type { Day, Days } from '../kernel/day.js'
import type { Facts, ObligationState } from './obligation.js'
import type { PartnerChange } from './partner-status.js'
import type { Owed, Schedule } from './schedule.js'

/** 应交报告: what one grant owes for one period of a schedule. Its due date is fixed once it is made. */
export interface Obligation extends Owed {
  id: string
  hubId: string
  programmeId: string
  scheduleId: string
  grantId: string
  organisationId: string
  facts: Facts
  /** As of the last time something happened to it: see `stateOn`. */
  state: ObligationState
  /** The chain of the record that answers it. */
  chainId: string | null
  /** See `nextDay`. */
  nextOn: Day | null
}

/** One thing that happened to it. Nobody (`contactId` null) is the calendar, or the operator on the command line. */
export interface ObligationEvent {
  obligationId: string
  at: Instant
  /** Null when it was made. */
  from: ObligationState | null
  to: ObligationState
  /** The new deadline, where it was extended. */
  extendedTo: Day | null
  why: string | null
  contactId: string | null
  messageId: string | null
}

export interface StoredSchedule {
  id: string
  hubId: string
  programmeId: string
  schedule: Schedule
}

/** A grant as far as it owes reports. `enrolledOn`: it joined on this day; what was due before is missed. */
export interface OwingGrant extends Days {
  grantId: string
  hubId: string
  programmeId: string
  organisationId: string
  status: 'active' | 'withdrawn' | 'finished'
  enrolledOn: Day | null
}

export interface Obligations {
  schedules(hubId: string): Promise<StoredSchedule[]>
  grants(hubId: string): Promise<OwingGrant[]>
  /** How the organisations of a hub stood as partners of its network. */
  partnerChanges(hubId: string): Promise<Pick<PartnerChange, 'organisationId' | 'fromOn' | 'status'>[]>
  /** False when there is one for this grant, schedule and period. */
  add(obligation: Obligation, event: ObligationEvent): Promise<boolean>
  /** Locked for the rest of the transaction. */
  hold(hubId: string, id: string): Promise<Obligation | null>
  /** Writes facts, state, record and next day of one that is held, and what happened. */
  change(obligation: Obligation, event: ObligationEvent | null): Promise<void>
  /** Of an organisation, of one of its grants, or of the whole hub; by deadline. */
  list(hubId: string, of?: { organisationId?: string; grantId?: string | null }): Promise<Obligation[]>
  /** The one that a record answers. */
  ofRecord(hubId: string, chainId: string): Promise<Obligation | null>
  /** Up to `limit` of a hub whose next day has come, the longest due first: reading them costs what they are, not what there is. */
  due(hubId: string, today: Day, limit: number): Promise<Obligation[]>
  /** When those came into this state since then. */
  cameInto(hubId: string, state: ObligationState, since: Instant): Promise<{ obligationId: string; at: Instant }[]>
  /** All that happened to one, oldest first. */
  events(hubId: string, id: string): Promise<ObligationEvent[]>
}
