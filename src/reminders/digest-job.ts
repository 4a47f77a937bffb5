import type { Person } from '../conversations/ports.js'
import type { Instant } from '../kernel/clock.js'
import { addDays, type Day, daysBetween, weekday } from '../kernel/day.js'
import { textIn, type JobHandler } from '../kernel/job.js'
import type { Words } from '../kernel/words.js'
import { dayIn } from '../kernel/zone.js'
import { tellStaffOf } from '../conversations/tell-staff.js'
import { waysTo } from '../conversations/reach/ways.js'
import { type Calendar, workingDayFrom } from '../programmes/calendar.js'
import { callDay } from '../programmes/ladder.js'
import { deadlineOf, yearsAhead } from '../programmes/obligation.js'
import { stillOwed, type StillOwed } from '../conversations/obligations/owed.js'
import { titleOf } from '../conversations/salons/words.js'
import { overAt } from '../salons/reminders.js'
import type { SeasonPorts } from './ports.js'
import type { SeasonShell } from './remind-job.js'
import { owedTitle } from '../conversations/obligations/words.js'
import { type Digest, digestText, type Line } from './digest-text.js'
import { digestAt, digestKey } from './when.js'

/**
 * The job `digest`: one message to each of the hub's staff on a working morning about what is due that day and what is new since the one before.
 * Where there is neither none goes out, but once a week the figures of what still stands.
 */
export function digestJob(shell: SeasonShell & { calendar: Calendar }): JobHandler {
  return {
    async run({ payload }) {
      const [hubId, zone] = [textIn(payload, 'hubId'), textIn(payload, 'zone')]
      const now = shell.clock.now()
      const told = await shell.transact(async (ports) => {
        const today = dayIn(now, zone)
        const unreached = await unreachedNow(shell, ports, hubId, today)
        const years = await yearsToTell(shell, ports, hubId, today)
        const last = await lastDigest(ports, hubId, today)
        const made = new Map<string, string | null>()
        const { names } = await tellStaffOf(
          shell,
          ports,
          hubId,
          async (words, person) => {
            const before = sinceOf(person, last)
            const key = `${words.language} ${before}`
            if (!made.has(key)) {
              const digest = await digestOf(shell, ports, { hubId, today, zone, before }, { unreached, years }, words)
              made.set(key, digestText(digest, today, words))
            }
            return made.get(key) ?? null
          },
          now,
          { key: (person) => `${WAITS}${sinceOf(person, last) ?? ''}` },
        )
        return names.length > 0
      })
      shell.nudge()
      return { type: 'done', ...(!told && { code: 'nothing' }) }
    },
  }
}

/** What a digest waits under for her next word, with the day of the last one that she was really told, or nothing. */
const WAITS = 'digest-since:'

/** The last day before this one that had a digest. */
async function lastDigest({ reminders }: SeasonPorts, hubId: string, today: Day): Promise<Day | null> {
  const last = await reminders.lastOf(digestKey(hubId, ''), digestKey(hubId, today))
  return last === null ? null : last.slice(digestKey(hubId, '').length)
}

/**
 * Since when all is new to her: the digest before, or the one before those that still wait for her next word, for this one takes their place. Null
 * where she was never told one.
 */
function sinceOf({ unsaid }: Person, last: Day | null): Day | null {
  const waiting = unsaid.find(({ key }) => key.startsWith(WAITS))
  return waiting ? (/\d{4}-\d\d-\d\d/.exec(waiting.key)?.[0] ?? null) : last
}

/**
 * Who owes something and cannot be told anything now, with when that was first so of the deadline that comes first; `nobody`: those without a
 * contact.
 */
interface Unreached {
  all: Map<string, Instant>
  nobody: Set<string>
}

