import { millisOf } from '../../../src/kernel/clock.js'
import type { Field } from '../../../src/forms/form.js'
import { notesConsent } from '../consents.js'
import { inside, listOf, photosOf, type Draft, type Picture } from '../draft.js'
import { currentOf } from '../lives.js'
import { hear, say, waits } from '../hearing.js'
import { log, wrong, type Person } from '../person.js'
import { awaitForm, belongs, intoDraft, isLost, messageOf, mostOf } from '../waiting-pictures.js'
import { OF_COLLEAGUE, type Fate } from '../pictures.js'
import { heard, hears } from '../sentences.js'
import type { Act } from './act.js'
import { whenHeard } from './taken.js'
import { albumBeside, answerConsents, changesConsents, isAskedWhom, refuses } from './whom-shown.js'

const CAPTIONS = ['开班合影', '分组讨论', '签到处', '现场布置', '孩子们画的画', '取消的横幅', '提交作业', '1 号桌']

export function isFull(draft: Draft): boolean {
  const field = photosOf(draft)
  return field !== null && inside(draft.albums.get(field.key) ?? []).length >= mostOf(field)
}
/** So many pictures within a second or two, as a phone sends them: in whatever order they come, they were sent in one. */
export async function sendPictures(me: Person, many: number): Promise<void> {
  const { dice, world } = me
  const sent = Array.from({ length: many }, (_, i) => {
    const which = me.pictures.size + (me.role === 'contact' ? 0 : OF_COLLEAGUE)
    const media = `p${me.number}-${me.role === 'contact' ? '' : 'b'}${which}`
    const fate = dice.weighed<Fate>([
      [80, 'comes'],
      [6, 'gone'],
      [3, 'heic'],
      [6, 'late'],
      [5, 'late_gone'],
    ])
    me.pictures.set(media, { which, fate, tries: 0, lostAt: null })
    return { media, earlierMs: i < many / 2 ? 1_000 : 0 }
  })
  // Where one is to take the place of a lost one, which was sent first says nothing any more.
  const album = (me.draft && [...me.draft.albums.values()].flat()) ?? []
  const coming = dice.happens(0.3) && !album.some(isLost(me)) ? dice.shuffled(sent) : sent
  const sends = async ({ media, earlierMs }: (typeof sent)[number]) => {
    const ref = { id: media }
    const reply = await hear(me, { type: 'media', kind: 'image', ref }, { earlierMs, shown: `[照片 ${media}]` })
    const isAnswered = !waits({ type: 'media', kind: 'image', ref }, reply)
    return { picture: { media, sentAt: messageOf(me, media).message.sentAt, caption: null }, reply, isAnswered }
  }
  const came: Awaited<ReturnType<typeof sends>>[] = []
  if (world.inOrder) came.push(...(await Promise.all(coming.map(sends))))
  else for (const one of coming) came.push(await sends(one))
  // Where one of them is answered at once, it is for all that come within the minute.
  const now = world.clock.now()
  if (came.some(({ isAnswered }) => isAnswered)) me.answeredAt = now
  const answered = me.answeredAt !== null && millisOf(now) - millisOf(me.answeredAt) <= 61_000
  if (!answered && !isPassive(me)) me.owed = now
  if (me.draft) {
    const field = photosOf(me.draft)
    if (field)
      intoDraft(
        me,
        field,
        came.map(({ picture }) => picture),
      )
    return
  }
  for (const { picture, reply } of came) {
    if (reply !== null && hears(reply, 'menu.photo_replaced')) {
      belongs(me, picture)
      resent(me, picture)
    } else awaitForm(me, picture)
  }
}

const isPassive = (me: Person): boolean => me.addresses[me.phone]!.account.startsWith('answering')

/** The pictures of what she filed that did not come, the one sent first before the others. */
export const lostOfFiled = (me: Person): Picture[] =>
  me.organisation.lives
    .map((life) => currentOf(life).draft)
    .filter((draft) => me.filed.includes(draft))
    .flatMap((draft) => draft.albums.get(photosOf(draft)?.key ?? '') ?? [])
    .filter(isLost(me))
    .toSorted((a, b) => millisOf(a.sentAt) - millisOf(b.sentAt))

/** She was asked for a picture that was lost after all was filed: this one stands in its place. */
function resent(me: Person, picture: Picture): void {
  const [lost] = lostOfFiled(me)
  if (!lost) return wrong(me, 'a picture took the place of a lost one, and none is')
  log(me, '…', `${picture.media} 补上 ${lost.media}`)
  // It is the same picture in every version, and in what a colleague has open of it.
  const { lives, people } = me.organisation
  const versions = [...lives.flat(), ...people].flatMap(({ draft }) => draft ?? [])
  const { media } = lost
  for (const one of versions.flatMap(({ albums: all }) => [...all.values()].flat()))
    if (one.media === media) Object.assign(one, { media: picture.media, sentAt: picture.sentAt })
}

