import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { freeSeats, movedUp, waiting } from '../../salons/places.js'
import { readAskedReply, readPeople, readReply, type SaidReply } from '../../salons/reply-words.js'
import type { Guest, Reply, Salon } from '../../salons/salon.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import { numbered, numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { contactsOf, newsLater } from './news.js'
import { saySalon } from './turn.js'
import { answerShown, invitationText, titleOf, whenWhere } from './words.js'

/** Platforms tell when something was said in whole seconds. */
const SECOND = 1_000

type Invited = { salon: Salon; organisationId: string }

/** The open salons she was invited to and that have not begun. */
const invitations = async ({ salons }: Pick<TurnPorts, 'salons'>, { contact }: Known, { now }: Asking): Promise<Invited[]> =>
  (await salons.invitedTo(contact.id)).filter(({ salon }) => salon.startsAt > now)

/** Her answer to what a salon asked her last; null where it is none. */
export async function replyAsked(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Pick<Asked, 'at'> & Extract<AskedOfSalons, { type: 'salon' | 'salon_people' | 'salon_which' }>,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const hers = await invitations(ports, person, asking)
  if (asked.type === 'salon_which') {
    const number = numberIn(text, asked.salonIds.length)
    const chosen = hers.find(({ salon }) => salon.id === asked.salonIds[(number ?? 0) - 1])
    const said = readReply(asked.said)
    return chosen && said ? reply(routing, ports, person, chosen, said, asking) : null
  }
  const invited = hers.find(({ salon }) => salon.id === asked.salonId)
  if (asked.type === 'salon_people') {
    const people = readPeople(text)
    const said: SaidReply | null = people === null ? readReply(text) : { answer: 'yes', people, named: false }
    return invited && said ? reply(routing, ports, person, invited, said, asking) : null
  }
  const said = readAskedReply(text)
  if (!said || (await isUnread(ports, person, asked, asking))) return null
  if (invited) return reply(routing, ports, person, invited, said, asking)
  const salon = await ports.salons.find(asked.salonId)
  if (!salon || person.draft) return null
  return saySalon(routing, ports, person, overText(salon, asking), asking)
}

/** Whether the invitation was not on her screen yet when she wrote: it waits to be said, is on its way, or came after. */
async function isUnread(
  { outbox }: Pick<TurnPorts, 'outbox'>,
  { addressId, unsaid }: Known,
  { at }: Pick<Asked, 'at'>,
  { sentAt, now }: Asking,
): Promise<boolean> {
  if (unsaid.length > 0 || later(sentAt ?? now, SECOND) <= at) return true
  return (await outbox.waiting(addressId, 'deliver')).length > 0
}

const overText = (salon: Salon, { words }: Asking): string =>
  words.say(salon.state === 'cancelled' ? 'salon.was_cancelled' : salon.state === 'ended' ? 'salon.was_over' : 'salon.has_begun', {
    title: titleOf(salon, words),
  })

/**
 * What she says of coming without having been asked last: 参加 3人, 去不了, 沙龙. In the middle of a draft only what begins with 沙龙 is
 * heard; anything else is an answer there. Null when it is nothing of the kind.
 */
export async function replyUnasked(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const said = readReply(text)
  const looks = !draft && /^(?:我的?|看看?|有什么|最近的?)?沙龙(?:邀请|通知)?$/.test(bare(text))
  if (!(said && (said.named || !draft)) && !looks) return null
  const hers = await invitations(ports, person, asking)
  const [only, ...others] = hers
  if (!said) {
    if (!only) return contact.role === 'grantee' ? saySalon(routing, ports, person, words.say('salon.none'), asking) : null
    await ports.people.setAsked(contact.id, others.length === 0 ? { type: 'salon', salonId: only.salon.id, at: now } : null)
    const texts = await Promise.all(hers.map((one) => shownTo(ports, person, one, asking)))
    const foot = words.say(others.length === 0 ? 'salon.reply_digits' : 'salon.reply_words')
    return saySalon(routing, ports, person, [...texts, foot].join('\n\n'), asking)
  }
  if (!only) return said.named ? saySalon(routing, ports, person, words.say('salon.none'), asking) : null
  if (others.length === 0) return reply(routing, ports, person, only, said, asking)
  const salonIds = hers.map(({ salon }) => salon.id)
  await ports.people.setAsked(contact.id, { type: 'salon_which', salonIds, said: text, at: now })
  const list = numbered(hers.map(({ salon }) => `${titleOf(salon, words)} ${whenWhere(salon, contact.zone, now, words)}`))
  return saySalon(routing, ports, person, words.say('salon.which', { said: quote(text), list }), asking)
}

async function shownTo({ salons }: Pick<TurnPorts, 'salons'>, { contact }: Known, { salon, organisationId }: Invited, asking: Asking) {
  const { words, now, hub = '' } = asking
  const guest = (await salons.guests(salon.id)).find((one) => one.organisationId === organisationId)
  const hers = guest?.answer ? [words.say('salon.yours', { answer: answerShown({ ...guest, answer: guest.answer }, words) })] : []
  return [invitationText(salon, hub, contact.zone, now, words), ...hers].join('\n')
}

