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

const photos = z.array(file).min(1).max(9)
const film = { name: z.string().optional(), base64: z.base64().optional() }
const place = { latitude: z.number(), longitude: z.number(), label: z.string() }
const qr = { ticket: z.string().optional(), scene: z.string().optional() }
const PHOTO_PICKERS = ['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'] as const

/** What a person does on the phone; some of it only members of a corp can do, some only followers of an official account. */
export const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1) }),
  z.object({ type: z.literal('photos'), photos }),
  /** `recognition`: what the platform hears in it, as official accounts with speech recognition were told. */
  z.object({ type: z.literal('voice'), recognition: z.string().optional() }),
  z.object({ type: z.literal('video'), ...film }),
  z.object({ type: z.literal('location'), ...place }),
  z.object({ type: z.literal('link'), title: z.string(), url: z.string(), description: z.string().optional() }),
  z.object({ type: z.literal('click'), key: z.string() }),
  z.object({ type: z.literal('enter') }),
  /** Into the visible range; or follows: with `ticket` or `scene` by scanning a QR. */
  z.object({ type: z.literal('subscribe'), ...qr }),
  z.object({ type: z.literal('unsubscribe') }),
  /** The member's user id changes; told by a contact event that names no app. */
  z.object({ type: z.literal('rename'), newUserId: z.string().min(1) }),
  z.object({ type: z.literal('raw_event'), event: z.string(), fields: z.record(z.string(), xmlValue).default({}) }),
  // From here on with official accounts only.
  z.object({ type: z.literal('shortvideo'), ...film }),
  z.object({ type: z.literal('view'), url: z.string() }),
  /** A QR of the account by its ticket; or any scene, also one that nobody made. */
  z.object({ type: z.literal('scan'), ...qr }),
  /** Taps an entry of the last `msgmenu` that has it. */
  z.object({ type: z.literal('menu_choice'), id: z.string() }),
  z.object({ type: z.literal('scancode'), key: z.string(), result: z.string(), waits: z.boolean().default(false) }),
  z.object({ type: z.literal('pick_photos'), key: z.string(), by: z.enum(PHOTO_PICKERS), photos }),
  z.object({ type: z.literal('pick_location'), key: z.string(), ...place }),
  /** Answers the pop-up of subscription notices, in an article of the account or on a page, or (`off`) switches them off later. */
  z.object({
    type: z.literal('notices'),
    article: z.string().optional(),
    templateIds: z.array(z.string()).min(1),
    answer: z.enum(['accept', 'reject', 'off']),
  }),
])
export type Action = z.input<typeof action>
/** The same with what was left out. */
export type Doing = z.output<typeof action>

/** A message or event on its way to the app or account. */
export interface SentMessage {
  id: string
  who: Who
  /** `text`, `image`, … or `event:<name>`. */
  kind: string
  fields: XmlFields
  /** Null for events: they have none. */
  msgId: string | null
  bubbleId: string | null
  /** The person was told that no sound answer came. */
  troubled: boolean
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

// The smallest things that are what they claim to be: one silent AMR frame, the start of a JPEG, and an MP4 header.
export const SILENCE = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from([0x7c, ...Array<number>(31).fill(0)])])
const NO_PICTURE = Buffer.from([0xff, 0xd8, 0xff])
const NO_FILM = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex')

/** What said things become on the wire, on either platform: nine photos are nine messages. Null: it is none of them. */
export async function spokenParts(world: World, corpId: string, said: Doing): Promise<Part[] | null> {
  switch (said.type) {
    case 'text':
      return [{ kind: 'text', fields: { Content: said.text }, bubble: { type: 'text', text: said.text } }]
    case 'photos':
      return photoParts(world, corpId, said.photos)
    case 'voice': {
      const media = await keepMedia(world, corpId, 'voice', { name: 'voice.amr', bytes: SILENCE })
      const fields = { MediaId: media.id, Format: 'amr' }
      return [{ kind: 'voice', fields, bubble: { type: 'voice', mediaUrl: mediaUrl(media) } }]
    }
    case 'video':
    case 'shortvideo': {
      const name = said.name ?? 'video.mp4'
      const bytes = said.base64 === undefined ? NO_FILM : Buffer.from(said.base64, 'base64')
      const media = await keepMedia(world, corpId, 'video', { name, bytes })
      const thumb = await keepMedia(world, corpId, 'image', { name: 'thumb.jpg', bytes: NO_PICTURE })
      const fields = { MediaId: media.id, ThumbMediaId: thumb.id }
      return [{ kind: said.type, fields, bubble: { type: 'file', name, mediaUrl: mediaUrl(media) } }]
    }
    case 'location':
      return [locationPart(said)]
    case 'link': {
      const { title, url, description = '' } = said
      const fields = { Title: title, Description: description, Url: url }
      return [{ kind: 'link', fields, bubble: { type: 'textcard', title, description, url } }]
    }
    case 'raw_event':
      return [eventPart(said.event, said.fields)]
    default:
      return null
  }
}

export const photoParts = (world: World, corpId: string, files: z.infer<typeof photos>): Promise<Part[]> =>
  Promise.all(
    files.map(async ({ name, base64 }): Promise<Part> => {
      const media = await keepMedia(world, corpId, 'image', { name, bytes: Buffer.from(base64, 'base64') })
      const url = mediaUrl(media)
      return {
        kind: 'image',
        fields: { PicUrl: world.baseUrl + url, MediaId: media.id },
        bubble: { type: 'image', mediaUrl: url, name },
      }
    }),
  )

export const locationPart = (at: { latitude: number; longitude: number; label: string }): Part => ({
  kind: 'location',
  fields: { Location_X: at.latitude, Location_Y: at.longitude, Scale: 15, Label: at.label },
  bubble: { type: 'location', text: at.label },
})

export const eventPart = (name: string, fields: XmlFields, seen?: string): Part => ({
  kind: `event:${name}`,
  fields: { Event: name, ...fields },
  bubble: seen === undefined ? null : { type: 'system', text: seen },
})
