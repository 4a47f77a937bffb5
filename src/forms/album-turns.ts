import { besides } from '../kernel/besides.js'
import type { Words } from '../kernel/words.js'
import {
  acknowledgement,
  consentQuestion,
  consentShown,
  faults,
  lines,
  newsLines,
  nextStep,
  openFaults,
  type PhotosField,
  readOut,
  received,
  unasked,
  uncaptioned,
} from './album-words.js'
import {
  type Album,
  type AlbumPhoto,
  closedUp,
  countKept,
  countOf,
  encodeAlbum,
  NO_PICTURES,
  together,
  toldAll,
  without,
  withPhoto,
} from './album.js'
import { hasFresh, type Kept, kept, lostLine } from './alike.js'
import type { Asking, Held, Reading, Wish } from './field-kind.js'
import { misread } from './prompt.js'
import { hasFreshProposal, withoutProposals } from './proposals.js'

/** Nine pictures sent at once arrive within about a second: they are answered together. */
const ALBUM_MS = 1500
export const WAKE: Wish = { type: 'wake', why: 'album', after: ALBUM_MS }

/**
 * Nothing is said yet where the wake can answer for all that come together; where it cannot, the first of them is answered for all, and the
 * last where it is known to be the last because no more fit in.
 */
export function taken(field: PhotosField, album: Album, mediaId: string, asking: Asking): Reading<Album> {
  const { words } = asking
  const { messageId, sentAt, serial } = asking
  const photo = { photo: messageId, mediaId, sentAt, ...(serial && { serial }) }
  const more = withPhoto(album, photo, field.options.most)
  const again = album.photos.some((one) => one.photo === photo.photo)
  const after = more ?? (again ? album : { ...album, over: album.over + 1 })
  const wishes: Wish[] = more ? [{ type: 'fetch_media', photo: photo.photo, mediaId }] : []
  const partial = encodeAlbum(after)
  if (asking.speaksLater) return { type: 'continued', partial, reply: null, wishes: [...wishes, WAKE] }
  if (more && more.news > 1 && countOf(more) === field.options.most) {
    const reply = asking.here
      ? acknowledgement(field, more, words)
      : words.say('photos.set_aside', { received: received(field, more, words), label: field.label })
    return { type: 'continued', partial: encodeAlbum(toldAll(more)), reply, wishes }
  }
  const answered = album.news > 0 && album.photos.some(({ sentAt }) => together(sentAt, photo.sentAt))
  const silent = answered || again || album.over > 0
  if (silent) return { type: 'continued', partial, reply: null, wishes }
  if (more) return { type: 'continued', partial, reply: coming(field, asking), wishes }
  // How many more come with it nobody knows yet, and nothing can be said behind them.
  const told = { ...after, overTold: true }
  const some = words.say('photos.over_some', { most: field.options.most })
  const reply = `${some}\n${newsLines(field, told, words)}${nextStep(field, told, words)}`
  return { type: 'continued', partial: encodeAlbum(told), reply, wishes }
}

/** What the first of several pictures is answered with when nothing can be said after the last. */
function coming(field: PhotosField, { words, here }: Asking): string {
  return here ? words.say('photos.coming') : words.say('photos.coming_aside', { label: field.label })
}

/** A reply that tells how many there are: the acknowledgement that was to come is no longer needed. `next` stands behind what was understood. */
export function told(
  field: PhotosField,
  album: Album,
  { words, speaksLater }: Asking,
  reply: string,
  next?: string,
): Reading<Album> {
  const count =
    !speaksLater && album.news > 1
      ? `${words.say('photos.ack_line', { received: received(field, album, words) })}\n`
      : ''
  const note = count + newsLines(field, album, words) + reply
  const partial = encodeAlbum(toldAll(album))
  if (next === undefined) return { type: 'continued', partial, reply: note }
  return { type: 'continued', partial, reply: next === '' ? note : `${note}\n${next}`, note }
}

