import { changesConsent, notesConsent } from '../consents.js'
import { inside, listOf, photosOf, type Picture } from '../draft.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { passedOver, whenHeard } from './taken.js'

export const isAskedWhom = ({ where }: Person): boolean => where.type === 'asking' && where.inside?.type === 'consents'

const CONSENTS = [
  ['1', 'not_needed'],
  ['2', 'given'],
  ['3', 'not_given'],
  ['4', 'unknown'],
  ['没有', 'not_needed'],
  ['都同意了', 'given'],
  ['家长不同意公开', 'not_given'],
  ['孩子的照片不要公开', 'not_given'],
  ['小孩的照片别公开', 'not_given'],
] as const

/** Whom the pictures show: of those that she was not asked about before. */
export async function answerConsents(me: Person, album: Picture[]): Promise<void> {
  const { dice } = me
  const open = album.flatMap(({ out, consent }, i) => (out || consent !== undefined ? [] : [i + 1]))
  const but = open.length > 1 && dice.happens(0.3) ? dice.pick(open) : null
  const [text, rest] = but === null ? dice.pick(CONSENTS) : (['2', 'given'] as const)
  // 「孩子的照片不要公开」 is said of all of them.
  const all = but === null && (REFUSED as readonly string[]).includes(text)
  const asked = all ? inside(album) : open.flatMap((number) => album[number - 1] ?? [])
  const except = but === null ? null : album[but - 1]
  const reply = (await say(me, but === null ? text : `2 但第 ${but} 张不行`)) ?? ''
  // Where pictures went and came since the question it is a change of what is known of them.
  const isIt = (text: string) => notesConsent(text) || (but === null && changesConsent(text))
  const isNoted = whenHeard(me, reply, isIt, () => {
    me.refused = 0
    for (const picture of asked) picture.consent = picture === except ? 'not_given' : rest
    isAnswered(me)
  })
  if (isNoted) return
  isAnswered(me)
  passedOver(me, photosOf(me.draft!)!)
}

/** The question whom pictures show is answered, also where a lost one keeps the album open. */
function isAnswered(me: Person): void {
  if (isAskedWhom(me) && me.where.type === 'asking') me.where = { ...me.where, inside: null }
}

/** 「3 不公开」, 「都可以公开」: of some or all, whether she was asked or not. */
export async function changesConsents(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { dice } = me
  const album = listOf(me.draft!.albums, me.where.field)
  const whole = dice.happens(0.3)
  const [words, to] = dice.pick([
    ['不公开', 'not_given'],
    ['可以公开', 'given'],
  ] as const)
  const number = dice.between(1, album.length)
  const open = inside(album).filter(({ consent }) => consent === undefined)
  // 「都可以公开」 is said of those of which nothing was said, where there are some: none is shown that was not to be.
  const all = to === 'given' && open.length > 0 ? open : inside(album)
  const meant = whole ? all : album.slice(number - 1, number).filter(({ out }) => !out)
  const own = to === 'not_given' && dice.happens(0.4)
  const said = whole
    ? own
      ? dice.pick(REFUSED)
      : `都${words}`
    : own
      ? dice.pick([`第${number}张照片家长不同意公开了`, `第${number}张家长也不同意公开`])
      : `${number} ${words}`
  const reply = (await say(me, said)) ?? ''
  if (changesConsent(reply)) for (const picture of meant) picture.consent = to
  // She was asked before a picture was lost: then it is the answer to that.
  else if (notesConsent(reply)) {
    // 「3 不公开」 is the third answer with its words, and said of all that were asked about; with 照片 it is said of all, whatever was asked.
    const answers = whole || said === (to === 'given' ? '2 可以公开' : '3 不公开')
    const all = REFUSED_BESIDE.includes(said) ? inside(album) : open
    for (const picture of answers ? all : meant) picture.consent = to
  }
}

/** That none may be shown, in her own words, wherever she is. */
const REFUSED_BESIDE = ['孩子的照片不要公开', '小孩的照片别公开', '照片都不要公开']
const REFUSED = [...REFUSED_BESIDE, '都不要公开']

/** At another question, or at the end: of all that are there, and she stays where she is. */
export async function refuses(me: Person): Promise<void> {
  const album = albumBeside(me)
  const before = me.where
  const reply = (await say(me, me.dice.pick(REFUSED_BESIDE))) ?? ''
  if (changesConsent(reply) || notesConsent(reply)) {
    for (const picture of inside(album)) picture.consent = 'not_given'
    const { where } = me
    if (before.type === 'asking' && where.type === 'asking' && where.field !== before.field)
      wrong(me, `pictures were spoken of at 「${before.field.label}」, and 「${where.field.label}」 was asked then`)
  } else if (me.where.type === 'asking') passedOver(me, me.where.field)
}

/** The pictures of an album that is not asked for, whom they show being asked there. */
export function albumBeside({ draft, where }: Person): Picture[] {
  const field = draft && photosOf(draft)
  const elsewhere =
    where.type === 'summary' || (where.type === 'asking' && where.inside === null && SHORT.includes(where.field.kind))
  return draft && field && elsewhere && 'consent' in field.options ? (draft.albums.get(field.key) ?? []) : []
}
const SHORT = ['date_range', 'headcount', 'choice', 'place']
