import { besides } from '../kernel/besides.js'
import { deleted, told } from './album-turns.js'
import {
  asksConsent,
  consentQuestion,
  consentShown,
  faults,
  nextStep,
  type PhotosField,
  unasked,
  uncaptioned,
} from './album-words.js'
import type { Words } from '../kernel/words.js'
import { type Album, countOf, inShort, numberIn, without } from './album.js'
import { type Captioning, compared, notWanted, readCaptions } from './captions.js'
import { type Consent, consentInCaption } from './consent.js'
import { seenIn, UNSIGNED } from './consent-in-words.js'
import type { Asking, Reading } from './field-kind.js'
import { onlyNumbers } from './not-shown.js'
import { bare, misread, quote } from './prompt.js'

const MOST = 100

/** 「行」, 「都可以」 as all that is said of a picture. */
const isAllowed = (caption: string): boolean =>
  /^(?:都|全都?|全部|就)*(?:行|可以|没问题|没意见|没事|ok)[的了吧啊呀哦]*$/iu.test(bare(caption))

function ofCaption({ options }: PhotosField, said: string): { caption: string; consent: Consent | null } {
  if (!options.consent) return { caption: said, consent: null }
  return isAllowed(said) ? { caption: '', consent: 'given' } : consentInCaption(said)
}

/** A text at the photos as captions for those in the album (`numbers`). The number of one taken out as a twin means the one that stayed. */
export function captioned(
  field: PhotosField,
  album: Album,
  text: string,
  numbers: number[],
  old: Album | null,
  asking: Asking,
): Reading<Album> {
  const { words } = asking
  const count = numbers.length
  // With but one there is no question which.
  if (count === 1 && notWanted(text) && !/[\d一二三四五六七八九十]/u.test(text))
    return deleted(field, album, numbers, old, asking)
  // Behind a picture that was sent anew she may answer a question that was asked before it: no caption is a number alone.
  const lone = /^第?\s*(\d{1,2})\s*张?$/u.exec(bare(text))?.[1]
  if (lone !== undefined) {
    const number = Number(lone)
    if (numberIn(album, number) === null) return misread('photos.no_such', { number, count })
    return told(field, album, asking, words.say('photos.recaption', { number }))
  }
  const several = /张/u.test(text) ? onlyNumbers(text) : []
  if (several.length > 1)
    return told(field, album, asking, words.say('photos.recaption', { number: several.join('、') }))
  const [one, other] = compared(text) ?? []
  if (one !== undefined && other !== undefined) return misread('photos.compared', { one, other })
  const captionOf = (number: number) => album.photos[number - 1]?.caption
  const lacking = numbers.filter((number) => !captionOf(number))
  const read = readCaptions(text.replace(/^[“"「](.+)[”"」]$/su, '$1'), numbers, lacking)
  const unclear = (peopleSeen: boolean) => {
    const after = { ...album, consentAsked: true, ...(peopleSeen && { peopleSeen: seenIn(text) }) }
    const code = peopleSeen ? 'problem.consent.unclear_seen' : 'problem.consent.unclear'
    const next = peopleSeen ? undefined : consentQuestion(field, after, words)
    return told(field, after, asking, words.say(code, { said: quote(text) }), next)
  }
  // Where she says that somebody did not agree, nothing is shown before it is clear of which.
  if (!read && field.options.consent && unasked(field, album) && UNSIGNED.test(text)) return unclear(true)
  if (!read) return misread('photos.which', { said: quote(text), count })
  if (read.type === 'all_captioned') return misread('photos.all_captioned', { said: quote(read.caption, 40) })
  const long = [...read.captions.values()].find((caption) => Array.from(caption).length > MOST)
  if (long) return misread('photos.caption_too_long', { said: quote(long), most: MOST })

  const said = [...read.captions.values()]
  const ofConsent = album.consentAsked || said.some((caption) => consentInCaption(caption).consent !== null)
  // 「第2张可以」 before anybody asked may be of anything, and is no caption.
  if (field.options.consent && !ofConsent && said.some(isAllowed) && unasked(field, album)) return unclear(false)
  return withCaptions(field, album, read, numbers, old, asking)
}

