import { besides } from '../kernel/besides.js'
import { finished, told } from './album-turns.js'
import { asksConsent, consentShown, nextStep, openFaults, type PhotosField, unasked } from './album-words.js'
import { pictureToReplace } from './album-replaced.js'
import { type Album, countOf, encodeAlbum, allNumbers, numberIn } from './album.js'
import { mayBeCaptions, notWanted, numbersToDelete } from './captions.js'
import {
  type Consent,
  type ConsentChange,
  consentChanged,
  type ConsentSaid,
  isWholeConsent,
  mayBePublic,
  noMinorsOnly,
  readConsent,
  showsOnly,
} from './consent.js'
import { saidInWords, seenIn, speaksOfMinors, UNSIGNED } from './consent-in-words.js'
import type { Asking, Reading } from './field-kind.js'
import { keptOfAlike } from './kept-of-alike.js'
import { isAllAgain, ofFewer, someHeldBack, whichKnown, whileWhichIsOpen } from './held-back.js'
import { type Objection, objection } from './objection.js'
import { readShown, type ShownSaid, someNotShown, whoObjects } from './not-shown.js'
import { proposable } from './album-proposals.js'
import { swaps } from './reorder.js'
import { bare, isDone, isNothing, misread, quote } from './prompt.js'

/** What is no answer may be a caption or a change by number, and nothing else: 「5」, 「2 3」, 「都是大人」 are none. */
const ELSE =
  /^(?:[这那][一两二三四五六七八九\d]?张[^，,]{0,4}是|第?\s*[\d一二三四五六七八九十]+(?:\s*[-~到至、,，和]\s*第?[\d一二三四五六七八九十]+)*\s*[^\d\s.,，、。-]|说明|全部|把|删|去掉|拿掉|不要|交换|对调|顺序|照片|看|列表|清单|delete|remove|move|swap|order|caption|all|list|show)/iu

const EXCEPTS = /但|不过|只有|其中|除|but|except/i

/** Of all of them, and no caption. */
const ALL_SHOW =
  /^(?:(?:照片|这些|里面)*(?:都|全|全都|全部)是|(?:照片)?里?面?有)(?:未成年人?|小孩子?|孩子|儿童|小朋友|大人|成年人|成人)们?$/u

/** 「没有未成年人，都是成年人」: more than the one clause, so that the question is what is left; 「没人反对」, 「我同意公开」. */
const whomBesideNone = (text: string): 'people' | 'adults' | 'whoever' | null => {
  const said = /[没无我随]/u.test(text) ? saidInWords(text) : null
  if (said === 'whoever') return said
  return (said === 'people' || said === 'adults') && WITH_WHOM.test(text) && /没|无/u.test(text) ? said : null
}

/** 「没有未成年人」, and not 「1」 or 「没有」 alone. */
const WITH_WHOM = /未成年|孩|儿童|小朋友|学生|服务对象|minor|child|kid/iu

/** May be said of the picture that is to be sent again. */
const NONE = /^(?:没有?|无|不要?|否)了?$/

/** 「王老师不同意公开了」: those whose captions name her. */
export function objectedBy(album: Album, text: string): ConsentChange | null {
  const who = whoObjects(text)
  if (who === null) return null
  const numbers = album.photos.flatMap(({ state, caption }, i) =>
    state !== 'out' && caption?.includes(who) ? [i + 1] : [],
  )
  return numbers.length > 0 ? { numbers, to: 'not_given' } : null
}

/** What a text says of whether pictures may be shown: the answer to the question, or a change of it; null when it speaks of something else. */
export function readOfConsent(
  field: PhotosField,
  { whichNot, ...album }: Album,
  text: string,
  asking: Asking,
): Reading<Album> | null {
  if (isAllAgain(text) && countOf(album) > 0) return changed(field, album, { numbers: null, to: 'given' }, asking)
  const reading = readOpen(field, album, text, asking)
  return whichNot
    ? whileWhichIsOpen(album, text, reading, asking, (numbers, to) => changed(field, album, { numbers, to }, asking))
    : reading
}

