import { yesOrNo } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare } from '../../forms/prompt.js'
import { findClock } from '../../kernel/clock-words.js'
import { dayIn } from '../../kernel/zone.js'
import { readPlan } from '../../salons/plan-words.js'
import type { Guest, Salon } from '../../salons/salon.js'
import type { AskedOfSalons, SalonChange } from '../asked.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { newsLater, remindLater } from './news.js'
import { moveUp } from './seat.js'
import { saySalon } from './turn.js'
import { factLines, titleOf, whenWhere } from './words.js'
import { namedIn, salonMeant } from './which.js'

/** 「沙龙 改到12月6日下午3点」, 「沙龙 地点 财大」: what changes is shown, and whom it is told; then asked whether. */
export async function startChange(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now, today } = asking
  const say = (reply: string) => saySalon(routing, ports, person, reply, asking)
  const open = (await ports.salons.inHub(contact.hubId, ['open'])).filter(({ startsAt }) => startsAt > now)
  // With one open its name is not looked for: a word of it may stand in the new place.
  const named = open.length > 1 ? namedIn(open, text) : { salons: open, rest: text }
  const salon = salonMeant(named.salons, '', person, asking)
  if (typeof salon === 'string') return say(salon)
  const read = (text: string) => readPlan(text.replace(/^(?:延期?到|提前到|换到)/, '时间 '), today, contact.zone)
  const first = read(named.rest)
  // 「沙龙改到下午3点」: another time of its own day.
  const sameDay = first.unclear === 'no_day' && first.noSuchDay === undefined ? findClock(named.rest) : null
  const { plan, unclear, noSuchDay } = sameDay
    ? read(`时间 ${dayIn(salon.startsAt, contact.zone)} ${named.rest.slice(sameDay.start)}`)
    : first
  const { series: _, number: __, topic, ...said } = plan
  const { startsAt, ...more } = said
  const change: SalonChange = {
    ...more,
    ...(startsAt && { startsAt }),
    ...(topic && /(?:主题|题目)/.test(text) && { topic }),
  }
  if (noSuchDay !== undefined) return say(words.say('salon.plan_no_such_day', { said: noSuchDay }))
  if (unclear) return say(words.say(`salon.plan_${unclear}`))
  if (Object.keys(change).length === 0) return say(words.say('salon.change_how'))
  if (change.startsAt && change.startsAt <= now) return say(words.say('salon.plan_past'))
  await ports.people.setAsked(contact.id, { type: 'salon_change', salonId: salon.id, change, at: now })
  const told = toldOf(await ports.salons.guests(salon.id))
  const facts = factLines({ ...salon, ...change }, contact.zone, now, words)
  const question = isNews(change)
    ? words.say('salon.change_or_not', { count: told.length })
    : words.say('salon.seats_or_not')
  return say(
    [words.say('salon.change_shown', { title: titleOf({ ...salon, ...change }, words) }), ...facts, question].join(
      '\n',
    ),
  )
}

/** More or fewer seats are no news to those who have theirs. */
const isNews = (change: SalonChange): boolean => Object.keys(change).some((key) => key !== 'capacity')

/** Who is told of a change: all but those who do not come anyway. */
const toldOf = (guests: Guest[]): Guest[] => guests.filter(({ answer }) => answer !== 'no')

async function contactsToTell(ports: TurnPorts, salon: Salon): Promise<string[]> {
  const told = new Set(toldOf(await ports.salons.guests(salon.id)).map(({ organisationId }) => organisationId))
  return (await ports.salons.invited(salon.id)).flatMap(({ contactId, organisationId }) =>
    told.has(organisationId) ? [contactId] : [],
  )
}

export async function startCancel(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  why: string | null,
  asking: Asking,
): Promise<Turn> {
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
  if (isNews(asked.change))
    await newsLater(ports, salon, contactIds, 'moved', now, { before: { startsAt, endsAt, place } })
  if (changed.startsAt !== startsAt) await remindLater(ports, changed, person.contact.zone, now)
  await moveUp(ports, changed, asking)
  if (!isNews(asked.change)) return say(words.say('salon.seats_changed', { title: titleOf(changed, words) }), true)
  return say(words.say('salon.changed_told', { title: titleOf(changed, words), people: contactIds.length }), true)
}
