import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { endsWith, quote } from '../forms/prompt.js'
import { millisOf } from '../kernel/clock.js'
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

/** What she just said to another question, sent once more: it is there, and is nothing else. */
export function saidAgain(turn: Turn, here: Field, said: string): Step | null {
  const { form, session, asking } = turn
  const { undo } = session
  if (!undo?.saidAt || said.length < LONG || millisOf(asking.now) - millisOf(undo.saidAt) > SOON_MS) return null
  if (quote(said, SAID) !== undo.said) return null
  const last = lastChanged(turn)
  const old = last && last !== here ? heldOf(turn, last).old : null
  if (!last || old === null || (kindOf(last) === kindOf(here) && said.length < STORY)) return null
  if (typeof old === 'string' && !endsWith(old, said.trim())) return null
  const [shown = ''] = kindOf(last).show(last, old, asking.words).split('\n')
  const values = { number: numberOf(form, last), label: last.label, value: quote(shown, SHOWN) }
  return { session, reply: `${asking.words.say('late.same', values)}\n${standing(turn)}`, effects: [] }
}
