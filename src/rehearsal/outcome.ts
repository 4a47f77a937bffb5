import type { Database } from '../database/connect.js'
import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import { deadlineOf, type ObligationState } from '../programmes/obligation.js'
import type { Obligation, StoredSchedule } from '../programmes/obligations.js'

/** What the database holds of the reports of a season, and what became of each when. */
export interface Outcome {
  obligations: Obligation[]
  schedules: StoredSchedule[]
  /** Reminders that were said, a row each rung and person. */
  said: { obligationId: string; deadline: Day; days: number; contactId: string }[]
  /** What an organisation of the hub is called. */
  nameOf(organisationId: string): string
  /** How one stood at a moment. */
  stateAt(obligationId: string, at: Instant): ObligationState | null
  /** When it came in first. */
  cameAt(obligationId: string): Instant | null
}

/** Those that are due within the season, of one programme or of all. */
export async function outcomeOf(
  database: Database,
  { hubId, programmeId, from, to }: { hubId: string; programmeId: string | null; from: Day; to: Day },
): Promise<Outcome> {
  const { all, schedules } = await database.transact(async ({ obligations }) => ({
    all: await obligations.list(hubId),
    schedules: await obligations.schedules(hubId),
  }))
  const events = await database.reads.all<{ obligationId: string; at: Instant; toState: ObligationState }>(
    'SELECT obligationId, at, toState FROM obligation_events WHERE hubId = ? ORDER BY position',
    [hubId],
  )
  const said = await database.reads.all<Outcome['said'][number]>(
    "SELECT obligationId, deadline, days, contactId FROM reminders WHERE hubId = ? AND state = 'said' AND plannedOn >= ? ORDER BY plannedOn, obligationId, contactId, days",
    [hubId, from],
  )
  const named = await database.reads.all<{ id: string; name: string }>(
    'SELECT id, name FROM organisations WHERE hubId = ?',
    [hubId],
  )
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const byObligation = new Map<string, typeof events>()
  for (const event of events)
    byObligation.set(event.obligationId, [...(byObligation.get(event.obligationId) ?? []), event])
  const eventsOf = (id: string) => byObligation.get(id) ?? []
  const within = (obligation: Obligation) => {
    const deadline = deadlineOf(obligation, obligation.facts)
    return deadline >= from && deadline <= to
  }
  return {
    obligations: all.filter((one) => within(one) && (programmeId === null || one.programmeId === programmeId)),
    schedules,
    said,
    nameOf: (id) => names.get(id) ?? id,
    stateAt: (id, at) => eventsOf(id).findLast((event) => event.at <= at)?.toState ?? null,
    cameAt: (id) => eventsOf(id).find(({ toState }) => toState === 'submitted')?.at ?? null,
  }
}
