import { z } from 'zod'
import { type Shown } from './chats.js'
import { type Who } from './corps.js'
import { keepMedia, mediaUrl } from './media.js'
import type { World } from './world.js'
import type { XmlFields, XmlValue } from './xml.js'

const xmlValue: z.ZodType<XmlValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.record(z.string(), xmlValue), z.array(z.record(z.string(), xmlValue))]),
)
const file = z.object({ name: z.string().min(1), base64: z.base64() })

/** What a member does on the phone. */
export const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1) }),
  z.object({ type: z.literal('photos'), photos: z.array(file).min(1).max(9) }),
  z.object({ type: z.literal('voice') }),
  z.object({ type: z.literal('video'), name: z.string().optional(), base64: z.base64().optional() }),
  z.object({ type: z.literal('location'), latitude: z.number(), longitude: z.number(), label: z.string() }),
  z.object({ type: z.literal('link'), title: z.string(), url: z.string(), description: z.string().optional() }),
  z.object({ type: z.literal('click'), key: z.string() }),
  z.object({ type: z.literal('enter') }),
  z.object({ type: z.literal('subscribe') }),
  z.object({ type: z.literal('unsubscribe') }),
  /** The member's user id changes; told by a contact event that names no app. */
  z.object({ type: z.literal('rename'), newUserId: z.string().min(1) }),
  z.object({ type: z.literal('raw_event'), event: z.string(), fields: z.record(z.string(), xmlValue).default({}) }),
])
export type Action = z.input<typeof action>

/** A message or event on its way to the app. */
export interface SentMessage {
  id: string
  who: Who
  /** `text`, `image`, … or `event:<name>`. */
  kind: string
  fields: XmlFields
  /** Null for events: they have none. */
  msgId: string | null
  bubbleId: string | null
  /** The passive reply it got, once: other answers to later deliveries are a violation. */
  reply: string | null
  /** As it was delivered last. */
  envelope: { query: Record<string, string>; body: string } | null
}

/** A part of an action: the MsgType, its elements, and what the member sees of it. */
export interface Part {
  kind: string
  fields: XmlFields
  bubble: Shown | null
}

// The smallest things that are what they claim to be: one silent AMR frame, and an MP4 header.
const SILENCE = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from([0x7c, ...Array<number>(31).fill(0)])])
const NO_FILM = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')

/** What an action becomes on the wire: nine photos are nine messages. */
export async function partsOf(world: World, corpId: string, said: z.output<typeof action>): Promise<Part[]> {
  switch (said.type) {
    case 'text':
      return [{ kind: 'text', fields: { Content: said.text }, bubble: { type: 'text', text: said.text } }]
    case 'photos':
      return Promise.all(
        said.photos.map(async ({ name, base64 }): Promise<Part> => {
          const media = await keepMedia(world, corpId, 'image', { name, bytes: Buffer.from(base64, 'base64') })
          const url = mediaUrl(media)
          return {
            kind: 'image',
            fields: { PicUrl: world.baseUrl + url, MediaId: media.id },
            bubble: { type: 'image', mediaUrl: url, name },
          }
        }),
      )
    case 'voice': {
      const media = await keepMedia(world, corpId, 'voice', { name: 'voice.amr', bytes: SILENCE })
      return [
        {
          kind: 'voice',
          fields: { MediaId: media.id, Format: 'amr' },
          bubble: { type: 'voice', mediaUrl: mediaUrl(media) },
        },
      ]
    }
    case 'video': {
      const name = said.name ?? 'video.mp4'
      const bytes = said.base64 === undefined ? NO_FILM : Buffer.from(said.base64, 'base64')
      const media = await keepMedia(world, corpId, 'video', { name, bytes })
      const thumb = await keepMedia(world, corpId, 'image', {
        name: 'thumb.jpg',
        bytes: Buffer.from([0xff, 0xd8, 0xff]),
      })
      return [
        {
          kind: 'video',
          fields: { MediaId: media.id, ThumbMediaId: thumb.id },
          bubble: { type: 'file', name, mediaUrl: mediaUrl(media) },
        },
      ]
    }
    case 'location': {
      const { latitude, longitude, label } = said
      const fields = { Location_X: latitude, Location_Y: longitude, Scale: 15, Label: label, AppType: 'wxwork' }
      return [{ kind: 'location', fields, bubble: { type: 'location', text: label } }]
    }
    case 'link': {
      const { title, url, description = '' } = said
      const fields = { Title: title, Description: description, Url: url, PicUrl: '' }
      return [{ kind: 'link', fields, bubble: { type: 'textcard', title, description, url } }]
    }
    case 'click':
      return [event('click', { EventKey: said.key }, `点击菜单：${said.key}`)]
    case 'enter':
      return [event('enter_agent', { EventKey: '' })]
    case 'subscribe':
      return [event('subscribe', { EventKey: '' }, '你已加入应用的可见范围')]
    case 'unsubscribe':
      return [event('unsubscribe', { EventKey: '' }, '你已离开应用的可见范围')]
    case 'rename':
      return [event('change_contact', { ChangeType: 'update_user', NewUserID: said.newUserId })]
    case 'raw_event':
      return [event(said.event, said.fields)]
  }
}

const event = (name: string, fields: XmlFields, seen?: string): Part => ({
  kind: `event:${name}`,
  fields: { Event: name, ...fields },
  bubble: seen === undefined ? null : { type: 'system', text: seen },
})
