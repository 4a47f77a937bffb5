import { kindOf } from '../forms/kinds.js'
import { endsWith, quote } from '../forms/prompt.js'
import type { Field } from '../forms/form.js'
import { millisOf } from '../kernel/clock.js'
import { lastChanged } from './fitting.js'
import { numberOf, standing, type Step, type Turn } from './turn.js'

/** Who does not see at once that it arrived sends it once more in this time. */
const SOON_MS = 3 * 60_000
/** What is shorter may be an answer here, too. */
const LONG = 8
/** Of a long text its beginning tells which it is. */
const SHOWN = 30

/** The text that she just wrote to another question, or the last part of it, sent once more: it is there, and is nothing else. */
export function saidAgain(turn: Turn, here: Field, said: string): Step | null {
  const { form, session, asking } = turn
  const since = session.undo?.saidAt
  if (!since || said.length < LONG || millisOf(asking.now) - millisOf(since) > SOON_MS) return null
  const last = lastChanged(turn)
  const value = last && last !== here && kindOf(last).free ? session.answers[last.key]?.value : null
  if (!last || typeof value !== 'string' || !endsWith(value, said.trim())) return null
  const values = { number: numberOf(form, last), label: last.label, value: quote(value, SHOWN) }
  return { session, reply: `${asking.words.say('late.same', values)}\n${standing(turn)}`, effects: [] }
}
