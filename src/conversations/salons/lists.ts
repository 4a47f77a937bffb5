import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { coming, peopleOf, waiting } from '../../salons/places.js'
import type { Guest, Salon } from '../../salons/salon.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { planSalon } from './plan.js'
import { saySalon } from './turn.js'
import { NAME, titleOf, whenWhere } from './words.js'
import { salonMeant } from './which.js'

/** A salon that ended so long ago is no longer spoken of by itself. */
const LATELY_MS = 14 * 86_400_000

/** 「沙龙」: those that are planned with how many come, what is not sent yet, and how to begin one. */
export async function overview(routing: Routing, ports: TurnPorts, person: Known, asking: Asking): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const all = await ports.salons.inHub(contact.hubId, ['open'])
  const staff = contact.role === 'staff'
  if (all.length === 0)
    return staff
      ? planSalon(routing, ports, person, '', asking)
      : saySalon(routing, ports, person, words.say('salon.none_open'), asking)
  const lines: string[] = []
  for (const salon of all) {
    const guests = await ports.salons.guests(salon.id)
    const counts = countsOf(salon, guests, await optedOut(ports, salon.id, guests), words)
    lines.push(`· ${titleOf(salon, words)} ${whenWhere(salon, contact.zone, now, words)} · ${counts}`)
  }
  const plan = await ports.salons.plan(contact.id)
  const unsent = plan?.topic ? [words.say('salon.unsent', { title: titleOf(plan, words) })] : []
  const foot = staff ? [words.say('salon.overview_foot')] : []
  return saySalon(
    routing,
    ports,
    person,
    [words.say('salon.overview', { count: all.length }), ...lines, ...unsent, ...foot].join('\n'),
    asking,
  )
}

/** Those who did not answer because nobody of them wants what is sent to many. */
async function optedOut(
  { salons, broadcasts }: Pick<TurnPorts, 'salons' | 'broadcasts'>,
  salonId: string,
  guests: Guest[],
): Promise<Guest[]> {
  const invited = await salons.invited(salonId)
  const out: Guest[] = []
  for (const guest of guests) {
    const theirs = invited.filter(({ organisationId }) => organisationId === guest.organisationId)
    const wants = await Promise.all(theirs.map(({ contactId }) => broadcasts.isOut(contactId)))
    if (guest.answer === null && wants.length > 0 && wants.every(Boolean)) out.push(guest)
  }
  return out
}

/** 「参加 5 家 8 人 · 候补 1 家 · 不参加 2 家 · 待定 1 家 · 没回 3 家」 */
function countsOf({ capacity }: Salon, guests: Guest[], out: Guest[], words: Asking['words']): string {
  const seated = coming(guests)
  const groups = [
    { group: 'coming', count: seated.length },
    { group: 'waiting', count: waiting(guests).length },
    { group: 'no', count: guests.filter(({ answer }) => answer === 'no').length },
    { group: 'maybe', count: guests.filter(({ answer }) => answer === 'maybe').length },
    { group: 'silent', count: guests.filter((guest) => guest.answer === null && !out.includes(guest)).length },
    { group: 'out', count: out.length },
  ]
  const of = capacity === null ? '' : words.say('salon.of_seats', { capacity })
  return groups
    .flatMap(({ group, count }) =>
      group === 'coming' || count > 0
        ? [words.say(`salon.count_${group}`, { count, people: peopleOf(seated), of })]
        : [],
    )
    .join(' · ')
}

