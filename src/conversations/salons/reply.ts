import { commandOf, isSmallTalk } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { coming, positionOf, waiting } from '../../salons/places.js'
import {
  isNumberWithWord,
  asksOfSalon,
  mayBeReply,
  readAskedReply,
  readPeople,
  readReply,
  type SaidReply,
} from '../../salons/reply-words.js'
import { isOfHub } from '../staff/help.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import { numbered, numberIn } from '../numbers.js'
import type { TurnPorts } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { invitations, isOpen } from './hers.js'
import { asksWhetherDraft, inDraft } from './in-draft.js'
import { lately } from './lately.js'
import { namesSalon, replyTo } from './named.js'
import { saySalon } from './turn.js'
import { answerShown, invitationText, titleOf, whenWhere } from './words.js'
import { overText, reply, type Invited } from './seat.js'

/** Platforms tell when something was said in whole seconds. */
const SECOND = 1_000

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
  const named = replyTo(hers, text, asked.salonId)
  if (named) return reply(routing, ports, person, named.invited, named.said, asking)
  const invited = hers.find(({ salon }) => salon.id === asked.salonId)
  if (asked.type === 'salon_people') {
    const people = readPeople(text)
    const said: SaidReply | null = people === null ? readReply(text) : { answer: 'yes', people, named: false }
    return invited && said ? reply(routing, ports, person, invited, said, asking) : null
  }
  if (await isUnread(ports, person, asked, asking)) return null
  const said = readAskedReply(text)
  if (!said && invited && !person.draft) {
    const again = await askAgain(routing, ports, invited, text, asking)
    if (again === null) return null
    await ports.people.setAsked(person.contact.id, { type: 'salon', salonId: asked.salonId, at: asking.now })
    return saySalon(routing, ports, person, again, asking)
  }
  if (!said) return null
  if (invited) return reply(routing, ports, person, invited, said, asking)
  const salon = await ports.salons.find(asked.salonId)
  if (!salon || person.draft) return null
  return saySalon(routing, ports, person, overText(salon, asking), asking)
}

/** She has read it; 你好 is the beginning of something else. */
const THANKS = /^(?:好|嗯|哦|ok|收到|知道|明白|谢|多谢|感谢|辛苦)/i

/** What she hears to 收到, and to words that may be about coming but say neither; null to what is about something else. */
async function askAgain(
  routing: Pick<Routing, 'forms'>,
  ports: Pick<TurnPorts, 'salons'>,
  invited: Invited,
  text: string,
  { words }: Asking,
): Promise<string | null> {
  // To whom has answered, 收到 is thanks.
  if (isSmallTalk(text))
    return THANKS.test(text) && (await isOpen(ports, invited)) ? words.say('salon.come_or_not') : null
  const about = mayBeReply(text) && commandOf(text) === null && !isForm(routing, text)
  return about ? words.say('salon.unclear', { said: quote(text) }) : null
}

/** A form she asks for by its name. */
const isForm = ({ forms }: Pick<Routing, 'forms'>, text: string): boolean =>
  forms.current.some(({ title, aliases }) => [title, ...aliases].some((name) => text.includes(name)))

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

