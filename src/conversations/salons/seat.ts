import type { Asking } from '../../forms/field-kind.js'
import { freeSeats, movedUp, waiting } from '../../salons/places.js'
import type { SaidReply } from '../../salons/reply-words.js'
import type { Guest, Reply, Salon } from '../../salons/salon.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { unanswered } from './hers.js'
import { shortName } from './named.js'
import { contactsOf, newsLater } from './news.js'
import { saySalon } from './turn.js'
import { answerShown, titleOf, whenWhere } from './words.js'

/** One who was invited, and for which organisation. */
export type Invited = { salon: Salon; organisationId: string }

export const overText = (salon: Salon, { words }: Asking): string =>
  words.say(
    salon.state === 'cancelled'
      ? 'salon.was_cancelled'
      : salon.state === 'ended'
        ? 'salon.was_over'
        : 'salon.has_begun',
    { title: titleOf(salon, words) },
  )

/** Keeps what she said, gives or frees seats, tells who moves up, and says what was taken down. */
export async function reply(
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
  if (salon.state !== 'open' || salon.startsAt <= now)
    return saySalon(routing, ports, person, overText(salon, asking), asking)
  const guests = await ports.salons.guests(salonId)
  const before = guests.find((guest) => guest.organisationId === organisationId) ?? null
  const wanted = said.answer === 'yes' ? (said.people ?? (before?.people || 1)) : 0
  const free = freeSeats(salon.capacity, guests, organisationId)
  const fits = free === null || wanted <= free
  const hadSeats = before?.answer === 'yes' && before.waitingSince === null
  const values = {
    title: titleOf(salon, words),
    when: whenWhere(salon, contact.zone, now, words),
    people: wanted,
    free: free ?? 0,
  }
  const who = colleagueBefore(before, person, words)
  // Who has seats keeps them; more than there are she cannot have.
  if (said.answer === 'yes' && hadSeats && !fits) {
    await ports.people.setAsked(contact.id, null)
    return saySalon(
      routing,
      ports,
      person,
      who + words.say('salon.no_more_seats', { ...values, kept: before.people }),
      asking,
    )
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
  const alone = said.answer === 'yes' && said.people === null && before?.answer !== 'yes'
  // In a draft the next number is an answer there.
  const asksPeople = alone && !person.draft
  // Until she says something else a number still answers the invitation; in a draft what is asked there comes last.
  const asks = asksPeople ? ('salon_people' as const) : ('salon' as const)
  await ports.people.setAsked(contact.id, person.draft ? null : { type: asks, salonId, at: now })
  return saySalon(routing, ports, person, who + (await text()) + (await others()), asking, moved, 'salon.not_in_draft')

  async function text(): Promise<string> {
    if (said.answer !== 'yes') return words.say(`salon.took_${said.answer}`, values)
    if (kept.waitingSince !== null) {
      const queue = waiting(await ports.salons.guests(salonId))
      const position = queue.findIndex((guest) => guest.organisationId === organisationId) + 1
      return words.say(free === 0 ? 'salon.took_waiting' : 'salon.took_waiting_some', { ...values, position })
    }
    return words.say(asksPeople ? 'salon.took_yes_one' : 'salon.took_yes', values)
  }

  /** One question at a time: another invitation that is open comes when nothing is asked of this one. */
  async function others(): Promise<string> {
    if (asksPeople || person.draft) return ''
    const [open] = await unanswered(ports, person, asking)
    if (!open) return ''
    const about = { title: titleOf(open.salon, words), when: whenWhere(open.salon, contact.zone, now, words) }
    return `\n${words.say('salon.other_open', { ...about, name: shortName(open.salon) })}`
  }
}

/** A colleague's answer that this one takes the place of: 「（小舟之前报的是参加 2 人，现在以这条为准。）」 */
function colleagueBefore(before: Guest | null, { contact }: Known, words: Asking['words']): string {
  if (!before?.answer || before.contactId === null || before.contactId === contact.id) return ''
  const answer = answerShown({ ...before, answer: before.answer }, words)
  return `${words.say('salon.colleague_before', { name: before.contactName ?? '', answer })}\n`
}

/** Gives seats that are free to those who wait, and tells them. True when somebody moved up. The salon's lock is held. */
export async function moveUp(
  ports: Pick<TurnPorts, 'salons' | 'outbox'>,
  salon: Salon,
  { now }: Pick<Asking, 'now'>,
): Promise<boolean> {
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
