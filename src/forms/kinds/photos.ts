import { z } from 'zod'
import type { Json } from '../../kernel/json.js'
import {
  asksConsent,
  consentQuestion,
  consentShown,
  faults,
  listing,
  lostFaults,
  nextStep,
  openFaults,
  type PhotoOptions,
  type PhotosField,
  readOut,
  unasked,
  uncaptioned,
} from '../album-words.js'
import { acknowledged, arrived, deleted, ended, finished, inOrder, left, missed, taken, told } from '../album-turns.js'
import { changed, consented, consentedBut, objectedBy, objectedTo, readOfConsent, shownAs } from '../album-consent.js'
import { captioned, withCaptions, withoutCaptions } from '../album-captions.js'
import { proposable, proposedTo, unused } from '../album-proposals.js'
import { pictureToReplace, replacing } from '../album-replaced.js'
import {
  type Album,
  allNumbers,
  closedUp,
  countOf,
  decodeAlbum,
  encodeAlbum,
  inShort,
  NO_PICTURES,
  numberIn,
} from '../album.js'
import { albumDifferences } from '../album-differences.js'
import { hasFresh } from '../alike.js'
import { captionsGone } from '../captions-gone.js'
import { captionsAndConsent } from '../captions-and-consent.js'
import { keptOfAlike } from '../kept-of-alike.js'
import { numbersToDelete, readCaptions, recaptioned, wantsList } from '../captions.js'
import {
  type ConsentChange,
  consentChanged,
  consentWithdrawn,
  isWholeConsent,
  minorsShown,
  noMinorsOnly,
  readConsent,
} from '../consent.js'
import type { Asking, FieldKind, Reading } from '../field-kind.js'
import { objection } from '../objection.js'
import { someHeldBack, withWhichOpen } from '../held-back.js'
import { noPictures, saysNoPictures } from '../no-pictures.js'
import { onlyNumbers, readShown, someNotShown, whoObjects } from '../not-shown.js'
import { isDone, isUnsure, misread, prompt, quote } from '../prompt.js'
import { proposalsUsed } from '../proposals.js'
import { reordered, swaps } from '../reorder.js'
import { captionsAndObjection, objectionBeside, toldBeside, whichSaid, whichTold } from '../which-not.js'

/** 「第4张放第一」: of pictures, whatever is being asked. */
const OF_PICTURES = /[张图]|照片|photo/iu

/** Said of all pictures, whichever were captioned: 「都可以公开」, 「没有未成年人」. */
const OF_ALL = /都|全|没有?(?:未成年|服务对象|小孩|孩子)|说不准|^(?:no|all) /iu

/** 「4号删了 模糊」: why. */
const SPOILT = /(?<=[删掉了要])[，,\s]+(?:太|有点|都)*(?:模糊|糊|虚|黑|暗|歪|重复)[了的吧]*$/u

/** Numbers of the pictures whose captions are new. */
const captionedNow = (before: Album, { photos }: Album): number[] =>
  photos.flatMap(({ caption }, i) => (caption !== before.photos[i]?.caption ? [i + 1] : []))

/** The reading with a line before what is said of it. */
function withLine(line: string, reading: Reading<Album>): Reading<Album> {
  if (reading.type === 'answered') return { ...reading, note: [line, reading.note].filter(Boolean).join('\n') }
  return reading.type === 'continued'
    ? { ...reading, reply: [line, reading.reply].filter(Boolean).join('\n') }
    : reading
}

/** 「照片 3 撤回同意」, 「1、3 都是孩子」, 「第 3 张可以公开」: said of pictures, whatever is being asked. */
function consentBeside(text: string): ConsentChange | null {
  const change = consentChanged(text)
  if (!change?.numbers) return null
  return OF_PICTURES.test(text) || consentWithdrawn(text) || minorsShown(text) ? change : null
}

