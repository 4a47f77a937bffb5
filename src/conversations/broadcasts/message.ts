import type { Broadcast } from '../../broadcasts/broadcast.js'
import { quote } from '../../forms/prompt.js'
import type { Instant } from '../../kernel/clock.js'
import type { NoticeValues, Say } from '../../kernel/message.js'
import type { Words } from '../../kernel/words.js'
import { dayIn } from '../../kernel/zone.js'
import type { Salon } from '../../salons/salon.js'
import type { TurnPorts } from '../ports.js'
import type { TurnShell } from '../receive.js'
import { isFree } from '../asked.js'
import { invitationText } from '../salons/words.js'

/** What a recipient's message is made of: the broadcast, its salon if it is an invitation, and the hub that speaks. */
export interface Written {
  broadcast: Broadcast
  salon: Salon | null
  hub: { name: string; zone: string }
  words: Words
}

/** People of an official account expect to be told how it ends; in a company's app that would look like advertising. */
const TELLS_WAY_OUT = new Set(['wechat_oa'])

/** The text as it goes to somebody on this channel. */
export const textOn = (channel: string, text: string, words: Words): string =>
  TELLS_WAY_OUT.has(channel) ? `${text}\n${words.say('broadcast.way_out')}` : text

/** What everybody reads; null where there is nothing but a picture. */
export function bodyOf({ broadcast, salon, hub, words }: Written, now: Instant): string | null {
  return salon ? invitationText(salon, hub.name, hub.zone, now, words) : broadcast.content.text
}

/**
 * The text for one recipient. Whom it invites to a salon is among the invited from now on, and her next 1, 2 or 3 answers it, unless she was
 * asked something else just before.
 */
export async function textFor(
  shell: Pick<TurnShell, 'reach'>,
  ports: Pick<TurnPorts, 'people' | 'salons'>,
  written: Written,
  { contactId, organisationId }: { contactId: string; organisationId: string },
  addressId: string | null,
  now: Instant,
): Promise<string | null> {
  const { salon, words } = written
  const body = bodyOf(written, now)
  if (!salon || body === null) return body
  await ports.salons.invite(salon, { contactId, organisationId })
  const person = addressId === null ? null : await ports.people.holdById(addressId)
  if (!person?.contact || shell.reach(person.standing, now).type !== 'open') {
    await ports.people.addAsk(contactId, { type: 'salon', salonId: salon.id })
    return `${body}\n${words.say('salon.reply_words')}`
  }
  const free = isFree(person.contact.asked, now)
  if (free) await ports.people.setAsked(contactId, { type: 'salon', salonId: salon.id, at: now })
  return `${body}\n${words.say(free ? 'salon.reply_digits' : 'salon.reply_words')}`
}

/** The messages it is, the text first: should only one of two get through, that is the better one. */
export const saysOf = ({ content }: Broadcast, text: string | null): Exclude<Say, { type: 'notice' }>[] => [
  ...(text === null ? [] : [{ type: 'text' as const, text }]),
  ...(content.picture?.blob ? [{ type: 'image' as const, blob: content.picture.blob }] : []),
]

/** For the fields of a template: what it is about, in a few words; all of it waits for her next word. */
export const noticeValues = (text: string, { hub, words }: Written, now: Instant): NoticeValues => ({
  what: quote(text, 18),
  who: hub.name,
  when: dayIn(now, hub.zone),
  note: words.say('broadcast.notice_note'),
})
