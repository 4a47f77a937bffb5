import { z } from 'zod'
import { instantOf } from '../../kernel/clock.js'
import type { Address, InboundMessage, Presence, Said } from '../../kernel/message.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import { HEAD, head, keyOf, MESSAGES, saidIn, tap, textOf, type Vocabulary } from '../tencent/said.js'
import type { XmlElement } from '../tencent/xml.js'

const wecomHead = head.extend({
  // Events about the address book, of jobs and of customer service come from nobody or from `sys`.
  FromUserName: head.shape.FromUserName.default('sys'),
  AgentID: z.string().optional(),
})

/** Not taken in: contact details in changes of the address book, names in approvals, where the phone is, a permit to read customers' messages. */
const PRIVATE =
  'Name Position Mobile Gender Email BizMail Avatar Alias Telephone Address ExtAttr ApprovalInfo Latitude Longitude Token'

const vocabulary: Vocabulary = {
  messages: MESSAGES,
  events: { click: tap, template_card_event: tap, template_card_menu_event: tap },
  names: { enter_agent: 'entered', subscribe: 'joined', unsubscribe: 'left' },
  leftOut: new Set([...HEAD, 'AgentID', ...PRIVATE.split(' ')]),
}

/** Whoever opens the app can be written to again, whatever the platform refused before. */
const SHE_IS_HERE = new Set(['entered', 'joined'])

/** path/90240: events that may be answered; to all others the platform shows no answer. */
const ANSWERED = new Set([
  'subscribe',
  'enter_agent',
  'LOCATION',
  'click',
  'view',
  'view_miniprogram',
  'scancode_waitmsg',
  'template_card_event',
  'template_card_menu_event',
])

export interface Decoded {
  message: InboundMessage
  /** The userid as the platform wrote it: so it wants to read it in the reply. */
  sender: string
}

/**
 * A plaintext of a WeCom app's callback in our own words: every type of message and event; those we have no use for become an `event`
 * with what they carried. Messages of a type that is not documented are events named `message.<type>`.
 *
 * Problems: `wecom_app.corp`, `wecom_app.agent` (meant for another), `wecom_app.fields` (an element missing, there twice or not as documented).
 */
export function decode(xml: XmlElement, app: { corpId: string; agentId: number }): Outcome<Decoded> {
  const read = wecomHead.safeParse(xml)
  if (!read.success) return fail('wecom_app.fields')
  const { ToUserName, FromUserName, AgentID, CreateTime, MsgType, MsgId: serial } = read.data
  if (ToUserName !== app.corpId) return fail('wecom_app.corp')
  if (AgentID !== undefined && AgentID !== String(app.agentId)) return fail('wecom_app.agent')
  const told = saidIn(xml, vocabulary)
  if (!told) return fail('wecom_app.fields')
  const said = renamedIn(told) ?? told
  // The platform compares userids without case, and does not always send the same.
  const from = { ...accountOf(app), user: FromUserName.toLowerCase() }
  const key = keyOf(from, xml, identityOf)
  const presence: Presence = said.type !== 'event' ? 'spoke' : SHE_IS_HERE.has(said.event) ? 'acted' : 'none'
  const mute = MsgType === 'event' && !ANSWERED.has(textOf(xml, 'Event'))
  const sentAt = instantOf(Number(CreateTime) * 1000)
  const message: InboundMessage = {
    from,
    presence,
    key,
    sentAt,
    ...(serial && { serial }),
    ...(mute && { mute }),
    said,
  }
  return ok({ message, sender: FromUserName })
}

/** A member's userid was changed: only what changed is told. */
function renamedIn(said: Said): Said | null {
  if (said.type !== 'event' || said.event !== 'change_contact') return null
  const { ChangeType, UserID, NewUserID } = said.detail ?? {}
  if (ChangeType !== 'update_user' || !UserID || !NewUserID) return null
  return { type: 'event', event: 'renamed', detail: { user: UserID.toLowerCase(), newUser: NewUserID.toLowerCase() } }
}

export const accountOf = (app: { corpId: string; agentId: number }): Pick<Address, 'channel' | 'account'> => ({
  channel: 'wecom_app',
  account: `${app.corpId}/${app.agentId}`,
})

/** What tells two events of one sender apart: the documents name sender and time, which one second's taps and changes may share. */
const EVENT_IDENTITY = ['Event', 'EventKey', 'ChangeType', 'TaskId', 'ResponseCode', 'UserID', 'Id', 'TagId']

const identityOf = (event: XmlElement): string[] => EVENT_IDENTITY.map((name) => textOf(event, name)).filter(Boolean)
