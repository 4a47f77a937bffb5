import { told, WAKE } from './album-turns.js'
import { nextStep, type PhotosField } from './album-words.js'
import { type Album, type AlbumPhoto, encodeAlbum } from './album.js'
import type { Asking, Held, Reading } from './field-kind.js'
import { wantsCaption, withoutProposals } from './proposals.js'

/** The pictures, by message, for which a caption may be proposed. */
export const proposable = ({ options }: PhotosField, { photos }: Album): string[] =>
  options.captions ? photos.filter(wantsCaption).map(({ photo }) => photo) : []

/**
 * The album with captions that were proposed (by message) beside its pictures: told of a moment later where she is at them, with her next word
 * where nothing can be said to her, and when she comes to them where she is not. What is answered already, or captioned meanwhile, needs none.
 */
export function proposedTo(album: Album, proposals: Record<string, string>, held: Held<Album>, speaksLater: boolean) {
  const nothing = { partial: held.partial, value: held.value, reply: null }
  const isNew = (one: AlbumPhoto) => wantsCaption(one) && proposals[one.photo] !== undefined
  if (held.partial === null || !album.photos.some(isNew)) return nothing
  const photos = album.photos.map((one): AlbumPhoto => {
    const proposed = proposals[one.photo]
    if (!isNew(one) || proposed === undefined) return one
    return { ...one, proposed, ...(held.here && { fresh: [...(one.fresh ?? []), 'proposed' as const] }) }
  })
  const wishes = held.here && speaksLater ? [WAKE] : []
  return { partial: encodeAlbum({ ...album, photos }), value: held.value, reply: null, wishes }
}

/** 「不用」: she writes them herself, or goes without. */
export const unused = (field: PhotosField, album: Album, asking: Asking): Reading<Album> => {
  const after = withoutProposals(album)
  const { words } = asking
  return told(field, after, asking, words.say('photos.proposals_dropped'), nextStep(field, after, words))
}
