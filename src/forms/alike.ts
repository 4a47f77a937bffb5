import type { Day } from '../kernel/day.js'
import type { Words } from '../kernel/words.js'
import { type Album, type AlbumPhoto, numberIn, numbersOf } from './album.js'
import { shown } from './days-kind.js'
import { proposalLines } from './proposals.js'

/**
 * So many of the 64 bits of two fingerprints may differ in one picture: sent again smaller, compressed, brightened, with a date printed on,
 * turned by a degree or cut by a fiftieth it differs in 0 to 8; different photos differ in 14 and more, those of one view in about 10.
 */
const ALIKE_BITS = 8

/** What was found out about a picture when it came. */
export interface Kept {
  sha256: string
  fingerprint?: string | undefined
  filedOn?: Day | undefined
}

/**
 * The album with the picture at this place (from 0) kept. Of two that are the same the one with the lower number stays, with what was said
 * about either; what she should hear of it is marked as fresh.
 */
export function kept(album: Album, at: number, { sha256, fingerprint, filedOn }: Kept): Album {
  const photos = album.photos.map((one, i): AlbumPhoto => {
    const known = { ...one, state: 'kept' as const, sha256, ...(fingerprint && { fingerprint }) }
    return i !== at ? one : filedOn === undefined ? known : { ...known, filedOn, fresh: ['filed'] }
  })
  const others = photos.flatMap((one, i) => (i !== at && one.state === 'kept' ? [{ one, i }] : []))
  const twin = others.find(({ one }) => one.sha256 === sha256)
  if (twin) {
    const [first, second] = [Math.min(at, twin.i), Math.max(at, twin.i)]
    const [stays, goes] = [photos[first] as AlbumPhoto, photos[second] as AlbumPhoto]
    photos[first] = { ...stays, caption: stays.caption ?? goes.caption }
    photos[second] = { ...goes, state: 'out', same: stays.photo, fresh: ['same'] }
    return { ...album, photos }
  }
  for (const { one, i } of others) {
    if (!alike(one.fingerprint, fingerprint)) continue
    const second = Math.max(at, i)
    const { fresh = [], ...rest } = photos[second] as AlbumPhoto
    photos[second] = { ...rest, fresh: [...fresh, 'alike'] }
  }
  return { ...album, photos }
}

export const hasFresh = ({ photos }: Album): boolean => photos.some(({ fresh }) => fresh !== undefined)

/** How many were taken out as the same as another, or lost, and not told yet: they were sent, and are not counted. */
export const freshlyGone = ({ photos }: Album): number =>
  photos.filter(({ fresh }) => fresh?.includes('same') || fresh?.includes('lost')).length

/** Whether a lost picture got here and cannot be opened, by the code of why; else it did not get here. */
export const isUnreadable = (code = ''): boolean =>
  code === 'media.too_big' || (code.startsWith('picture.') && code !== 'picture.not_fetched')

/** That a picture did not get here, or cannot be opened: what would be refused again needs another, and she hears which. */
export function lostLine(number: number, { lostBy: code = '', caption }: AlbumPhoto, words: Words): string {
  if (code === 'picture.heic' || code === 'picture.unsupported') return words.say('photos.lost_format', { number })
  if (code === 'picture.too_big' || code === 'picture.too_many_pixels' || code === 'media.too_big')
    return words.say('photos.lost_big', { number })
  if (code === 'picture.none') return words.say('photos.lost_none', { number })
  if (isUnreadable(code)) return words.say('photos.lost_damaged', { number })
  return words.say(caption ? 'photos.lost_captioned' : 'photos.lost', { number, caption: caption ?? '' })
}

/** What was found out and not told yet, a line each. */
export function findings(album: Album, words: Words): string[] {
  const { photos } = album
  const lines = numbersOf(photos, ({ fresh }) => fresh?.includes('replaced') === true)
    .split('、')
    .flatMap((number) => (number ? [words.say('photos.replaced', { number })] : []))
  for (const [i, one] of photos.entries())
    if (one.state === 'lost' && one.fresh?.includes('lost')) lines.push(lostLine(i + 1, one, words))
  const twins = new Map<number, number[]>()
  for (const [i, one] of photos.entries()) {
    const same = one.fresh?.includes('same') ? numberIn(album, i + 1) : null
    if (same !== null) twins.set(same, [...(twins.get(same) ?? []), i + 1])
  }
  for (const [same, numbers] of twins) lines.push(words.say('photos.twins', { numbers: numbers.join('、'), same }))

  const filed = new Set(
    photos.flatMap(({ fresh, filedOn, state }) => (fresh && state !== 'out' ? [filedOn ?? ''] : [])),
  )
  for (const day of filed) {
    const numbers = day && numbersOf(photos, (one) => one.filedOn === day && (one.fresh ?? []).includes('filed'))
    if (numbers) lines.push(words.say('photos.filed_before', { numbers, day: shown({ from: day, to: day }, words) }))
  }

  const groups = alikeIn(photos).filter((group) => group.some((n) => photos[n - 1]?.fresh?.includes('alike')))
  if (groups.length > 0) {
    const alike = groups.map((group) => words.say('photos.alike', { numbers: group.join('、') }))
    const drop = groups.flatMap((group) => group.slice(1)).sort((a, b) => a - b)
    const values = { alike: alike.join(words.say('photos.alike_and')), drop: drop.join('、') }
    lines.push(words.say('photos.alike_drop', values))
  }
  return [...lines, ...proposalLines(album, words)]
}

/** Numbers of pictures that look alike, those together that any of them brings together. */
function alikeIn(photos: AlbumPhoto[]): number[][] {
  const groups: number[][] = []
  for (const [i, one] of photos.entries()) {
    if (one.state !== 'kept') continue
    const near = groups.filter((group) => group.some((n) => alike(photos[n - 1]?.fingerprint, one.fingerprint)))
    for (const group of near) groups.splice(groups.indexOf(group), 1)
    groups.push([...near.flat(), i + 1].sort((a, b) => a - b))
  }
  return groups.filter(({ length }) => length > 1).sort(([a = 0], [b = 0]) => a - b)
}

export function alike(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`)
  let bits = 0
  for (; differing > 0n && bits <= ALIKE_BITS; differing &= differing - 1n) bits++
  return bits <= ALIKE_BITS
}
