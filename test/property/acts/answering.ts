import type { Field } from '../../../src/forms/form.js'
import type { Json } from '../../../src/kernel/json.js'
import { activitiesIn } from '../activities.js'
import {
  answerTo,
  counted,
  countedSo,
  howCounted,
  isBare,
  isOpen,
  nonsense,
  sentences,
  title,
  withGroups,
} from '../answers.js'
import { askedIn, type Draft, listOf } from '../draft.js'
import { say } from '../hearing.js'
import { type Person, settingOf, wrong } from '../person.js'
import { hears } from '../sentences.js'
import type { Act } from './act.js'
import { answerAlbum } from './album.js'
import { OPENED_WITH } from './filings.js'
import { withHeir } from './rows.js'
import { answerTable } from './table.js'
import { endsText, movedOn, passedOver } from './taken.js'
import { answerPlaces, rewrite, saysRow, saysStory, saysTwice } from './writing.js'
import { answerColleague, open } from './opening.js'
import { answerLate, answerReturned, gives, saidToReturned } from './returning.js'

/** What leads on from where she is. In a hurry: to the end, by the shortest way. */
export async function answer(me: Person, hurry = false): Promise<void> {
  const { where, dice } = me
  switch (where.type) {
    case 'menu':
      return open(me)
    case 'more':
    case 'lost':
      return void (await say(me, '继续'))
    case 'summary':
      return void (await say(me, hurry || dice.happens(0.7) ? '1' : dice.pick(['2', '提交'])))
    case 'unchanged':
      return void (await say(me, '1'))
    case 'explaining':
      return void (await say(me, dice.pick(['签到表又找到一页，多了几个人', '和签到表核对过，就是这么多'])))
    case 'returned':
      return answerReturned(me)
    case 'colleague':
      return answerColleague(me)
    case 'late':
      return answerLate(me)
    case 'choosing': {
      if (hurry && me.draft?.revises) return gives(me)
      const many = me.draft ? askedIn(me.draft).length : 1
      return void (await say(me, hurry ? '上一步' : String(dice.between(1, many))))
    }
    case 'cancelling':
    case 'clearing':
      return void (await say(me, !hurry && dice.happens(0.3) ? '1' : dice.pick(['2', '不'])))
    case 'idling':
      return void (await say(me, hurry || dice.happens(0.7) ? '1' : '2'))
    case 'twin':
    case 'why':
      return answerTwin(me)
    case 'asking':
      if (where.field.kind === 'table') return answerTable(me, where.field, where.inside, hurry)
      if (where.field.kind === 'photos') return answerAlbum(me, where.field, hurry)
      return answerQuestion(me, where.field, hurry)
  }
}

async function answerQuestion(me: Person, field: Field, hurry: boolean): Promise<void> {
  const { dice } = me
  const draft = me.draft!
  if (me.where.type === 'asking' && me.where.inside?.type === 'counts') return answerCounted(me, field)
  if (me.where.type === 'asking' && me.where.inside?.type === 'places') return answerPlaces(me, field)
  if (!field.required && dice.happens(hurry ? 0.6 : 0.15)) {
    const { where } = me
    return endsText(me, where, await say(me, '跳过'))
  }
  const given = answerNow(me, field)
  if (given) {
    let reply = await say(me, given.text)
    if (isOpen(given.means) && hears(reply ?? '', 'besides.ask')) {
      const { text, means } = counted(dice, given.means)
      given.means = means
      reply = await say(me, text)
    }
    if (isBare(given.means) && hears(reply ?? '', 'counted.ask')) {
      draft.answers.set(field.key, withGroups(draft.answers.get(field.key) ?? null, given.means))
      me.refused = 0
      return
    }
    // A returned title that is long is asked about as a story is: behind the old one, or in its place.
    const stays = me.where.type === 'asking' && me.where.field === field
    if (stays && hears(reply ?? '', 'text.where')) {
      listOf(draft.pieces, field).push(given.text)
      me.refused = 0
      return
    }
    // She took this question for the one that is asked: it is for this one, and she says so.
    const doubted = hears(reply ?? '', 'late.doubt')
    const settled = doubted ? await say(me, '1') : reply
    if (!movedOn(me, field, settled) && !hears(settled ?? '', 'late.taken')) return passedOver(me, field)
    const { key } = field
    draft.answers.set(key, withHeir({ [key]: draft.answers.get(key) ?? null }, { [key]: given.means })[key] ?? null)
    me.refused = 0
    if (given.text.length > 5 && me.draft === draft && dice.happens(0.08)) await saysTwice(me, field, given.text)
    return
  }
  if (field.kind !== 'text') return void (await say(me, field.required ? (field.example ?? '1') : '跳过'))
  const text = sentences(dice, hurry ? 5 : dice.between(1, 4))
  await saysStory(me, field, text)
}

/** As it was the last time, of an activity that was told before, or anything else. */
function answerNow(me: Person, field: Field): { text: string; means: Json } | null {
  const draft = me.draft!
  const { dice } = me
  const { repeats } = draft
  if (repeats && field.feeds === 'activity.date') return { text: repeats.text, means: repeats.date }
  if (repeats && field.feeds === 'activity.title') return { text: repeats.title, means: repeats.title }
  const offer = draft.offers.get(field.key)
  const unanswered = !draft.answers.has(field.key)
  if (offer !== undefined && unanswered && dice.happens(0.4))
    return { text: dice.pick(['同上', '和上次一样']), means: offer }
  return answerTo(field, settingOf(me))
}

