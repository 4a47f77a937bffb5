import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { coming, peopleOf, waiting } from '../../salons/places.js'
import { readPlan } from '../../salons/plan-words.js'
import type { Guest, Salon } from '../../salons/salon.js'
import type { AskedOfSalons, SalonChange } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { newsLater, remindLater } from './news.js'
import { planSalon } from './plan.js'
import { moveUp } from './reply.js'
import { saySalon } from './turn.js'
import { factLines, NAME, titleOf, whenWhere } from './words.js'
import { namedIn, salonMeant } from './which.js'

/** A salon that ended so long ago is no longer spoken of by itself. */
const LATELY_MS = 14 * 86_400_000

/** 「沙龙」: those that are planned with how many come, what is not sent yet, and how to begin one. */
export async function overview(routing: Routing, ports: TurnPorts, person: Known, asking: Asking): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const all = await ports.salons.inHub(contact.hubId, ['open'])
  const staff = contact.role === 'staff'
  if (all.length === 0)
    return staff ? planSalon(routing, ports, person, '', asking) : saySalon(routing, ports, person, words.say('salon.none_open'), asking)
  const lines: string[] = []
  for (const salon of all) {
    const guests = await ports.salons.guests(salon.id)
    lines.push(`· ${titleOf(salon, words)} ${whenWhere(salon, contact.zone, now, words)} · ${countsOf(salon, guests, words)}`)
  }
  const plan = await ports.salons.plan(contact.id)
  const unsent = plan?.topic ? [words.say('salon.unsent', { title: titleOf(plan, words) })] : []
  const foot = staff ? [words.say('salon.overview_foot')] : []
  return saySalon(routing, ports, person, [words.say('salon.overview', { count: all.length }), ...lines, ...unsent, ...foot].join('\n'), asking)
}

/** 「参加 5 家 8 人 · 候补 1 家 · 不参加 2 家 · 待定 1 家 · 没回 3 家」 */
function countsOf({ capacity }: Salon, guests: Guest[], words: Asking['words']): string {
  const seated = coming(guests)
  const groups = [
    { group: 'coming', count: seated.length },
    { group: 'waiting', count: waiting(guests).length },
    { group: 'no', count: guests.filter(({ answer }) => answer === 'no').length },
    { group: 'maybe', count: guests.filter(({ answer }) => answer === 'maybe').length },
    { group: 'silent', count: guests.filter(({ answer }) => answer === null).length },
  ]
  const of = capacity === null ? '' : words.say('salon.of_seats', { capacity })
  return groups
    .flatMap(({ group, count }) =>
      group === 'coming' || count > 0 ? [words.say(`salon.count_${group}`, { count, people: peopleOf(seated), of })] : [],
    )
    .join(' · ')
}

/** 「沙龙 名单」: who comes, waits, declined, is undecided, has not answered. */
export async function listText(ports: TurnPorts, person: Known, salon: Salon, asking: Asking): Promise<string> {
  const { words, now } = asking
  const guests = await ports.salons.guests(salon.id)
  const named = ({ organisation, people, answer }: Guest) =>
    answer === 'yes' ? words.say('salon.with_people', { name: quote(organisation, NAME), people }) : quote(organisation, NAME)
  const group = (key: string, those: Guest[], people: number) =>
    those.length === 0
      ? []
      : [
          words.say('engine.line', {
            label: words.say(`salon.count_${key}`, { count: those.length, people, of: salon.capacity === null ? '' : words.say('salon.of_seats', { capacity: salon.capacity }) }),
            value: those.map(named).join(words.say('field.comma')),
          }),
        ]
  const seated = coming(guests)
  const silent = guests.filter(({ answer }) => answer === null)
  return [
    `${titleOf(salon, words)} ${whenWhere(salon, person.contact.zone, now, words)}`,
    ...(seated.length === 0 ? [words.say('salon.nobody_yet')] : []),
    ...group('coming', seated, peopleOf(seated)),
    ...group('waiting', waiting(guests), 0),
    ...group('maybe', guests.filter(({ answer }) => answer === 'maybe'), 0),
    ...group('no', guests.filter(({ answer }) => answer === 'no'), 0),
    ...group('silent', silent, 0),
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
    return came !== undefined && came < people ? [words.say('salon.fewer', { name: quote(organisation, NAME), people, came })] : []
  })
  const names = absent.map(({ organisation, people }) => words.say('salon.with_people', { name: quote(organisation, NAME), people }))
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
export async function lateSalon(ports: TurnPorts, person: Known, name: string, asking: Asking): Promise<Salon | string> {
  const all = await ports.salons.inHub(person.contact.hubId, ['open', 'ended'])
  const late = all.filter(({ checkInAt, endedAt }) => checkInAt !== null || endedAt !== null).toReversed()
  const lately = late.filter(({ endedAt }) => endedAt === null || endedAt > later(asking.now, -LATELY_MS))
  if (name === '' && late[0]) return lately[0] ?? late[0]
  return name === '' ? asking.words.say('salon.none_yet') : salonMeant(late, name, person, asking)
}

