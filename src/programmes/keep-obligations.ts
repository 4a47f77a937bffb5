import type { Instant } from '../kernel/clock.js'
import type { Day } from '../kernel/day.js'
import type { NewId } from '../kernel/id.js'
import type { Calendar } from './calendar.js'
import {
  deadlineOf,
  type Facts,
  isOutstanding,
  nextDay,
  NO_FACTS,
  type ObligationState,
  stateOn,
} from './obligation.js'
import type { Obligation, ObligationEvent, Obligations, OwingGrant, StoredSchedule } from './obligations.js'
import { statusesAt } from './partner-status.js'
import { owedBy, type Schedule } from './schedule.js'

/** Who changes an obligation, when, and why. */
export interface By {
  at: Instant
  today: Day
  contactId: string | null
  messageId: string | null
  why: string | null
}

/** What keeping obligations needs besides the rows. */
export interface Keeping {
  calendar: Calendar
  newId: NewId
}

/**
 * Makes the obligations that the hub's schedules ask of its active grants and that are not there yet; of a grant that was withdrawn what is
 * still owed is waived, of a partner that left what is due since then. What is there keeps its dates, whatever the schedule says by now. Gives
 * how many of each.
 */
export async function makeObligations(
  { calendar, newId }: Keeping,
  obligations: Obligations,
  hubId: string,
  by: Pick<By, 'at' | 'today'>,
): Promise<{ made: number; missed: number; waived: number }> {
  const count = { made: 0, missed: 0, waived: 0 }
  const nobody = { ...by, contactId: null, messageId: null }
  const known = await obligations.list(hubId)
  const keyOf = (of: Pick<Obligation, 'grantId' | 'scheduleId' | 'period'>) =>
    JSON.stringify([of.grantId, of.scheduleId, of.period])
  const there = new Set(known.map(keyOf))
  const [schedules, grants] = [await obligations.schedules(hubId), await obligations.grants(hubId)]
  const left = leftOn(await obligations.partnerChanges(hubId), by.today)
  const hasLeft = ({ organisationId, dueOn }: Pick<Obligation, 'organisationId' | 'dueOn'>) =>
    dueOn >= (left.get(organisationId) ?? '9999')
  for (const grant of grants) {
    for (const schedule of schedules.filter(({ programmeId }) => programmeId === grant.programmeId)) {
      for (const obligation of wantedOf(schedule, grant, calendar, by.today)) {
        if (there.has(keyOf(obligation)) || hasLeft(obligation)) continue
        const made = { ...obligation, id: newId() }
        const event = eventOf(made, null, { ...nobody, why: null })
        if (!(await obligations.add(made, event))) continue
        count.made += 1
        if (made.state === 'missed') count.missed += 1
      }
    }
  }
  const withdrawn = new Set(grants.filter(({ status }) => status === 'withdrawn').map(({ grantId }) => grantId))
  for (const one of known) {
    const { id, state, grantId, organisationId } = one
    if (!(isOutstanding(state) || state === 'upcoming')) continue
    const gone = hasLeft(one) && `${LEFT} ${left.get(organisationId)}`
    const why = withdrawn.has(grantId) ? WITHDRAWN : gone
    // What staff asked for after all stays asked for.
    if (why === false || (await obligations.events(hubId, id)).some((event) => event.why === why)) continue
    if (await changeObligation({ calendar }, obligations, hubId, id, { waived: true }, { ...nobody, why }))
      count.waived += 1
  }
  return count
}

/** Why the calendar waives: stored, and shown as it is. */
export const WITHDRAWN = '资助已退出'
export const LEFT = '伙伴已退出，从'

/** Since when the partners that have left by a day have. */
function leftOn(changes: Awaited<ReturnType<Obligations['partnerChanges']>>, today: Day): Map<string, Day> {
  const left = statusesAt(changes, today).filter(({ status }) => status === 'left')
  return new Map(left.map(({ organisationId, fromOn }) => [organisationId, fromOn]))
}

/** All that a schedule asks of an active grant. What was due before it joined, or before anybody asked for it, is missed. */
function wantedOf(
  { id: scheduleId, schedule }: StoredSchedule,
  grant: OwingGrant,
  calendar: Calendar,
  today: Day,
): Omit<Obligation, 'id'>[] {
  if (grant.status !== 'active') return []
  const { grantId, hubId, programmeId, organisationId, enrolledOn } = grant
  return owedBy(schedule, grant, calendar).map((owed) => {
    const facts = { ...NO_FACTS, missed: owed.dueOn < latest(enrolledOn, today) }
    return {
      ...owed,
      hubId,
      programmeId,
      scheduleId,
      grantId,
      organisationId,
      facts,
      state: stateOn(owed, facts, today),
      chainId: null,
      nextOn: firstDay(owed, facts, schedule, calendar, today),
    }
  })
}

const latest = (a: Day | null, b: Day): Day => (a !== null && a > b ? a : b)

/** What is made late is looked at today. */
function firstDay(
  owed: Parameters<typeof nextDay>[0],
  facts: Facts,
  { ladder }: Schedule,
  calendar: Calendar,
  today: Day,
): Day | null {
  return isOutstanding(stateOn(owed, facts, today)) ? today : nextDay(owed, facts, ladder, calendar, today)
}

/**
 * Changes what is known of one obligation and writes what happened, if anything did. A new deadline is reminded of anew: its next day is found
 * from the ladder of that. `schedules` are those of the hub, where they are at hand. Null when there is no such obligation.
 */
export async function changeObligation(
  { calendar }: Pick<Keeping, 'calendar'>,
  obligations: Obligations,
  hubId: string,
  id: string,
  change: Partial<Facts> & { chainId?: string | null },
  by: By,
  schedules?: StoredSchedule[],
): Promise<Obligation | null> {
  const before = await obligations.hold(hubId, id)
  if (!before) return null
  const known = schedules ?? (await obligations.schedules(hubId))
  const schedule = known.find((one) => one.id === before.scheduleId)?.schedule
  if (!schedule) throw new Error(`the obligation ${id} has no schedule`)
  const { chainId = before.chainId, ...facts } = change
  const now = { ...before.facts, ...facts }
  const after: Obligation = {
    ...before,
    facts: now,
    chainId,
    state: stateOn(before, now, by.today),
    nextOn: nextDay(before, now, schedule.ladder, calendar, by.today),
  }
  const moved = deadlineOf(after, after.facts) !== deadlineOf(before, before.facts)
  const happened = after.state !== before.state || moved
  await obligations.change(after, happened ? eventOf(after, before, by) : null)
  return after
}

function eventOf(after: Obligation, before: Obligation | null, by: By): ObligationEvent {
  const from: ObligationState | null = before?.state ?? null
  const moved = before !== null && after.facts.extendedTo !== before.facts.extendedTo
  return {
    obligationId: after.id,
    at: by.at,
    from,
    to: after.state,
    extendedTo: moved ? after.facts.extendedTo : null,
    why: by.why,
    contactId: by.contactId,
    messageId: by.messageId,
  }
}
