import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Address, Said } from '../../kernel/message.js'
import type { XmlElement, XmlNode } from './xml.js'

/** What stands in each plaintext. Ids are 64 bit: they stay strings. */
export const head = z.object({
  ToUserName: z.string(),
  FromUserName: z.string().min(1).max(128),
  CreateTime: z.string().regex(/^\d{1,11}$/),
  MsgType: z.string().min(1),
  MsgId: z
    .string()
    .regex(/^\d{1,32}$/)
    .optional(),
})

/** Elements that are ours to read, in messages and events. */
export const HEAD = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'MsgId', 'Event']

export const media = (kind: 'image' | 'voice' | 'video') =>
  z.object({ MediaId: z.string().min(1) }).transform((e): Said => ({ type: 'media', kind, ref: { id: e.MediaId } }))

const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number)
    .refine((n) => Math.abs(n) <= most)

/** The messages that both platforms write alike. */
export const MESSAGES: Record<string, z.ZodType<Said>> = {
  text: z.object({ Content: z.string() }).transform((e): Said => ({ type: 'text', text: e.Content })),
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  // Documented for neither; where one comes, it is not passed over in silence.
  file: z
    .object({ MediaId: z.string().default('') })
    .transform((e): Said => ({ type: 'file', ref: { id: e.MediaId } })),
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
export const tap = z
  .object({ EventKey: z.string().min(1) })
  .transform((e): Said => ({ type: 'choice', key: e.EventKey }))

/** How a platform's words become ours. */
export interface Vocabulary {
  messages: Record<string, z.ZodType<Said>>
  /** Events of which more is made than their name and what they carried. */
  events: Record<string, z.ZodType<Said>>
  /** The events that our conversations speak of; all others keep the platform's name. */
  names: Record<string, string>
  /** Elements that are not taken in. */
  leftOut: Set<string>
}

/**
 * What was said, or null when an element is missing, there twice or not as documented. Events we have no use for become an `event` with
 * what they carried, messages of a type that is not documented one named `message.<type>`.
 */
export function saidIn(xml: XmlElement, { messages, events, names, leftOut }: Vocabulary): Said | null {
  const msgType = textOf(xml, 'MsgType')
  if (msgType !== 'event') {
    const message = Object.hasOwn(messages, msgType) ? messages[msgType] : undefined
    return message
      ? (message.safeParse(xml).data ?? null)
      : { type: 'event', event: `message.${msgType}`, detail: detailOf(xml, leftOut) }
  }
  const event = textOf(xml, 'Event')
  if (event === '') return null
  const used = Object.hasOwn(events, event) ? events[event] : undefined
  if (used) return used.safeParse(xml).data ?? null
  const name = Object.hasOwn(names, event) ? names[event] : undefined
  return { type: 'event', event: name ?? event, detail: detailOf(xml, leftOut) }
}

export const textOf = (xml: XmlElement, name: string): string => {
  const node = xml[name]
  return typeof node === 'string' ? node : ''
}

/**
 * Of one thing said by one sender. A message has the platform's id; should one come without, only its content tells it from the next. An
 * event has its second and `identity`, what tells it from others of that second.
 */
export function keyOf(from: Address, xml: XmlElement, identity: (event: XmlElement) => string[]): string {
  const id = textOf(xml, 'MsgId')
  const parts = textOf(xml, 'MsgType') === 'event' ? identity(xml) : [JSON.stringify(xml)]
  const said = id !== '' ? [id] : [...parts, textOf(xml, 'CreateTime')]
  const key = [from.channel, from.account, from.user, ...said].join(':')
  return key.length <= 190 ? key : `${from.channel}:${createHash('sha256').update(key).digest('hex')}`
}

/** Elements that may stand several times: with one of them the path is as with many. */
const LISTS = new Set(['List', 'item'])

/** The elements as `ScanCodeInfo.ScanType`, `SendPicsInfo.PicList.item.0.PicMd5Sum`; empty ones are left out. */
export function detailOf(xml: XmlElement, leftOut: Set<string>): Record<string, string> {
  const detail: Record<string, string> = {}
  const walk = (node: XmlNode, path: string): void => {
    if (typeof node === 'string') {
      if (node !== '') detail[path] = node
      return
    }
    for (const [name, child] of Object.entries(node)) {
      walk(LISTS.has(name) && !Array.isArray(child) ? [child] : child, `${path}.${name}`)
    }
  }
  for (const [name, node] of Object.entries(xml)) if (!leftOut.has(name)) walk(node, name)
  return detail
}
