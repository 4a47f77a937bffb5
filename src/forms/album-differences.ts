import type { Words } from '../kernel/words.js'
import { consentShown } from './album-words.js'
import { type Album, closedUp, numbersOf } from './album.js'
import { mayBePublic } from './consent.js'
import { quote } from './prompt.js'

const CAPTION = 40

/** How an album became another: pictures that are new or gone, captions, the order, what the public
 * may see. Where a picture is on its way does not matter. */
export function albumDifferences(old: Album, now: Album, words: Words): string[] {
  const [before, after] = [closedUp(old), closedUp(now)]
  const inAlbum = (album: Album) => (one: { photo: string }) => album.photos.some(({ photo }) => photo === one.photo)
  const added = numbersOf(after.photos, (one) => !inAlbum(before)(one))
  const gone = numbersOf(before.photos, (one) => !inAlbum(after)(one))
  const stayed = (album: Album, other: Album) => album.photos.filter(inAlbum(other)).map(({ photo }) => photo)
  const moved = stayed(before, after).join() !== stayed(after, before).join()
  const captions = after.photos.flatMap(({ photo, caption }, i) => {
    const old = before.photos.find((one) => one.photo === photo)
    if (!old || old.caption === caption) return []
    const said = (text: string | null) => (text ? quote(text, CAPTION) : words.say('difference.none'))
    const value = words.say('difference.changed', { from: said(old.caption), to: said(caption) })
    return [words.say('difference.caption', { number: i + 1, value })]
  })
  const [showed, shows] = [consentShown(before, words), consentShown(after, words) || words.say('difference.none')]
  // With more pictures she reads again which of them are kept back.
  const keepsBack = added !== '' && after.photos.some(({ consent }) => consent !== undefined && !mayBePublic(consent))
  const again = showed === '' || (keepsBack && showed === shows)
  return [
    ...(added ? [words.say('difference.photos_added', { numbers: added, count: after.photos.length })] : []),
    ...(gone ? [words.say('difference.photos_gone', { numbers: gone, count: after.photos.length })] : []),
    ...captions,
    ...(moved ? [words.say('difference.photos_moved')] : []),
    ...(again && consentShown(after, words) ? [shows] : []),
    ...(showed === '' || showed === shows ? [] : [words.say('difference.changed', { from: showed, to: shows })]),
  ]
}
