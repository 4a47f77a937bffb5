import { randomBytes } from 'node:crypto'
import { type Audience, EVERYBODY } from '../../broadcasts/audience.js'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import type { Standing } from '../../kernel/message.js'
import type { Draft, Plan, Salon } from '../../salons/salon.js'
import { numbered } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { audienceShown } from '../broadcasts/words.js'
import { invited } from './audience.js'
import { newsLater, remindLater } from './news.js'
import { saySalon } from './turn.js'
import { han, invitationText, NAME, titleOf, whenWhere } from './words.js'

/** So many names of those who get nothing; the rest is a number. */
const NAMED = 6

/** What people will read, and who they are. */
export async function preview(
  routing: Routing,
  ports: TurnPorts,
  { contact }: Known,
  plan: Draft,
  unused: string | null,
  asking: Asking,
): Promise<string> {
  const { words, now } = asking
  const { hubId, zone } = contact
  const audience = await meant(ports, hubId, plan)
  const invitation = invitationText(withPlace(plan), hubIn(asking), zone, now, words)
  const to = audience === 'several' || audience === 'none' ? [] : await toWhom(routing, ports, hubId, audience, asking)
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
  const left = unused === null ? [] : [words.say('salon.not_used', { said: quote(unused, NAME) })]
  const text = [words.say('salon.preview'), invitation, words.say('salon.preview_end'), ...left, ...odd, ...to]
  if (audience === 'none') return [...text, words.say('salon.nobody_granted')].join('\n')
  return [...text, words.say('salon.send_or_not')].join('\n')
}

const shownNumber = (number: number, { language }: Asking['words']) =>
  language === 'zh-CN' ? han(number) : String(number)

const isOpen =
  ({ reach }: Routing, { now }: Asking) =>
  (standing: Standing): boolean =>
    reach(standing, now).type === 'open'

/** A place that is not known yet is kept as an empty word while it is planned, so that it is not asked again. */
const withPlace = (plan: Plan): Plan => ({ ...plan, place: plan.place || null })

/** Whom staff said, else the grantees of the one programme there is. */
async function meant(
  { broadcasts }: TurnPorts,
  hubId: string,
  { audience }: Draft,
): Promise<Audience | 'several' | 'none'> {
  if (audience) return audience
  const { programmes } = await broadcasts.choosable(hubId)
  return programmes.length === 1 ? { ...EVERYBODY, programmes } : programmes.length > 1 ? 'several' : 'none'
}

async function toWhom(
  routing: Routing,
  ports: TurnPorts,
  hubId: string,
  audience: Audience,
  asking: Asking,
): Promise<string[]> {
  const { words } = asking
  const { organisations, reached, out, unbound } = await invited(ports, hubId, audience, isOpen(routing, asking))
  const names = unbound.slice(0, NAMED).map((name) => quote(name, NAME))
  const rest = unbound.length > NAMED ? words.say('salon.and_more', { count: unbound.length - NAMED }) : ''
  const missing =
    unbound.length > 0
      ? words.say('salon.unbound', { count: unbound.length, names: names.join(words.say('field.comma')) + rest })
      : ''
  const whom = audienceShown(audience, words)
  return [
    words.say('salon.to_whom', { audience: whom, organisations, people: reached }) + missing,
    ...(out.size > 0 ? [words.say('broadcast.out', { count: out.size })] : []),
  ]
}

/** Sends it to those who are meant, and asks whom where several programmes run and none was said; null where it is not ready. */
export async function send(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  plan: Draft,
  asking: Asking,
): Promise<Turn | null> {
  const { contact } = person
  const { words, now, messageId } = asking
  const { hubId, zone } = contact
  const say = (reply: string, jobs = false) => saySalon(routing, ports, person, reply, asking, jobs)
  const audience = await meant(ports, hubId, plan)
  if (audience === 'none') return say(words.say('salon.nobody_granted'))
  if (audience === 'several') {
    const { programmes } = await ports.broadcasts.choosable(hubId)
    await ports.people.setAsked(contact.id, { type: 'salon_plan', want: 'programme', programmes, at: now })
    return say(words.say('salon.which_programme', { list: numbered(programmes.map(({ name }) => quote(name, NAME))) }))
  }
  const { audience: _, ...facts } = plan
  const { topic, startsAt } = facts
  if (topic === null || startsAt === null || startsAt <= now) return null
  const { people, organisations, reached, later, out } = await invited(ports, hubId, audience, isOpen(routing, asking))
  if (reached === 0) {
    await ports.people.setAsked(contact.id, { type: 'salon_plan', want: 'send', at: now })
    return say(words.say('salon.nobody_bound', { audience: audienceShown(audience, words) }))
  }
  const [programme, ...others] = audience.programmes
  const salon: Salon = {
    ...withPlace(facts),
    topic,
    startsAt,
    id: routing.newId(),
    hubId,
    programmeId: programme && others.length === 0 ? programme.id : null,
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
  // Who wants no broadcasts may come all the same, and is asked like everybody when she looks for it.
  const wanting = people.flatMap(({ contactId }) => (out.has(contactId) ? [] : [contactId]))
  await newsLater(ports, salon, wanting, 'invitation', now)
  await remindLater(ports, salon, zone, now)
  const values = {
    title: titleOf(salon, words),
    when: whenWhere(salon, zone, now, words),
    organisations,
    people: reached,
  }
  const late = later > 0 ? [words.say('salon.sent_later', { count: later })] : []
  return say([words.say('salon.sent', values), ...late].join('\n'), true)
}