/** How the number was found out. */
async function answerCounted(me: Person, field: Field): Promise<void> {
  const draft = me.draft!
  const { text, basis } = howCounted(me.dice)
  if (!movedOn(me, field, await say(me, text))) return passedOver(me, field)
  draft.answers.set(field.key, countedSo(draft.answers.get(field.key) ?? null, basis))
  me.refused = 0
}

/** Whether two are one, and why not. */
async function answerTwin(me: Person): Promise<void> {
  const { where, dice } = me
  const { twins } = me.draft!
  if (where.type === 'why') {
    const before = twins.length
    await say(me, dice.pick(['1', '2', '3', '一个在上午，一个在晚上']))
    if (twins.length === before && me.where.type === 'why') wrong(me, 'a reason was not taken')
    return
  }
  if (where.type !== 'twin') return
  const none = { mine: null, decision: 'kept' as const }
  const on = activitiesIn(me.draft!).find(({ title }) => title === where.mine)?.startsOn
  const of = (decision: 'merged' | 'kept') => ({ mine: where.mine, decision, ...(on && { on }) })
  const merges = dice.happens(0.5)
  const all = where.all > 1 && !merges && dice.happens(0.3)
  const said = all
    ? [of('kept'), ...Array.from({ length: where.all - 1 }, () => none)]
    : [of(merges ? 'merged' : 'kept')]
  me.decides = said
  await say(
    me,
    merges
      ? dice.pick(['1', '1 是', '是同一次'])
      : all
        ? '都不是'
        : dice.pick(['2', '不是', '2 不是', '不是 上下午两场', '2 不是，上下午两场']),
  )
}

/** 「都对，但人数改成41人」 of an activity that is told whole. */
async function corrects(me: Person): Promise<void> {
  const draft = me.draft!
  const { key } = countOf(draft)!
  const n = me.dice.between(5, 180)
  const reply = (await say(me, me.dice.pick([`都对，但人数改成${n}人`, `改人数 ${n}人`, `不对，是${n}人`]))) ?? ''
  const was = draft.answers.get(key) ?? null
  const count = { min: n, max: n, unit: '人', parts: [], basis: null }
  const cells = withHeir({ [key]: was }, { [key]: count })
  if (!hears(reply, 'counted.ask') && !hears(reply, 'late.taken')) return
  draft.answers.set(key, cells[key] ?? null)
}

/** The question how many came, where she answered it. */
const countOf = (draft: Draft): Field | undefined =>
  askedIn(draft).find(({ key, kind }) => kind === 'headcount' && (draft.answers.get(key) ?? null) !== null)

/** Something that is no answer: the question must stand. */
async function nonsensical(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const text = nonsense(field, me.dice)
  if (text !== null) await say(me, text)
}

/** 「同上」 where there is nothing before: nothing is taken for it. */
async function repeatsNothing(me: Person): Promise<void> {
  if (
    me.where.type === 'asking' &&
    !['text', 'photos'].includes(me.where.field.kind) &&
    !me.draft?.offers.has(me.where.field.key)
  )
    await say(me, '同上')
}

const isAsked = (me: Person): boolean => me.where.type === 'asking' && me.where.inside === null

export const answering: Act[] = [
  { name: 'answers', weight: 60, fits: () => true, do: (me) => answer(me) },
  { name: 'says 同上 of nothing', weight: 2, fits: isAsked, do: repeatsNothing },
  {
    name: 'had no activity, or had some',
    weight: 2,
    fits: (me) => me.draft?.form.idle !== undefined && me.where.type === 'asking',
    do: async (me) =>
      void (await say(me, me.draft!.idle ? '有活动' : me.dice.pick(['本期无活动', '这个季度没有活动']))),
  },
  {
    name: 'says a row where a text is asked',
    weight: 4,
    fits: (me) =>
      isAsked(me) &&
      me.where.type === 'asking' &&
      answerTo(me.where.field, settingOf(me)) === null &&
      me.where.field.kind === 'text',
    do: saysRow,
  },
  {
    name: 'corrects a count at the end',
    weight: 15,
    fits: ({ where, draft }) => where.type === 'summary' && draft !== null && countOf(draft) !== undefined,
    do: corrects,
  },
  { name: 'says what is no answer', weight: 5, fits: isAsked, do: nonsensical },
  {
    name: 'begins a text anew',
    weight: 2,
    fits: (me) => me.where.type === 'asking' && (me.draft?.pieces.get(me.where.field.key)?.length ?? 0) > 0,
    do: rewrite,
  },
  {
    name: 'tells a story without a form',
    weight: 4,
    fits: (me) => me.where.type === 'menu',
    do: async (me) => {
      const told = `我们${title(settingOf(me))}办得很热闹，来的人比去年多了不少。`
      const reply = (await say(me, told)) ?? ''
      if (['menu.kept', 'menu.kept_first'].some((key) => hears(reply, key))) me.unplaced.push(told)
      const opens = ['revision.opening_returned', ...OPENED_WITH]
      if (opens.some((key) => hears(reply, key))) saidToReturned(me, told, reply)
    },
  },
]
