import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { besides } from '../kernel/besides.js'
import { takeAfar } from './afar.js'
import { miss, readAt } from './answer.js'
import { ofMessage, thenKept } from './kept.js'
import { type Hear, withoutAsked, withQuestion } from './doubt-beside.js'
import { isForAnother } from './doubt-words.js'
import { put } from './rows-changed.js'
import { tellsPlans } from './said-above.js'
import { asksStory } from './told.js'
import { currentField, heldOf, type Step, type Turn, turnWith } from './turn.js'

/** 「第一张是签到 第二张…」. */
const OF_PICTURES = /第\s*[\d一二三四五六七八九]+\s*张/u

/** What is said at a choice and is for another question is kept until she has chosen; null where nothing comes behind the choice. */
export function keptAtChoice(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  const { form, session, asking } = turn
  if (!isForAnother(reading) || reading.type !== 'misread' || session.at.type !== 'asking' || session.revision)
    return null
  // What numbers her pictures is of them.
  const album = OF_PICTURES.test(text) ? form.fields.find((one) => kindOf(one).hears === 'image') : undefined
  const ofAlbum = album && heldOf(turn, album).partial !== null ? readAt(turn, album, { type: 'text', text }) : null
  if (album && (ofAlbum?.type === 'continued' || ofAlbum?.type === 'answered')) return takeAfar(turn, album, ofAlbum)
  const { said = [] } = session.waiting ?? {}
  const more = said.some((one) => one.said === text) ? [] : [{ said: text, from: asking.messageId }]
  const step = miss(turn, field, { ...reading.problem, code: 'choice.kept' })
  return { ...step, session: besides(step.session, { waiting: { field: field.key, said: [...said, ...more] } }) }
}

/** Whether a text is of this question for a story, and no other: 「困难是人手不够」 where it is asked what was difficult. */
const isOf = (turn: Turn, field: Field, said: string): boolean =>
  asksStory(field) && field.feeds === 'section.plans' && tellsPlans(said) && heldOf(turn, field).old === null

/** What waits for the choice and is of the question that is asked now, or was not asked yet, is put in there. */
function putIn(turn: Turn, first: Step, hear: Hear): Step {
  const { waiting, at } = first.session
  if (at.type !== 'asking' && at.type !== 'changing' && at.type !== 'summary') return first
  const there = turnWith(turn, first.session)
  const here = currentField(there)
  const open = waiting && here?.key !== waiting.field ? waiting : null
  const chosen = open !== null && first.session.answers[open.field] !== undefined
  const field =
    open &&
    (chosen ? there.form.fields : here ? [here] : []).find((one) =>
      open.said.some(({ said }) => isOf(there, one, said)),
    )
  if (!open || !field) return first
  const mine = open.said.filter(({ said }) => isOf(there, field, said))
  const left = open.said.filter((one) => !mine.includes(one))
  const { waiting: _, ...rest } = first.session
  let step: Step = { ...first, session: left.length > 0 ? { ...rest, waiting: { ...open, said: left } } : rest }
  for (const { said, from } of mine) {
    const now = ofMessage(turnWith(turn, step.session), from)
    const reading = readAt(now, field, { type: 'text', text: said })
    const taken = put(now, field, reading, heldOf(now, field).partial !== null)
    const next = field === here ? taken : withQuestion(turn, taken)
    const lead = [withoutAsked(now, step.reply ?? ''), turn.asking.words.say('late.put_in', { said: quote(said) })]
    step = {
      ...next,
      reply: [...lead, next.reply].filter(Boolean).join('\n'),
      effects: [...step.effects, ...next.effects],
    }
  }
  return thenWaiting(turn, step, hear)
}

/** Once she has chosen it is heard where she is then; what is not taken is named. */
export function thenWaiting(turn: Turn, step: Step, hear: Hear): Step {
  const first = step.session.waiting ? putIn(turn, step, hear) : step
  const { session } = first
  if (!session.waiting) return first
  const { waiting, ...rest } = session
  const there = turnWith(turn, rest)
  const here = currentField(there)
  const { type } = session.at
  if ((type !== 'asking' && type !== 'summary') || here?.key === waiting.field || !session.answers[waiting.field])
    return first
  const safe = here !== null && !kindOf(here).free
  return thenKept(there, { kept: waiting.said }, { ...first, session: rest }, safe, hear)
}