/** 「好了」: after pictures of which only the first was answered, what is still to be done is no fault of hers. */
export function ended(field: PhotosField, album: Album, { words, speaksLater }: Asking): Reading<Album> {
  // What is proposed for them and was not said yet is part of that.
  const open = openFaults(field, album).length > 0 && (hasFreshProposal(album) || (!speaksLater && album.news > 0))
  if (!open) return finished(field, album, words)
  return { type: 'continued', partial: encodeAlbum(toldAll(album)), reply: acknowledgement(field, album, words) }
}

export function finished(field: PhotosField, album: Album, words: Words): Reading<Album> {
  if (countOf(album) === 0) return field.required ? misread('photos.none_yet') : { type: 'nothing' }
  const fits = faults(field, album).length === 0
  const asked = album.asked || fits
  const news = newsLines(field, album, words)
  if (fits && unasked(field, album)) {
    const reply = news + bareLine(field, album, words) + consentQuestion(field, album, words)
    return { type: 'continued', partial: encodeAlbum(besides(toldAll(album), { asked, consentAsked: true })), reply }
  }
  const [problem] = openFaults(field, album)
  if (problem) return { ...misread(problem.code, problem.values), partial: encodeAlbum({ ...album, asked }) }
  const {
    consentAsked: _,
    peopleSeen: _seen,
    whichNot: _which,
    replacing: _none,
    ...whole
  } = closedUp(withoutProposals(toldAll(album)))
  const numbers = field.options.captions ? readOut(uncaptioned(whole)) : ''
  const shown = consentShown(whole, words)
  const note = [
    words.say(numbers ? 'photos.kept_bare' : 'photos.kept', { count: countOf(whole), numbers }),
    ...(shown ? [words.say('consent.noted', { shown })] : []),
    ...(whole.photos.length < album.photos.length ? [words.say('photos.renumbered')] : []),
  ]
  return { type: 'answered', value: whole, note: news + note.join('') }
}

/** That captions are missing, where the question whom the pictures show leaves time for them. */
function bareLine(field: PhotosField, album: Album, words: Words): string {
  const numbers = field.options.captions && !album.asked ? uncaptioned(album) : ''
  return numbers ? `${words.say('photos.bare_still', { numbers })}\n` : ''
}

/** What is whole but for captions is the answer; what is not stays as it is, and may be finished until all is submitted. */
export function left(field: PhotosField, album: Album, words: Words): Reading<Album> {
  const reading = finished(field, { ...album, asked: true }, words)
  if (reading.type !== 'misread' || field.required) return reading
  const fault = words.say(`problem.${reading.problem.code}`, reading.problem.values)
  return { type: 'left', partial: encodeAlbum(toldAll(album)), note: words.say('photos.left', { fault }) }
}

export function deleted(
  field: PhotosField,
  album: Album,
  numbers: number[],
  old: Album | null,
  asking: Asking,
): Reading<Album> {
  const { words } = asking
  const wrong = numbers.find((number) => !album.photos[number - 1])
  if (wrong !== undefined || numbers.length === 0) {
    return misread('photos.no_such', { number: wrong ?? 0, count: countOf(album) })
  }
  const rest = without(album, numbers)
  const count = countOf(rest)
  // With none left it is as if none had come.
  const anew = [words.say('photos.how', { most: field.options.most })]
  if (!field.required) anew.push(words.say('field.may_skip'))
  const next = count > 0 ? nextStep(field, rest, words) : anew.join('\n')
  const behind = rest.photos.slice(Math.max(...numbers)).some(({ state }) => state !== 'out')
  const said = words.say(behind ? 'photos.deleted_before' : 'photos.deleted', { numbers: numbers.join('、'), count })
  if (count > 0) return told(field, rest, asking, said, next)
  return {
    type: 'continued',
    partial: old === null ? null : encodeAlbum(NO_PICTURES),
    reply: `${said}\n${next}`,
    note: said,
  }
}

