import { randomBytes } from 'node:crypto'
import { yesOrNo } from '../../engine/commands.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { readPlan, type SaidPlan } from '../../salons/plan-words.js'
import { NO_PLAN, type Plan, type Salon } from '../../salons/salon.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import { numbered, numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { audience, programmesOf } from './audience.js'
import { newsLater, remindLater } from './news.js'
import { saySalon } from './turn.js'
import { han, invitationText, NAME, titleOf, whenWhere } from './words.js'

type Planning = Asked & Extract<AskedOfSalons, { type: 'salon_plan' }>

/** So many names of those who get nothing; the rest is a number. */
const NAMED = 6

/** What staff say of a salon that is to be: what is missing is asked, else it is shown as people will read it. */
export async function planSalon(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const was = (await ports.salons.plan(contact.id)) ?? NO_PLAN
  const fresh = was.topic !== null && text !== '' ? NO_PLAN : was
  return goOn(routing, ports, person, fresh, text === '' ? null : readPlan(text, asking.today, contact.zone), asking)
}

/** Her next word while she plans one; null where it is about something else. The plan stays. */
export async function planAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Planning,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, today } = asking
  const plan = await ports.salons.plan(contact.id)
  if (!plan) return null
  if (GIVES_UP.test(bare(text))) {
    await ports.salons.savePlan(contact.hubId, contact.id, null, asking.now)
    return saySalon(routing, ports, person, words.say('salon.plan_dropped'), asking)
  }
  if (asked.want === 'programme') {
    const chosen = asked.programmes[(numberIn(text, asked.programmes.length) ?? 0) - 1]
    return chosen ? send(routing, ports, person, plan, chosen.id, asking) : null
  }
  if (asked.want === 'send') {
    const yes = SENDS.test(bare(text)) || yesOrNo(text)
    if (yes === true) return send(routing, ports, person, plan, null, asking)
    if (yes === false) return saySalon(routing, ports, person, words.say('salon.plan_kept'), asking)
  }
  const said = readPlan(text, today, contact.zone)
  const { topic, ...others } = said.plan
  const labelled = Object.keys(others).length > 0 || /(?:主题|题目|话题|topic)/i.test(text)
  if (asked.want === 'topic' && !labelled && said.unclear === null)
    return goOn(routing, ports, person, plan, { plan: { topic: quote(text, 80) }, unclear: null }, asking)
  if (asked.want === 'place' && !labelled && said.unclear === null) {
    const place = NOWHERE.test(bare(text)) ? '' : quote(text, 80)
    return goOn(routing, ports, person, plan, { plan: { place }, unclear: null }, asking)
  }
  if (!labelled && said.unclear === null) {
    if (asked.want === 'send') return null
    await ports.people.setAsked(contact.id, { ...asked, at: asking.now })
    return saySalon(routing, ports, person, words.say(`salon.want_${asked.want}`), asking)
  }
  // What stands apart from a label is no new topic of one that has one.
  const changed =
    plan.topic !== null && !/(?:主题|题目|话题|topic)/i.test(text) ? others : { topic: topic ?? plan.topic, ...others }
  return goOn(routing, ports, person, plan, { ...said, plan: changed }, asking)
}

const GIVES_UP = /^(?:取消|不办了?|算了|不要了?|删掉?|cancel)$/
const SENDS = /^(?:发|发出|发送|发吧|发出去|确认发?出?|send)$/
const NOWHERE = /^(?:还?没定|没有?|无|待定|未定|不知道|跳过|以后再?说|none|skip)$/

async function goOn(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  was: Plan,
  said: SaidPlan | null,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const plan: Plan = { ...was, ...said?.plan }
  if (
    plan.series !== null &&
    (plan.number === null || (said?.plan.series !== undefined && said.plan.number === undefined))
  )
    plan.number = (await ports.salons.lastNumber(contact.hubId, plan.series)) + 1
  const past = plan.startsAt !== null && plan.startsAt <= now
  if (past) plan.startsAt = plan.endsAt = null
  await ports.salons.savePlan(contact.hubId, contact.id, plan, now)
  const want = plan.topic === null ? 'topic' : plan.startsAt === null ? 'time' : plan.place === null ? 'place' : 'send'
  await ports.people.setAsked(contact.id, { type: 'salon_plan', want, at: now })
  if (want !== 'send') {
    const first = was === NO_PLAN && said === null
    const why = past ? 'salon.plan_past' : said?.unclear ? `salon.plan_${said.unclear}` : null
    if (why) return saySalon(routing, ports, person, words.say(why), asking)
    const head = first ? [words.say('salon.plan_intro')] : plan.topic === null ? [] : [titleOf(plan, words)]
    return saySalon(routing, ports, person, [...head, words.say(`salon.want_${want}`)].join('\n'), asking)
  }
  return saySalon(routing, ports, person, await preview(ports, person, plan, asking), asking)
}

