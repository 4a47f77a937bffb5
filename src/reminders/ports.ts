import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { TurnPorts } from '../conversations/ports.js'

/** One rung of the ladder of one deadline, for one person: what became of it. */
export interface Reminder {
  obligationId: string
  hubId: string
  /** The deadline it is about: an extended one is reminded of anew. */
  deadline: Day
  /** As in the ladder: -7 is a week before. */
  days: number
  /** When it was planned. */
  on: Day
  /** Whom; empty where it was dropped for everybody. */
  contactId: string
  /**
   * `dropped`: it came too late to be of use, or another stands for it. `unneeded`: the report came in before, or there is nobody to
   * remind. */
  state: 'planned' | 'said' | 'unneeded' | 'dropped'
}

export interface Reminders {
  /** The rungs of a deadline that were planned or dropped. */
  ofDeadline(obligationId: string, deadline: Day): Promise<number[]>
  add(reminder: Reminder): Promise<void>
  /** Those planned for a person that were not sent yet. */
  plannedFor(hubId: string, contactId: string): Promise<Reminder[]>
  setState(
    reminder: Pick<Reminder, 'obligationId' | 'deadline' | 'days'>,
    contactId: string,
    state: Reminder['state'],
  ): Promise<void>
  /** Dropped since this day. */
  droppedSince(hubId: string, day: Day): Promise<Reminder[]>
  /** True the first time that this is asked about this key, on whatever machine. */
  firstTime(key: string, at: Instant): Promise<boolean>
  /** When that first was; null where it never was. */
  firstAt(key: string): Promise<Instant | null>
  /** The last of the keys that were asked about from one on and before another. */
  lastOf(from: string, before: string): Promise<string | null>
}

export type SeasonPorts = TurnPorts & { reminders: Reminders }
