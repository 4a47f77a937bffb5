import { type Draft, listOf } from '../draft.js'
import { comeTo, currentOf, goBack, revisionOf, type Life } from '../lives.js'
import { say } from '../hearing.js'
import { wrong, type Person } from '../person.js'
import { hears, numberIn } from '../sentences.js'
import type { Act } from './act.js'

/** A number of one digit on the first page. */
const PAGE = 9

export const hasFiled = (me: Person): boolean =>
  me.organisation.reviewed && me.where.type === 'menu' && me.draft === null && me.organisation.lives.length > 0

const newestFirst = ({ organisation: { lives } }: Person): Life[] =>
  lives.toSorted((a, b) => (currentOf(a).filedAt < currentOf(b).filedAt ? -1 : 1)).toReversed()

/** 「我的填报」: what the organisation filed, the newest first; by its number one of them that `fits`. */
export async function chosen(
  me: Person,
  fits: (life: Life) => boolean = () => true,
): Promise<{ number: number; life: Life } | null> {
  const before = newestFirst(me)
  const reply = (await say(me, me.dice.pick(['我的填报', '我们交过的']))) ?? ''
  const listed = newestFirst(me)
  me.list = { lives: [], shown: null }
  const count = numberIn(reply, 'record.head_mine', 'count')
  if (me.where.type !== 'menu' || count === null) return null
  if (count !== listed.length && me.organisation.acting === 1)
    wrong(me, `${listed.length} were filed, and the list has ${count}`)
  // A colleague may have filed in the same moment, or the next version of one.
  const times = listed.map((life) => currentOf(life).filedAt)
  if (count !== listed.length || new Set(times).size < times.length) return null
  if (listed.some((life, i) => life !== before[i])) return null
  me.list.lives = listed
  const all = listed.slice(0, PAGE).flatMap((life, i) => (fits(life) ? [{ number: i + 1, life }] : []))
  return all.length > 0 ? me.dice.pick(all) : null
}

/** Opens one of them to be changed: unless a colleague has it. */
async function edits(me: Person): Promise<void> {
  const one = await chosen(me)
  if (one) await revises(me, one.life, `${me.dice.pick(['改', '更正'])} ${one.number}`)
}

/** Says what opens it, and goes on with it if it does. */
export async function revises(me: Person, life: Life, text: string): Promise<void> {
  const now = me.world.clock.now()
  const draft = revisionOf(life, now)
  me.draft = draft
  const reply = (await say(me, text)) ?? ''
  if (me.draft !== draft) return
  const opening = ['returned', 'edit', 'correction', 'withdrawn'].some((how) => hears(reply, `revision.opening_${how}`))
  if (OPENED_WITH.some((key) => hears(reply, key))) return goesInto(me, draft, reply)
  // 「改 3」 of the one she looks at is its third question, and asks that at once.
  const opened = opening || me.where.type === 'asking'
  // In the same moment the hub may have accepted it, or a colleague taken it back.
  if (opened && draft.revises) {
    // A colleague may have filed another version between the question and this answer: that one was opened.
    if (currentOf(life).draft !== draft.revises.of) Object.assign(draft, revisionOf(life, now))
    if (!opening) return
    draft.revises.type = hears(reply, 'revision.opening_correction') ? 'correction' : 'edit'
    draft.revises.withdrawn = hears(reply, 'revision.opening_withdrawn')
    if (!hears(reply, 'revision.opening_returned')) draft.revises.notes = new Map()
    return
  }
  me.draft = null
  me.listed = true
  if (me.where.type !== 'more') me.where = { type: 'menu' }
}

/** So it opens where what she told before that is its answer. */
export const OPENED_WITH = ['filings.begun_at', 'filings.at_once']

/** What she told goes to the first story that came back: it is that, or more is to be said of it. */
export function goesInto(me: Person, draft: Draft, reply: string): void {
  const told = me.unplaced.splice(0)
  if (told.length === 0) return
  if (hears(reply, 'filings.at_once')) {
    const key = [...(draft.revises?.notes.keys() ?? [])].find((one) => isStory(draft, one))
    if (key !== undefined) draft.answers.set(key, told.join('\n'))
  } else if (me.where.type === 'asking') listOf(draft.pieces, me.where.field).push(...told)
}

const isStory = ({ form }: Draft, key: string): boolean =>
  form.fields.some((field) => field.key === key && field.kind === 'text' && 'least' in field.options)

/** The one that 「改 3」 means: the third of the list, or the third question of the one she looks at where the list is shorter. */
export const meantByThree = ({ organisation, list }: Person): Life | null =>
  organisation.reviewed ? (list.lives[2] ?? list.shown) : null

/** Takes one back, if the hub has not accepted it; or thinks better of it. */
async function withdraws(me: Person): Promise<void> {
  const one = await chosen(me)
  if (!one) return
  const version = currentOf(one.life)
  const asked = (await say(me, `撤回 ${one.number}`)) ?? ''
  if (!hears(asked, 'filings.withdraw')) return
  const sure = me.dice.happens(0.8)
  const reply = (await say(me, sure ? '1' : '2')) ?? ''
  if (!sure || !hears(reply, 'filings.withdrawn')) return
  if (currentOf(one.life) !== version) wrong(me, 'what was changed meanwhile was taken back')
  if (!['submitted', 'returned', 'resubmitted'].includes(version.state)) wrong(me, `${version.state} was taken back`)
  comeTo(version, 'withdrawn', me.world.clock.now())
}

/** Puts one back as it was. */
async function restores(me: Person): Promise<void> {
  const one = await chosen(me)
  if (!one) return
  const version = currentOf(one.life)
  const reply = (await say(me, `恢复 ${one.number}`)) ?? ''
  if (!hears(reply, 'filings.restored')) return
  if (currentOf(one.life) !== version || version.state !== 'withdrawn') wrong(me, 'what is not withdrawn was restored')
  goBack(version, me.world.clock.now())
}

const isWithdrawn = ({ organisation: { lives } }: Person): boolean =>
  lives.some((life) => currentOf(life).state === 'withdrawn')

export const filings: Act[] = [
  { name: 'changes what was filed', weight: 40, fits: hasFiled, do: edits },
  { name: 'takes back what was filed', weight: 12, fits: hasFiled, do: withdraws },
  { name: 'puts back what was taken back', weight: 20, fits: (me) => hasFiled(me) && isWithdrawn(me), do: restores },
]
