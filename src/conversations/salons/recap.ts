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
import { oneOrTwo } from '../numbers.js'
import { sayOnce } from '../say-later.js'
import { titled } from '../whom/title.js'
import { saySalon } from './turn.js'
import { titleOf } from './words.js'

/** So long after she was asked her words and pictures are about the salon. */
const RECAP_MS = 3 * 86_400_000
/** Less is no line about anything. */
const LEAST = 6

/** What the wish for two lines is kept by while it waits for her next word. */
export const recapKey = (salonId: string): string => `salon_recap:${salonId}`

const isUnread = ({ unsaid }: Known, salonId: string): boolean =>
  unsaid.some(({ key }) => key.startsWith(recapKey(salonId)))

/** Whether she still has to be asked of it: it waits for her, or what she said was a short answer in her draft. */
export const isStillAsked = (person: Known, salonId: string, { said }: Utterance): boolean =>
  isUnread(person, salonId) || (said.type === 'text' && !isTwoLines(said.text))

/** Words about how it was; what has figures or days in it is about activities, and a report's. */
const isTwoLines = (text: string): boolean =>
  text.trim().length >= LEAST &&
  !/\d/.test(text) &&
  commandOf(text) === null &&
  !isSmallTalk(text) &&
  readReply(text) === null

/**
 * Two lines in the middle of a draft may be about the salon, or the answer there: they are kept as hers about the salon, for that is what she was
 * asked last, and she is asked whether they are.
 */
async function maybeRecap(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  salon: Salon,
  text: string,
  asking: Asking,
  before: { said: string; messageIds: string[] } = { said: '', messageIds: [] },
): Promise<Turn | null> {
  if (!isTwoLines(text)) return null
  const { contact, draft } = person
  const { words, now, messageId } = asking
  await keepRecap(ports, person, salon, text.trim(), asking)
  const said = before.said === '' ? text : `${before.said}\n${text}`
  const messageIds = [...before.messageIds, messageId]
  await ports.people.setAsked(contact.id, { type: 'recap_or_draft', salonId: salon.id, said, messageIds, at: now })
  const form = await routing.forms.find(ports.drafts, draft!.session.form, draft!.session.formVersion)
  const values = { text: quote(said), title: titleOf(salon, words), form: titled(form, draft!.whom, words).title }
  const turn = { contactId: contact.id, hubId: contact.hubId, sessionId: draft!.id, jobs: false }
  return { ...turn, reply: words.say('salon.recap_or_draft', values) }
}

/** Whether two lines were about the salon (1, and what she goes on with), or the answer in her draft (2), where they go then. */
export async function recapOrDraft(
  routing: Routing,
  ports: TurnPorts,
  person: Known,
  asked: Extract<Asked, { type: 'recap_or_draft' }>,
  message: Utterance,
  text: string,
  asking: Asking,
): Promise<{ turn: Turn } | { instead: Utterance } | null> {
  const salon = await ports.salons.find(asked.salonId)
  if (!salon || !person.draft) return null
  const chosen = oneOrTwo(text)
  if (chosen === 1) {
    const reply = asking.words.say('salon.recap_thanks', { text: quote(asked.said) })
    return { turn: await saySalon(routing, ports, person, reply, asking) }
  }
  if (chosen === 2) {
    await ports.salons.removeRecaps(person.contact.id, asked.messageIds)
    // It is her first message that said it.
    const id = asked.messageIds[0] ?? message.id
    return { instead: { ...message, id, said: { type: 'text', text: asked.said } } }
  }
  // Two lines come in two messages, too.
  const turn = await maybeRecap(routing, ports, person, salon, text, asking, asked)
  return turn && { turn }
}

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
  if (!salon || asked.at < later(now, -RECAP_MS) || isUnread(person, salon.id)) return null
  const { said } = message
  if (draft) return said.type === 'text' ? maybeRecap(routing, ports, person, salon, said.text, asking) : null
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
    // What she says next in her draft is the draft's.
    if (person.draft && person.contact.asked?.type === 'salon_recap')
      await ports.people.setAsked(person.contact.id, null)
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