/** What she hears besides in a draft that took words which could answer an invitation; null where they could not. */
export async function replyHint(
  ports: Pick<TurnPorts, 'salons'>,
  person: Known,
  text: string,
  asking: Asking,
): Promise<string | null> {
  const asked = person.contact.asked?.type === 'salon' ? readAskedReply(text) : null
  const said = asked ?? readReply(text)
  if (!said || said.named) return null
  const [first] = await invitations(ports, person, asking)
  return first ? asking.words.say('salon.took_for_draft', { title: titleOf(first.salon, asking.words) }) : null
}

/** Keeps what she said, gives or frees seats, tells who moves up, and says what was taken down. */
async function reply(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  { salon: { id: salonId }, organisationId }: Invited,
  said: SaidReply,
  asking: Asking,
): Promise<Turn> {
  const { contact } = person
  const { words, now, messageId } = asking
  const salon = await ports.salons.hold(salonId)
  if (!salon) throw new Error(`salon ${salonId} is gone`)
  if (salon.state !== 'open' || salon.startsAt <= now) return saySalon(routing, ports, person, overText(salon, asking), asking)
  const guests = await ports.salons.guests(salonId)
  const before = guests.find((guest) => guest.organisationId === organisationId) ?? null
  const wanted = said.answer === 'yes' ? (said.people ?? (before?.people || 1)) : 0
  const free = freeSeats(salon.capacity, guests, organisationId)
  const fits = free === null || wanted <= free
  const hadSeats = before?.answer === 'yes' && before.waitingSince === null
  const values = { title: titleOf(salon, words), when: whenWhere(salon, contact.zone, now, words), people: wanted, free: free ?? 0 }
  const who = colleagueBefore(before, person, words)
  // Who has seats keeps them; more than there are she cannot have.
  if (said.answer === 'yes' && hadSeats && !fits) {
    await ports.people.setAsked(contact.id, null)
    return saySalon(routing, ports, person, who + words.say('salon.no_more_seats', { ...values, kept: before.people }), asking)
  }
  const kept: Reply = {
    salonId,
    hubId: salon.hubId,
    organisationId,
    contactId: contact.id,
    answer: said.answer,
    people: wanted,
    waitingSince: said.answer !== 'yes' || fits ? null : (before?.waitingSince ?? now),
    how: 'said',
    messageId,
    at: now,
  }
  await ports.salons.reply(kept)
  const moved = await moveUp(ports, salon, asking)
  const asksPeople = said.answer === 'yes' && said.people === null && before?.answer !== 'yes'
  // Until she says something else a number still answers the invitation; in a draft what is asked there comes last.
  const asks = asksPeople ? ('salon_people' as const) : ('salon' as const)
  await ports.people.setAsked(contact.id, person.draft && !asksPeople ? null : { type: asks, salonId, at: now })
  return saySalon(routing, ports, person, who + (await text()), asking, moved)

  async function text(): Promise<string> {
    if (said.answer !== 'yes') return words.say(`salon.took_${said.answer}`, values)
    if (kept.waitingSince !== null) {
      const queue = waiting(await ports.salons.guests(salonId))
      const position = queue.findIndex((guest) => guest.organisationId === organisationId) + 1
      return words.say(free === 0 ? 'salon.took_waiting' : 'salon.took_waiting_some', { ...values, position })
    }
    return words.say(asksPeople ? 'salon.took_yes_one' : 'salon.took_yes', values)
  }
}

/** A colleague's answer that this one takes the place of: 「（小舟之前报的是参加 2 人，现在以这条为准。）」 */
function colleagueBefore(before: Guest | null, { contact }: Known, words: Asking['words']): string {
  if (!before?.answer || before.contactId === null || before.contactId === contact.id) return ''
  const answer = answerShown({ ...before, answer: before.answer }, words)
  return `${words.say('salon.colleague_before', { name: before.contactName ?? '', answer })}\n`
}

/** Gives seats that are free to those who wait, and tells them. True when somebody moved up. The salon's lock is held. */
export async function moveUp(ports: Pick<TurnPorts, 'salons' | 'outbox'>, salon: Salon, { now }: Pick<Asking, 'now'>): Promise<boolean> {
  const guests = await ports.salons.guests(salon.id)
  const up = movedUp(salon.capacity, guests)
  if (up.length === 0) return false
  const invited = await ports.salons.invited(salon.id)
  for (const guest of up) {
    const { organisationId, contactId, people } = guest
    await ports.salons.reply({
      salonId: salon.id,
      hubId: salon.hubId,
      organisationId,
      contactId,
      answer: 'yes',
      people,
      waitingSince: null,
      how: 'moved_up',
      messageId: null,
      at: now,
    })
    await newsLater(ports, salon, contactsOf(guest, invited), 'moved_up', now)
  }
  return true
}

/** The invitation for her who could not be written to, now that she is here; null when there is nothing to ask any more. */
export async function invitationAsked(
  ports: Pick<TurnPorts, 'salons'>,
  person: Known,
  salonId: string,
  asking: Asking,
): Promise<string | null> {
  const invited = (await invitations(ports, person, asking)).find(({ salon }) => salon.id === salonId)
  if (!invited) return null
  const guest = (await ports.salons.guests(salonId)).find((one) => one.organisationId === invited.organisationId)
  if (guest?.answer === 'yes' || guest?.answer === 'no') return null
  return `${await shownTo(ports, person, invited, asking)}\n${asking.words.say('salon.reply_digits')}`
}
