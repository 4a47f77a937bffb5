import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { heldOf, numberOf, openField, type Turn } from './turn.js'

/** How to move on behind the rows of a list: the next question, which may be answered at once, by itself or with what is asked of all rows. */
export function nextLine(before: Turn, turn: Turn, here: Field): string | null {
  const { asking, form, session } = turn
  const [had, has] = [rowsIn(before, here), rowsIn(turn, here)]
  // Who sends one after another has heard it at the first.
  if (has - had < 2 && (had > 0 || has === 0)) return null
  const next =
    session.at.type === 'asking' && !session.revision ? openField(turn, numberOf(form, here), false, here) : null
  if (!next || next.key in session.partials || !(kindOf(next).columns || kindOf(next).free)) return null
  const { partial, old } = heldOf(turn, here)
  const end = kindOf(here).read(here, { type: 'text', text: '完' }, partial?.value ?? null, old, asking)
  const values = { number: numberOf(form, next), label: next.label, ask: next.ask ?? '' }
  if (end.type === 'answered') return asking.words.say('engine.move_on', values)
  return next.required || end.type === 'misread' ? null : asking.words.say('engine.both', values)
}

function rowsIn(turn: Turn, field: Field): number {
  const { partial, old } = heldOf(turn, field)
  return kindOf(field).parts?.(field, partial?.value ?? null, old).length ?? 0
}
