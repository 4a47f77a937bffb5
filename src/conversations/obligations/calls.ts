import type { Instant } from '../../kernel/clock.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Calendar } from '../../programmes/calendar.js'
import { callDay } from '../../programmes/ladder.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import { forecast, type Unreached } from '../reach/forecast.js'
import type { Allowed } from '../reach/ways.js'
import { stillOwed, type StillOwed } from './owed.js'

/** An organisation that somebody should call, for nothing else helps any more. */
export interface Call {
  organisation: string
  /** Whom; null where no contact is listed. */
  contact: string | null
  /** Her number, where the hub's list has it: for staff who call, and nowhere else. */
  phone: string | null
  owed: [StillOwed, ...StillOwed[]]
  /** `no_answer`: all days of the ladder are over, whether or not somebody could be reminded on them, and it has not come. */
  why: Unreached['why'] | 'no_answer'
}

/** So many days before a deadline one calls who cannot be reminded of it. */
const BEFORE_DAYS = 7

export interface Calling {
  forms: Forms
  calendar: Calendar
  rules: Allowed
}

/**
 * The call sheet of a hub at this moment, what is overdue longest first: organisations whose reminders are at an end, and those that owe something
 * soon and cannot be reached.
 */
export async function callsOf(
  { forms, calendar, rules }: Calling,
  ports: Pick<TurnPorts, 'obligations' | 'overview'>,
  hubId: string,
  { now, today }: { now: Instant; today: Day },
): Promise<Call[]> {
  const schedules = await ports.obligations.schedules(hubId)
  const ladderOf = new Map(schedules.map(({ id, schedule }) => [id, schedule.ladder]))
  const ids = [...new Set((await ports.obligations.list(hubId)).map(({ organisationId }) => organisationId))]
  const owed = await stillOwed({ forms }, ports, hubId, ids, today)
  const contacts = await ports.overview.ledger(hubId)
  const organisations = await ports.overview.organisations(hubId)
  const mustCall = ({ obligation, deadline }: StillOwed) => {
    const ladder = ladderOf.get(obligation.scheduleId)
    return ladder !== undefined && today >= callDay(ladder, deadline, calendar)
  }
  return organisations
    .flatMap(({ id, name }): Call[] => {
      const [first, ...more] = owed.filter(({ obligation }) => obligation.organisationId === id)
      if (!first) return []
      const [unreached] = forecast([{ id, name }], contacts, rules, now).unreached
      const of: Call['owed'] = [first, ...more]
      const theirs = contacts.filter(({ organisationIds }) => organisationIds.includes(id))
      const phoneOf = (contact: string | null) => theirs.find(({ name: each }) => each === contact)?.phone ?? null
      if (unreached && daysBetween(today, first.deadline) <= BEFORE_DAYS)
        return [
          {
            organisation: name,
            contact: unreached.contact,
            phone: phoneOf(unreached.contact),
            owed: of,
            why: unreached.why,
          },
        ]
      if (!of.some(mustCall)) return []
      const contact = theirs[0]?.name ?? null
      return [{ organisation: name, contact, phone: phoneOf(contact), owed: of, why: 'no_answer' }]
    })
    .toSorted((a, b) =>
      a.owed[0].deadline < b.owed[0].deadline ? -1 : a.owed[0].deadline > b.owed[0].deadline ? 1 : 0,
    )
}
