import { yesOrNo } from '../../engine/commands.js'
import { openSession } from '../../engine/step.js'
import type { Session } from '../../engine/session.js'
import type { Asking } from '../../forms/field-kind.js'
import type { Form } from '../../forms/form.js'
import type { Json } from '../../kernel/json.js'
import { dayIn } from '../../kernel/zone.js'
import { coming, peopleOf } from '../../salons/places.js'
import type { CheckIn, Salon } from '../../salons/salon.js'
import { file } from '../file.js'
import { aboutOwn, type TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { contactsOf, newsLater } from './news.js'
import { saySalon } from './turn.js'
import { titleOf } from './words.js'
import { namedIn, salonMeant } from './which.js'

/** What kind of activity a salon is, where a form asks: people meet and share. */
const CATEGORY = 'exchange'

/** 「结束」: what is counted is shown, and asked whether. Null where nothing goes on that could end. */
export async function endSalon(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { name, anyway, named }: { name: string; anyway: boolean; named: boolean },
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const say = (reply: string) => saySalon(routing, ports, person, reply, asking)
  const begun = (await ports.salons.inHub(contact.hubId, ['open'])).filter(
    ({ checkInAt, startsAt }) => checkInAt !== null || startsAt <= now,
  )
  if (!named && (draft || begun.length === 0)) return null
  // 「结束 小禾」 ends a talk with her.
  if (!named && name !== '' && namedIn(begun, name).rest === name) return null
  if (!named && (await ports.helpTalks.inHub(contact.hubId)).length > 0) return say(words.say('salon.end_which'))
  const meant = begun.length === 0 ? words.say('salon.none_begun') : salonMeant(begun, name, person, asking)
  if (typeof meant === 'string') return say(meant)
  const came = await ports.salons.checkIns(meant.id)
  const title = titleOf(meant, words)
  if (came.length === 0)
    return anyway ? ended(routing, ports, person, meant.id, asking) : say(words.say('salon.nobody_came', { title }))
  await ports.people.setAsked(contact.id, { type: 'salon_end', salonId: meant.id, at: now })
  return say(words.say('salon.end_or_not', { title, count: came.length, people: peopleOf(came) }))
}

/** Yes or no to that; null where it is neither. */
export async function endAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salonId: string,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const yes = yesOrNo(text)
  if (yes === null) return null
  if (yes) return ended(routing, ports, person, salonId, asking)
  return saySalon(routing, ports, person, asking.words.say('salon.not_ended'), asking)
}

/**
 * Who checked in is counted, the headcount with what it rests on becomes an activity of the hub's own records, and who came is asked for two
 * lines and pictures.
 */
async function ended(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salonId: string,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const say = (reply: string, jobs = false) => saySalon(routing, ports, person, reply, asking, jobs)
  const salon = await ports.salons.hold(salonId)
  if (salon?.state !== 'open') return say(words.say('salon.none_begun'))
  const came = await ports.salons.checkIns(salon.id)
  const sessionId = await fileActivity(routing, ports, person, salon, came, asking)
  // It was no draft of hers that was filed: a number after it is what it was before.
  await ports.people.setAsked(contact.id, null)
  await ports.salons.update(salon.id, { state: 'ended', endedAt: now, sessionId })
  const invited = await ports.salons.invited(salon.id)
  const guests = await ports.salons.guests(salon.id)
  const asked = came.flatMap(({ organisationId, way, byContactId }) => {
    if (way !== 'staff') return [byContactId]
    const guest = guests.find((one) => one.organisationId === organisationId)
    return guest ? contactsOf(guest, invited) : []
  })
  await newsLater(ports, salon, asked, 'recap', now)
  const here = new Set(came.map(({ organisationId }) => organisationId))
  const absent = coming(guests).filter(({ organisationId }) => !here.has(organisationId)).length
  const values = { title: titleOf(salon, words), count: came.length, people: peopleOf(came) }
  const lines = [
    words.say(came.length > 0 ? 'salon.ended' : 'salon.ended_uncounted', values),
    words.say(sessionId ? 'salon.in_records' : 'salon.no_form'),
    ...(asked.length > 0 ? [words.say('salon.recap_asked', { count: new Set(asked).size })] : []),
    ...(absent > 0 ? [words.say('salon.absent_hint', { count: absent })] : []),
  ]
  return say(lines.join('\n'), true)
}

/** The form about one activity that is filled in now; a hub without one has no place for it. */
const activityForm = (forms: Form[]): Form | undefined =>
  forms.find(({ fields }) => fields.some(({ feeds }) => feeds === 'activity.date'))

/** Files the salon as an activity of the hub's organisation, as if staff had filled in the form: the session, or null without a form. */
async function fileActivity(
  routing: Routing,
  ports: TurnPorts,
  { contact, addressId }: Known,
  salon: Salon,
  came: CheckIn[],
  asking: Asking,
): Promise<string | null> {
  const form = activityForm(routing.forms.current)
  if (!form) return null
  const id = routing.newId()
  const { messageId, now } = asking
  const day = dayIn(salon.startsAt, contact.zone)
  const people = peopleOf(came)
  const headcount: Json = {
    quantity: { min: people, max: people, unit: '人', qualifier: null, basis: 'sign_in', wording: `${people}人` },
    breakdown: [],
  }
  const ofSalon = [salon.messageId]
  const told: Record<string, { value: Json; from: string[] } | undefined> = {
    'activity.date': { value: { from: day, to: day }, from: ofSalon },
    'activity.title': { value: titleOf(salon, routing.wordsOf(contact.language)), from: ofSalon },
    ...(salon.place !== null && { 'activity.place': { value: salon.place, from: ofSalon } }),
    // What people said at the door is where the number comes from.
    ...(people > 0 && {
      'activity.headcount': { value: headcount, from: [...came.map((one) => one.messageId), messageId] },
    }),
    'activity.category': { value: CATEGORY, from: ofSalon },
  }
  const answers: Session['answers'] = {}
  for (const { key, feeds, options } of form.fields) {
    const answer = feeds === undefined ? undefined : told[feeds]
    if (feeds === 'activity.category' && !hasChoice(options)) continue
    answers[key] = answer ?? { value: null, from: [] }
  }
  const session: Session = { ...openSession(form, asking), answers, at: { type: 'filed' } }
  delete session.burden
  const about = aboutOwn(contact.organisationId)
  await ports.drafts.keepForm(form, now)
  await ports.drafts.open(id, { contactId: contact.id, hubId: contact.hubId, addressId, about }, session, now)
  await file(
    routing,
    ports,
    contact,
    form,
    { id, session, addressId, contactId: contact.id, about, whom: null },
    [],
    asking,
  )
  return id
}

const hasChoice = (options: unknown): boolean =>
  ((options as { choices?: { key: string }[] }).choices ?? []).some(({ key }) => key === CATEGORY)