function readOpen(field: PhotosField, album: Album, text: string, asking: Asking): Reading<Album> | null {
  const asks = asksConsent(field, album)
  if (ofFewer(album, unasked(field, album), text)) return someHeldBack(album, false, asking)
  if (countOf(album) > 0 && someNotShown(text))
    return objectedTo(field, album, { numbers: [], named: true, later: false }, asking)
  const objected = objectedBy(album, text)
  if (objected) return changed(field, album, objected, asking)
  // The question still stands on her screen where a picture was found lost since, or came: her answer is one to it, and no caption.
  const stands = album.consentAsked && unasked(field, album) && !NONE.test(bare(text))
  if (asks || (stands && !ofNumbers(text))) {
    const said = readConsent(text, album.photos.length)
    if (said?.type === 'no_such') return misread('photos.no_such', { number: said.number, count: countOf(album) })
    if (said && album.peopleSeen && said.rest === 'not_needed' && !WITH_WHOM.test(text)) return seenBefore(album)
    if (said) return consentedBut(field, album, said, asking)
  }
  const shown = countOf(album) > 0 && !consentChanged(text) ? readShown(text) : null
  if (shown) return shownAs(field, album, shown, asking)
  // 「都没小孩」 says nothing of the clients, and what was not said is not shown.
  if ((asks || unasked(field, album)) && countOf(album) > 0 && noMinorsOnly(text))
    return asking.here === false
      ? told(field, album, asking, asking.words.say('consent.clients_later'))
      : asks
        ? misread('consent.clients')
        : told(field, { ...album, consentAsked: true }, asking, asking.words.say('problem.consent.clients'))
  if (asks) {
    const shows = showsOnly(text) ?? saidInWords(text)
    // Its numbers stand there: the whole question behind it would be two.
    if (shows === 'adults') return told(field, album, asking, asking.words.say('problem.consent.adults'))
    if (shows === 'no_minors') return misread('consent.clients')
    if (shows === 'no_faces') return misread('consent.faces')
    if (shows === 'whoever') return misread('consent.whoever')
    if (shows) return { ...misread('consent.agreed'), partial: encodeAlbum({ ...album, peopleSeen: true }) }
    if (isDone(text) || isNothing(text)) return misread('consent.needed')
    const objects = consentChanged(text) ? null : objection(text)
    if (objects && !/^\s*\d+是/u.test(text)) return objectedTo(field, album, objects, asking)
    if (
      !objects &&
      !ELSE.test(text) &&
      !numbersToDelete(text) &&
      !mayBeCaptions(text) &&
      !swaps(text) &&
      !keptOfAlike(text, allNumbers(album)) &&
      pictureToReplace(text) === null
    ) {
      const said = { said: quote(text) }
      const partial = encodeAlbum({ ...album, peopleSeen: album.peopleSeen ?? seenIn(text) })
      return speaksOfMinors(text) || UNSIGNED.test(text)
        ? { ...misread('consent.unclear_seen', said), partial }
        : misread('consent.unclear', said)
    }
  }
  // 「2 但第 3 张不行」 is no caption, whether she was asked or not.
  const said = EXCEPTS.test(text) && unasked(field, album) ? readConsent(text, album.photos.length) : null
  if (said?.type === 'consent') return consentedBut(field, album, said, asking)
  // 「都是成年人」 before the question says whom they show, and leaves open what is asked then.
  const whom =
    asks || !unasked(field, album) ? null : ALL_SHOW.test(bare(text)) ? showsOnly(text) : whomBesideNone(bare(text))
  if (whom && countOf(album) > 0) {
    const words = asking.words.say(`problem.consent.${whom === 'people' ? 'agreed' : whom}`)
    return told(field, { ...album, consentAsked: true }, asking, words)
  }
  const open = unasked(field, album)
  const change = countOf(album) > 0 ? consentChanged(text) : null
  // 「都同意公开」 of those that just came opens none that was said not to be shown.
  const ofOpen = change?.numbers === null && change.to === 'given' && open ? open.split('、').map(Number) : null
  if (change) return changed(field, album, ofOpen ? { ...change, numbers: ofOpen } : change, asking)
  // The sentence that the prompt for captions offers, by itself: of all that nothing was said of.
  const whole =
    (open || asking.here) && countOf(album) > 0 && isWholeConsent(text) && !notWanted(text) && !NONE.test(bare(text))
      ? readConsent(text, album.photos.length)
      : null
  // Of the others: what she said no of stays.
  if (whole?.type === 'consent' && !open && OF_OTHERS.test(bare(text)))
    return shownAs(field, album, { each: new Map(), rest: whole.rest }, asking)
  // Where captions are only welcome, that is all.
  if (whole?.type === 'consent' && open && asking.here && openFaults(field, album).length === 0)
    return consentedBut(field, album, whole, asking)
  return whole?.type === 'consent'
    ? changed(field, album, { numbers: open ? open.split('、').map(Number) : null, to: whole.rest }, asking)
    : null
}