/** Another caption for one picture, while something else is asked; an answer that is `given` stays one. */
function recaption(
  field: PhotosField,
  album: Album,
  { number, caption }: { number: number; caption: string },
  asking: Asking,
  given: boolean,
): Reading<Album> {
  const all = allNumbers(album)
  const reading = captioned(field, album, `${number} ${caption}`, all, null, asking)
  const note = reading.type === 'continued' ? (reading.note ?? '') : ''
  if (reading.type !== 'continued' || reading.partial === null) return reading
  if (given) return { type: 'answered', value: closedUp(decodeAlbum(reading.partial)), note }
  return { ...reading, reply: note }
}

const albumOf = (partial: Json | null, value: Album | null): Album =>
  partial === null ? (value ?? NO_PICTURES) : decodeAlbum(partial)

/** Pictures with captions. They are taken in whatever is being asked, and answered once for all that come together. */
export const photos: FieldKind<PhotoOptions, Album> = {
  name: 'photos',
  hears: 'image',
  options: z.strictObject({
    least: z.int().min(0).max(60).default(0),
    most: z.int().min(1).max(60).default(9),
    captions: z.boolean().default(false),
    consent: z.boolean().optional(),
  }),
  ask(field, partial, old, { words }) {
    const album = albumOf(partial, old)
    if (countOf(album) === 0)
      return prompt(field, words, { old: null, more: words.say('photos.how', { most: field.options.most }) })
    if (asksConsent(field, album)) return consentQuestion(field, album, words)
    return `${listing(album, words)}\n${nextStep(field, album, words, true)}`
  },
  askOtherwise(field, partial, { words }) {
    const album = albumOf(partial, null)
    if (album.whichNot) return words.say('consent.which_open')
    if (asksConsent(field, album)) return words.say(album.peopleSeen ? 'consent.otherwise_seen' : 'consent.otherwise')
    const said = countOf(album) > 0 ? 'photos.otherwise_captions' : 'photos.otherwise'
    return words.say(said, { most: field.options.most })
  },
  read(field, said, partial, old, asking) {
    const album = albumOf(partial, old)
    if (said.type === 'media' && said.kind === 'image')
      return taken(field, withWhichOpen(field, album, asking), said.ref.id, asking)
    if (said.type !== 'text') return misread('text.wanted')
    const { text } = said
    const { words } = asking
    const count = countOf(album)
    const used = proposalsUsed(text, album)
    // 「不要」 may answer the question whom they show.
    if (used?.type === 'unused' && (!asksConsent(field, album) || /用|use/.test(text)))
      return unused(field, album, asking)
    if (used?.type === 'unseen') return told(field, album, asking, nextStep(field, album, words))
    if (used?.type === 'used') {
      const all = photos.parts?.(field, partial, old) ?? []
      const own = used.rest === '' ? null : readCaptions(used.rest, all, all)
      if (used.rest !== '' && own?.type !== 'captions') return misread('photos.which', { said: quote(text), count })
      const captions = new Map([...used.captions, ...(own?.type === 'captions' ? own.captions : [])])
      return withCaptions(field, album, { type: 'captions', captions }, all, old, asking)
    }
    const both = field.options.consent && unasked(field, album) ? captionsAndConsent(text) : null
    if (both && !album.whichNot && !objection(both.captions)) {
      const first = photos.read(field, { type: 'text', text: both.captions }, partial, old, asking)
      if (first.type !== 'continued') return first
      const then = decodeAlbum(first.partial)
      const said = readConsent(both.consent, then.photos.length)
      const line = first.note ?? (first.reply ?? '').split('\n')[0] ?? ''
      const named = captionedNow(album, then)
      const open = unasked(field, then).split('、').map(Number)
      // 「1 读书会 2 合影，可以公开」 without 都 says nothing of the third.
      const some = !OF_ALL.test(both.consent) && !open.every((number) => named.includes(number))
      if (some && said?.type === 'consent')
        return withLine(line, changed(field, then, { numbers: named, to: said.rest }, asking))
      if (said?.type === 'consent') return withLine(line, consentedBut(field, then, said, asking))
    }
    const consent = field.options.consent ? readOfConsent(field, album, text, asking) : null
    if (consent) return consent
    const objected = field.options.consent && count > 0 && !numbersToDelete(text) ? objection(text) : null
    if (objected) return captionsAndObjection(field, album, text, objected, asking)
    // Where nobody is asked they are not shown; what she wishes is kept all the same.
    const shown = !field.options.consent && count > 0 ? readShown(text) : null
    if (shown) return shownAs(field, album, shown, asking)
    if (isUnsure(text)) return misread('engine.unsure')
    if (isDone(text)) return ended(field, album, asking)
    const none = saysNoPictures(text, count === 0)
    if (none) return count > 0 ? left(field, album, words) : noPictures(none, words)
    if (count === 0) return misread('photos.none_yet')
    if (wantsList(text)) return told(field, album, asking, `${listing(album, words)}\n${nextStep(field, album, words)}`)
    const wordless = captionsGone(text)
    if (wordless.length > 0) return withoutCaptions(field, album, wordless, asking)
    const replaced = pictureToReplace(text)
    if (replaced !== null) return replacing(field, album, replaced, asking)
    const gone =
      keptOfAlike(text, allNumbers(album)) ??
      numbersToDelete(text.replace(SPOILT, '').replace(/号(?=删|不要|去掉)/u, '张'))
    if (gone) return deleted(field, album, gone, old, asking)
    const numbers = allNumbers(album)
    const order = reordered(text, numbers, (number) => numberIn(album, number))
    if (order?.type === 'no_such') return misread('photos.no_such', { number: order.number, count })
    if (order) return inOrder(field, album, order.order, asking)
    return captioned(field, album, text, numbers, old, asking)
  },
  command(field, command, partial, old, asking) {
    const { words } = asking
    const album = albumOf(partial, old)
    const { type } = command
    // All that was there was taken out: it must not come back.
    const emptied = partial !== null && old !== null && (type === 'skip' || type === 'keep')
    if (countOf(album) === 0) return emptied ? { type: 'nothing' } : null
    if (type === 'skip' && asksConsent(field, album)) return consented(field, album, () => 'unknown', asking)
    if (type === 'skip') return left(field, album, words)
    if (type === 'submit' || (type === 'keep' && partial !== null)) return finished(field, album, words)
    const number = command.type === 'edit' && command.row ? command.number : null
    if (number === null || numberIn(album, number) === null) return null
    return told(field, album, asking, words.say('photos.recaption', { number }))
  },
  beside(field, text, held, asking) {
    const { partial, value } = held()
    const album = albumOf(partial, value)
    if (asking.asked === 'told') return toldBeside(field, album, text, asking, partial === null)
    if (countOf(album) === 0) return swaps(text) ? misread('photos.none_to_order') : null
    const these = album.whichNot && /张/u.test(text) ? onlyNumbers(text) : []
    if (these.length > 0) return whichTold(field, album, these, asking, partial === null)
    const which = field.options.consent && partial === null ? whichSaid(field, album, text, asking) : null
    if (which) return which
    const change = field.options.consent ? consentBeside(text) : null
    const whole = field.options.consent && (isWholeConsent(text) || noMinorsOnly(text))
    const named = (OF_PICTURES.test(text) && text.length < 40) || swaps(text)
    const shown = change ? null : readShown(text)
    const no = field.options.consent ? objectionBeside(text, asking) : null
    if (!change && !whole && !named && !shown && !no && whoObjects(text) === null && !someNotShown(text)) return null
    if (field.options.consent && someNotShown(text)) return someHeldBack(album, partial === null, asking)
    const objected = objectedBy(album, text)
    if (objected) return changed(field, album, objected, asking, partial === null)
    if (change) return changed(field, album, change, asking, partial === null)
    if (shown) return shownAs(field, album, shown, asking, partial === null)
    if (no) return objectedTo(field, album, no, asking, partial === null)
    const replaced = pictureToReplace(text)
    if (replaced !== null) return replacing(field, album, replaced, asking, partial === null)
    const own = recaptioned(text)
    if (own) return recaption(field, album, own, asking, partial === null)
    if (partial === null || (whole && !unasked(field, album))) return null
    const all = allNumbers(album)
    if (!whole && !numbersToDelete(text) && !reordered(text, all, (number) => numberIn(album, number))) return null
    const reading = photos.read(field, { type: 'text', text }, partial, value, asking)
    if (reading.type !== 'continued') return reading
    // What is to be done with them is said at their own question.
    const step = () => nextStep(field, decodeAlbum(reading.partial), asking.words)
    return { ...reading, reply: reading.note ?? (reading.reply ?? '').replace(step(), '').trimEnd() }
  },
  part(field, number, rest, partial, old, asking) {
    const command = { type: 'edit', number, row: true } as const
    return rest
      ? photos.read(field, { type: 'text', text: `${number} ${rest}` }, partial, old, asking)
      : (photos.command?.(field, command, partial, old, asking) ?? null)
  },
  wantsCaptions: (field, partial) => proposable(field, decodeAlbum(partial)),
  parts: (_field, partial, old) => allNumbers(albumOf(partial, old)),
  find(field, found, held, asking) {
    const { words } = asking
    const album = albumOf(held.partial, held.value)
    const nothing = { partial: held.partial, value: held.value, reply: null }
    if (found.type === 'captions_proposed') return proposedTo(album, found.captions, held, asking.speaksLater)
    if (found.type === 'woken') {
      // Of one picture alone she heard when it came.
      const heard = album.news + (album.overTold ? 0 : album.over) < 2 && !hasFresh(album)
      const silent = found.why === 'next_word' ? heard : found.why !== 'album'
      return silent ? nothing : acknowledged(field, album, held, words)
    }
    const at = album.photos.findIndex(({ photo }) => photo === found.photo)
    const photo = album.photos[at]
    if (!photo || photo.state !== 'coming') return nothing
    if (found.type === 'picture_kept') return arrived(field, album, at, found, held, asking)
    return missed(album, at, found.code, held, asking)
  },
  check: faults,
  show({ options }, value, words) {
    const captioned = new Map<string, number[]>()
    for (const [i, { caption }] of value.photos.entries())
      if (caption) captioned.set(caption, [...(captioned.get(caption) ?? []), i + 1])
    const captions = [...captioned].map(([caption, numbers]) => `${inShort(numbers)} ${quote(caption, 30)}`)
    const lost = lostFaults(value).map((fault) => words.say(`problem.${fault.code}`, fault.values))
    const bare = options.captions ? uncaptioned(value) : ''
    const faults = [
      ...(bare ? [words.say('photos.bare', { numbers: readOut(bare) })] : []),
      ...[consentShown(value, words)].filter(Boolean),
    ]
    const head = faults.reduce(
      (count, fault) => words.say('photos.count_but', { count, fault }),
      words.say('photos.count', { count: countOf(value) }),
    )
    return [head, ...captions, ...lost].join('\n  ')
  },
  showPartial(field, partial, words) {
    const album = decodeAlbum(partial)
    if (countOf(album) === 0) return null
    const count = words.say('photos.count', { count: countOf(album) })
    const [problem] = openFaults(field, album)
    if (!problem && unasked(field, album))
      return words.say('photos.count_but', { count, fault: words.say('consent.open') })
    if (!problem) return count
    const said = problem.code === 'photos.no_captions' ? 'photos.still_bare' : `problem.${problem.code}`
    return words.say('photos.count_but', { count, fault: words.say(said, problem.values) })
  },
  differ: (_field, before, after, words) => albumDifferences(before ?? NO_PICTURES, after ?? NO_PICTURES, words),
  tally: (_field, values, words) =>
    words.say('photos.count', { count: values.reduce((sum, album) => sum + countOf(album), 0) }),
  cell: (_field, value) => value.photos.map(({ caption }, i) => `${i + 1} ${caption ?? ''}`.trim()).join('；'),
  encode: encodeAlbum,
  decode: decodeAlbum,
}
