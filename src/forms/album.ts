import { z } from 'zod'
import { millisOf, type Instant } from '../kernel/clock.js'
import type { Json } from '../kernel/json.js'

/** One picture, known by the id of the message it came in. */
export interface AlbumPhoto {
  photo: string
  mediaId: string
  sentAt: Instant
  caption: string | null
  state: 'coming' | 'kept' | 'lost'
}

/** The pictures of one question in their order. */
export interface Album {
  photos: AlbumPhoto[]
  /** How many of the first have numbers that the person knows: later ones never come before them. */
  told: number
  /** Pictures since the last acknowledgement. */
  news: number
  /** Pictures over the limit since the last acknowledgement. */
  over: number
  /** She was told which captions are missing and that it goes without: they keep nothing back until more pictures come. */
  asked: boolean
}

export const NO_PICTURES: Album = { photos: [], told: 0, news: 0, over: 0, asked: false }

const stored = z.object({
  photos: z.array(
    z.object({
      photo: z.string(),
      mediaId: z.string(),
      sentAt: z.string(),
      caption: z.string().nullable(),
      state: z.enum(['coming', 'kept', 'lost']),
    }),
  ),
  told: z.int(),
  news: z.int(),
  over: z.int(),
  asked: z.boolean().default(false),
})

export const decodeAlbum = (json: Json): Album => stored.parse(json)

export const encodeAlbum = ({ photos, ...rest }: Album): Json => ({
  photos: photos.map((one) => ({ ...one })),
  ...rest,
})

/** Pictures that come so soon after one another were chosen together, however slowly the phone sends them. */
const TOGETHER_MS = 60_000

export const together = (one: Instant, other: Instant): boolean =>
  Math.abs(millisOf(one) - millisOf(other)) <= TOGETHER_MS

/** The album with all its pictures acknowledged. */
export const toldAll = (album: Album): Album => ({ ...album, told: album.photos.length, news: 0, over: 0 })

/** Nobody hears of a loss and sends the picture again faster than this; what comes sooner was sent along with the lost one. */
const RESENT_MS = 5_000

/**
 * The album with one more picture: in the place of one that was lost before it was sent, else by the time it was sent among those not
 * yet acknowledged. The same picture twice, or one too many, adds none (null).
 */
export function withPhoto(album: Album, photo: Omit<AlbumPhoto, 'caption' | 'state'>, most: number): Album | null {
  const { photos, told } = album
  const news = album.news + 1
  if (photos.some((one) => one.photo === photo.photo)) return null
  const lost = photos.findIndex(
    (one) => one.state === 'lost' && millisOf(photo.sentAt) - millisOf(one.sentAt) >= RESENT_MS,
  )
  if (lost >= 0) {
    const place = photos[lost]
    return { ...album, news, photos: photos.with(lost, { ...photo, caption: place?.caption ?? null, state: 'coming' }) }
  }
  if (photos.length >= most) return null
  const later = photos.findIndex((one, i) => i >= told && one.sentAt > photo.sentAt)
  const at = later < 0 ? photos.length : later
  return { ...album, news, asked: false, photos: photos.toSpliced(at, 0, { ...photo, caption: null, state: 'coming' }) }
}

/** Numbers (from 1) of the pictures for which this holds: 「2、5」. */
export const numbersOf = (photos: AlbumPhoto[], which: (photo: AlbumPhoto) => boolean): string =>
  photos.flatMap((photo, i) => (which(photo) ? [i + 1] : [])).join('、')