const OF_OTHERS = /^(?:那|但是?|就|照片)*(?:其[他它余]|别|剩下|余下|剩余)的?/u

/** 「1」 where she spoke of people who are seen: how it counts; what only sounded so is asked once, and said again it is her answer. */
function seenBefore({ peopleSeen, ...album }: Album): Reading<Album> {
  return peopleSeen === 'perhaps'
    ? { ...misread('consent.seen_perhaps'), partial: encodeAlbum(album) }
    : misread('consent.seen')
}

/** 「2 可以公开」 where other things were said since the question: of the second picture, not its second answer, which would show all. */
const ofNumbers = (text: string): boolean =>
  (consentChanged(text)?.numbers ?? null) !== null && !/有|都|全|本人|监护|家长/.test(text)

/** What somebody does not want shown: by numbers, all, or none until it is said which. `given`: the album is an answer already. */
export function objectedTo(
  field: PhotosField,
  album: Album,
  { numbers, at }: Objection,
  asking: Asking,
  given = false,
): Reading<Album> {
  if (numbers === 'all') return changed(field, whichKnown(album), { numbers: null, to: 'not_given' }, asking, given)
  const every = allNumbers(album)
  const placed = at ? (at.end === 'last' ? every.slice(-at.many) : every.slice(0, at.many)) : []
  const named = numbers.length > 0 ? numbers : every.length === 1 ? every : placed
  const known = named.length > 0 && named.every((number) => numberIn(album, number) !== null)
  if (known) return changed(field, album, { numbers: named, to: 'not_given' }, asking, given)
  return someHeldBack(album, given, asking)
}

/** One answer for all but some by number. */
export function consentedBut(
  field: PhotosField,
  album: Album,
  { rest, but }: ConsentSaid & { type: 'consent' },
  asking: Asking,
): Reading<Album> {
  const wrong = [...but.keys()].find((number) => numberIn(album, number) === null)
  if (wrong !== undefined) return misread('photos.no_such', { number: wrong, count: countOf(album) })
  const numbers = new Map([...but].map(([number, to]) => [numberIn(album, number), to] as const))
  return consented(field, album, (number) => numbers.get(number) ?? rest, asking)
}

/** The answer to the question about those that were not asked about before: with it the pictures are the answer. */
export function consented(
  field: PhotosField,
  album: Album,
  consentOf: (number: number) => Consent,
  asking: Asking,
): Reading<Album> {
  const open = unasked(field, album).split('、').map(Number)
  const photos = album.photos.map((one, i) =>
    open.includes(i + 1) ? besides(one, { consent: consentOf(i + 1) }) : one,
  )
  const { consentAsked: _, peopleSeen: _seen, ...rest } = album
  const after = { ...rest, photos }
  const { words } = asking
  const [problem] = openFaults(field, after)
  if (!problem) return finished(field, after, words)
  const said = words.say('consent.noted', { shown: consentShown(after, words) })
  return mayBeLookedAt(
    field,
    after,
    told(field, after, asking, `${said}\n${words.say(`problem.${problem.code}`, problem.values)}`),
  )
}