/** 「沙龙 参加 2人」: heard whatever she is asked elsewhere. */
export const replyNamed = (
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> =>
  readReply(text)?.named ? replyUnasked(routing, ports, person, text, asking) : Promise.resolve(null)

/**
 * What she says of coming without having been asked last: 参加 3人, 去不了, 第四期参加, 沙龙. In the middle of a draft only what can hardly be an
 * answer there is heard; where it may be one as well she is asked. Null when it is nothing of the kind.
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
  const said = readReply(text) ?? (isNumberWithWord(text) ? readAskedReply(text) : null)
  const hers = await invitations(ports, person, asking)
  const asks = hers.length > 0 && asksOfSalon(text)
  const looks = !draft && (asks || /^(?:我的?|看看?|有什么|最近的?)?沙龙(?:邀请|通知)?$/.test(bare(text)))
  const [only, ...others] = hers
  const answered = contact.asked?.type === 'salon' ? contact.asked.salonId : null
  const named = draft && !namesSalon(text) ? null : replyTo(hers, text, answered)
  if (named) return reply(routing, ports, person, named.invited, named.said, asking)
  if (!said && !looks) return null
  if (said && draft && !said.named) {
    const meant = only ? await inDraft(routing, ports, person, draft, said, text, asking) : 'draft'
    if (meant === 'draft') return null
    if (meant === 'unclear') return asksWhetherDraft(routing, ports, person, only!.salon, text, asking)
  }
  if (!said) {
    if (!only)
      return contact.role === 'grantee' ? saySalon(routing, ports, person, words.say('salon.none'), asking) : null
    await ports.people.setAsked(
      contact.id,
      others.length === 0 ? { type: 'salon', salonId: only.salon.id, at: now } : null,
    )
    const texts = await Promise.all(hers.map((one) => shownTo(ports, person, one, asking)))
    const foot = words.say(others.length === 0 ? 'salon.reply_digits' : 'salon.reply_words')
    return saySalon(routing, ports, person, [...texts, foot].join('\n\n'), asking)
  }
  if (!only) {
    const over = said.answer === 'maybe' ? null : await lately(ports, person, asking)
    if (over !== null) return saySalon(routing, ports, person, over, asking)
    return said.named ? saySalon(routing, ports, person, words.say('salon.none'), asking) : null
  }
  if (others.length === 0) return reply(routing, ports, person, only, said, asking)
  const salonIds = hers.map(({ salon }) => salon.id)
  await ports.people.setAsked(contact.id, { type: 'salon_which', salonIds, said: text, at: now })
  const list = numbered(
    hers.map(({ salon }) => `${titleOf(salon, words)} ${whenWhere(salon, contact.zone, now, words)}`),
  )
  return saySalon(routing, ports, person, words.say('salon.which', { said: quote(text), list }), asking)
}

async function shownTo(
  { salons }: Pick<TurnPorts, 'salons'>,
  { contact }: Known,
  { salon, organisationId }: Invited,
  asking: Asking,
) {
  const { words, now, hub = '' } = asking
  const guest = (await salons.guests(salon.id)).find((one) => one.organisationId === organisationId)
  const hers = guest?.answer
    ? [words.say('salon.yours', { answer: answerShown({ ...guest, answer: guest.answer }, words) })]
    : []
  return [invitationText(salon, hub, contact.zone, now, words), ...hers].join('\n')
}

/** What she hears besides in a draft that took words which could answer an invitation; null where they could not. */
export async function replyHint(
  ports: Pick<TurnPorts, 'salons'>,
  person: Known,
  text: string,
  asking: Asking,
): Promise<string | null> {
  if (isOfHub(person.contact)) return null
  const asked = person.contact.asked?.type === 'salon' ? readAskedReply(text) : null
  const said = asked ?? readReply(text)
  if (!said || said.named) return null
  const [first] = await invitations(ports, person, asking)
  return first ? asking.words.say('salon.took_for_draft', { title: titleOf(first.salon, asking.words) }) : null
}

/** The reminder for her who could not be written to, now that she is here; null where it begins no more, or she does not come. */
export async function reminded(
  ports: Pick<TurnPorts, 'salons'>,
  person: Known,
  salonId: string,
  asking: Asking,
): Promise<string | null> {
  const { words, now } = asking
  const invited = (await invitations(ports, person, asking)).find(({ salon }) => salon.id === salonId)
  const guests = invited ? await ports.salons.guests(salonId) : []
  const guest = [...coming(guests), ...waiting(guests)].find(
    ({ organisationId }) => organisationId === invited?.organisationId,
  )
  if (!invited || !guest) return null
  const when = whenWhere(invited.salon, person.contact.zone, now, words)
  const values = { title: titleOf(invited.salon, words), when, people: guest.people }
  return guest.waitingSince === null
    ? words.say('salon.soon', values)
    : words.say('salon.still_waiting', { ...values, position: positionOf(guests, guest) })
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
  const foot = asking.words.say(person.draft ? 'salon.reply_words' : 'salon.reply_digits')
  return `${await shownTo(ports, person, invited, asking)}\n${foot}`
}
