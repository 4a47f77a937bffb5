import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { besides } from '../kernel/besides.js'
import { miss } from './answer.js'
import { thenKept } from './kept.js'
import type { Hear } from './doubt-beside.js'
import { isForAnother } from './doubt-words.js'
import { currentField, type Step, type Turn, turnWith } from './turn.js'

/** What is said at a choice and is for another question is kept until she has chosen; null where nothing comes behind the choice. */
export function keptAtChoice(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  const { session, asking } = turn
  if (!isForAnother(reading) || reading.type !== 'misread' || session.at.type !== 'asking' || session.revision)
    return null
  const { said = [] } = session.waiting ?? {}
  const more = said.some((one) => one.said === text) ? [] : [{ said: text, from: asking.messageId }]
  const step = miss(turn, field, { ...reading.problem, code: 'choice.kept' })
  return { ...step, session: besides(step.session, { waiting: { field: field.key, said: [...said, ...more] } }) }
}

/** Once she has chosen it is heard where she is then; what is not taken is named. */
export function thenWaiting(turn: Turn, step: Step, hear: Hear): Step {
  const { session } = step
  if (!session.waiting) return step
  const { waiting, ...rest } = session
  const there = turnWith(turn, rest)
  const here = currentField(there)
  const { type } = session.at
  if ((type !== 'asking' && type !== 'summary') || here?.key === waiting.field || !session.answers[waiting.field])
    return step
  const safe = here !== null && !kindOf(here).free
  return thenKept(there, { kept: waiting.said }, { ...step, session: rest }, safe, hear)
}
