import type { Problem } from '../kernel/outcome.js'
import type { Words } from '../kernel/words.js'
import { type Album, numbersOf } from './album.js'
import type { Field } from './form.js'
import { quote } from './prompt.js'

export interface PhotoOptions {
  /** Fewest and most pictures when there are any. */
  least: number
  most: number
  /** Each picture needs its caption. */
  captions: boolean
}

export type PhotosField = Field<PhotoOptions>

/** What keeps an album from being an answer: a lost picture, too few, a caption missing. */
export function faults({ options: { least, captions } }: PhotosField, { photos: all }: Album): Problem[] {
  const lost = numbersOf(all, ({ state }) => state === 'lost')
  if (lost) return [{ code: 'photos.still_lost', values: { numbers: lost } }]
  if (all.length < least)
    return [{ code: 'photos.too_few', values: { count: all.length, missing: least - all.length } }]
  const bare = captions ? numbersOf(all, ({ caption }) => !caption) : ''
  if (!bare) return []
  const none = all.length > 1 && all.every(({ caption }) => !caption)
  return [none ? { code: 'photos.no_captions' } : { code: 'photos.no_caption', values: { numbers: bare } }]
}

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
  const { least, captions } = field.options
  const count = album.photos.length
  if (count < least) return words.say('photos.send_more', { missing: least - count })
  const bare = numbersOf(album.photos, ({ caption }) => !caption)
  if (!bare) return words.say('photos.done')
  if (count === 1) return words.say(captions ? 'photos.caption_one' : 'photos.caption_one_or_done')
  if (bare.split('、').length < count) return words.say('photos.caption_rest', { numbers: bare })
  return words.say(captions ? 'photos.caption_all' : 'photos.caption_all_or_done', { count })
}
