import type { Problem } from '../kernel/outcome.js'
import type { Words } from '../kernel/words.js'
import { type Album, numbersOf } from './album.js'
import type { Field } from './form.js'
import { quote } from './prompt.js'

export interface PhotoOptions {
  /** Fewest and most pictures when there are any. */
  least: number
  most: number
  /** Each picture is asked for its caption, once. */
  captions: boolean
}

export type PhotosField = Field<PhotoOptions>

/** What keeps an album from being an answer: a lost picture, too few. */
export function faults({ options: { least } }: PhotosField, { photos: all }: Album): Problem[] {
  const lost = numbersOf(all, ({ state }) => state === 'lost')
  if (lost) return [{ code: 'photos.still_lost', values: { numbers: lost } }]
  if (all.length < least)
    return [{ code: 'photos.too_few', values: { count: all.length, missing: least - all.length } }]
  return []
}

/** The same, and captions that are still to be asked for. */
export function openFaults(field: PhotosField, album: Album): Problem[] {
  const all = album.photos
  const bare = field.options.captions && !album.asked ? uncaptioned(album) : ''
  const none = all.length > 1 && all.every(({ caption }) => !caption)
  const asked = none ? { code: 'photos.no_captions' } : { code: 'photos.no_caption', values: { numbers: bare } }
  return [...faults(field, album), ...(bare ? [asked] : [])]
}

/** Numbers of the pictures without a caption: 「1、6」. */
export const uncaptioned = ({ photos }: Album): string => numbersOf(photos, ({ caption }) => !caption)

/** All pictures by number with their captions; where there are none yet, only how many. */
export function listing(album: Album, words: Words): string {
  const plain = album.photos.every(({ caption, state }) => !caption && state !== 'lost')
  if (plain && album.photos.length > 1) return words.say('photos.so_far_without', { count: album.photos.length })
  const lines = album.photos.map(({ caption, state }, i) => {
    const text = caption ? quote(caption, 40) : words.say('photos.without')
    return `${i + 1} ${text}${state === 'lost' ? words.say('photos.lost_mark') : ''}`
  })
  return [words.say('photos.so_far', { count: album.photos.length }), ...lines].join('\n')
}

/** That some were too many, on a line of its own, before what else is said. */
export const overLine = ({ options: { most } }: PhotosField, { over }: Album, words: Words): string =>
  over > 0 ? `${words.say('photos.over', { over, most })}\n` : ''

/** What is still to be done, and how. */
export function nextStep(field: PhotosField, album: Album, words: Words): string {
  const { least } = field.options
  const captions = field.options.captions && !album.asked
  const count = album.photos.length
  if (count < least) return words.say('photos.send_more', { missing: least - count })
  const bare = uncaptioned(album)
  if (!bare) return words.say('photos.done')
  if (count === 1) return words.say(captions ? 'photos.caption_one' : 'photos.caption_one_or_done')
  if (bare.split('、').length < count)
    return words.say(captions ? 'photos.caption_rest' : 'photos.caption_rest_or_done', { numbers: bare })
  return words.say(captions ? 'photos.caption_all' : 'photos.caption_all_or_done', { count })
}
