import { z } from 'zod'
import { instantOf } from '../../kernel/clock.js'
import type { Address, InboundMessage, Presence, Said } from '../../kernel/message.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import { detailOf, HEAD, head, keyOf, media, MESSAGES, saidIn, tap, textOf, type Vocabulary } from '../tencent/said.js'
import type { XmlElement } from '../tencent/xml.js'

/** Where the phone is; what somebody chose on the map follows as a message of its own. */
const PRIVATE = ['Latitude', 'Longitude', 'Precision', 'SendLocationInfo']

/** By a scene QR or without one: only with one does the key begin so. */
const QR = 'qrscene_'

const vocabulary: Vocabulary = {
  messages: {
    ...MESSAGES,
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
    // Older material writes it so.
    templatesendjobfinish: 'TEMPLATESENDJOBFINISH',
  },
  leftOut: new Set([...HEAD, ...PRIVATE]),
}

/**
 * Downloads by id are for verified accounts (so integrators say of the media pages; not verified). The others are told where a picture lies,
 * open to everybody who knows it.
 */
const byAddress = z
  .object({ PicUrl: z.url({ protocol: /^https?$/ }) })
  .transform((e): Said => ({ type: 'media', kind: 'image', ref: { id: e.PicUrl } }))
const unverified: Vocabulary = {
  ...vocabulary,
  messages: { ...vocabulary.messages, image: z.union([byAddress, media('image')]) },
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
  { appId, originalId, verified }: { appId: string; originalId: string; verified: boolean },
): Outcome<InboundMessage> {
  const read = head.safeParse(xml)
  if (!read.success) return fail('wechat_oa.fields')
  const { ToUserName, FromUserName, CreateTime, MsgType, MsgId } = read.data
  if (ToUserName !== originalId) return fail('wechat_oa.account')
  const said = saidIn(xml, verified ? vocabulary : unverified)
  if (!said) return fail('wechat_oa.fields')
  const from: Address = { ...accountOf(appId), user: FromUserName }
  const key = keyOf(from, MsgId ? [MsgId] : [...identityOf(xml, MsgType), CreateTime])
  const presence = MsgType === 'event' ? presenceOf(said) : 'spoke'
  const mute = MsgType === 'event' && !ANSWERED.has(textOf(xml, 'Event'))
  return ok({ from, presence, key, sentAt: instantOf(Number(CreateTime) * 1000), ...(mute && { mute }), said })
}

export const accountOf = (appId: string): Pick<Address, 'channel' | 'account'> => ({
  channel: 'wechat_oa',
  account: appId,
})

const presenceOf = (said: Said): Presence =>
  said.type === 'choice' || (said.type === 'event' && GIVES_A_MINUTE.has(said.event)) ? 'acted' : 'none'

function identityOf(xml: XmlElement, msgType: string): string[] {
  // A message has a MsgId; should one come without, only its content tells it from the next.
  if (msgType !== 'event') return [JSON.stringify(xml)]
  return Object.entries(detailOf(xml, new Set()))
    .filter(([path]) => IDENTIFIES.test(path))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value)
}
