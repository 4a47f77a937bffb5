import { createHash } from 'node:crypto'
import { z } from 'zod'
import { instantOf } from '../../kernel/clock.js'
import type { Address, InboundMessage, Presence, Said } from '../../kernel/message.js'
import { fail, ok, type Outcome } from '../../kernel/outcome.js'
import type { XmlElement, XmlNode } from '../tencent/xml.js'

/** What stands in each plaintext. Ids are 64 bit: they stay strings. A key of an event may be missing or empty. */
const common = z.object({
  ToUserName: z.string(),
  // Events about the address book, of jobs and of customer service come from nobody or from `sys`.
  FromUserName: z.string().min(1).max(128).default('sys'),
  AgentID: z.string().optional(),
  CreateTime: z.string().regex(/^\d{1,11}$/),
  MsgType: z.string().min(1),
  MsgId: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
})

const media = (kind: 'image' | 'voice' | 'video') =>
  z.object({ MediaId: z.string().min(1) }).transform((e): Said => ({ type: 'media', kind, ref: { id: e.MediaId } }))

const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .refine((n) => Math.abs(n) <= most)

const MESSAGES: Record<string, z.ZodType<Said>> = {
  text: z.object({ Content: z.string() }).transform((e): Said => ({ type: 'text', text: e.Content })),
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  location: z
    .object({ Location_X: degrees(90), Location_Y: degrees(180), Label: z.string().default('') })
    .transform((e): Said => ({
      type: 'location',
      latitude: e.Location_X,
      longitude: e.Location_Y,
      label: e.Label,
    })),
  link: z
    .object({ Title: z.string().default(''), Url: z.string() })
    .transform((e): Said => ({ type: 'link', title: e.Title, url: e.Url })),
}

/** A tap on something that we offered. */
const tap = z.object({ EventKey: z.string().min(1) }).transform((e): Said => ({ type: 'choice', key: e.EventKey }))

const EVENTS: Record<string, z.ZodType<Said>> = {
  click: tap,
  template_card_event: tap,
  template_card_menu_event: tap,
}

/** The events that our conversations speak of; all others keep the platform's name. */
const OUR_NAMES: Record<string, string> = { enter_agent: 'entered', subscribe: 'joined', unsubscribe: 'left' }

/** Whoever opens the app can be written to again, whatever the platform refused before. */
const SHE_IS_HERE = new Set(['entered', 'joined'])

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
  const head = common.safeParse(xml)
  if (!head.success) return fail('wecom_app.fields')
  const { ToUserName, FromUserName, AgentID, CreateTime, MsgType, MsgId } = head.data
  if (ToUserName !== app.corpId) return fail('wecom_app.corp')
  if (AgentID !== undefined && AgentID !== String(app.agentId)) return fail('wecom_app.agent')
  const said = saidIn(xml, MsgType)
  if (!said) return fail('wecom_app.fields')
  // The platform compares userids without case, and does not always send the same.
  const from = { ...accountOf(app), user: FromUserName.toLowerCase() }
  const identity = MsgId ?? identityOf(xml, CreateTime)
  const presence: Presence = said.type !== 'event' ? 'spoke' : SHE_IS_HERE.has(said.event) ? 'acted' : 'none'
  const message = { from, presence, key: keyOf(from, identity), sentAt: instantOf(Number(CreateTime) * 1000), said }
  return ok({ message, sender: FromUserName })
}

export const accountOf = (app: { corpId: string; agentId: number }): Pick<Address, 'channel' | 'account'> => ({
  channel: 'wecom_app',
  account: `${app.corpId}/${app.agentId}`,
})

const textOf = (xml: XmlElement, name: string): string => {
  const node = xml[name]
  return typeof node === 'string' ? node : ''
}

function saidIn(xml: XmlElement, msgType: string): Said | null {
  if (msgType !== 'event') {
    const message = Object.hasOwn(MESSAGES, msgType) ? MESSAGES[msgType] : undefined
    return message
      ? (message.safeParse(xml).data ?? null)
      : { type: 'event', event: `message.${msgType}`, detail: detailOf(xml) }
  }
  const event = textOf(xml, 'Event')
  if (event === '') return null
  const used = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
  if (used) return used.safeParse(xml).data ?? null
  const name = Object.hasOwn(OUR_NAMES, event) ? OUR_NAMES[event] : undefined
  return { type: 'event', event: name ?? event, detail: detailOf(xml) }
}

/** What tells two events of one sender apart: the documents name sender and time, which one second's taps and changes may share. */
const EVENT_IDENTITY = ['Event', 'EventKey', 'ChangeType', 'TaskId', 'ResponseCode', 'UserID', 'Id', 'TagId']

function identityOf(xml: XmlElement, createTime: string): string {
  // A message has a MsgId; should one come without, only its content tells it from the next.
  const parts = xml['MsgType'] === 'event' ? EVENT_IDENTITY.map((name) => textOf(xml, name)) : [JSON.stringify(xml)]
  return [...parts.filter(Boolean), createTime].join(':')
}

function keyOf(from: Address, identity: string): string {
  const key = [from.channel, from.account, from.user, identity].join(':')
  return key.length <= 190 ? key : `${from.channel}:${createHash('sha256').update(key).digest('hex')}`
}

const HEAD = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'MsgId', 'AgentID', 'Event']

/** Not taken in: contact details in changes of the address book, names in approvals, where the phone is, a permit to read customers' messages. */
const PRIVATE =
  'Name Position Mobile Gender Email BizMail Avatar Alias Telephone Address ExtAttr ApprovalInfo Latitude Longitude Token'

const LEFT_OUT = new Set([...HEAD, ...PRIVATE.split(' ')])

/** The other elements as `ScanCodeInfo.ScanType`, `SendPicsInfo.PicList.item.1.PicMd5Sum`; empty ones are left out. */
function detailOf(xml: XmlElement): Record<string, string> {
  const detail: Record<string, string> = {}
  const walk = (node: XmlNode, path: string): void => {
    if (typeof node !== 'string') for (const [name, child] of Object.entries(node)) walk(child, `${path}.${name}`)
    else if (node !== '') detail[path] = node
  }
  for (const [name, node] of Object.entries(xml)) if (!LEFT_OUT.has(name)) walk(node, name)
  return detail
}