export async function answerAlbum(me: Person, field: Field, hurry: boolean): Promise<void> {
  const { dice } = me
  const album = listOf(me.draft!.albums, field)
  const count = inside(album).length
  if (me.where.type === 'asking' && me.where.inside?.type === 'consents') return answerConsents(me, album)
  if (count === 0 && !field.required && (hurry || dice.happens(0.3)))
    return void (await say(me, dice.pick(['跳过', '没有'])))
  if (count === 0 || (!hurry && count < mostOf(field) && dice.happens(0.3)))
    return sendPictures(
      me,
      dice.weighed([
        [3, 1],
        [3, dice.between(2, 4)],
        [1, dice.between(5, 9)],
      ]),
    )
  if (!hurry && dice.happens(0.5)) return caption(me, field)
  const reply = (await say(me, dice.pick(['完', '好了']))) ?? ''
  const lost = (heard(reply, 'problem.photos.still_lost') ?? heard(reply, 'problem.photos.still_unreadable'))?.gaps[
    'numbers'
  ]
  if (!lost) return
  if (!hurry && dice.happens(0.5)) return sendPictures(me, lost.split('、').length)
  return takeOut(me, field, lost.split('、').map(Number))
}

async function takeOut(me: Person, field: Field, numbers: number[]): Promise<void> {
  const album = listOf(me.draft!.albums, field)
  const reply = (await say(me, `删 ${numbers.join('、')}`)) ?? ''
  const isDeleted = (text: string) => ['photos.deleted', 'photos.deleted_before'].some((key) => hears(text, key))
  whenHeard(me, reply, isDeleted, () => {
    for (const number of numbers) {
      const picture = album[number - 1]
      if (picture) picture.out = true
    }
    while (album.at(-1)?.out) album.pop()
  })
}

async function caption(me: Person, field: Field): Promise<void> {
  const { dice } = me
  const album = listOf(me.draft!.albums, field)
  if (album.length === 0) return
  const text = dice.pick(CAPTIONS)
  const [from, to] = [dice.between(1, album.length), dice.between(1, album.length)].toSorted((a, b) => a - b) as [
    number,
    number,
  ]
  const way = dice.below(3)
  const said = way === 0 ? `${from} ${text}` : way === 1 && from < to ? `${from}-${to} ${text}` : `全部说明 ${text}`
  const meant = album.filter(
    ({ out }, i) => !out && (way === 0 ? i + 1 === from : way === 1 && from < to ? i + 1 >= from && i + 1 <= to : true),
  )
  const open = inside(album).filter(({ consent }) => consent === undefined)
  const both = 'consent' in field.options && open.length > 0 && dice.happens(0.3) ? dice.pick(CONSENTS_BEHIND) : null
  const reply = (await say(me, both ? `${said}，${both[0]}` : said)) ?? ''
  if (['photos.captioned', 'photos.captioned_all'].some((key) => hears(reply, key))) {
    for (const picture of meant) picture.caption = text
    if (both && notesConsent(reply)) for (const picture of open) picture.consent = both[1]
  }
}

/** Behind captions: the answer to the question whom they show. */
const CONSENTS_BEHIND = [
  ['没有未成年人', 'not_needed'],
  ['都同意公开', 'given'],
  ['都不能公开', 'not_given'],
  ['说不准', 'unknown'],
] as const

const atAlbum = (me: Person): boolean =>
  me.where.type === 'asking' &&
  me.where.field.kind === 'photos' &&
  inside(listOf(me.draft!.albums, me.where.field)).length > 0

export const albums: Act[] = [
  {
    name: 'sends pictures, whatever is asked',
    weight: 4,
    fits: () => true,
    do: (me) => sendPictures(me, me.dice.between(1, 3)),
  },
  {
    name: 'takes a picture out',
    weight: 10,
    fits: atAlbum,
    do: async (me) => {
      if (me.where.type !== 'asking') return
      const { field } = me.where
      await takeOut(me, field, [me.dice.between(1, listOf(me.draft!.albums, field).length)])
    },
  },
  {
    name: 'sends a picture that was lost after all was filed',
    weight: 60,
    fits: (me) => me.where.type === 'menu' && lostOfFiled(me).length > 0,
    do: (me) => sendPictures(me, 1),
  },
  { name: 'changes what may be shown', weight: 6, fits: (me) => atAlbum(me) && !isAskedWhom(me), do: changesConsents },
  {
    name: 'says at another question that pictures may not be shown',
    weight: 6,
    fits: (me) => inside(albumBeside(me)).length > 0,
    do: refuses,
  },
  { name: 'looks at the album', weight: 2, fits: atAlbum, do: async (me) => void (await say(me, '看')) },
]
