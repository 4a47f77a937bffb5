import { z } from 'zod'
import type { Json } from '../../kernel/json.js'
import { faults, listing, nextStep, openFaults, type PhotoOptions, uncaptioned } from '../album-words.js'
import { acknowledged, deleted, ended, finished, left, taken, told } from '../album-turns.js'
import { type Album, type AlbumPhoto, decodeAlbum, encodeAlbum, NO_PICTURES, numbersOf } from '../album.js'
import { numbersToDelete, readCaptions, wantsList } from '../captions.js'
import type { FieldKind } from '../field-kind.js'
import { bare, isDone, isNothing, isUnsure, misread, prompt, quote } from '../prompt.js'

/** What would be refused again needs another picture: the person hears which. */
const sentenceFor = (code: string, { caption }: AlbumPhoto): string => {
  if (code === 'picture.heic' || code === 'picture.unsupported') return 'photos.lost_format'
  if (code === 'picture.too_big' || code === 'picture.too_many_pixels') return 'photos.lost_big'
  return caption ? 'photos.lost_captioned' : 'photos.lost'
}

const CAPTION = 100

/** There are no pictures, no captions, or not today. */
const NONE =
  /^(?:这次|今天|当时|我们|都|也|真的|暂时)*(?:没有?|无|忘了?|忘记)(?:拍|照|照片|拍照|拍照片|图片|写|说明|别的|更多|有)*了?$|^(?=[照图说明后以回晚下改过稍之等])(?:照片|图片|说明)?我?(?:明天|后天|以后|回头|晚点|下次|改天|过几天|稍后|之后|等等)?儿?再?(?:补|发|传|给|写)(?:上|给你|过来|照片|说明)*吧?$|^(?:先)?不(?:写|加|要写|用写)说?明?了?$/u

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
  }),
  ask(field, partial, old, { words }) {
    const album = albumOf(partial, old)
    if (album.photos.length > 0) return `${listing(album, words)}\n${nextStep(field, album, words)}`
    return prompt(field, words, { old: null, more: words.say('photos.how', { most: field.options.most }) })
  },
  askOtherwise: (field, partial, { words }) =>
    words.say(albumOf(partial, null).photos.length > 0 ? 'photos.otherwise_captions' : 'photos.otherwise', {
      most: field.options.most,
    }),
  read(field, said, partial, old, asking) {
    const album = albumOf(partial, old)
    if (said.type === 'media' && said.kind === 'image') return taken(field, album, said.ref.id, asking)
    if (said.type !== 'text') return misread('text.wanted')
    const { text } = said
    const { words } = asking
    const count = album.photos.length
    if (isUnsure(text)) return misread('engine.unsure')
    if (isDone(text)) return ended(field, album, asking)
    if (isNothing(text) || NONE.test(bare(text))) return count > 0 ? left(field, album, words) : { type: 'nothing' }
    if (count === 0) return misread('photos.none_yet')
    if (wantsList(text)) return told(field, album, words, `${listing(album, words)}\n${nextStep(field, album, words)}`)
    const gone = numbersToDelete(text)
    if (gone) return deleted(field, album, gone, old, words)
    const lacking = album.photos.flatMap(({ caption }, i) => (caption ? [] : [i + 1]))
    const read = readCaptions(text, count, lacking)
    if (!read) return misread('photos.which', { said: quote(text), count })
    if (read.type === 'all_captioned') return misread('photos.all_captioned', { said: quote(read.caption, 40) })
    if (read.type === 'no_such') return misread('photos.no_such', { number: read.number, count })
    const long = [...read.captions.values()].find((caption) => Array.from(caption).length > CAPTION)
    if (long) return misread('photos.caption_too_long', { said: quote(long), most: CAPTION })
    const captioned = {
      ...album,
      photos: album.photos.map((one, i) => ({ ...one, caption: read.captions.get(i + 1) ?? one.caption })),
    }
    const numbers = [...read.captions.keys()].join('、')
    const all = count > 1 && read.captions.size === count
    const filled = read.type === 'captions' && read.rest && lacking.length < count
    const kept = filled
      ? words.say('photos.captioned_rest', { numbers })
      : all
        ? words.say('photos.captioned_all', { count })
        : words.say('photos.captioned', { numbers })
    return told(field, captioned, words, `${kept}\n${nextStep(field, captioned, words)}`)
  },
  command(field, command, partial, old, { words }) {
    const album = albumOf(partial, old)
    const { type } = command
    // All that was there was taken out: it must not come back.
    const emptied = partial !== null && old !== null && (type === 'skip' || type === 'keep')
    if (album.photos.length === 0) return emptied ? { type: 'nothing' } : null
    if (type === 'skip') return left(field, album, words)
    if (type === 'submit' || (type === 'keep' && partial !== null)) return finished(field, album, words)
    const number = command.type === 'edit' && command.row ? command.number : null
    if (number === null || number > album.photos.length) return null
    return told(field, album, words, words.say('photos.recaption', { number }))
  },
  find(field, found, held, asking) {
    const { words } = asking
    const album = albumOf(held.partial, held.value)
    const nothing = { partial: held.partial, value: held.value, reply: null }
    if (found.type === 'woken') return found.why === 'album' ? acknowledged(field, album, held, words) : nothing
    const at = album.photos.findIndex(({ photo }) => photo === found.photo)
    const photo = album.photos[at]
    if (!photo || photo.state !== 'coming') return nothing
    const state: AlbumPhoto['state'] = found.type === 'picture_lost' ? 'lost' : 'kept'
    const after: Album = { ...album, photos: album.photos.with(at, { ...photo, state }) }
    const reply =
      found.type === 'picture_lost'
        ? words.say(sentenceFor(found.code, photo), { number: at + 1, caption: photo.caption ?? '' })
        : null
    return held.partial === null
      ? { partial: null, value: after, reply }
      : { partial: encodeAlbum(after), value: held.value, reply }
  },
  check: faults,
  show({ options }, value, words) {
    const captions = value.photos.flatMap(({ caption }, i) => (caption ? [`${i + 1} ${quote(caption, 30)}`] : []))
    const lost = numbersOf(value.photos, ({ state }) => state === 'lost')
    const bare = options.captions ? uncaptioned(value) : ''
    const count = words.say('photos.count', { count: value.photos.length })
    const head = bare
      ? words.say('photos.count_but', { count, fault: words.say('photos.bare', { numbers: bare }) })
      : count
    return [head, ...captions, ...(lost ? [words.say('problem.photos.still_lost', { numbers: lost })] : [])].join(
      '\n  ',
    )
  },
  showPartial(field, partial, words) {
    const album = decodeAlbum(partial)
    if (album.photos.length === 0) return null
    const count = words.say('photos.count', { count: album.photos.length })
    const [problem] = openFaults(field, album)
    if (!problem) return count
    const said = problem.code === 'photos.no_captions' ? 'photos.still_bare' : `problem.${problem.code}`
    return words.say('photos.count_but', { count, fault: words.say(said, problem.values) })
  },
  tally: (_field, values, words) =>
    words.say('photos.count', { count: values.reduce((sum, { photos: all }) => sum + all.length, 0) }),
  cell: (_field, value) => value.photos.map(({ caption }, i) => `${i + 1} ${caption ?? ''}`.trim()).join('；'),
  encode: encodeAlbum,
  decode: decodeAlbum,
}
