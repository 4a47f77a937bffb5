import type { Instant } from '../kernel/clock.js'
import { type Day, daysBetween } from '../kernel/day.js'
import type { Colleague } from '../conversations/colleagues/ports.js'
import { type Allowed, waysTo } from '../conversations/reach/ways.js'
import { type Calendar, isWorkingDay } from '../programmes/calendar.js'
import { changeObligation, type Keeping } from '../programmes/keep-obligations.js'
import { askedAt, type Ladder, type Rung, rungDays } from '../programmes/ladder.js'
import { deadlineOf, isOutstanding } from '../programmes/obligation.js'
import type { Obligation, StoredSchedule } from '../programmes/obligations.js'
import type { SeasonPorts } from './ports.js'
import { digestAt, digestKey, isOver, remindAt } from './when.js'

export interface HubDay {
  hubId: string
  zone: string
  today: Day
  now: Instant
}

/** What a run of the planning found to do. */
export interface Planned {
  looked: number
  reminded: number
  dropped: number
}

/** What planning needs besides the rows: `Allowed` tells who can be reached. */
type Planning = Keeping & Allowed

/** So many in one transaction: a crash loses no more than the last of them, which are then looked at again. */
const PAGE = 100

/** A rung that is further back has lost its point. */
const STALE_DAYS = 3

/**
 * Plans the day of one hub: obligations whose day has come change their state by the calendar, and who owes them is reminded. Every row is
 * looked at under its lock and moves on to its next day in the same transaction, so that running twice, on two machines, after two days off
 * or after a crash in the middle plans each rung once. Resolves when nothing is left that is due.
 */
export async function planDay(
  shell: Planning & { transact: <T>(work: (ports: SeasonPorts) => Promise<T>) => Promise<T> },
  hub: HubDay,
): Promise<Planned> {
  const all: Planned = { looked: 0, reminded: 0, dropped: 0 }
  for (;;) {
    const page = await shell.transact(async (ports) => {
      const schedules = await ports.obligations.schedules(hub.hubId)
      const due = await ports.obligations.due(hub.hubId, hub.today, PAGE)
      const done: Planned = { looked: due.length, reminded: 0, dropped: 0 }
      for (const obligation of due) {
        const one = await planOne(shell, ports, hub, obligation, schedules)
        done.reminded += one.reminded
        done.dropped += one.dropped
      }
      return done
    })
    all.looked += page.looked
    all.reminded += page.reminded
    all.dropped += page.dropped
    if (page.looked < PAGE) break
  }
  await shell.transact((ports) => planDigest(ports, hub, shell.calendar))
  return all
}

async function planOne(
  keeping: Planning,
  ports: SeasonPorts,
  hub: HubDay,
  { id, scheduleId }: Obligation,
  schedules: StoredSchedule[],
): Promise<Pick<Planned, 'reminded' | 'dropped'>> {
  const by = { at: hub.now, today: hub.today, contactId: null, messageId: null, why: null }
  const ladder = schedules.find((one) => one.id === scheduleId)?.schedule.ladder
  if (!ladder) throw new Error(`the obligation ${id} has no schedule`)
  const obligation = await changeObligation(keeping, ports.obligations, hub.hubId, id, {}, by, schedules)
  if (!obligation || !isOutstanding(obligation.state)) return { reminded: 0, dropped: 0 }
  const deadline = deadlineOf(obligation, obligation.facts)
  const known = await ports.reminders.ofDeadline(id, deadline)
  const come = rungDays(ladder, deadline, keeping.calendar).filter(
    ({ on, days }) => on <= hub.today && !known.includes(days),
  )
  const due = dueOf(come, hub.today)
  const dropped = come.filter((rung) => rung !== due)
  for (const { days } of dropped)
    await ports.reminders.add({ ...rowOf(obligation, deadline, days, hub.today), contactId: '', state: 'dropped' })
  const reminded = due ? await remind(keeping, ports, hub, obligation, deadline, ladder, due) : 0
  return { reminded, dropped: dropped.length }
}

/** The latest of those that have come stands for all; what lies too far back is not said any more. */
const dueOf = (come: Rung[], today: Day): Rung | null => {
  const last = come.at(-1)
  return last && daysBetween(last.on, today) <= STALE_DAYS ? last : null
}

const rowOf = ({ id, hubId }: Obligation, deadline: Day, days: number, on: Day) => ({
  obligationId: id,
  hubId,
  deadline,
  days,
  on,
})

/** All that a person owes is one message of one day. */
async function remind(
  { calendar, ...rules }: Planning,
  ports: SeasonPorts,
  { hubId, zone, today, now }: HubDay,
  obligation: Obligation,
  deadline: Day,
  ladder: Ladder,
  { days }: Rung,
): Promise<number> {
  const contacts = await ports.colleagues.of(hubId, obligation.organisationId)
  const atOf = (contactId: string) => remindAt(contactId, today, now, zone, calendar)
  const isReached = ({ contactId, addresses }: Colleague): boolean =>
    waysTo(addresses, rules, atOf(contactId), 'deadline').type === 'ways'
  const told = askedAt(ladder, days, contacts, isReached)
  const row = rowOf(obligation, deadline, days, today)
  // It did not come too late: there is nobody to tell, and the digest and the call sheet say so.
  if (told.length === 0) await ports.reminders.add({ ...row, contactId: '', state: 'unneeded' })
  for (const { contactId } of told) {
    await ports.reminders.add({ ...row, contactId, state: 'planned' })
    // Of a person's second report the message stands already.
    const key = `remind:${contactId}:${today}`
    if (!(await ports.reminders.firstTime(key, now))) continue
    await ports.outbox.add({ kind: 'remind', key, payload: { hubId, contactId, zone }, dueAt: atOf(contactId) })
  }
  return told.length
}

/** Staff hear once each working morning how things stand. */
async function planDigest(ports: SeasonPorts, { hubId, zone, today, now }: HubDay, calendar: Calendar): Promise<void> {
  // Of a hub that asks for nothing there is nothing to tell.
  if (!isWorkingDay(calendar, today) || (await ports.obligations.schedules(hubId)).length === 0) return
  // Where the service comes up at night, the next morning tells it.
  if (isOver(today, now, zone)) return
  const key = digestKey(hubId, today)
  if (!(await ports.reminders.firstTime(key, now))) return
  const at = digestAt(hubId, today, zone)
  await ports.outbox.add({ kind: 'digest', key, payload: { hubId, zone }, dueAt: at < now ? now : at })
}
