import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { later, millisOf } from '../../kernel/clock.js'
import { meantBy } from '../../people/names.js'
import { codeAt } from '../../salons/door.js'
import { peopleOf } from '../../salons/places.js'
import type { CheckIn, Salon } from '../../salons/salon.js'
import { localTime } from '../../records/local-time.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { doorQrLater } from './qr-job.js'
import { saySalon } from './turn.js'
import { NAME, titleOf, whenWhere } from './words.js'
import { whoOf } from './door.js'

/** So long before it begins the door may be opened. */
const EARLY_MS = 12 * 3_600_000

/** 「签到」 of staff: opens the door, or shows the code of now. */
export async function openDoor(routing: Routing, ports: TurnPorts, person: Known, asking: Asking): Promise<Turn> {
  const { contact } = person
  const { words, now } = asking
  const say = (reply: string, jobs = false) => saySalon(routing, ports, person, reply, asking, jobs)
  const open = await ports.salons.inHub(contact.hubId, ['open'])
  const near = open.filter(({ startsAt }) => startsAt <= later(now, EARLY_MS))
  const [first] = open
  if (first && near.length === 0)
    return say(
      words.say('salon.door_early', { title: titleOf(first, words), when: whenWhere(first, contact.zone, now, words) }),
    )
  const away = ({ startsAt }: Salon) => Math.abs(millisOf(startsAt) - millisOf(now))
  const [salon] = near.toSorted((a, b) => away(a) - away(b))
  if (!salon) return say(words.say('salon.none_open'))
  if (salon.checkInAt === null) await ports.salons.update(salon.id, { checkInAt: now })
  const { code, until } = codeAt(salon.secret, now)
  const came = await ports.salons.checkIns(salon.id)
  const values = {
    title: titleOf(salon, words),
    code,
    until: localTime(until, contact.zone).slice(11, 16),
    count: came.length,
    people: peopleOf(came),
  }
  const account = routing.staffWays.qrAccount(contact.hubId)
  if (salon.checkInAt !== null) return say(words.say('salon.door_again', values))
  if (account === null) return say(words.say('salon.door_open', values))
  await doorQrLater(ports, person, account, salon, asking)
  return say(`${words.say('salon.door_open', values)}\n${words.say('salon.qr_coming')}`, true)
}

/** 「签到 麦田 2人」: staff check somebody in who has no phone; 「签到 其他 3人」 who belongs to nobody of the hub's list. */
export async function checkInByStaff(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { who, people: said, named }: { who: string; people: number | null; named: boolean },
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words, now, messageId } = asking
  const say = (key: string, values?: Record<string, string | number>) =>
    saySalon(routing, ports, person, words.say(key, values), asking)
  const doors = (await ports.salons.inHub(contact.hubId, ['open'])).filter(({ checkInAt }) => checkInAt !== null)
  // The one that was opened last.
  const door = doors.toSorted((a, b) => (a.checkInAt! < b.checkInAt! ? 1 : -1))[0]
  if (!door) return draft && !named ? null : say('salon.door_closed_staff')
  const found = await whoIs(ports, contact.hubId, who)
  if (found === null || Array.isArray(found)) {
    if (draft && !named) return null
    return found === null
      ? say('salon.nobody_called', { name: quote(who) })
      : say('salon.several_called', { names: found.join(words.say('field.comma')) })
  }
  const salon = await ports.salons.hold(door.id)
  if (salon?.state !== 'open') return say('salon.door_closed_staff')
  const guest = (await ports.salons.guests(salon.id)).find(({ organisationId }) => organisationId === found.id)
  const before = (await ports.salons.checkIns(salon.id)).find((one) => one.organisationId === found.id)
  // Those who belong to nobody of the list come one after another: each time some more.
  const more = found.id === null && before ? before.people : 0
  const people = more + (said ?? (more > 0 ? 1 : (before?.people ?? (guest?.answer === 'yes' ? guest.people : 1))))
  const name = found.id === null ? words.say('salon.others') : found.name
  const checkIn: CheckIn = {
    salonId: salon.id,
    hubId: salon.hubId,
    who: found.id === null ? 'n:others' : whoOf(found.id),
    organisationId: found.id,
    name,
    people,
    way: 'staff',
    byContactId: contact.id,
    messageId,
    at: now,
  }
  await ports.salons.checkIn(checkIn)
  const came = await ports.salons.checkIns(salon.id)
  const values = { name: quote(name, NAME), people, count: came.length, all: peopleOf(came) }
  if (more > 0) return say('salon.checked_in_more', { ...values, more: people - more })
  if (before && before.people !== people) return say('salon.checked_in_instead', { ...values, before: before.people })
  return say('salon.checked_in', values)
}

export async function uncheck(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  who: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words } = asking
  const door = (await ports.salons.inHub(contact.hubId, ['open'])).find(({ checkInAt }) => checkInAt !== null)
  const found = door && (await whoIs(ports, contact.hubId, who))
  if (!door || !found || Array.isArray(found)) {
    if (draft) return null
    const key = door ? 'salon.nobody_called' : 'salon.door_closed_staff'
    return saySalon(routing, ports, person, words.say(key, { name: quote(who) }), asking)
  }
  const gone = await ports.salons.removeCheckIn(door.id, found.id === null ? 'n:others' : whoOf(found.id))
  const came = await ports.salons.checkIns(door.id)
  const values = {
    name: found.id === null ? words.say('salon.others') : found.name,
    count: came.length,
    all: peopleOf(came),
  }
  return saySalon(routing, ports, person, words.say(gone ? 'salon.unchecked' : 'salon.not_checked', values), asking)
}

/** Nobody of the list: 其他, 散客, 嘉宾. */
const OTHERS = /^(?:其他|其它|其余|散客|路人|嘉宾|老师|志愿者|others?|guests?)(?:人|的人)?$/i

async function whoIs(
  { overview }: Pick<TurnPorts, 'overview'>,
  hubId: string,
  who: string,
): Promise<{ id: string | null; name: string } | string[] | null> {
  if (OTHERS.test(who)) return { id: null, name: who }
  const all = await overview.organisations(hubId)
  const found = meantBy(all, who)
  const [only, ...others] = found
  // 「青云社 小禾」
  const [first = '', ...more] = who.split(/\s+/)
  if (!only) return more.length > 0 ? whoIs({ overview }, hubId, first) : null
  return others.length > 0 ? found.slice(0, 6).map(({ name }) => quote(name, NAME)) : { id: only.id, name: only.name }
}
