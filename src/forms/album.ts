import { besides } from '../kernel/besides.js'
import { millisOf, type Instant } from '../kernel/clock.js'
import { numberedBefore } from '../kernel/numbered.js'
import type { Json } from '../kernel/json.js'
import type { CONSENTS } from './consent.js'

export interface AlbumPhoto {
  /** The id of the message it came in. */
  photo: string
  mediaId: string
  sentAt: string
  /** The platform's number of that message. */
  serial?: string | undefined
  caption: string | null
  /** `out`: no longer in the album. Its number stays free until the answer is finished: those she knows mean the same pictures all along. */
  state: 'coming' | 'kept' | 'lost' | 'out'
  /** Where it is out because another is the very same picture: that one. */
  same?: string | undefined
  sha256?: string | undefined
  fingerprint?: string | undefined
  /** The day on which her organisation filed the same picture before. */
  filedOn?: string | undefined
  /** What was found out about it and not told yet. */
  fresh?: ('same' | 'alike' | 'filed' | 'replaced' | 'proposed' | 'lost')[] | undefined
  /** Where it is lost: by which code. In any other state it was lost after it was filed: it keeps nothing back, and the next picture takes its place. */
  lostBy?: string | undefined
  /** A caption that a model proposes: none until she takes it. */
  proposed?: string | undefined
  /** Whether it may be shown in public; not there where nobody was asked. */
  consent?: (typeof CONSENTS)[number] | undefined
}

/** The pictures of one question, by number in their order. */
export interface Album {
  photos: AlbumPhoto[]
  /** How many of the first have numbers that the person knows: later ones never come before them. */
  told: number
  /** Pictures since the last acknowledgement. */
  news: number
  /** Pictures over the limit since the last acknowledgement. */
  over: number
  /** She heard that more came than fit in, and not yet how many. */
  overTold?: boolean | undefined
  /** She was told which captions are missing and that it goes without: they keep nothing back until more pictures come. */
  asked: boolean
  /** The question whom they show was asked and not answered yet. */
  consentAsked?: boolean | undefined
  /**
   * She said that such people are seen, and not yet whether they agreed: 「没有」 by its number alone is doubted; once, where it only sounded so
   * (`perhaps`).
   */
  peopleSeen?: boolean | 'perhaps' | undefined
  /** She said that some are not to be shown, and was asked which: numbers alone are these. */
  whichNot?: boolean | undefined
  /** The message of the picture whose place the next one takes. */
  replacing?: string | undefined
}

export const NO_PICTURES: Album = { photos: [], told: 0, news: 0, over: 0, asked: false }

const STATES: unknown[] = ['coming', 'kept', 'lost', 'out']

/** By hand, as it is read at each step. What was stored before `asked` was has it not. */
export function decodeAlbum(json: Json): Album {
  const { photos, told, news, over } = (json ?? {}) as Record<string, unknown>
  const isPhoto = ({ photo, mediaId, state }: Record<string, unknown>) =>
    typeof photo === 'string' && typeof mediaId === 'string' && STATES.includes(state)
  const sound = Array.isArray(photos) && (photos as Record<string, unknown>[]).every(isPhoto)
  if (!sound || ![told, news, over].every(Number.isInteger)) throw new Error('a stored album is none')
  const album = json as unknown as Album
  return album.asked === undefined ? { ...album, asked: false } : album
}

export const encodeAlbum = ({ photos, ...rest }: Album): Json => ({
  photos: photos.map((one) => ({ ...one })),
  ...rest,
})

/** Pictures that come so soon after one another were chosen together, however slowly the phone sends them. */
const TOGETHER_MS = 60_000

export const together = (one: Instant, other: Instant): boolean =>
  Math.abs(millisOf(one) - millisOf(other)) <= TOGETHER_MS

/** How many pictures are in it. */
export const countOf = ({ photos }: Album): number => photos.filter(({ state }) => state !== 'out').length

export const isLost = ({ state, lostBy }: AlbumPhoto): boolean =>
  state === 'lost' || (state !== 'out' && lostBy !== undefined)

/** How many of them are not lost. */
export const countKept = ({ photos }: Album): number =>
  photos.filter((one) => one.state !== 'out' && !isLost(one)).length

const withoutFresh = (photo: AlbumPhoto): AlbumPhoto => {
  if (photo.fresh === undefined) return photo
  const { fresh: _, ...one } = photo
  return one
}

/** The album with all its pictures acknowledged, and all that was found out told. */
export function toldAll(album: Album): Album {
  const { overTold: _, ...rest } = album
  return besides(rest, { photos: album.photos.map(withoutFresh), told: album.photos.length, news: 0, over: 0 })
}

