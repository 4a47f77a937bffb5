import type { Asking } from '../../forms/field-kind.js'
import { kindOf } from '../../forms/kinds.js'
import { bare } from '../../forms/prompt.js'
import { normaliseText } from '../../kernel/numeral.js'
import { codeFits, codeWas, guessed, mayGuess, salonOfScene, sceneFits } from '../../salons/door.js'
import { readPeople } from '../../salons/reply-words.js'
import type { Salon } from '../../salons/salon.js'
import { sceneIn } from '../codes.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { saySalon } from './turn.js'
import { titleOf } from './words.js'

/** A QR of the door that she scanned; null where it is another scene. */
export async function scanned(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { said }: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const scene = sceneIn(said)
  const salonId = scene === null ? null : salonOfScene(scene)
  const salon = salonId === null ? null : await ports.salons.hold(salonId)
  if (!salon || scene === null || salon.hubId !== person.contact.hubId || !sceneFits(salon.id, salon.secret, scene))
    return null
  return cameIn(routing, ports, person, salon, 'qr', null, asking)
}

const CODE =
  /^(?:我们?|咱们?)?(?:要|来|想|先|已经|都)*(?:(签到|打卡|签|沙龙签到|沙龙)|(?:来|到)(?:现场|会场|门口)?(?:了|啦)?)?(?:码|一下|了)*(?:是|为)?[\s:：,，]*(\d{4})(?:[\s,，]*(签到|打卡)|[\s,，]+(.{1,12}))?(?:了|啦)?$/u

/** She stands at the door. */
const ARRIVED = /^(?:我们?|咱们?)?(?:已经|都)?(?:来|到)(?:现场|会场|门口)?(?:了|啦)$/u

/**
 * Four digits while a door is open. The right ones check her in, whatever she is in the middle of; others are an answer there, but for a question
 * that is answered in words or the digits of before, and count as a wrong try all the same. Null where they are nothing at a door.
 */
export async function codeTyped(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const [, before, code, behind, rest] = CODE.exec(bare(normaliseText(text))) ?? []
  const verb = before ?? behind
  if (code === undefined) return askedForCode()
  const { contact, draft } = person
  const { words, now } = asking
  const say = (key: string, values?: Record<string, string | number>) =>
    saySalon(routing, ports, person, words.say(key, values), asking)
  /** 「签到」, 「我到了」 without digits. */
  async function askedForCode(): Promise<Turn | null> {
    const arrived = ARRIVED.test(bare(text))
    if (person.draft || !(arrived || /^(?:我要|我来)?签到$/.test(bare(text)))) return null
    // It may be said of what came back, which is asked again, or be how those were counted whom she told of.
    const returned = ['returned', 'understood'].includes(person.contact.asked?.type ?? '')
    const open = (await ports.salons.inHub(person.contact.hubId, ['open'])).some(({ checkInAt }) => checkInAt !== null)
    // While no door is open 「我来了」 is something else: that she will come, or a greeting.
    if ((arrived || returned) && !open) return null
    const reply = asking.words.say(open ? 'salon.send_code' : 'salon.door_closed')
    return saySalon(routing, ports, person, reply, asking)
  }
  /** No story, title or place is four digits. */
  async function asksForWords({ session: { at, form, formVersion } }: NonNullable<Known['draft']>): Promise<boolean> {
    const { fields } = await routing.forms.find(ports.drafts, form, formVersion)
    const field = 'field' in at ? fields.find(({ key }) => key === at.field) : undefined
    return field !== undefined && kindOf(field).free === true
  }
  const people = rest === undefined ? null : readPeople(rest)
  if (rest !== undefined && people === null) return null
  const doors = (await ports.salons.inHub(contact.hubId, ['open'])).filter(({ checkInAt }) => checkInAt !== null)
  const plain = verb === undefined
  if (doors.length === 0) return plain ? null : say('salon.door_closed')
  const guesses = await ports.salons.guesses(contact.id)
  if (!mayGuess(guesses, now)) return plain && draft ? null : say('salon.door_locked')
  const door = doors.find(({ secret }) => codeFits(secret, code, now))
  if (!door) {
    await ports.salons.setGuesses(contact.id, contact.hubId, guessed(guesses, now))
    const old = doors.some(({ secret, checkInAt }) => checkInAt !== null && codeWas(secret, code, checkInAt, now))
    return plain && !old && draft && !(await asksForWords(draft)) ? null : say('salon.wrong_code', { code })
  }
  const salon = await ports.salons.hold(door.id)
  return salon ? cameIn(routing, ports, person, salon, 'code', people, asking) : null
}

async function cameIn(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salon: Salon,
  way: 'code' | 'qr',
  said: number | null,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now, messageId } = asking
  const title = titleOf(salon, words)
  if (salon.state !== 'open' || salon.checkInAt === null) {
    const key =
      salon.state === 'cancelled'
        ? 'salon.was_cancelled'
        : salon.state === 'ended'
          ? 'salon.was_over'
          : 'salon.door_not_open'
    return saySalon(routing, ports, person, words.say(key, { title }), asking)
  }
  const invited = (await ports.salons.invited(salon.id)).find(({ contactId }) => contactId === contact.id)
  const organisationId = invited?.organisationId ?? contact.organisationId
  const guest = (await ports.salons.guests(salon.id)).find((one) => one.organisationId === organisationId)
  const before = (await ports.salons.checkIns(salon.id)).find((one) => one.organisationId === organisationId)
  const registered = guest?.answer === 'yes' ? guest.people : null
  const people = said ?? before?.people ?? registered ?? 1
  const name = guest?.organisation ?? contact.organisationName
  await ports.salons.checkIn({
    salonId: salon.id,
    hubId: salon.hubId,
    who: whoOf(organisationId),
    organisationId,
    name,
    people,
    way,
    byContactId: contact.id,
    messageId,
    at: now,
  })
  await ports.people.setAsked(contact.id, person.draft ? null : { type: 'salon_came', salonId: salon.id, at: now })
  const key =
    before && said === null
      ? 'salon.here_before'
      : registered !== null && said === null
        ? 'salon.here_registered'
        : 'salon.here'
  return saySalon(routing, ports, person, words.say(key, { title, name, people }), asking)
}

export const whoOf = (organisationId: string): string => `o:${organisationId}`

/** 「沙龙 来了3人」 of one who checked in, also in the middle of a draft; null where it is anything else. */
export async function cameSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const people = /^沙龙\s*(?:实际)?(?:来|到)了/.test(bare(text)) ? readPeople(text) : null
  if (people === null) return null
  for (const { id, checkInAt } of await ports.salons.inHub(person.contact.hubId, ['open'])) {
    if (checkInAt === null) continue
    const came = await ports.salons.checkIns(id)
    const invited = (await ports.salons.invited(id)).find(({ contactId }) => contactId === person.contact.id)
    const organisationId = invited?.organisationId ?? person.contact.organisationId
    const salon = came.some((one) => one.organisationId === organisationId) ? await ports.salons.hold(id) : null
    if (salon) return cameIn(routing, ports, person, salon, 'code', people, asking)
  }
  return null
}

/** How many of hers are there, after she checked in; null where it is no number. */
export async function cameAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salonId: string,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const people = readPeople(text)
  const salon = people === null ? null : await ports.salons.hold(salonId)
  return salon && people !== null ? cameIn(routing, ports, person, salon, 'code', people, asking) : null
}
