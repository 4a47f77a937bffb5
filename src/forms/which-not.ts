import { captioned } from './album-captions.js'
import { changed, objectedTo, shownAs } from './album-consent.js'
import type { PhotosField } from './album-words.js'
import { type Album, allNumbers, countOf, decodeAlbum } from './album.js'
import { mayBePublic } from './consent.js'
import type { Asking, Reading } from './field-kind.js'
import { whichKnown } from './held-back.js'
import { onlyNumbers } from './not-shown.js'
import { besideObjection, type Objection, objection, objectionTold } from './objection.js'
import { bare, misread } from './prompt.js'

const THE_OTHERS =
  /^(?:那|但是?)?(?:其[他它余]|剩下|剩余|别)的?(?:照片|那?几张)?(?:都|就)*(?:可以|能|同意)(?:公开|发布|展示)[的了]?$/u

/**
 * 「第3张」, then 「其他可以公开」, while none may be shown because it is not said yet which may not: the answer is given already, and nothing asks for
 * it any more. Null where it is neither.
 */
export function whichSaid(field: PhotosField, album: Album, text: string, asking: Asking): Reading<Album> | null {
  const consents = album.photos.flatMap(({ state, consent }) => (state === 'out' ? [] : [consent]))
  if (consents.length === 0 || consents.some(mayBePublic) || asking.asked === 'words') return null
  const open = consents.includes('unknown')
  // 「3、5」 are questions that she wants to change.
  const numbers = /张/u.test(text) ? onlyNumbers(text) : []
  if (numbers.length === 0)
    return open && consents.includes('not_given') && THE_OTHERS.test(bare(text))
      ? shownAs(field, album, { each: new Map(), rest: 'given' }, asking, true)
      : null
  // 「第1张」 where none may be shown: whether that one may she has to say.
  if (!open) return misread('consent.which_way', { numbers: numbers.join('、') })
  return whichTold(field, album, numbers, asking, true)
}

/** Those that are not to be shown, and what of the others. */
export function whichTold(
  field: PhotosField,
  album: Album,
  numbers: number[],
  asking: Asking,
  given: boolean,
): Reading<Album> {
  const reading = changed(field, whichKnown(album), { numbers, to: 'not_given' }, asking, given)
  const others = reading.type === 'answered' && reading.value.photos.some(({ consent }) => consent === 'unknown')
  return others ? { ...reading, note: `${reading.note ?? ''}\n${asking.words.say('consent.others_may')}` } : reading
}

/** So short, nothing else is told beside it. */
const ALONE = 20

/** Of the pictures themselves, and no sentence about them in what she tells. */
const OF_THEM = /^(?:等等|等一?下|对了|那|这些?|那些?|有)*(?:照片|图片|相片)/u

/** 「第2张别放」 while something else is asked: among words she writes only by its number, else where it speaks of pictures or is all she says. */
export function objectionBeside(text: string, { asked }: Asking): Objection | null {
  const found = objection(text)
  const numbered = found && found.numbers !== 'all' && found.numbers.length > 0
  if (asked === 'words') return numbered || (found?.named && OF_THEM.test(text)) ? found : null
  return found?.named || text.trim().length <= ALONE ? found : null
}

/** What she tells of them in an answer that is taken: 「…有位妈妈说孩子的照片不想放到网上…」. */
export function toldBeside(
  field: PhotosField,
  album: Album,
  text: string,
  asking: Asking,
  given: boolean,
): Reading<Album> | null {
  const told = field.options.consent && countOf(album) > 0 ? objectionTold(text) : null
  return told && objectedTo(field, album, told, asking, given)
}

/** 「4 社工，但第3张别用」: a caption, and what is not to be shown. */
export function captionsAndObjection(
  field: PhotosField,
  album: Album,
  text: string,
  objected: Objection,
  asking: Asking,
): Reading<Album> {
  if (!/^\s*\d+(?:[\s.、:：]|都?是)|\n/u.test(text)) return objectedTo(field, album, objected, asking)
  const read = (words: string) => captioned(field, album, words, allNumbers(album), null, asking)
  const held = (reading: Reading<Album>): number[] =>
    reading.type === 'continued' && reading.partial !== null
      ? decodeAlbum(reading.partial).photos.flatMap(({ consent }, i) =>
          consent !== undefined && !mayBePublic(consent) && consent !== album.photos[i]?.consent ? [i + 1] : [],
        )
      : []
  // Its caption says so itself: 「2 孩子 家长没同意」.
  const whole = read(text)
  const said = held(whole)
  const { numbers } = objected
  if (said.length > 0 && numbers !== 'all' && numbers.every((number) => said.includes(number))) return whole
  const rest = besideObjection(text)
  const first = rest === '' ? null : read(rest)
  if (first?.type !== 'continued' || first.partial === null || first.note === undefined)
    return objectedTo(field, album, objected, asking)
  const then = objectedTo(field, decodeAlbum(first.partial), objected, asking)
  if (then.type === 'misread') return then
  const line = (after: string | null | undefined) => [first.note, after].filter(Boolean).join('\n')
  return then.type === 'answered'
    ? { ...then, note: line(then.note) }
    : then.type === 'continued'
      ? { ...then, reply: line(then.reply) }
      : then
}
