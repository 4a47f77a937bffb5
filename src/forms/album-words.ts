import type { Problem } from '../kernel/outcome.js'
import type { Words } from '../kernel/words.js'
import { findings, freshlyGone, isUnreadable } from './alike.js'
import { type Album, type AlbumPhoto, countKept, countOf, inShort, isLost, numbersOf } from './album.js'
import { mayBePublic } from './consent.js'
import type { Field } from './form.js'
import { quote } from './prompt.js'
import { howToUse } from './proposals.js'

export interface PhotoOptions {
  /** Fewest and most pictures when there are any. */
  least: number
  most: number
  /** Each picture is asked for its caption, once. */
  captions: boolean
  /** Whom the pictures show, and whether these agreed, is asked once for all of them. */
  consent?: boolean | undefined
}

export type PhotosField = Field<PhotoOptions>

/** What keeps an album from being an answer: a lost picture, too few. */
export function faults({ options: { least } }: PhotosField, album: Album): Problem[] {
  const lost = lostFaults(album)
  if (lost.length > 0) return lost
  const count = countOf(album)
  if (count < least) return [{ code: 'photos.too_few', values: { count, missing: least - count } }]
  return []
}

/** Numbers of the pictures that did not get here, and of those that cannot be opened; only of those she heard of where `told`. */
function lostIn(photos: AlbumPhoto[], told = false): { gone: string; unreadable: string } {
  const lost = ({ state, fresh }: AlbumPhoto) => state === 'lost' && !(told && fresh?.includes('lost'))
  return {
    gone: numbersOf(photos, (one) => lost(one) && !isUnreadable(one.lostBy)),
    unreadable: numbersOf(photos, (one) => lost(one) && isUnreadable(one.lostBy)),
  }
}

export function lostFaults({ photos }: Album): Problem[] {
  const { gone, unreadable } = lostIn(photos)
  return [
    ...(gone ? [{ code: 'photos.still_lost', values: { numbers: gone } }] : []),
    ...(unreadable ? [{ code: 'photos.still_unreadable', values: { numbers: unreadable } }] : []),
  ]
}

/** The same, and captions that are still to be asked for. */
export function openFaults(field: PhotosField, album: Album): Problem[] {
  const bare = field.options.captions && !album.asked ? uncaptioned(album) : ''
  const none = countOf(album) > 1 && bare.split('、').length === countOf(album)
  const asked = none
    ? { code: 'photos.no_captions' }
    : { code: 'photos.no_caption', values: { numbers: readOut(bare) } }
  return [...faults(field, album), ...(bare ? [asked] : [])]
}

/** Numbers of the pictures without a caption: 「1、6」. A lost one is asked for first. */
export const uncaptioned = ({ photos }: Album): string => numbersOf(photos, (one) => !one.caption && !isLost(one))

/** 「2、3、4」 as 「2-4」; nothing stays nothing. */
export const readOut = (numbers: string): string => numbers && inShort(numbers.split('、').map(Number))

/** Whether it must still be asked whom some of the pictures show. */
export const unasked = ({ options }: PhotosField, { photos }: Album): string =>
  options.consent ? numbersOf(photos, ({ consent }) => consent === undefined) : ''

/** All pictures by number with their captions; where there are none yet, only how many. */
export function listing(album: Album, words: Words): string {
  const inside = album.photos.filter(({ state }) => state !== 'out')
  const count = inside.length
  if (count > 1 && inside.every((one) => !one.caption && one.proposed === undefined && !isLost(one))) {
    const numbers = numbersOf(album.photos, () => true)
    const gaps = numbersOf(album.photos.slice(0, count), () => true) !== numbers
    return gaps
      ? words.say('photos.so_far_numbered', { count, numbers })
      : words.say('photos.so_far_without', { count })
  }
  return [words.say('photos.so_far', { count }), ...lines(album, words), ...howToUse(album, words)].join('\n')
}

/** Each picture by number with its caption; `before` gives the number it had, which is said where it was another. */
export function lines({ photos }: Album, words: Words, before?: number[]): string[] {
  return photos.flatMap((one, i) => {
    const { caption, proposed, state, lostBy } = one
    if (state === 'out') return []
    const none = proposed === undefined ? words.say('photos.without') : words.say('photos.with_proposal', { proposed })
    const text = caption ? quote(caption, 40) : none
    const was = before?.[i]
    const moved = was !== undefined && was !== i + 1 ? words.say('photos.was', { was }) : ''
    const mark = isUnreadable(lostBy) ? words.say('photos.unreadable_mark') : words.say('photos.lost_mark')
    return [`${i + 1} ${text}${isLost(one) ? mark : ''}${moved}`]
  })
}

/** What she has not been told yet, each on a line of its own, before what else is said: too many, the same twice, very much alike. */
export function newsLines(field: PhotosField, album: Album, words: Words): string {
  const lines = findings(album, words)
  return overLine(field, album, words) + lines.map((line) => `${line}\n`).join('')
}

