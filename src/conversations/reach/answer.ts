import type { Asking } from '../../forms/field-kind.js'
import { addDays, type Day } from '../../kernel/day.js'
import type { Person, TurnPorts } from '../ports.js'
import type { Routing } from '../route.js'
import { forecast, type LedgerContact } from './forecast.js'
import { forecastText } from './forecast-text.js'
import { morningOf } from './morning.js'

/** So far one looks ahead where nothing is due. */
const AHEAD_DAYS = 7

type Contact = NonNullable<Person['contact']>

/** 「触达」: who could not be reminded on the morning of that day, by default of the next deadline of anybody. */
export async function reachText(
  routing: Pick<Routing, 'reach' | 'ways' | 'permission' | 'staffWays'>,
  ports: Pick<TurnPorts, 'overview' | 'deadlines'>,
  { hubId, zone }: Contact,
  asked: Day | null,
  { words, today }: Pick<Asking, 'words' | 'today'>,
): Promise<string> {
  const contacts = await ports.overview.ledger(hubId)
  const until = asked ?? (await nextDeadlineOf(ports.deadlines, contacts, today)) ?? addDays(today, AHEAD_DAYS)
  const found = forecast(await dueIn(ports, hubId), contacts, routing, morningOf(until, zone))
  const wecom = routing.staffWays.accountsOf(hubId).some(({ channel }) => channel === 'wecom_app')
  const asks = contacts.some(({ addresses }) =>
    addresses.some(({ standing }) => routing.permission(standing.address, 'deadline')),
  )
  return forecastText(found, until, { words, today, wecom, asks })
}

/** The organisations with an active grant, each once. */
export async function dueIn(
  { overview }: Pick<TurnPorts, 'overview'>,
  hubId: string,
): Promise<{ id: string; name: string }[]> {
  const active = (await overview.grants({ hubId })).filter(({ status }) => status === 'active')
  return [...new Map(active.map(({ organisationId: id, organisationName: name }) => [id, name]))]
    .map(([id, name]) => ({ id, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The nearest day by which anybody of these is to hand in something; null when nothing is due. */
export async function nextDeadlineOf(
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
