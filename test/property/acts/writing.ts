import type { Field } from '../../../src/forms/form.js'
import { sentences } from '../answers.js'
import { askedIn, charactersIn, listOf } from '../draft.js'
import { say } from '../hearing.js'
import { type Person, wrong } from '../person.js'
import { heard, hears, numberIn } from '../sentences.js'
import { rowElsewhere } from './rows.js'
import { movedOn, passedOver } from './taken.js'

/** So short an answer may be meant for two questions of a kind. */
const STORY = 20

/** Who does not see at once that it arrived sends it once more: it stands there once. */
export async function saysTwice(me: Person, field: Field, text: string): Promise<void> {
  const { where } = me
  if (where.type !== 'asking') return
  if (where.field !== field && where.field.kind === field.kind && text.length < STORY) return
  const written = charactersIn(listOf(me.draft!.pieces, where.field).join('\n'))
  const reply = (await say(me, text)) ?? ''
  const count = numberIn(reply, 'text.more', 'count') ?? numberIn(reply, 'text.where', 'count')
  if (count !== null && count !== written) wrong(me, `what was sent twice was counted as ${count} and not ${written}`)
}

/** A piece of a story, now and then sent twice; what comes so soon behind another one may be more of that: seldom it is, and she says so. */
export async function saysStory(me: Person, field: Field, text: string): Promise<void> {
  const reply = (await say(me, text)) ?? ''
  const place = heard(reply, 'late.doubt_more')?.gaps['place']
  const older = place === undefined ? undefined : askedIn(me.draft!).find(({ label }) => place.endsWith(`「${label}」`))
  const isHere = async (answer: string | null) => {
    wrote(me, field, text, answer)
    if (me.dice.happens(0.08)) await saysTwice(me, field, text)
  }
  if (!older) return isHere(reply)
  const old = me.draft!.answers.get(older.key)
  const isWhole = typeof old === 'string' && !me.draft!.pieces.get(older.key)?.length
  if (!isWhole || me.dice.happens(0.7)) return isHere(await say(me, me.dice.pick(NOT_MORE)))
  if (!hears((await say(me, me.dice.pick(['1', '1 接在后面']))) ?? '', 'late.added')) return passedOver(me, older)
  me.draft!.answers.set(older.key, `\n${old}`.endsWith(`\n${text}`) ? old : `${old}\n${text}`)
  me.refused = 0
}
const NOT_MORE = ['2', '2 不是']

/** What comes so soon behind a story may be more of it: it is not, and she says so. */
async function saysAnew(me: Person, text: string): Promise<string | null> {
  const reply = await say(me, text)
  return hears(reply ?? '', 'late.doubt_more') ? say(me, me.dice.pick(NOT_MORE)) : reply
}

/** Something was written to a text: it is whole, or goes on. */
function wrote(me: Person, field: Field, text: string, reply: string | null): void {
  const draft = me.draft!
  const pieces = listOf(draft.pieces, field)
  // The same sentence said twice stands there once.
  const again = `\n${pieces.join('\n')}`.endsWith(`\n${text}`)
  const whole = (again ? pieces : [...pieces, text]).join('\n')
  if (movedOn(me, field, reply)) {
    draft.answers.set(field.key, whole)
    draft.pieces.delete(field.key)
    me.refused = 0
    return
  }
  const count = numberIn(reply ?? '', 'text.more', 'count') ?? numberIn(reply ?? '', 'text.where', 'count')
  if (count === null) return passedOver(me, field)
  if (count !== charactersIn(whole)) wrong(me, `${charactersIn(whole)} characters were written, counted were ${count}`)
  if (!again) pieces.push(text)
  me.refused = 0
}

/** What was written to a text that was returned goes behind it, or takes its place. */
export async function answerPlaces(me: Person, field: Field): Promise<void> {
  const draft = me.draft!
  const behind = me.dice.happens(0.5)
  const written = listOf(draft.pieces, field).join('\n')
  const reply = await say(me, behind ? me.dice.pick(['1', '接在后面']) : me.dice.pick(['2', '换掉']))
  // What is too short to take the place of the old text goes on, and that is gone; to say so once more changes nothing.
  if (!behind && hears(reply ?? '', 'text.more')) {
    draft.answers.delete(field.key)
    if (me.dice.happens(0.2)) await say(me, '换掉')
    return
  }
  if (!movedOn(me, field, reply)) return passedOver(me, field)
  const old = draft.answers.get(field.key)
  draft.answers.set(
    field.key,
    behind && typeof old === 'string' && !written.includes(old) ? `${old}\n${written}` : written,
  )
  draft.pieces.delete(field.key)
  me.refused = 0
}

/** A row where a text is asked: it is asked for which it is; what is said meanwhile waits, and a word that answers neither ends it. */
export async function saysRow(me: Person): Promise<void> {
  const { where, dice, draft } = me
  if (where.type !== 'asking' || !draft) return
  const { field } = where
  const said = rowElsewhere(me)
  if (!said) return
  const reply = (await saysAnew(me, said.text)) ?? ''
  if (!hears(reply, 'late.doubt')) return wrote(me, field, said.text, reply)
  const waits = dice.happens(0.3) ? sentences(dice, dice.between(1, 3)) : null
  const meanwhile = waits === null ? null : ((await say(me, waits)) ?? '')
  const kept = meanwhile !== null && hears(meanwhile, 'late.kept')
  if (waits !== null && meanwhile !== null && !kept) {
    // A story is taken at once, and it is asked of the row once more.
    if (!hears(meanwhile, 'late.doubt')) return passedOver(me, field)
    const whole = [...listOf(draft.pieces, field), waits].join('\n')
    if (hears(meanwhile, 'text.kept')) {
      draft.answers.set(field.key, whole)
      draft.pieces.delete(field.key)
    } else wrote(me, field, waits, meanwhile)
  }
  // Where the first makes the text whole, what waited is heard of what comes next.
  const word = dice.pick(waits === null ? ['1', '1 是', '2', '2 不是', '跳过', '下一步'] : ['1', '跳过', '下一步'])
  const settled = (await say(me, word)) ?? ''
  if (word.startsWith('1')) said.taken(settled)
  const written = word.startsWith('2') ? said.text : kept ? waits : null
  if (written !== null) wrote(me, field, written, settled)
}

/** 「重写」: what she wrote so far goes. */
export async function rewrite(me: Person): Promise<void> {
  if (me.where.type !== 'asking') return
  const { field } = me.where
  const reply = await say(me, '重写')
  if (hears(reply ?? '', 'text.anew')) me.draft!.pieces.delete(field.key)
}