const overLine = ({ options: { most } }: PhotosField, { over, overTold }: Album, words: Words): string =>
  over > 0 && !overTold ? `${words.say('photos.over', { over, most })}\n` : ''

/** How many came, and how many of them stayed; that none is lacking where some were, or where no more fit in. */
export function received({ options: { least, most } }: PhotosField, album: Album, words: Words): string {
  const kept = countKept(album)
  const count = kept + freshlyGone(album)
  const { gone, unreadable } = lostIn(album.photos, true)
  const lacked = album.told > 0 && album.told < least
  const enough = least > 0 && kept === countOf(album) && kept >= least && (lacked || kept >= most)
  return [
    words.say('photos.received', { count }),
    ...(count > kept ? [words.say('photos.received_kept', { kept })] : []),
    ...(gone ? [words.say('photos.received_lost', { numbers: gone })] : []),
    ...(unreadable ? [words.say('photos.received_unreadable', { numbers: unreadable })] : []),
    ...(enough ? [words.say('photos.received_enough')] : []),
  ].join('')
}

/** What all that came together are answered with: how many there are, what was found out about them, what is still to be done. */
export function acknowledgement(field: PhotosField, album: Album, words: Words): string {
  // Of more than fit in nothing came that something is to be done with.
  if (album.news === 0 && album.over > 0 && countOf(album) > 0)
    return `${overLine(field, album, words)}${words.say('photos.over_how')}`
  const values = {
    received: received(field, album, words),
    next: nextStep(field, album, words, album.told === 0 || album.told < field.options.least),
  }
  const found = findings(album, words)
  // Where none is here, what became of them says what to do.
  if (countKept(album) === 0 && found.length > 0) return overLine(field, album, words) + found.join('\n')
  const said =
    found.length > 0
      ? words.say('photos.ack_found', { ...values, found: found.join('\n') })
      : words.say('photos.ack', values)
  return overLine(field, album, words) + said
}

/**
 * What is still to be done, and how; the question whom they show in short, for it was asked in full before. `anew`: she is told for the first
 * time, or asks: what may be said of that behind the captions is said once for an album.
 */
export function nextStep(field: PhotosField, album: Album, words: Words, anew = false): string {
  const { least, most } = field.options
  const captions = field.options.captions && !album.asked
  const count = countOf(album)
  if (album.whichNot && asksConsent(field, album)) return words.say('consent.which_open')
  if (asksConsent(field, album)) return words.say('consent.still', { which: consentWhich(field, album, words) })
  if (count < least) return words.say('photos.send_more', { missing: least - count })
  const bare = uncaptioned(album)
  if (!bare) return words.say(count < most ? 'photos.done' : 'photos.done_full')
  if (count === 1) return words.say(captions ? 'photos.caption_one' : 'photos.caption_one_or_done')
  if (bare.split('、').length < countOf(album))
    return words.say(captions ? 'photos.caption_rest' : 'photos.caption_rest_or_done', { numbers: readOut(bare) })
  const how = words.say(captions ? 'photos.caption_all' : 'photos.caption_all_or_done', { last: album.photos.length })
  return anew && unasked(field, album) ? `${how}\n${words.say('consent.with_captions')}` : how
}

/** Whether the question whom the pictures show is the one being asked. */
export const asksConsent = (field: PhotosField, album: Album): boolean =>
  album.consentAsked === true && unasked(field, album) !== '' && openFaults(field, album).length === 0

/** The question whom the pictures show: about all of them, or those that came since. */
export function consentQuestion(field: PhotosField, album: Album, words: Words): string {
  if (album.whichNot) return words.say('consent.which_open')
  const open = unasked(field, album).split('、')
  const ask = words.say('consent.ask', { which: consentWhich(field, album, words) })
  return open.length === 1 ? ask : `${ask}\n${words.say('consent.but', { number: open.at(-1) ?? '' })}`
}

function consentWhich(field: PhotosField, album: Album, words: Words): string {
  const numbers = unasked(field, album)
  return numbers.split('、').length < countOf(album)
    ? words.say('consent.which', { numbers })
    : words.say('consent.all')
}

/** What was said about showing them in public: 「都可以公开」, 「第 3 张不公开」; empty where nobody was asked. */
export function consentShown({ photos }: Album, words: Words): string {
  const asked = numbersOf(photos, ({ consent }) => consent !== undefined)
  if (!asked) return ''
  const whole = asked === numbersOf(photos, () => true)
  const not = numbersOf(photos, ({ consent }) => consent !== undefined && !mayBePublic(consent))
  if (not)
    return not === asked && whole ? words.say('consent.none_public') : words.say('consent.not_public', { numbers: not })
  return whole ? words.say('consent.all_public') : words.say('consent.public', { numbers: asked })
}
