import { z } from 'zod'
import { instantOf } from '../../kernel/clock.js'
import type { Address, InboundMessage, Presence, Said } from '../../kernel/message.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import { detailOf, HEAD, head, keyOf, media, MESSAGES, saidIn, tap, textOf, type Vocabulary } from '../tencent/said.js'
import type { XmlElement } from '../tencent/xml.js'
import { accountMeaning } from './errcodes.js'

/** Where the phone is; what somebody chose on the map follows as a message of its own. */
const PRIVATE = ['Latitude', 'Longitude', 'Precision', 'SendLocationInfo']

/** By a scene QR or without one: only with one does the key begin so. */
const QR = 'qrscene_'

const vocabulary: Vocabulary = {
  messages: {
    ...MESSAGES,
    image: z
      .object({
        MediaId: z.string().min(1),
        PicUrl: z
          .url({ protocol: /^https?$/ })
          .optional()
          .catch(undefined),
      })
      .transform(({ MediaId: id, PicUrl: url }): Said => ({
        type: 'media',
        kind: 'image',
        ref: { id, ...(url && { url }) },
      })),
    // What was heard in it: only where the account had that switched on, and no longer documented.
    voice: z
      .object({ MediaId: z.string().min(1), Recognition: z.string().trim().optional() })
      .transform(({ MediaId: id, Recognition: transcript }): Said => ({
        type: 'media',
        kind: 'voice',
        ref: { id },
        ...(transcript && { transcript }),
      })),
    // A tap on a `msgmenu` arrives as its words, with the id we gave it.
    text: z
      .object({ Content: z.string(), bizmsgmenuid: z.string().default('') })
      .transform(({ Content, bizmsgmenuid }): Said =>
        bizmsgmenuid === '' ? { type: 'text', text: Content } : { type: 'choice', key: bizmsgmenuid },
      ),
    shortvideo: media('video'),
  },
  events: {
    CLICK: tap,
    subscribe: z.object({ EventKey: z.string().default('') }).transform(({ EventKey }): Said => ({
      type: 'event',
      event: 'joined',
      detail: EventKey.startsWith(QR) ? { scene: EventKey.slice(QR.length) } : {},
    })),
    SCAN: z
      .object({ EventKey: z.string() })
      .transform(({ EventKey }): Said => ({ type: 'event', event: 'scanned', detail: { scene: EventKey } })),
  },
  names: {
    unsubscribe: 'left',
  },
  leftOut: new Set([...HEAD, ...PRIVATE]),
}

/** Taps that give the right to three messages (api_sendcustommessage); taps of other kinds give none. */
const GIVES_A_MINUTE = new Set(['joined', 'scanned', 'scancode_push', 'scancode_waitmsg'])

/** Her own doing in the chat; to all other events the platform shows no answer. */
const ANSWERED = new Set(['subscribe', 'SCAN', 'LOCATION', 'CLICK', 'scancode_waitmsg'])

/** What tells two events of one sender and second apart. */
const IDENTIFIES = /(^|\.)(Event|EventKey|MsgID|TemplateId|OpenID)$/

/**
 * A plaintext of an official account's callback in our own words: every type of message and event; those we have no use for become an
 * `event` with what they carried. `joined` and `scanned` have the QR's scene in their detail.
 *
 * Problems: `wechat_oa.account` (meant for another), `wechat_oa.fields` (an element missing, there twice or not as documented).
 */
