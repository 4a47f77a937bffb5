import { commandOf, isSmallTalk } from '../../engine/commands.js'
import type { Asking } from '../../forms/field-kind.js'
import { bare, quote } from '../../forms/prompt.js'
import { later } from '../../kernel/clock.js'
import { readReply } from '../../salons/reply-words.js'
import type { Salon } from '../../salons/salon.js'
import type { Asked, AskedOfSalons } from '../asked.js'
import { fetchJob } from '../fetch-job.js'
import type { TurnPorts, Utterance } from '../ports.js'
import type { Known, Routing, Turn } from '../route.js'
import { sayOnce } from '../say-later.js'
import { saySalon } from './turn.js'
import { titleOf } from './words.js'

/** So long after she was asked her words and pictures are about the salon. */
const RECAP_MS = 3 * 86_400_000
/** Less is no line about anything. */
const LEAST = 6

/** What she says and sends when she was asked how it was; null where it is about something else. She goes on being asked. */
export async function recapAnswer(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Asked & Extract<AskedOfSalons, { type: 'salon_recap' }>,
  message: Utterance,
  asking: Asking,
): Promise<Turn | null> {
  const { contact, draft } = person
  const { words, now } = asking
  const salon = await ports.salons.find(asked.salonId)
  if (draft || !salon || asked.at < later(now, -RECAP_MS)) return null
  const { said } = message
  if (said.type === 'media' && said.kind === 'image')
    return picture(routing, ports, person, salon, message, said, asking)
  if (said.type !== 'text') return null
  if (NOTHING.test(bare(said.text))) {
    await ports.people.setAsked(contact.id, null)
    return saySalon(routing, ports, person, words.say('salon.recap_none'), asking)
  }
  if (said.text.trim().length < LEAST || commandOf(said.text) || isSmallTalk(said.text) || readReply(said.text))
    return null
  const text = said.text.trim()
  await keepRecap(ports, person, salon, text, asking)
  const turn = await saySalon(routing, ports, person, words.say('salon.recap_kept', { text: quote(text) }), asking)
  return { ...turn, sessionId: salon.sessionId }
}

const NOTHING = /^(?:没有?了?|没什么|不写了?|不用了?|没空|跳过|skip|none)$/

/** 「沙龙 回顾：…」, also without having been asked. */
export async function recapSaid(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  text: string,
  asking: Asking,
): Promise<Turn | null> {
  const [, named, told] = /^(沙龙\s*(?:的)?(?:回顾|收获|反馈)|回顾)[\s:：]+(.{6,})$/s.exec(text.trim()) ?? []
  if (told === undefined) return null
  const ended = (await ports.salons.inHub(person.contact.hubId, ['ended'])).toReversed()
  for (const salon of ended) {
    // 「回顾：」 alone may be of anything else once nobody waits for it.
    if (named === '回顾' && (salon.endedAt ?? '') < later(asking.now, -RECAP_MS)) continue
    const invited = await ports.salons.invited(salon.id)
    if (!invited.some(({ contactId }) => contactId === person.contact.id)) continue
    await keepRecap(ports, person, salon, told, asking)
    const reply = asking.words.say(person.draft ? 'salon.recap_thanks' : 'salon.recap_kept', { text: quote(told) })
    return { ...(await saySalon(routing, ports, person, reply, asking)), sessionId: salon.sessionId }
  }
  return null
}

async function keepRecap(
  { salons }: Pick<TurnPorts, 'salons'>,
  { contact }: Known,
  salon: Salon,
  text: string,
  { messageId, now }: Asking,
) {
  const invited = (await salons.invited(salon.id)).find(({ contactId }) => contactId === contact.id)
  await salons.addRecap({
    salonId: salon.id,
    hubId: salon.hubId,
    contactId: contact.id,
    organisationId: invited?.organisationId ?? contact.organisationId,
    text,
    messageId,
    at: now,
  })
}

/** A picture of the salon is kept with the session that its record was filed from. */
async function picture(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salon: Salon,
  message: Utterance,
  said: Utterance['said'] & { type: 'media' },
  asking: Asking,
): Promise<Turn | null> {
  const { sessionId } = salon
  if (sessionId === null) return null
  const { words, now } = asking
  const id = routing.newId()
  await ports.photos.add({
    id,
    hubId: salon.hubId,
    sessionId,
    field: 'salon',
    messageId: message.id,
    channel: message.from.channel,
    account: message.from.account,
    mediaId: said.ref.id,
    mediaUrl: said.ref.url ?? null,
    sentAt: message.sentAt,
  })
  await ports.outbox.add(fetchJob(id, message.from.account, now))
  const text = words.say('salon.photo_kept', { title: titleOf(salon, words) })
  const turn = { contactId: person.contact.id, hubId: person.contact.hubId, sessionId, jobs: true }
  if (!asking.speaksLater) return { ...turn, reply: text }
  await sayOnce(ports, person, `salon:${salon.id}`, text, now)
  return { ...turn, reply: null }
}

/** 「沙龙 回顾」 of staff: what people told. */
export async function recapsText(
  { salons }: Pick<TurnPorts, 'salons'>,
  salon: Salon,
  { words }: Asking,
): Promise<string> {
  const recaps = await salons.recaps(salon.id)
  const title = titleOf(salon, words)
  const pictures = salon.sessionId === null ? [] : await salons.pictures(salon.sessionId)
  const foot = pictures.length > 0 ? [words.say('salon.pictures_came', { count: pictures.length })] : []
  if (recaps.length === 0) return [words.say('salon.no_recaps', { title }), ...foot].join('\n')
  const lines = recaps.map(({ organisation, contactName, text }) =>
    words.say('engine.line', { label: `${organisation}${contactName}`, value: quote(text, 150) }),
  )
  return [words.say('salon.recaps', { title, count: recaps.length }), ...lines, ...foot].join('\n')
}