/** 「沙龙 名单」: who comes, waits, declined, is undecided, has not answered; and who checked in by now. */
export async function listText(ports: TurnPorts, person: Known, salon: Salon, asking: Asking): Promise<string> {
  const { words, now } = asking
  const guests = await ports.salons.guests(salon.id)
  const named = ({ organisation, people, answer }: Guest) =>
    answer === 'yes'
      ? words.say('salon.with_people', { name: quote(organisation, NAME), people })
      : quote(organisation, NAME)
  const group = (key: string, those: Guest[], people: number) =>
    those.length === 0
      ? []
      : [
          words.say('engine.line', {
            label: words.say(`salon.count_${key}`, {
              count: those.length,
              people,
              of: salon.capacity === null ? '' : words.say('salon.of_seats', { capacity: salon.capacity }),
            }),
            value: those.map(named).join(words.say('field.comma')),
          }),
        ]
  const seated = coming(guests)
  const out = await optedOut(ports, salon.id, guests)
  const silent = guests.filter((guest) => guest.answer === null && !out.includes(guest))
  const came = await ports.salons.checkIns(salon.id)
  return [
    `${titleOf(salon, words)} ${whenWhere(salon, person.contact.zone, now, words)}`,
    ...(seated.length === 0 ? [words.say('salon.nobody_yet')] : []),
    ...group('coming', seated, peopleOf(seated)),
    ...group('waiting', waiting(guests), 0),
    ...group(
      'maybe',
      guests.filter(({ answer }) => answer === 'maybe'),
      0,
    ),
    ...group(
      'no',
      guests.filter(({ answer }) => answer === 'no'),
      0,
    ),
    ...group('silent', silent, 0),
    ...group('out', out, 0),
    ...(came.length === 0
      ? []
      : [
          words.say('salon.checked_so_far', {
            count: came.length,
            people: peopleOf(came),
            names: came
              .map(({ name, people }) => words.say('salon.with_people', { name: quote(name, NAME), people }))
              .join(words.say('field.comma')),
          }),
        ]),
  ].join('\n')
}

/** 「没来的」: who registered and did not check in; with who came unasked. */
export async function absentText(ports: TurnPorts, salon: Salon, { words }: Asking): Promise<string> {
  const title = titleOf(salon, words)
  if (salon.checkInAt === null) return words.say('salon.absent_early', { title })
  const checked = await ports.salons.checkIns(salon.id)
  const guests = coming(await ports.salons.guests(salon.id))
  const here = new Set(checked.map(({ organisationId }) => organisationId))
  const comma = words.say('field.comma')
  const absent = guests.filter(({ organisationId }) => !here.has(organisationId))
  const registered = new Set(guests.map(({ organisationId }) => organisationId))
  const unasked = checked.filter(({ organisationId }) => organisationId === null || !registered.has(organisationId))
  const fewer = guests.flatMap(({ organisationId, organisation, people }) => {
    const came = checked.find((one) => one.organisationId === organisationId)?.people
    return came !== undefined && came < people
      ? [words.say('salon.fewer', { name: quote(organisation, NAME), people, came })]
      : []
  })
  const names = absent.map(({ organisation, people }) =>
    words.say('salon.with_people', { name: quote(organisation, NAME), people }),
  )
  return [
    absent.length === 0
      ? words.say('salon.all_came', { title, count: guests.length })
      : words.say('salon.absent', { title, count: absent.length, of: guests.length, names: names.join(comma) }),
    ...(fewer.length > 0 ? [words.say('salon.came_fewer', { names: fewer.join(comma) })] : []),
    ...(unasked.length > 0
      ? [words.say('salon.came_unasked', { names: unasked.map(({ name }) => quote(name, NAME)).join(comma) })]
      : []),
  ].join('\n')
}

/** The latest that is going on or over: what is asked afterwards is about it. */
export async function lateSalon(
  ports: TurnPorts,
  person: Known,
  name: string,
  asking: Asking,
): Promise<Salon | string> {
  const all = await ports.salons.inHub(person.contact.hubId, ['open', 'ended'])
  const late = all.filter(({ checkInAt, endedAt }) => checkInAt !== null || endedAt !== null).toReversed()
  const lately = late.filter(({ endedAt }) => endedAt === null || endedAt > later(asking.now, -LATELY_MS))
  if (name === '' && late[0]) return lately[0] ?? late[0]
  return name === '' ? asking.words.say('salon.none_yet') : salonMeant(late, name, person, asking)
}
