import { isDeepStrictEqual } from 'node:util'
import type { Field } from '../../../src/forms/form.js'
import { showDays } from '../../../src/kernel/day-words.js'
import type { Days } from '../../../src/kernel/day.js'
import type { Json } from '../../../src/kernel/json.js'
import { answerTo, title } from '../answers.js'
import { listOf, type Draft } from '../draft.js'
import { say } from '../hearing.js'
import { settingOf, wrong, type Person } from '../person.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { fillIn, newlyOpened } from './opening.js'
import { takeWaiting } from '../waiting-pictures.js'

/** An activity as she tells it in a sentence, and how it must be said back. */
export interface Tale {
  text: string
  date: Days
  title: string
  place: string | null
  count: { text: string; shown: string; means: Json }
  yuan: number | null
}

/** 「3月5日在高安办了读书会，来了32人，其中志愿者5人，花了860块」. */
export function tale(me: Person): Tale {
  const { dice } = me
  const setting = settingOf(me)
  const [month, day] = [dice.between(1, 9), dice.between(1, 26)]
  const on = `2014-0${month}-${String(day).padStart(2, '0')}`
  const name = title(setting)
  const place = dice.happens(0.6) ? answerTo({ kind: 'place' } as Field, setting)!.text : null
  const n = dice.between(5, 180)
  const some = dice.between(1, 4)
  const bounds = (min: number, max: number, parts: [string, number][] = []) => ({
    min,
    max,
    unit: '人',
    parts,
    basis: min < max ? 'estimate' : null,
  })
  const count = dice.weighed([
    [4, { text: `${n}个人`, shown: `${n}人`, means: bounds(n, n) }],
    [
      3,
      {
        text: `${n}个人，其中志愿者${some}个`,
        shown: `${n}人（志愿者${some}）`,
        means: bounds(n, n, [['志愿者', some]]),
      },
    ],
    [2, { text: '二百多人', shown: '二百多人', means: bounds(201, 299) }],
    [1, { text: '小一百人', shown: '小一百人', means: bounds(90, 100) }],
  ])
  const yuan = dice.happens(0.3) ? dice.between(10, 3000) : null
  const where = place === null ? '' : `在${place}`
  const spent = yuan === null ? '' : `，花了${yuan}块`
  const did = dice.pick(['办了', '搞了', '开展了'])
  const text = `2014年${month}月${day}日${where}${did}${name}，来了${count.text}${spent}`
  return { text, date: { from: on, to: on }, title: name, place, count, yuan }
}

/** One that says plainly what it was, so that it is more than a day and a count. */
export function plainTale(me: Person): Tale {
  const one = tale(me)
  return /(?:培训|沙龙|读书会|分享会|工作坊|联欢|走访|座谈)$/u.test(one.title) ? one : plainTale(me)
}

const shownOf = (one: Tale, money: boolean): string[] => [
  showDays(one.date),
  one.title,
  ...(one.place === null ? [] : [one.place]),
  one.count.shown,
  ...(money && one.yuan !== null ? [`${one.yuan}元`] : []),
]

/** What is said back, a row each; null where nothing was. */
function rowsIn(reply: string): string[][] | null {
  if (!hears(reply, 'told.heard') && !hears(reply, 'told.changed')) return null
  return reply.split('\n').flatMap((line) => {
    const [, row] = /^\d+\. (.*)$/.exec(line) ?? []
    return row ? [row.split(' · ')] : []
  })
}

/** Puts right what was understood otherwise than she meant it; the last answer, or null where it could not be put right. */
async function putRight(me: Person, tales: Tale[], money: boolean, said: string): Promise<string | null> {
  let reply = said
  for (const [i, one] of tales.entries()) {
    const parts: [string, string, string][] = [
      ['日期', showDays(one.date), showDays(one.date)],
      ['内容', one.title, one.title],
      ...(one.place === null ? [] : [['地点', one.place, one.place] as [string, string, string]]),
      ['人数', one.count.shown, one.count.text],
    ]
    for (const [label, shown, words] of parts) {
      if (rowsIn(reply)?.[i]?.includes(shown)) continue
      const which = tales.length > 1 ? me.dice.pick([`${i + 1} `, `第${i + 1}条的`]) : ''
      reply = (await say(me, `${which}${label}${me.dice.pick([' ', '是', '改成'])}${words}`)) ?? ''
      if (!hears(reply, 'told.changed')) return null
    }
  }
  const rows = rowsIn(reply) ?? []
  const same = rows.length === tales.length && tales.every((one, i) => rows[i]!.join() === shownOf(one, money).join())
  return same ? reply : null
}