async function unreachedNow(shell: SeasonShell, ports: SeasonPorts, hubId: string, today: Day): Promise<Unreached> {
  const now = shell.clock.now()
  const ids = [...new Set((await ports.obligations.list(hubId)).map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(shell, ports, hubId, ids, today)
  const all = new Map<string, Instant>()
  const nobody = new Set<string>()
  for (const { obligation, deadline } of owed) {
    const { organisationId: id } = obligation
    if (all.has(id)) continue
    const contacts = await ports.colleagues.of(hubId, id)
    if (contacts.some(({ addresses }) => waysTo(addresses, shell, now, 'deadline').type === 'ways')) continue
    if (contacts.length === 0) nobody.add(id)
    all.set(id, await firstSeen(ports, `unreached:${hubId}:${id}:${deadline}`, now))
  }
  return { all, nobody }
}

/** When this was first so, now at the latest. */
async function firstSeen({ reminders }: SeasonPorts, key: string, now: Instant): Promise<Instant> {
  return (await reminders.firstTime(key, now)) ? now : ((await reminders.firstAt(key)) ?? now)
}

/**
 * The years without days off, with when they were first told of. The days off of a year are published in November of the year before: not before
 * December can anybody do something.
 */
async function yearsToTell(shell: { calendar: Calendar } & SeasonShell, ports: SeasonPorts, hubId: string, today: Day) {
  const years = new Map<number, Instant>()
  const now = shell.clock.now()
  for (const year of yearsAhead(shell.calendar, await ports.obligations.list(hubId), today))
    if (today >= `${year - 1}-12-01`) years.set(year, await firstSeen(ports, `once:holidays:${hubId}:${year}`, now))
  return years
}

async function digestOf(
  shell: SeasonShell & { calendar: Calendar },
  ports: SeasonPorts,
  { hubId, today, zone, before }: { hubId: string; today: Day; zone: string; before: Day | null },
  { unreached, years }: { unreached: Unreached; years: Map<number, Instant> },
  words: Words,
): Promise<Digest> {
  const organisations = await ports.overview.organisations(hubId)
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.name ?? ''
  const schedules = await ports.obligations.schedules(hubId)
  const all = await ports.obligations.list(hubId)
  const ids = [...new Set(all.map(({ organisationId }) => organisationId))]
  const owed = await stillOwed(shell, ports, hubId, ids, today)
  const lineOf = (one: Pick<StillOwed, 'obligation' | 'form'>): Line => ({
    organisation: nameOf(one.obligation.organisationId),
    title: owedTitle(one, words),
  })
  const { calendar } = shell
  const soon = workingDayFrom(calendar, addDays(today, 1), 1)
  const morning = before ?? workingDayFrom(calendar, addDays(today, -1), -1)
  const toldSoon = before === null ? null : workingDayFrom(calendar, addDays(before, 1), 1)
  const filed = await ports.obligations.cameInto(hubId, 'submitted', digestAt(hubId, morning, zone))
  // One that was returned meanwhile came in twice: the first time tells whether it was on time.
  const firsts = filed.filter((one, i) => filed.findIndex((other) => other.obligationId === one.obligationId) === i)
  const came = firsts.flatMap(({ obligationId, at }) => {
    const obligation = all.find(({ id }) => id === obligationId)
    const form = obligation && shell.forms.current.find(({ id }) => id === obligation.form)
    if (!obligation || !form) return []
    return [{ ...lineOf({ obligation, form }), onTime: dayIn(at, zone) <= deadlineOf(obligation, obligation.facts) }]
  })
  const late = owed.filter(({ state }) => state === 'overdue')
  const callOn = ({ obligation, deadline }: StillOwed): Day => {
    const ladder = schedules.find(({ id }) => id === obligation.scheduleId)?.schedule.ladder
    return ladder === undefined ? '9999-12-31' : callDay(ladder, deadline, calendar)
  }
  const call = late.filter((one) => callOn(one) <= today)
  const perOrganisation = owed.filter(
    (one, i) => owed.findIndex((other) => organisationOf(other) === organisationOf(one)) === i,
  )
  const isNew = (at: Instant | undefined) => at !== undefined && (before === null || dayIn(at, zone) > before)
  const fresh = perOrganisation.filter((one) => isNew(unreached.all.get(organisationOf(one))))
  return {
    today: owed.filter(({ deadline }) => deadline === today).map(lineOf),
    due: owed
      .filter(({ deadline }) => deadline > today && deadline <= soon && (toldSoon === null || deadline > toldSoon))
      .map(lineOf),
    late: late
      .filter(({ deadline }) => before === null || deadline >= before)
      .map((one) => ({ ...lineOf(one), days: daysBetween(one.deadline, today) })),
    call: call.filter((one) => before === null || callOn(one) > before).map(lineOf),
    came,
    unreachable: fresh.filter((one) => !unreached.nobody.has(organisationOf(one))).map(lineOf),
    nobody: fresh.filter((one) => unreached.nobody.has(organisationOf(one))).map(lineOf),
    years: [...years].flatMap(([year, at]) => (isNew(at) ? [year] : [])),
    unended: (await ports.salons.inHub(hubId, ['open']))
      .filter((salon) => {
        const over = dayIn(overAt(salon), zone)
        return over < today && (before === null || over >= before)
      })
      .map((salon) => titleOf(salon, words)),
    twins: (await ports.twins.cases(hubId)).filter(
      ({ decision, foundAt }) => decision === null && foundAt >= digestAt(hubId, morning, zone),
    ).length,
    dropped: (await ports.reminders.droppedSince(hubId, before === null ? morning : addDays(before, 1))).length,
    standing: { late: late.length, call: call.length, unreachable: unreached.all.size },
    weekly: before === null || weekday(today) < weekday(before) || daysBetween(before, today) >= 7,
  }
}

const organisationOf = ({ obligation }: StillOwed): string => obligation.organisationId