/** 「沙龙 改到12月6日下午3点」, 「沙龙 地点 财大」: what changes is shown, and whom it is told; then asked whether. */
export async function startChange(routing: Routing, ports: TurnPorts, person: Known, text: string, asking: Asking): Promise<Turn> {
  const { contact } = person
  const { words, now, today } = asking
  const say = (reply: string) => saySalon(routing, ports, person, reply, asking)
  const open = (await ports.salons.inHub(contact.hubId, ['open'])).filter(({ startsAt }) => startsAt > now)
  // With one open its name is not looked for: a word of it may stand in the new place.
  const named = open.length > 1 ? namedIn(open, text) : { salons: open, rest: text }
  const salon = salonMeant(named.salons, '', person, asking)
  if (typeof salon === 'string') return say(salon)
  const { plan, unclear } = readPlan(named.rest.replace(/^(?:延到|提前到|换到)/, '时间 '), today, contact.zone)
  const { series: _, number: __, topic, ...said } = plan
  const { startsAt, ...more } = said
  const change: SalonChange = { ...more, ...(startsAt && { startsAt }), ...(topic && /(?:主题|题目)/.test(text) && { topic }) }
  if (unclear) return say(words.say(`salon.plan_${unclear}`))
  if (Object.keys(change).length === 0) return say(words.say('salon.change_how'))
  if (change.startsAt && change.startsAt <= now) return say(words.say('salon.plan_past'))
  await ports.people.setAsked(contact.id, { type: 'salon_change', salonId: salon.id, change, at: now })
  const told = toldOf(await ports.salons.guests(salon.id))
  const facts = factLines({ ...salon, ...change }, contact.zone, now, words)
  return say([words.say('salon.change_shown', { title: titleOf({ ...salon, ...change }, words) }), ...facts, words.say('salon.change_or_not', { count: told.length })].join('\n'))
}

/** Who is told of a change: all but those who do not come anyway. */
const toldOf = (guests: Guest[]): Guest[] => guests.filter(({ answer }) => answer !== 'no')

async function contactsToTell(ports: TurnPorts, salon: Salon): Promise<string[]> {
  const told = new Set(toldOf(await ports.salons.guests(salon.id)).map(({ organisationId }) => organisationId))
  return (await ports.salons.invited(salon.id)).flatMap(({ contactId, organisationId }) => (told.has(organisationId) ? [contactId] : []))
}

export async function startCancel(routing: Routing, ports: TurnPorts, person: Known, why: string | null, asking: Asking): Promise<Turn> {
  const { words, now } = asking
  const open = await ports.salons.inHub(person.contact.hubId, ['open'])
  const named = namedIn(open, why ?? '')
  const salon = salonMeant(named.salons, '', person, asking)
  if (typeof salon === 'string') return saySalon(routing, ports, person, salon, asking)
  const reason = named.rest === '' ? null : named.rest
  await ports.people.setAsked(person.contact.id, { type: 'salon_cancel', salonId: salon.id, why: reason, at: now })
  const count = toldOf(await ports.salons.guests(salon.id)).length
  const values = { title: titleOf(salon, words), when: whenWhere(salon, person.contact.zone, now, words), count }
  return saySalon(routing, ports, person, words.say('salon.cancel_or_not', values), asking)
}

/** Yes or no to a change or to calling it off; null where it is neither. */
export async function decided(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Extract<AskedOfSalons, { type: 'salon_change' | 'salon_cancel' }>,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { words, now } = asking
  const say = (reply: string, jobs = false) => saySalon(routing, ports, person, reply, asking, jobs)
  const yes = yesOrNo(text) ?? (/^(?:改|通知|取消沙龙|改并通知)$/.test(bare(text)) ? true : null)
  if (yes === null) return null
  if (!yes) return say(words.say('salon.left_as_is'))
  const salon = await ports.salons.hold(asked.salonId)
  if (salon?.state !== 'open') return say(words.say('salon.none_open'))
  const contactIds = await contactsToTell(ports, salon)
  const title = titleOf(salon, words)
  if (asked.type === 'salon_cancel') {
    await ports.salons.update(salon.id, { state: 'cancelled' })
    await newsLater(ports, salon, contactIds, 'cancelled', now, { why: asked.why })
    return say(words.say('salon.cancelled_told', { title, people: contactIds.length }), true)
  }
  const { startsAt, endsAt, place } = salon
  const changed = { ...salon, ...asked.change }
  await ports.salons.update(salon.id, asked.change)
  await newsLater(ports, salon, contactIds, 'moved', now, { before: { startsAt, endsAt, place } })
  if (changed.startsAt !== startsAt) await remindLater(ports, changed, person.contact.zone, now)
  await moveUp(ports, changed, asking)
  return say(words.say('salon.changed_told', { title: titleOf(changed, words), people: contactIds.length }), true)
}
