import type { Field } from '../../../src/forms/form.js'
import { answerTo, nonsense, sentences, title } from '../answers.js'
import { charactersIn, listOf, newDraft } from '../draft.js'
import { say, settingOf, wrong, type Person } from '../person.js'
import { hears, numberIn } from '../sentences.js'
import type { Act } from './act.js'
import { answerAlbum, takeWaiting } from './album.js'
import { answerTable } from './table.js'
import { movedOn, passedOver } from './taken.js'

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
    case 'choosing': {
      const many = me.draft?.form.fields.length ?? 1
      return void (await say(me, hurry ? '上一步' : String(dice.between(1, many))))
    }
    case 'cancelling':
    case 'clearing':
      return void (await say(me, !hurry && dice.happens(0.3) ? '1' : dice.pick(['2', '不'])))
    case 'asking':
      if (where.field.kind === 'table') return answerTable(me, where.field, where.inside, hurry)
      if (where.field.kind === 'photos') return answerAlbum(me, where.field, hurry)
      return answerQuestion(me, where.field, hurry)
  }
}

async function answerQuestion(me: Person, field: Field, hurry: boolean): Promise<void> {
  const { dice } = me
  const draft = me.draft!
  if (!field.required && dice.happens(hurry ? 0.6 : 0.15)) return void (await say(me, '跳过'))
  const given = answerTo(field, settingOf(me))
  if (given) {
    const reply = await say(me, given.text)
    if (!movedOn(me, field, reply)) return passedOver(me, field)
    draft.answers.set(field.key, given.means)
    me.refused = 0
    return
  }
  if (field.kind !== 'text') return void (await say(me, field.required ? (field.example ?? '1') : '跳过'))
  const pieces = listOf(draft.pieces, field)
  const text = sentences(dice, hurry ? 5 : dice.between(1, 4))
  const reply = await say(me, text)
  const whole = [...pieces, text].join('\n')
  if (movedOn(me, field, reply)) {
    draft.answers.set(field.key, whole)
    draft.pieces.delete(field.key)
    me.refused = 0
    return
  }
  const count = numberIn(reply ?? '', 'text.more', 'count')
  if (count === null) return passedOver(me, field)
  if (count !== charactersIn(whole)) wrong(me, `${charactersIn(whole)} characters were written, counted were ${count}`)
  pieces.push(text)
  me.refused = 0
}

/** Chooses a form, by one of the names it has. */
async function open(me: Person): Promise<void> {
  const { dice, world } = me
  const at =
    dice.weighed([
      [7, 0],
      [4, 1],
      [1, 2],
    ]) % world.config.forms.length
  const form = world.config.forms.toSorted((a, b) => a.menu - b.menu)[at]!
  const draft = newDraft(form)
  me.draft = draft
  await say(me, dice.pick([String(at + 1), form.title, form.aliases[0] ?? form.title]))
  // A number so soon after a filing might be its second tap: she is told so, and says the name.
  if (me.where.type === 'menu') await say(me, form.title)
  if (me.where.type === 'menu') wrong(me, `「${form.title}」 did not open`)
  takeWaiting(me)
}

/** Something that is no answer: the question must stand. */
async function nonsensical(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const text = nonsense(field, me.dice)
  if (text !== null) await say(me, text)
}

async function rewrite(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const reply = await say(me, '重写')
  if (hears(reply ?? '', 'text.anew')) me.draft!.pieces.delete(field.key)
}

const isAsked = (me: Person): boolean => me.where.type === 'asking' && me.where.inside === null

export const answering: Act[] = [
  { name: 'answers', weight: 60, fits: () => true, do: (me) => answer(me) },
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
    do: async (me) => void (await say(me, `我们${title(settingOf(me))}办得很热闹，来的人比去年多了不少。`)),
  },
]