async function preview(ports: TurnPorts, { contact }: Known, plan: Plan, asking: Asking): Promise<string> {
  const { words, now } = asking
  const { hubId, zone } = contact
  const programmes = await programmesOf(ports, hubId)
  const [only, ...others] = programmes
  const invitation = invitationText(withPlace(plan), hubIn(asking), zone, now, words)
  const to = only && others.length === 0 ? [await toWhom(ports, hubId, only, asking)] : []
  const number = plan.series === null ? 0 : (await ports.salons.lastNumber(hubId, plan.series)) + 1
  const odd =
    plan.series !== null && plan.number !== number
      ? [
          words.say('salon.odd_number', {
            said: shownNumber(plan.number ?? 0, words),
            next: shownNumber(number, words),
          }),
        ]
      : []
  const text = [words.say('salon.preview'), invitation, words.say('salon.preview_end'), ...odd, ...to]
  if (!only) return [...text, words.say('salon.nobody_granted')].join('\n')
  return [...text, words.say('salon.send_or_not')].join('\n')
}

const shownNumber = (number: number, { language }: Asking['words']) =>
  language === 'zh-CN' ? han(number) : String(number)

/** A place that is not known yet is kept as an empty word while it is planned, so that it is not asked again. */
const withPlace = (plan: Plan): Plan => ({ ...plan, place: plan.place || null })

async function toWhom(
  ports: TurnPorts,
  hubId: string,
  programme: { id: string; name: string },
  { words }: Asking,
): Promise<string> {
  const { organisations, reached, unbound } = await audience(ports, hubId, programme.id)
  const names = unbound.slice(0, NAMED).map((name) => quote(name, NAME))
  const rest = unbound.length > NAMED ? words.say('salon.and_more', { count: unbound.length - NAMED }) : ''
  const out =
    unbound.length > 0
      ? words.say('salon.unbound', { count: unbound.length, names: names.join(words.say('field.comma')) + rest })
      : ''
  return words.say('salon.to_whom', { programme: programme.name, organisations, people: reached }) + out
}

async function send(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  plan: Plan,
  chosen: string | null,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now, messageId } = asking
  const { hubId, zone } = contact
  const programmes = await programmesOf(ports, hubId)
  const [first, ...others] = programmes
  if (!first) return saySalon(routing, ports, person, words.say('salon.nobody_granted'), asking)
  if (chosen === null && others.length > 0) {
    await ports.people.setAsked(contact.id, { type: 'salon_plan', want: 'programme', programmes, at: now })
    const list = numbered(programmes.map(({ name }) => quote(name, NAME)))
    return saySalon(routing, ports, person, words.say('salon.which_programme', { list }), asking)
  }
  const { topic, startsAt } = plan
  if (topic === null || startsAt === null || startsAt <= now) return goOn(routing, ports, person, plan, null, asking)
  const programme = programmes.find(({ id }) => id === chosen) ?? first
  const { people, organisations, reached } = await audience(ports, hubId, programme.id)
  if (reached === 0)
    return saySalon(routing, ports, person, words.say('salon.nobody_bound', { programme: programme.name }), asking)
  const salon: Salon = {
    ...withPlace(plan),
    topic,
    startsAt,
    id: routing.newId(),
    hubId,
    programmeId: programme.id,
    byContactId: contact.id,
    messageId,
    sentAt: now,
    state: 'open',
    secret: randomBytes(32).toString('base64url'),
    checkInAt: null,
    endedAt: null,
    sessionId: null,
  }
  await ports.salons.add(salon, people)
  await ports.salons.savePlan(hubId, contact.id, null, now)
  await newsLater(
    ports,
    salon,
    people.map(({ contactId }) => contactId),
    'invitation',
    now,
  )
  await remindLater(ports, salon, zone, now)
  const values = {
    title: titleOf(salon, words),
    when: whenWhere(salon, zone, now, words),
    organisations,
    people: reached,
  }
  return saySalon(routing, ports, person, words.say('salon.sent', values), asking, true)
}
