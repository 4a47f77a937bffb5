import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { periodIn } from '../forms/period-said.js'
import { endsWith, quote } from '../forms/prompt.js'
import { millisOf } from '../kernel/clock.js'
import { sameJson } from '../kernel/json.js'
import { readAt } from './answer.js'
import { lastChanged } from './fitting.js'
import { heldOf, numberOf, standing, type Step, type Turn } from './turn.js'
import { SAID } from './undo.js'

/** Who does not see at once that it arrived sends it once more in this time. */
const SOON_MS = 3 * 60_000
/** What is shorter may well be the answer to two questions; so may be what is asked twice, but for a story. */
const LONG = 6
const STORY = 20
/** The beginning of a long text, or the first line of a list, tells which it is. */
const SHOWN = 30

/** 「第二季度」 by itself where rows are asked, and the report is of that: it is there, and no row. */
export function periodAgain(turn: Turn, here: Field, said: string): Step | null {
  if (said.length > SHOWN || !kindOf(here).columns || !/[月季年]/u.test(said)) return null
  const period = turn.form.fields.find(({ feeds }) => feeds === 'period')
  const old = period && heldOf(turn, period).old
  if (!period || !old) return null
  const reading = readAt(turn, period, { type: 'text', text: said })
  if (reading.type !== 'answered' || reading.note !== undefined) return null
  const { days } = periodIn(said, turn.asking.today) ?? {}
  if (!days || !sameJson({ ...days }, kindOf(period).encode(old)) || /\d\s*[人元]/u.test(said)) return null
  return there(turn, period, old)
}

/** What she just said to another question, sent once more: it is there, and is nothing else. */
export function saidAgain(turn: Turn, here: Field, said: string): Step | null {
  const { session, asking } = turn
  const { undo } = session
  if (!undo?.saidAt || said.length < LONG || millisOf(asking.now) - millisOf(undo.saidAt) > SOON_MS) return null
  if (quote(said, SAID) !== undo.said) return null
  const last = lastChanged(turn)
  const old = last && last !== here ? heldOf(turn, last).old : null
  if (!last || old === null || (kindOf(last) === kindOf(here) && said.length < STORY)) return null
  if (typeof old === 'string' && !endsWith(old, said.trim())) return null
  return there(turn, last, old)
}

/** That this is its answer already, and what is asked. */
function there(turn: Turn, field: Field, old: unknown): Step {
  const { form, session, asking } = turn
  const [shown = ''] = kindOf(field).show(field, old, asking.words).split('\n')
  const values = { number: numberOf(form, field), label: field.label, value: quote(shown, SHOWN) }
  return { session, reply: `${asking.words.say('late.same', values)}\n${standing(turn)}`, effects: [] }
}