/** The album with these captions, as she wrote them or took them, and what that leaves to be done. */
export function withCaptions(
  field: PhotosField,
  album: Album,
  read: NonNullable<Captioning> & { type: 'captions' },
  numbers: number[],
  old: Album | null,
  asking: Asking,
): Reading<Album> {
  const { words } = asking
  const count = numbers.length
  const captionOf = (number: number) => album.photos[number - 1]?.caption
  const captions = new Map<number, string>()
  for (const [number, caption] of read.captions) {
    const meant = numberIn(album, number)
    const alone = read.captions.size === 1
    if (meant === null && (alone || !album.photos[number - 1])) return misread('photos.no_such', { number, count })
    // Among several one that is out has nothing to say, nor its twin against what was said of the one that stayed.
    const idle = meant === null || (!alone && meant !== number && (read.captions.has(meant) || captionOf(meant)))
    if (!idle) captions.set(meant, caption)
  }
  if (captions.size === 0) return misread('photos.no_such', { number: [...read.captions.keys()][0] ?? 0, count })
  const gone = [...captions].filter(([, caption]) => notWanted(caption)).map(([number]) => number)
  const consents = new Map<number, Consent>()
  for (const [number, said] of captions) {
    const { caption, consent } = ofCaption(field, said)
    if (gone.includes(number) || caption === '') captions.delete(number)
    else captions.set(number, caption)
    if (consent !== null && !gone.includes(number)) consents.set(number, consent)
  }
  if (gone.length === numbers.length) return deleted(field, album, gone, old, asking)
  const all = album.photos.map((one, i) => {
    const consent = consents.get(i + 1) ?? one.consent
    return { ...one, caption: captions.get(i + 1) ?? one.caption, ...(consent && { consent }) }
  })
  const captionedNow = without({ ...album, photos: all }, gone)
  // With the last caption nothing is left but the question whom they show.
  const last = unasked(field, captionedNow) && !uncaptioned(captionedNow) && faults(field, captionedNow).length === 0
  const asks = last && !asksConsent(field, album)
  const after = asks ? besides(captionedNow, { consentAsked: true }) : captionedNow
  const filled = read.rest && numbers.some((number) => captionOf(number))
  const kept = [
    ...(captions.size > 0 ? [saidBack(captions, count, filled === true, words)] : []),
    ...(read.unread ? [words.say('photos.unread', { said: quote(read.unread.join(' '), 40) })] : []),
    ...(gone.length > 0 ? [words.say('photos.deleted', { numbers: inShort(gone), count: countOf(captionedNow) })] : []),
    ...(consents.size > 0 ? [words.say('consent.changed', { shown: consentShown(captionedNow, words) })] : []),
  ].join('')
  const next = asks ? consentQuestion(field, after, words) : nextStep(field, after, words)
  return told(field, after, asking, kept, next)
}

/** 「第一张说明去掉」: the pictures stay. */
export function withoutCaptions(field: PhotosField, album: Album, numbers: number[], asking: Asking): Reading<Album> {
  const { words } = asking
  const meant = numbers.map((number) => numberIn(album, number))
  const wrong = numbers.find((_, i) => meant[i] === null)
  if (wrong !== undefined) return misread('photos.no_such', { number: wrong, count: countOf(album) })
  const photos = album.photos.map((one, i) => (meant.includes(i + 1) ? { ...one, caption: null } : one))
  const after = { ...album, photos }
  return told(
    field,
    after,
    asking,
    words.say('photos.caption_gone', { numbers: inShort(numbers) }),
    nextStep(field, after, words),
  )
}

/** What was written to which pictures. */
function saidBack(captions: Map<number, string>, count: number, filled: boolean, words: Words): string {
  const groups = new Map<string, number[]>()
  for (const [number, caption] of captions) groups.set(caption, [...(groups.get(caption) ?? []), number])
  const lines = [...groups].map(([caption, numbers]) => ({ numbers: inShort(numbers), caption: quote(caption, 40) }))
  const [only] = lines
  if (only && lines.length === 1) {
    const all = count > 1 && captions.size === count
    const sentence = filled ? 'photos.captioned_rest' : all ? 'photos.captioned_all' : 'photos.captioned'
    return words.say(sentence, besides(only, { count }))
  }
  const each = lines.map((line) => words.say('photos.captioned_each', line)).join(words.say('photos.captioned_and'))
  return words.say('photos.captioned_several', { captions: each })
}