export function decode(
  xml: XmlElement,
  { appId, originalId }: { appId: string; originalId: string },
): Outcome<InboundMessage> {
  const read = head.safeParse(xml)
  if (!read.success) return fail('wechat_oa.fields')
  const { ToUserName, FromUserName, CreateTime, MsgType, MsgId: serial } = read.data
  if (ToUserName !== originalId) return fail('wechat_oa.account')
  const told = saidIn(xml, vocabulary)
  if (!told) return fail('wechat_oa.fields')
  const said = told.type === 'event' ? (noticesIn(told) ?? refusalIn(told) ?? told) : told
  const from: Address = { ...accountOf(appId), user: FromUserName }
  const key = keyOf(from, xml, identityOf)
  const presence = MsgType === 'event' ? presenceOf(said) : 'spoke'
  const mute = MsgType === 'event' && !ANSWERED.has(textOf(xml, 'Event'))
  const sentAt = instantOf(Number(CreateTime) * 1000)
  return ok({ from, presence, key, sentAt, ...(serial && { serial }), ...(mute && { mute }), said })
}

export const accountOf = (appId: string): Pick<Address, 'channel' | 'account'> => ({
  channel: 'wechat_oa',
  account: appId,
})

const presenceOf = (said: Said): Presence =>
  said.type === 'choice' || (said.type === 'event' && GIVES_A_MINUTE.has(said.event)) ? 'acted' : 'none'

/** «User refuses to accept the msg.» */
const REFUSES = 'errcode.43101'

type Event = Extract<Said, { type: 'event' }>
type Answer = 'accept' | 'reject' | 'off'

/** Her answers to the pop-up of notices; switched off later; or that the platform found one no longer accepted. */
const NOTICES: Record<string, { prefix: string; answerOf(of: Record<string, string>): Answer | null }> = {
  subscribe_msg_popup_event: {
    prefix: 'SubscribeMsgPopupEvent',
    answerOf: ({ SubscribeStatusString: said }) => (said === 'accept' || said === 'reject' ? said : null),
  },
  subscribe_msg_change_event: {
    prefix: 'SubscribeMsgChangeEvent',
    answerOf: ({ SubscribeStatusString: said }) => (said === 'reject' ? 'off' : null),
  },
  subscribe_msg_sent_event: {
    prefix: 'SubscribeMsgSentEvent',
    answerOf: ({ ErrorCode: code }) => (`errcode.${code}` === REFUSES ? 'off' : null),
  },
}

/** What an event says of the notices she accepts; null when it is of another kind, or says nothing of that. */
function noticesIn({ event, detail = {} }: Event): Event | null {
  const known = Object.hasOwn(NOTICES, event) ? NOTICES[event]! : null
  if (!known) return null
  const items: Record<string, string>[] = []
  for (const [path, value] of Object.entries(detail)) {
    const [, nth, name] = /^\w+\.List\.(\d+)\.(\w+)$/.exec(path) ?? []
    if (nth && name && path.startsWith(`${known.prefix}.`)) (items[Number(nth)] ??= {})[name] = value
  }
  const answers = items.flatMap((of): [string, Answer][] => {
    const answer = known.answerOf(of)
    return of['TemplateId'] && answer ? [[of['TemplateId'], answer]] : []
  })
  return answers.length > 0 ? { type: 'event', event: 'notices', detail: Object.fromEntries(answers) } : null
}

/** That the platform refused a template message or a notice for her, as the event of its fate tells; null when it says nothing of the kind. */
function refusalIn({ event, detail = {} }: Event): Event | null {
  const refused = (code: string): Event => ({ type: 'event', event: 'refused', detail: { code } })
  // Older material writes it in small letters.
  if (event.toUpperCase() === 'TEMPLATESENDJOBFINISH')
    return /user block/.test(detail['Status'] ?? '') ? refused(REFUSES) : null
  const code = Object.entries(detail).find(([path, errcode]) => {
    const meaning = path.endsWith('.ErrorCode') ? accountMeaning(Number(errcode)) : null
    return meaning?.type === 'refused' && meaning.scope === 'person'
  })
  return code === undefined ? null : refused(`errcode.${code[1]}`)
}

const identityOf = (event: XmlElement): string[] =>
  Object.entries(detailOf(event, new Set()))
    .filter(([path]) => IDENTIFIES.test(path))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value)
