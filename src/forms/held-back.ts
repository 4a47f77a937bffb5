import type { PhotosField } from './album-words.js'
import { type Album, countOf, decodeAlbum, encodeAlbum } from './album.js'
import { type Consent, consentChanged, mayBePublic } from './consent.js'
import type { Asking, Reading } from './field-kind.js'
import { saidMany } from './not-one.js'
import { onlyNumbers } from './not-shown.js'
import { bare } from './prompt.js'

/** With `to` in the place of what would let a picture be shown: which of them may not she has still to say. */
const heldBack = (album: Album, to: Consent | undefined): Album => ({
  ...album,
  photos: album.photos.map((one) => (mayBePublic(one.consent) ? { ...one, consent: to } : one)),
})

/** None may be shown until she says which one may not: nothing else is asked. */
const asksWhich = (album: Album, reply: string): Reading<Album> => ({
  type: 'continued',
  partial: encodeAlbum({ ...heldBack(album, undefined), whichNot: true }),
  reply,
  asksWhich: true,
})

/** The album whose first pictures come after she said that none are to be shown. */
export const withWhichOpen = ({ options }: PhotosField, album: Album, { keepsBack }: Asking): Album =>
  keepsBack && options.consent && countOf(album) === 0 ? { ...album, whichNot: true } : album

/** It is not asked any more which. */
export function whichKnown(album: Album): Album {
  const { whichNot: _, ...known } = album
  return known
}

/** 「有一张不能公开」: none of them may be, until she says which. `given`: the album is an answer already, and something else is asked. */
export function someHeldBack(album: Album, given: boolean, { words }: Asking): Reading<Album> {
  const said = words.say('consent.which_not')
  return given
    ? { type: 'answered', value: { ...heldBack(album, 'unknown'), whichNot: true }, note: said, asksWhich: true }
    : asksWhich(album, said)
}

/** 「三张照片都同意公开」 where there are more, and not so many are `open`: which three is asked. */
export function ofFewer(album: Album, open: string, text: string): boolean {
  const many = saidMany(text)
  const counts = [countOf(album), open === '' ? 0 : open.split('、').length]
  return many !== null && !counts.includes(many) && consentChanged(text)?.to === 'given'
}

/** What takes it back that some are not to be shown. */
const ALL_AGAIN = /^(?:照片)?(?:全部|全都?|都)(?:恢复|重新)公开[了吧]*$|^(?:照片)?(?:恢复|重新)(?:全部|都)公开[了吧]*$/u
export const isAllAgain = (text: string): boolean => ALL_AGAIN.test(bare(text))

/**
 * What she says where it is open which is not to be shown. Numbers are these; what would show any without saying which is not taken: it may be an answer
 * to what was asked before.
 */
export function whileWhichIsOpen(
  album: Album,
  text: string,
  reading: Reading<Album> | null,
  { keepsBack, words }: Asking,
  change: (numbers: number[] | null, to: Consent) => Reading<Album>,
): Reading<Album> | null {
  const these = onlyNumbers(text)
  if (these.length > 0) return change(these, 'not_given')
  if (reading === null) return null
  const after =
    reading.type === 'answered' ? reading.value : reading.type === 'continued' ? decodeAlbum(reading.partial) : null
  const first = words.say('consent.which_first')
  if (!after) return asksWhich(album, first)
  const refused = after.photos.some(
    ({ consent }, i) => consent === 'not_given' && album.photos[i]?.consent !== 'not_given',
  )
  const shows = after.photos.some(({ consent }) => mayBePublic(consent))
  // Of what she said before there were pictures one that is named need not be all.
  if (refused && !shows && keepsBack && reading.type === 'continued')
    return { ...reading, partial: encodeAlbum({ ...after, whichNot: true }) }
  if (refused || !shows) return reading
  // 「第1张可以公开」 leaves the others as they are.
  if (consentChanged(text)?.numbers && reading.type === 'continued')
    return { ...reading, partial: encodeAlbum({ ...after, whichNot: true }) }
  return asksWhich(album, first)
}
