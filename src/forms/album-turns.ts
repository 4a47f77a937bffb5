import type { Words } from '../kernel/words.js'
import { faults, nextStep, openFaults, overLine, type PhotosField, uncaptioned } from './album-words.js'
import { type Album, encodeAlbum, together, toldAll, withPhoto } from './album.js'
import type { Asking, Held, Reading, Wish } from './field-kind.js'
import { misread } from './prompt.js'

/** Nine pictures sent at once arrive within about a second: they are answered together. */
const ALBUM_MS = 1500

/** Nothing is said yet where the wake can answer for all that come together; where it cannot, the first of them is answered for all. */
export function taken(field: PhotosField, album: Album, mediaId: string, asking: Asking): Reading<Album> {
  const photo = { photo: asking.messageId, mediaId, sentAt: asking.sentAt }
  const more = withPhoto(album, photo, field.options.most)
  const again = album.photos.some((one) => one.photo === photo.photo)
  const after = more ?? (again ? album : { ...album, over: album.over + 1 })
  const wishes: Wish[] = more ? [{ type: 'fetch_media', photo: photo.photo, mediaId }] : []
  const partial = encodeAlbum(after)
  if (asking.speaksLater) {
    return {
      type: 'continued',
      partial,
      reply: null,
      wishes: [...wishes, { type: 'wake', why: 'album', after: ALBUM_MS }],
    }
  }
  const answered = album.news > 0 && album.photos.some(({ sentAt }) => together(sentAt, photo.sentAt))
  const silent = answered || again || album.over > 0
  if (silent) return { type: 'continued', partial, reply: null, wishes }
  const reply = more
    ? coming(field, asking)
    : overLine(field, after, asking.words) + nextStep(field, after, asking.words)
  return { type: 'continued', partial, reply, wishes }
}

/** What the first of several pictures is answered with when nothing can be said after the last. */
function coming(field: PhotosField, { words, here }: Asking): string {
  return here ? words.say('photos.coming') : words.say('photos.coming_aside', { label: field.label })
}

/** A reply that tells how many there are: the acknowledgement that was to come is no longer needed. */
export const told = (field: PhotosField, album: Album, words: Words, reply: string): Reading<Album> => ({
  type: 'continued',
  partial: encodeAlbum(toldAll(album)),
  reply: overLine(field, album, words) + reply,
})

/** 「好了」: after pictures of which only the first was answered, what is still to be done is no fault of hers. */
export function ended(field: PhotosField, album: Album, { words, speaksLater }: Asking): Reading<Album> {
  if (speaksLater || album.news === 0 || openFaults(field, album).length === 0) return finished(field, album, words)
  const count = album.photos.length
  return told(field, album, words, `${words.say('photos.received', { count })}\n${nextStep(field, album, words)}`)
}

export function finished(field: PhotosField, album: Album, words: Words): Reading<Album> {
  if (album.photos.length === 0) return field.required ? misread('photos.none_yet') : { type: 'nothing' }
  const [problem] = openFaults(field, album)
  const asked = album.asked || faults(field, album).length === 0
  if (problem) return { ...misread(problem.code, problem.values), partial: encodeAlbum({ ...album, asked }) }
  const numbers = field.options.captions ? uncaptioned(album) : ''
  const kept = words.say(numbers ? 'photos.kept_bare' : 'photos.kept', { count: album.photos.length, numbers })
  return { type: 'answered', value: toldAll(album), note: overLine(field, album, words) + kept }
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
  words: Words,
): Reading<Album> {
  const wrong = numbers.find((number) => number < 1 || number > album.photos.length)
  if (wrong !== undefined || numbers.length === 0) {
    return misread('photos.no_such', { number: wrong ?? 0, count: album.photos.length })
  }
  const rest = { ...album, photos: album.photos.filter((_, i) => !numbers.includes(i + 1)) }
  const anew = [words.say('photos.how', { most: field.options.most })]
  if (!field.required) anew.push(words.say('field.may_skip'))
  const next = rest.photos.length > 0 ? nextStep(field, rest, words) : anew.join('\n')
  const reply = `${words.say('photos.deleted', { numbers: numbers.join('、'), count: rest.photos.length })}\n${next}`
  // With none left it is as if none had come.
  return rest.photos.length === 0 && old === null
    ? { type: 'continued', partial: null, reply }
    : told(field, rest, words, reply)
}

/** What `woken` says: once for all pictures since the last time, and nothing when a reply has told of them meanwhile. */
export function acknowledged(field: PhotosField, album: Album, held: Held<Album>, words: Words) {
  const count = album.photos.length
  if (album.news === 0 && album.over === 0) return { partial: held.partial, value: held.value, reply: null }
  const over = overLine(field, album, words)
  // Where they are told of at another place, so is that they may go without captions.
  const after = { ...toldAll(album), asked: album.asked || (held.value !== null && !held.here) }
  // Late pictures of an answer that stays whole with them need nothing more from the person.
  const whole = held.value !== null && !held.here && openFaults(field, album).length === 0
  if (whole) return { partial: null, value: after, reply: over + words.say('photos.added', { count }) }
  const reply = held.here
    ? `${words.say('photos.received', { count })}\n${nextStep(field, after, words)}`
    : words.say(held.value === null ? 'photos.set_aside' : 'photos.set_aside_more', { count, label: field.label })
  return { partial: encodeAlbum(after), value: held.value, reply: over + reply }
}
