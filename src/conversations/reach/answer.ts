import type { Asking } from '../../forms/field-kind.js'
import type { Instant } from '../../kernel/clock.js'
import { addDays, type Day } from '../../kernel/day.js'
import { isOutstanding } from '../../programmes/obligation.js'
import { statedOf } from '../obligations/which.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import { forecast, type Forecast, type LedgerContact } from './forecast.js'
import { forecastText } from './forecast-text.js'
import { morningOf } from './morning.js'

/** So far one looks ahead where nothing is due. */
const AHEAD_DAYS = 7

type Contact = NonNullable<Person['contact']>
type Rules = Pick<Routing, 'reach' | 'ways' | 'permission'>
type Ports = Pick<TurnPorts, 'overview' | 'deadlines' | 'obligations'>

/** 「触达」: who could not be reminded on the morning of that day, by default of the next deadline of anybody. */
export async function reachText(
  routing: Rules & Pick<Routing, 'staffWays'>,
  ports: Ports,
  { hubId, zone }: Contact,
  asked: Day | null,
  { words, today }: Pick<Asking, 'words' | 'today'>,
): Promise<string> {
  const seen = await foreseen(routing, ports, { hubId, zone }, asked, today)
  const wecom = routing.staffWays.accountsOf(hubId).some(({ channel }) => channel === 'wecom_app')
  return forecastText(seen.forecast, seen.until, { words, today, wecom, asks: asks(routing, seen.contacts) })
}

/** The ledger of a hub, and what follows of it for that day. */
export async function foreseen(
  rules: Rules,
  ports: Ports,
  { hubId, zone }: Pick<Contact, 'hubId' | 'zone'>,
  asked: Day | null,
  today: Day,
): Promise<{ until: Day; at: Instant; contacts: LedgerContact[]; forecast: Forecast }> {
  const contacts = await ports.overview.ledger(hubId)
  const until = asked ?? (await nextDeadlineOf(ports.deadlines, contacts, today)) ?? addDays(today, AHEAD_DAYS)
  const at = morningOf(until, zone)
  return { until, at, contacts, forecast: forecast(await dueIn(ports, hubId, until, today), contacts, rules, at) }
}

/** Whether anybody of these is asked for a permission after a filing. */
export const asks = (rules: Pick<Rules, 'permission'>, contacts: LedgerContact[]): boolean =>
  contacts.some(({ addresses }) => addresses.some(({ standing }) => rules.permission(standing.address, 'deadline')))

/**
 * The organisations with an active grant that have something to hand in by then, each once; of a hub that has no schedules yet all with a grant.
 */
async function dueIn(ports: Ports, hubId: string, until: Day, today: Day): Promise<{ id: string; name: string }[]> {
  const all = await statedOf(ports, hubId, today)
  const owing = new Set(
    all.flatMap(({ state, obligation: { opensOn, organisationId } }) =>
      isOutstanding(state) || state === 'returned' || (state === 'upcoming' && opensOn <= until)
        ? [organisationId]
        : [],
    ),
  )
  const active = (await ports.overview.grants({ hubId })).filter(
    ({ status, organisationId }) => status === 'active' && (all.length === 0 || owing.has(organisationId)),
  )
  return [...new Map(active.map(({ organisationId: id, organisationName: name }) => [id, name]))]
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The nearest day by which anybody of these is to hand in something; null when nothing is due. */
async function nextDeadlineOf(
  deadlines: TurnPorts['deadlines'],
  contacts: Pick<LedgerContact, 'contactId'>[],
  today: Day,
): Promise<Day | null> {
  let next: Day | null = null
  for (const { contactId } of contacts) {
    const day = await deadlines.nextDeadline(contactId)
    if (day !== null && day >= today && (next === null || day < next)) next = day
  }
  return next
}
