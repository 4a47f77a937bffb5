import { askedIn, inside, type Picture } from '../draft.js'
import { currentOf, type Life } from '../lives.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { chosen, hasFiled, revises } from './filings.js'

/** The pictures of the version that counts, by number. */
function albumOf(life: Life): Picture[] {
  const { draft } = currentOf(life)
  return askedIn(draft).flatMap(({ key, kind }) => (kind === 'photos' ? inside(draft.albums.get(key) ?? []) : []))
}

const some =
  (takenBack: boolean) =>
  (life: Life): boolean =>
    albumOf(life).some((one) => (one.takenBack ?? false) === takenBack)

/** Asked once more, she says yes, or no. */
async function confirms(me: Person, text: string, asks: string[], done: string[]): Promise<boolean> {
  const heardOf = (reply: string | null, keys: string[]) => keys.some((key) => hears(reply ?? '', `withdrawal.${key}`))
  if (!heardOf(await say(me, text), asks)) wrong(me, `after 「${text}」 she was not asked once more`)
  const sure = me.dice.happens(0.85)
  if (heardOf(await say(me, sure ? '1' : '2'), done) !== sure) wrong(me, `「${text}」, and her word was not done`)
  return sure
}

/** It is the same picture in every version, and in what a colleague has open of it. */
function isTakenBack({ organisation: { lives, people } }: Person, pictures: Picture[], takenBack: boolean): void {
  const drafts = [...lives.flat(), ...people].flatMap(({ draft }) => draft ?? [])
  const media = pictures.map((one) => one.media)
  for (const one of drafts.flatMap(({ albums }) => [...albums.values()].flat()))
    if (media.includes(one.media)) one.takenBack = takenBack
}

/** Looks at what she filed: its pictures are the ones she speaks of then. */
async function looksAt(me: Person, takenBack: boolean): Promise<{ number: number; life: Life } | null> {
  const one = await chosen(me, some(takenBack))
  if (one) {
    await say(me, String(one.number))
    me.list.shown = one.life
  }
  return one && me.where.type === 'menu' ? one : null
}

/** Pictures of what was filed may be shown no more; often she changes something of it right then. */
async function takesBack(me: Person): Promise<void> {
  const { dice } = me
  const one = await looksAt(me, false)
  if (!one) return
  const album = albumOf(one.life)
  const numbers = dice.shuffled(album.map((_, i) => i + 1)).slice(0, dice.between(1, 2))
  const listed = numbers.toSorted((a, b) => a - b).join('、')
  const text = dice.pick([`照片 ${listed} 撤回同意`, `撤回照片 ${listed}`])
  if (await confirms(me, text, ['ask', 'ask_all'], ['done', 'done_shown']))
    isTakenBack(
      me,
      numbers.flatMap((number) => album[number - 1] ?? []),
      true,
    )
  if (me.where.type !== 'menu' || dice.happens(0.2)) return
  await revises(me, one.life, `${dice.pick(['改', '更正'])} ${one.number}`)
  if (me.draft) me.acts = Math.max(me.acts, SOON)
}
/** A change is mostly made in so many words: she does not leave it at that. */
const SOON = 8

async function givesAgain(me: Person): Promise<void> {
  const one = await looksAt(me, true)
  if (!one) return
  const album = albumOf(one.life)
  const numbers = album.flatMap(({ takenBack }, i) => (takenBack ? [i + 1] : []))
  if (await confirms(me, `照片 ${numbers.join('、')} 恢复公开`, ['ask_restore'], ['restored', 'restored_refused']))
    isTakenBack(me, album, false)
}

/** What others change in the same moment is not what she sees. */
const has =
  (takenBack: boolean) =>
  (me: Person): boolean =>
    hasFiled(me) && me.organisation.acting === 1 && me.organisation.lives.some(some(takenBack))

export const consenting: Act[] = [
  { name: 'takes back that pictures may be shown', weight: 80, fits: has(false), do: takesBack },
  { name: 'lets pictures be shown again', weight: 10, fits: has(true), do: givesAgain },
]