/** She tells so many at once, reads what was understood, puts it right, and confirms it. What she does not confirm must leave no trace. */
async function tells(me: Person, tales: Tale[]): Promise<void> {
  const { dice } = me
  const said = tales.map(({ text }) => text).join(dice.pick(['；', '。', '\n']))
  let first = (await say(me, said)) ?? ''
  const rows = rowsIn(first)
  if (rows && dice.happens(0.1)) {
    first = (await say(me, said)) ?? ''
    if (!isDeepStrictEqual(rowsIn(first), rows)) wrong(me, 'what she sent once more was read back otherwise')
  }
  if (await settlesTold(me, tales, said, first)) return
  if (me.draft) wrong(me, 'what she told in the middle of a form was not understood')
  // Behind what was kept for a form it is kept with that.
  if (['menu.kept', 'menu.kept_first'].some((key) => hears(first, key))) me.unplaced.push(said)
}

/** Reads what was said back of these, puts it right, and confirms it or not; whether anything was said back. `sure`: false where she lets it go. */
export async function settlesTold(
  me: Person,
  tales: Tale[],
  said: string,
  first: string,
  sure = me.dice.happens(0.8),
): Promise<boolean> {
  const rows = rowsIn(first)
  if (!rows) return false
  const form =
    me.draft?.form ??
    me.world.config.forms.find(({ title: name }) => first.includes(`记进「${name}」`)) ??
    wrong(me, '?')
  const money = form.fields.some(({ feeds }) => feeds === 'expenses')
  const right = rows.length === tales.length ? await putRight(me, tales, money, first) : null
  if (right === null || !sure) {
    const left = await say(me, me.draft ? '取消' : me.dice.pick(['3', '不是活动', '取消']))
    // A 3 may have answered what was asked last: it says so.
    if (hears(left ?? '', 'told.refused')) await say(me, '取消')
    return true
  }
  const anew = me.draft === null
  const draft = me.draft ?? newlyOpened(me, form)
  draft.repeats = null
  const reply = (await say(me, me.dice.pick(['1', '对', '对的']))) ?? ''
  if (anew) {
    if (me.where.type === 'menu') wrong(me, 'what was confirmed opened nothing')
    const guessed = new Map(draft.answers)
    fillIn(me, draft)
    for (const [key, value] of guessed) draft.answers.set(key, value)
  }
  for (const one of tales) keep(draft, one)
  const story = form.fields.find(({ options }) => ((options as { least?: number }).least ?? 0) > 0)
  if (story && hears(reply, 'told.story_kept')) draft.answers.set(story.key, said)
  if (anew) takeWaiting(me)
  return true
}

/** What she told and confirmed is in the draft. */
function keep(draft: Draft, one: Tale): void {
  const of = (feeds: string) => draft.form.fields.find((field) => field.feeds === feeds)
  const table = of('activities')
  const row: Record<string, Json> = {
    date: { ...one.date },
    title: one.title,
    headcount: one.count.means,
    ...(one.place !== null && { place: one.place }),
  }
  if (table) listOf(draft.rows, table).push(row)
  else
    for (const [name, value] of Object.entries(row)) {
      draft.answers.set(of(`activity.${name}`)!.key, value)
    }
  const expenses = of('expenses')
  if (expenses && one.yuan !== null)
    listOf(draft.rows, expenses).push({ item: one.title, amount: { min: one.yuan * 100, max: one.yuan * 100 } })
}

/** Questions at which such a sentence is no plain answer. */
const ELSEWHERE = ['date_range', 'choice', 'headcount', 'photos']

function mayTell(me: Person): boolean {
  const { draft, where } = me
  if (!draft || draft.revises || draft.idle) return false
  if (where.type !== 'asking' || where.inside !== null || !ELSEWHERE.includes(where.field.kind)) return false
  if ([...draft.lacking.values(), ...draft.pieces.values()].some((list) => list.length > 0)) return false
  const { fields } = draft.form
  const own = (feeds: string) => fields.find((field) => field.feeds === feeds)
  if (own('activities')) return true
  const known = ['activity.date', 'activity.title'].some(
    (feeds) => (draft.answers.get(own(feeds)?.key ?? '') ?? null) !== null,
  )
  return own('activity.title') !== undefined && !known
}

/** People who type everything at once. */
export const telling: Act[] = [
  {
    name: 'tells an activity with no form open',
    weight: 8,
    fits: (me) => me.where.type === 'menu' && !me.organisation.reviewed,
    do: (me) => tells(me, [tale(me)]),
  },
  {
    name: 'tells several with no form open',
    weight: 5,
    fits: (me) => me.where.type === 'menu' && !me.organisation.reviewed,
    do: (me) =>
      tells(
        me,
        Array.from({ length: me.dice.between(2, 3) }, () => tale(me)),
      ),
  },
  {
    name: 'tells an activity in the middle of a form',
    weight: 5,
    fits: mayTell,
    do: (me) => tells(me, [plainTale(me)]),
  },
]
