import type { Day } from '../kernel/day.js'
import { daysBetween } from '../kernel/day.js'
import { dayIn } from '../kernel/zone.js'
import { deadlineOf, isOutstanding, stateOn } from '../programmes/obligation.js'
import { callDay } from '../programmes/ladder.js'
import { localTime } from '../records/local-time.js'
import type { Actor } from './actor.js'
import { titleOf, type Judged } from './checks.js'
import type { SentBy, Sent } from './journal.js'
import type { Played } from './season.js'

/** What a rehearsal found: plain data, the same for the same seed. */
export interface Rehearsed {
  hub: string
  from: Day
  to: Day
  seed: number
  messages: {
    at: string
    organisation: string
    name: string
    kind: Sent['kind']
    by: SentBy
    why: string | null
    text: string
  }[]
  people: {
    organisation: string
    name: string
    manner: Actor['manner']
    account: string
    /** Bound, and following at the end. */
    here: boolean
    reminders: number
    others: number
    calls: number
    /** Answers to what she said herself: free at every platform. */
    answers: number
  }[]
  /** What went out by each account, and the most that one person got on a day. */
  quota: { account: string; by: SentBy; count: number; mostADay: number }[]
  reports: { due: number; onTime: number; late: number; missing: number; waived: number; words: number }
  /** `reminded`: reminders of it that arrived; `call`: staff were asked to call. */
  missing: { organisation: string; title: string; deadline: Day; days: number; reminded: number; call: boolean }[]
  stuck: { organisation: string; name: string; title: string; at: string; on: Day }[]
  left: { organisation: string; name: string }[]
  /** Promises that were not kept, what the platform complained of, and errors of the service: each is a fault of the program. */
  faults: string[]
}

export function reportOf(
  judged: Judged & { actors: Actor[]; played: Played; answersTo(actor: Actor): number; faults: string[] },
  about: Pick<Rehearsed, 'hub' | 'from' | 'to' | 'seed'>,
): Rehearsed {
  const { sent, outcome, zone, calendar, actors, played, faults } = judged
  const { obligations } = outcome
  const stateOf = (one: (typeof obligations)[number]) => stateOn(one, one.facts, about.to)
  const isLate = (one: (typeof obligations)[number]) => {
    const at = outcome.cameAt(one.id)
    return at !== null && dayIn(at, zone) > deadlineOf(one, one.facts)
  }
  const cameIn = obligations.filter(({ id }) => outcome.cameAt(id) !== null)
  const missing = obligations.filter((one) => isOutstanding(stateOf(one)))
  const to = (actor: Actor) => sent.filter((one) => one.to === actor)
  return {
    ...about,
    messages: sent.map(({ at, to: { organisation, name }, kind, by, why, text }) => ({
      at: localTime(at, zone),
      organisation,
      name,
      kind,
      by,
      why,
      text,
    })),
    people: actors.map((actor) => ({
      organisation: actor.organisation,
      name: actor.name,
      manner: actor.manner,
      account: actor.account,
      here: actor.here,
      reminders: to(actor).filter(({ kind, by }) => kind === 'reminder' && by !== 'call').length,
      others: to(actor).filter(({ kind }) => kind !== 'reminder').length,
      calls: to(actor).filter(({ by }) => by === 'call').length,
      answers: judged.answersTo(actor),
    })),
    quota: quotaOf(sent, zone),
    reports: {
      due: obligations.length,
      onTime: cameIn.filter((one) => !isLate(one)).length,
      late: cameIn.filter(isLate).length,
      missing: missing.length,
      waived: obligations.filter((one) => ['waived', 'missed'].includes(stateOf(one))).length,
      words: played.filed === 0 ? 0 : Math.round(played.words / played.filed),
    },
    missing: missing.map((one) => {
      const deadline = deadlineOf(one, one.facts)
      const ladder = outcome.schedules.find(({ id }) => id === one.scheduleId)?.schedule.ladder
      const title = titleOf(one, judged)
      return {
        organisation: outcome.nameOf(one.organisationId),
        title,
        deadline,
        days: daysBetween(deadline, about.to),
        reminded: sent.filter((message) => isAbout(message, one, title)).length,
        call: ladder !== undefined && callDay(ladder, deadline, calendar) <= about.to,
      }
    }),
    stuck: played.stuck.map(({ actor: { organisation, name }, title, at, on }) => ({
      organisation,
      name,
      title,
      at,
      on,
    })),
    left: played.left.map(({ organisation, name }) => ({ organisation, name })),
    faults,
  }
}

const isAbout = (
  { kind, by, to, text }: Sent,
  { organisationId }: { organisationId: string },
  title: string,
): boolean =>
  kind === 'reminder' && by !== 'call' && to.organisationIds.includes(organisationId) && text.includes(title)

function quotaOf(sent: Sent[], zone: string): Rehearsed['quota'] {
  const counts = new Map<string, { account: string; by: SentBy; count: number; days: Map<string, number> }>()
  for (const { to, by, at } of sent) {
    if (by === 'call' || by === 'with_answer') continue
    const { account } = to
    const key = `${account} ${by}`
    const one = counts.get(key) ?? { account, by, count: 0, days: new Map<string, number>() }
    const day = `${to.contactId} ${dayIn(at, zone)}`
    one.days.set(day, (one.days.get(day) ?? 0) + 1)
    counts.set(key, { ...one, count: one.count + 1 })
  }
  return [...counts.values()]
    .sort((a, b) => (a.account + a.by < b.account + b.by ? -1 : 1))
    .map(({ days, ...one }) => ({ ...one, mostADay: Math.max(...days.values()) }))
}