/** What she allowed may be looked at, where captions are still wanted. */
const mayBeLookedAt = (field: PhotosField, album: Album, reading: Reading<Album>): Reading<Album> =>
  reading.type === 'continued' && proposable(field, album).length > 0
    ? { ...reading, wishes: [...(reading.wishes ?? []), { type: 'propose_captions' }] }
    : reading

/** 「3 不公开」: an answer that is given stays one, when it is said of it while another question is asked. */
export function changed(
  field: PhotosField,
  album: Album,
  { numbers, to, unlessGiven }: ConsentChange,
  asking: Asking,
  given = false,
): Reading<Album> {
  const { words } = asking
  const named = numbers?.map((number) => [number, numberIn(album, number)] as const)
  const wrong = named?.find(([, meant]) => meant === null)?.[0]
  if (wrong !== undefined) return misread('photos.no_such', { number: wrong, count: countOf(album) })
  const meant = named?.map(([, number]) => number)
  const photos = album.photos.map((one, i) =>
    one.state !== 'out' && (!meant || meant.includes(i + 1)) && !(unlessGiven && one.consent === 'given')
      ? { ...one, consent: to }
      : one,
  )
  const after = { ...album, photos }
  // What is said for the first time changes nothing.
  const anew = album.photos.every(({ consent }) => consent === undefined)
  const said = words.say(anew ? 'consent.said' : 'consent.changed', { shown: consentShown(after, words) })
  if (given) return { type: 'answered', value: after, note: said }
  // It was the answer to the question.
  if (asksConsent(field, album) && !unasked(field, after)) return finished(field, after, words)
  return mayBeLookedAt(field, after, told(field, after, asking, said, asking.here ? nextStep(field, after, words) : ''))
}

/**
 * 「小孩的照片别公开」, 「第4张和第9张不要公开 其他可以」. What she said of one picture before stays where only the others are spoken of, unless none of
 * them might be shown.
 */
export function shownAs(
  field: PhotosField,
  album: Album,
  { each, rest, but = [] }: ShownSaid,
  asking: Asking,
  given = false,
): Reading<Album> {
  const numbers = [...each].map(([number, to]) => [numberIn(album, number), to, number] as const)
  const wrong = numbers.find(([meant]) => meant === null)?.[2] ?? but.find((number) => numberIn(album, number) === null)
  if (wrong !== undefined) return misread('photos.no_such', { number: wrong, count: countOf(album) })
  const named = new Map(numbers.map(([meant, to]) => [meant, to] as const))
  const inside = album.photos.filter(({ state }) => state !== 'out')
  const closed = inside.every(({ consent }) => isHeldBack(consent))
  // Of those that are kept back until she says which, 「其他可以」 opens none that she said no of.
  const refused = closed && inside.some(({ consent }) => consent !== 'not_given')
  const stays = (consent: Consent | undefined) => (closed ? refused && consent === 'not_given' : isHeldBack(consent))
  const photos = album.photos.map((one, i) => {
    const others = but.includes(i + 1) || (rest === 'given' && stays(one.consent)) ? null : rest
    const consent = one.state === 'out' ? null : (named.get(i + 1) ?? others)
    return consent ? { ...one, consent } : one
  })
  const after: Album = { ...whichKnown(album), photos }
  const { words } = asking
  const which =
    rest === 'not_given' && each.size === 0 && but.length === 0 && inside.length > 1
      ? `\n${words.say('consent.which_may', { number: album.photos.findIndex(({ state }) => state !== 'out') + 1 })}`
      : ''
  const said = `${words.say('consent.changed', { shown: consentShown(after, words) })}${which}`
  if (given) return { type: 'answered', value: after, note: said }
  // It was the answer to the question.
  if (asksConsent(field, album) && !unasked(field, after)) {
    const { consentAsked: _, ...whole } = after
    const reading = finished(field, whole, words)
    return reading.type === 'answered' && which ? { ...reading, note: `${reading.note ?? ''}${which}` } : reading
  }
  return mayBeLookedAt(field, after, told(field, after, asking, said, asking.here ? nextStep(field, after, words) : ''))
}

const isHeldBack = (consent: Consent | undefined): boolean => consent !== undefined && !mayBePublic(consent)