/** The album in another order (numbers as they shall stand), with the new list said back: from here on these are the numbers. */
export function inOrder(field: PhotosField, album: Album, order: number[], asking: Asking): Reading<Album> {
  const photos = order.flatMap((number) => album.photos[number - 1] ?? [])
  const after = { ...album, photos, told: photos.length }
  const { words } = asking
  const list = lines(after, words, order).join('\n')
  return told(field, after, asking, `${words.say('photos.reordered')}\n${list}\n${nextStep(field, after, words)}`)
}

/**
 * What `woken` says: once for all pictures since the last time and for what was found out about them, and nothing when a reply has told of
 * them meanwhile.
 */
export function acknowledged(field: PhotosField, album: Album, held: Held<Album>, words: Words) {
  const count = countKept(album)
  const came = album.news > 0 || album.over > 0
  const nothing = { partial: held.partial, value: held.value, reply: null }
  if (!came && (!hasFresh(album) || held.partial === null)) return nothing
  const told = toldAll(album)
  const found = newsLines(field, album, words)
  if (!came) {
    const reply = found + lacking(field, album, held, words)
    return { partial: encodeAlbum(told), value: held.value, reply: reply.trimEnd() }
  }
  if (held.here) return { partial: encodeAlbum(told), value: held.value, reply: acknowledgement(field, album, words) }
  // Late pictures of an answer that stays whole with them need nothing more from the person.
  if (held.value !== null && openFaults(field, album).length === 0 && !unasked(field, album)) {
    // All that came may be too many.
    const added = album.news > 0 ? words.say('photos.added', { count, label: field.label }) : ''
    return { partial: null, value: closedUp({ ...told, asked: true }), reply: (found + added).trimEnd() }
  }
  const late = unasked(field, album) ? 'photos.set_aside_question' : 'photos.set_aside_more'
  const said = held.value === null ? 'photos.set_aside' : late
  // Where they are told of at another place, so is that they may go without captions.
  const after = { ...told, asked: album.asked || held.value !== null }
  const reply = `${words.say(said, { count, received: received(field, album, words), label: field.label })}\n${found}`
  return { partial: encodeAlbum(after), value: held.value, reply: reply.trimEnd() }
}

/** That a picture too few is left, where one was taken out of those being asked for. */
const lacking = (field: PhotosField, album: Album, { here }: Held<Album>, words: Words): string =>
  here && countOf(album) < field.options.least ? nextStep(field, album, words) : ''

/** A picture could not be fetched. While it waits to be acknowledged that is said with it, so that one message says how all of them stand. */
export function missed(album: Album, at: number, code: string, held: Held<Album>, { words, speaksLater }: Asking) {
  const photo = album.photos[at] as AlbumPhoto
  const lost: AlbumPhoto = { ...photo, state: 'lost', lostBy: code }
  const withLost = (one: AlbumPhoto): Album => ({ ...album, photos: album.photos.with(at, one) })
  if (held.partial === null) return { partial: null, value: withLost(lost), reply: lostLine(at + 1, lost, words) }
  // Where we may only answer, it waits for her next word, whatever that is.
  if (album.news === 0 || !speaksLater)
    return { partial: encodeAlbum(withLost(lost)), value: held.value, reply: lostLine(at + 1, lost, words) }
  const after = withLost({ ...lost, fresh: [...(photo.fresh ?? []), 'lost'] })
  return { partial: encodeAlbum(after), value: held.value, reply: null, wishes: [WAKE] }
}

/** A picture that was being fetched is here: what is found out about it is said a moment later, with that of those that come meanwhile. */
export function arrived(field: PhotosField, album: Album, at: number, found: Kept, held: Held<Album>, asking: Asking) {
  const { words, speaksLater } = asking
  const after = kept(album, at, found)
  const twin = countOf(after) < countOf(album)
  if (held.partial === null && !(twin && held.here)) {
    if (!twin) return { partial: null, value: after, reply: null }
    const value = closedUp(toldAll(after))
    const now = words.say('photos.now', { count: countOf(value) })
    return { partial: null, value, reply: newsLines(field, after, words) + now }
  }
  const wishes = speaksLater && hasFresh(after) ? [WAKE] : []
  return { partial: encodeAlbum(after), value: held.value, reply: null, wishes }
}
