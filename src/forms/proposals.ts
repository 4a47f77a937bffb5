import type { Words } from '../kernel/words.js'
import { type Album, type AlbumPhoto, countOf } from './album.js'
import { numberList } from './captions.js'
import { mayBePublic } from './consent.js'
import { bare } from './prompt.js'

/** A caption may be proposed: it is here, has none yet, and it was said that it shows nobody to be asked, or that these agreed. */
export const wantsCaption = ({ state, caption, proposed, consent }: AlbumPhoto): boolean =>
  state === 'kept' && !caption && proposed === undefined && mayBePublic(consent)

/** What is proposed and has no caption, by number; `seen`: only what she was told of. */
const openIn = ({ photos }: Album, seen = false): Map<number, string> =>
  new Map(
    photos.flatMap(({ state, caption, proposed, fresh }, i) =>
      state !== 'out' && !caption && proposed !== undefined && !(seen && fresh?.includes('proposed'))
        ? [[i + 1, proposed]]
        : [],
    ),
  )

const ALL = '(?:那|就|都|全都?|全部|建议|照|按|可以|好的?|行|这些?|[，,\\s])*'
const USE = '(?:用上?|采用|使用|use)(?:建议|这些?|你的|图说|说明|上|吧|了|的|all|them|\\s)*'
const NUMBERS = '第?\\d{1,2}张?(?:\\s*(?:[-~到至、,，和]|\\s)\\s*第?\\d{1,2}张?)*'
const USED = new RegExp(`^${ALL}${USE}(?:[，,；;。\\s]+(?<rest>\\S.*))?$`, 'isu')
const SOME = new RegExp(
  `^(?:只|就|可以|[，,])*(?:(?:用|采用|use)\\s*(?<behind>${NUMBERS})(?:的?建议)?|(?<before>${NUMBERS})的?(?:建议)?(?:就|都|可以|也)*(?:用|采用)上?(?:建议|吧|了)*)$`,
  'iu',
)
const EXCEPT = new RegExp(
  `^除了?\\s*(?<numbers>${NUMBERS})(?:以外|之外|外)?[，,]?\\s*(?:其[他它余]|别)?的?都${USE}$`,
  'iu',
)
const UNUSED =
  /^(?:这些?|建议|图说|都|全部|先|那|就|也|[，,])*(?:不用|不采用|别用|不要|不合适|不对|not use)(?:建议|这些?|图说|的|了|吧|上)*$/iu

/**
 * What she says to the proposals: `captions` that are taken, with `rest` to be read as captions of her own; that none is wanted; that they are,
 * though she was told of none yet; or nothing.
 */
export type Used =
  { type: 'used'; captions: Map<number, string>; rest: string } | { type: 'unused' } | { type: 'unseen' } | null

/** Reads 「用」, 「用 1、3」, 「除了 2 都用」, 「用，2 改成合影」, 「不用」: null where nothing was proposed, or it is said of something else. */
export function proposalsUsed(text: string, album: Album): Used {
  const said = bare(text)
  if (openIn(album).size === 0) return null
  if (UNUSED.test(said)) return { type: 'unused' }
  const numbersOf = (list: string) => numberList(list.replace(/\s+/gu, '、').replace(/、?([-~到至、,，和])、?/gu, '$1'))
  const some = SOME.exec(said)?.groups
  const list = some?.['behind'] ?? some?.['before']
  const but = EXCEPT.exec(said)?.groups?.['numbers']
  const used = list === undefined && but === undefined ? USED.exec(said) : null
  if (list === undefined && but === undefined && !used) return null
  const open = openIn(album, true)
  if (open.size === 0) return { type: 'unseen' }
  const [only, not] = [list === undefined ? null : numbersOf(list), but === undefined ? [] : numbersOf(but)]
  const captions = new Map([...open].filter(([n]) => (only === null || only.includes(n)) && !not.includes(n)))
  // A number that nothing was proposed for is said of something else.
  if (captions.size === 0 || only?.some((n) => !open.has(n))) return null
  const rest = (used?.groups?.['rest'] ?? '').replace(
    /^第?(\d{1,2})张?(?:的|改成|改为|改|换成|写成|写|[:：\s])+/u,
    '$1 ',
  )
  return { type: 'used', captions, rest }
}

/** The album without its proposals. */
export const withoutProposals = (album: Album): Album => ({
  ...album,
  photos: album.photos.map((photo) => {
    if (photo.proposed === undefined && photo.fresh === undefined) return photo
    const { proposed: _proposed, fresh, ...one } = photo
    const left = fresh?.filter((each) => each !== 'proposed') ?? []
    return left.length > 0 ? { ...one, fresh: left } : one
  }),
})

/** Whether something is proposed that she was not told of yet. */
export const hasFreshProposal = ({ photos }: Album): boolean =>
  photos.some(({ fresh, caption }) => !caption && fresh?.includes('proposed'))

/** 「图说建议：1 读书会合影 …」, with how to take them; `fresh`: where she was not told of one of them yet. */
export function proposalLines(album: Album, words: Words): string[] {
  const open = openIn(album)
  if (!hasFreshProposal(album)) return []
  const [first] = open
  if (!first) return []
  const [number, caption] = first
  if (countOf(album) === 1) return [words.say('photos.proposed_one', { caption })]
  const captions = [...open].map(([n, proposed]) => `${n} ${proposed}`).join('\n')
  return [words.say('photos.proposed', { captions, number })]
}

/** Where the pictures are listed with what is proposed for them: how to take it. */
export const howToUse = (album: Album, words: Words): string[] =>
  openIn(album).size > 0 ? [words.say('photos.proposed_use')] : []
