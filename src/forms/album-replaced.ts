import { told } from './album-turns.js'
import { nextStep, type PhotosField } from './album-words.js'
import { type Album, countOf, numberIn, together } from './album.js'
import type { Asking, Reading } from './field-kind.js'
import { bare, misread } from './prompt.js'
import { readNumber } from '../kernel/numeral.js'

const N = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
const PICTURE = `第?\\s*${N}\\s*张(?:照片|图片?)?`
const THIS = '(?:这一?张|下面(?:这|那)?一?张|新的?(?:这|一|那)?张?|后面(?:这|那)?一?张|另一?张)(?:照片|图片?)?'
const REPLACE = [
  new RegExp(`^(?:请|帮我|把)*${PICTURE}(?:要|想|请)?(?:换成|改成|替换成|换为|替换为|换)${THIS}$`, 'u'),
  new RegExp(`^(?:请|帮我|把)*${PICTURE}(?:要|想|请)?(?:换掉|换一下|换一?张|重发|重新发)(?:新的)?$`, 'u'),
  new RegExp(`^(?:请|帮我|我?想|要)*(?:换掉?|替换掉?|更换)${PICTURE}$`, 'u'),
  new RegExp(`^(?:请|帮我)*用?${THIS}(?:换掉?|替换掉?|代替)${PICTURE}$`, 'u'),
  /^(?:please )?(?:replace|swap out) (?:photo |picture )?(\d{1,2})(?: (?:with|by) (?:this|the next|a new)(?: one| photo| picture)?)?$/i,
]

/** 「第1张换成这张」: the number of the picture that another is to take the place of; null when it is something else. */
export function pictureToReplace(text: string): number | null {
  if (text.length > 40) return null
  const said = bare(text)
  for (const pattern of REPLACE) {
    const number = readNumber(pattern.exec(said)?.[1] ?? '')
    if (number !== null) return number
  }
  return null
}

/**
 * A picture that just came by itself takes the place of that one at once, else the next that comes; the caption stays. `given`: said at
 * another question of pictures that are an answer.
 */
export function replacing(
  field: PhotosField,
  album: Album,
  number: number,
  asking: Asking,
  given = false,
): Reading<Album> {
  const { words } = asking
  const meant = numberIn(album, number)
  const place = meant === null ? undefined : album.photos[meant - 1]
  if (meant === null || !place) return misread('photos.no_such', { number, count: countOf(album) })
  const [last, ...before] = album.photos.toReversed()
  const alone = before.every(({ sentAt }) => last && !together(sentAt, last.sentAt))
  if (last && last !== place && alone && together(last.sentAt, asking.sentAt)) {
    const photos = album.photos.slice(0, -1).with(meant - 1, { ...last, caption: place.caption })
    const after = { ...album, photos, told: Math.min(album.told, photos.length) }
    const next = asking.here ? `\n${nextStep(field, after, words)}` : ''
    return told(field, after, asking, words.say('photos.replaced', { number: meant }) + next)
  }
  const after = { ...album, replacing: place.photo }
  const note = words.say('photos.replacing', { number: meant })
  return given ? { type: 'answered', value: after, note } : told(field, after, asking, note)
}