/** Without those that are out: the rest is numbered anew. */
export const closedUp = (album: Album): Album => {
  const photos = album.photos.filter(({ state }) => state !== 'out')
  return { ...album, photos, told: Math.min(album.told, photos.length) }
}

/** The album without those pictures. Their numbers stay free, but for those at the end, which the next picture takes. */
export function without(album: Album, numbers: number[]): Album {
  const photos = album.photos.map((one, i) => (numbers.includes(i + 1) ? { ...one, state: 'out' as const } : one))
  const last = photos.findLastIndex(({ state, same }) => state !== 'out' || same !== undefined)
  return { ...album, photos: photos.slice(0, last + 1), told: Math.min(album.told, last + 1) }
}

/** A filed album with those of its pictures, by id with the code of why, that are lost by now; she must send them again where they are `asked` for. */
export const withLost = (album: Album, lost: ReadonlyMap<string, string>, asked: boolean): Album => ({
  ...album,
  photos: album.photos.map((one) => {
    // One that was lost may have been sent again since.
    const { lostBy: _, ...kept } = one
    const lostBy = one.state === 'out' ? undefined : lost.get(one.photo)
    return lostBy === undefined ? kept : { ...kept, ...(asked && { state: 'lost' }), lostBy }
  }),
})

/** The album with consent to these of its pictures, by message, taken back. */
export const notPublic = (album: Album, photos: readonly string[]): Album => ({
  ...album,
  photos: album.photos.map((one) => (photos.includes(one.photo) ? { ...one, consent: 'not_given' } : one)),
})

/** The number under which the picture of this number is in the album: its own, or that of the one it is the same as. */
export function numberIn({ photos }: Album, number: number): number | null {
  const one = photos[number - 1]
  if (one?.state !== 'out') return one ? number : null
  const same = photos.findIndex(({ photo }) => photo === one.same)
  return same < 0 ? null : numberIn({ photos } as Album, same + 1)
}

type Sent = Pick<AlbumPhoto, 'sentAt' | 'serial'>

/** Of pictures of one second, which an album is, the platform's numbers tell the order, whichever of them its servers deliver first. */
const sentBefore = (one: Sent, other: Sent): boolean =>
  one.sentAt === other.sentAt ? numberedBefore(one.serial, other.serial) : one.sentAt < other.sentAt

/** Nobody hears of a loss and sends the picture again faster than this; what comes sooner was sent along with the lost one. */
const RESENT_MS = 5_000

/**
 * The album with one more picture: in the place of one that it is to replace or that was lost before it was sent, else by the time it was sent among those not
 * yet acknowledged. The same message twice, or one too many, adds none (null).
 */
export function withPhoto(
  album: Album,
  photo: Pick<AlbumPhoto, 'photo' | 'mediaId' | 'sentAt' | 'serial'>,
  most: number,
): Album | null {
  const { photos, told } = album
  const news = album.news + 1
  if (photos.some((one) => one.photo === photo.photo)) return null
  const { replacing, ...rest } = album
  const replaced = photos.findIndex((one) => one.photo === replacing && one.state !== 'out')
  if (replaced >= 0) {
    const caption = photos[replaced]?.caption ?? null
    const now: AlbumPhoto = besides(photo, { caption, state: 'coming' as const, fresh: ['replaced' as const] })
    return { ...rest, news, photos: photos.with(replaced, now) }
  }
  const lost = photos.findIndex((one) => isLost(one) && millisOf(photo.sentAt) - millisOf(one.sentAt) >= RESENT_MS)
  if (lost >= 0) {
    const caption = photos[lost]?.caption ?? null
    return { ...album, news, photos: photos.with(lost, besides(photo, { caption, state: 'coming' as const })) }
  }
  if (countOf(album) >= most) return null
  const later = photos.findIndex((one, i) => i >= told && sentBefore(photo, one))
  const at = later < 0 ? photos.length : later
  const coming: AlbumPhoto = besides(photo, { caption: null, state: 'coming' as const })
  return { ...album, news, asked: false, photos: photos.toSpliced(at, 0, coming) }
}

/** Numbers (from 1) of the pictures in the album for which this holds: 「2、5」. */
export function numbersOf(photos: AlbumPhoto[], which: (photo: AlbumPhoto) => boolean): string {
  let numbers = ''
  for (const [i, photo] of photos.entries())
    if (photo.state !== 'out' && which(photo)) numbers += numbers === '' ? `${i + 1}` : `、${i + 1}`
  return numbers
}

export const allNumbers = ({ photos }: Album): number[] =>
  photos.flatMap(({ state }, i) => (state === 'out' ? [] : [i + 1]))

/** 「1、3-6」: numbers as they are read out, three and more in a row by the first and last. */
export function inShort(numbers: number[]): string {
  const runs: number[][] = []
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run?.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String))).join('、')
}
