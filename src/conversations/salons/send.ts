import { randomBytes } from 'node:crypto'
import { hubIn } from '../../engine/service.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import type { Standing } from '../../kernel/message.js'
import { type Plan, type Salon } from '../../salons/salon.js'
import { numbered } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { audience, programmesOf } from './audience.js'
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
  plan: Plan,
  unused: string | null,
  asking: Asking,
): Promise<string> {
  const { words, now } = asking
  const { hubId, zone } = contact
  const programmes = await programmesOf(ports, hubId)
  const [only, ...others] = programmes
  const invitation = invitationText(withPlace(plan), hubIn(asking), zone, now, words)
  const to = only && others.length === 0 ? [await toWhom(routing, ports, hubId, only, asking)] : []
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
  if (!only) return [...text, words.say('salon.nobody_granted')].join('\n')
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

async function toWhom(
  routing: Routing,
  ports: TurnPorts,
  hubId: string,
  programme: { id: string; name: string },
  asking: Asking,
): Promise<string> {
  const { words } = asking
  const { organisations, reached, unbound } = await audience(ports, hubId, programme.id, isOpen(routing, asking))
  const names = unbound.slice(0, NAMED).map((name) => quote(name, NAME))
  const rest = unbound.length > NAMED ? words.say('salon.and_more', { count: unbound.length - NAMED }) : ''
  const out =
    unbound.length > 0
      ? words.say('salon.unbound', { count: unbound.length, names: names.join(words.say('field.comma')) + rest })
      : ''
  return words.say('salon.to_whom', { programme: programme.name, organisations, people: reached }) + out
}

/** Sends it to the grantees of a programme, and asks which where there are several; null where it is not ready. */
export async function send(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  plan: Plan,
  chosen: string | null,
  asking: Asking,
): Promise<Turn | null> {
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
  if (topic === null || startsAt === null || startsAt <= now) return null
  const programme = programmes.find(({ id }) => id === chosen) ?? first
  const { people, organisations, reached, later } = await audience(ports, hubId, programme.id, isOpen(routing, asking))
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
    await wanting(
      ports,
      people.map(({ contactId }) => contactId),
    ),
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
  const late = later > 0 ? [words.say('salon.sent_later', { count: later })] : []
  return saySalon(routing, ports, person, [words.say('salon.sent', values), ...late].join('\n'), asking, true)
}

/** Without those who want no broadcasts: they may come all the same, and are asked like everybody when they look for it. */
async function wanting({ broadcasts }: Pick<TurnPorts, 'broadcasts'>, contactIds: string[]): Promise<string[]> {
  const wanted: string[] = []
  for (const contactId of contactIds) if (!(await broadcasts.isOut(contactId))) wanted.push(contactId)
  return wanted
}
