import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { lastChanged } from './fitting.js'
import { partsOf } from './row-meant.js'
import { currentField, heldOf, type Turn, turnWith } from './turn.js'

/** The number of the row that the last thing she said made another one: what she corrects next is of that. Null where it was none, or several. */
export function rowJustSaid(turn: Turn, field: Field): number | null {
  const before = turn.session.undo?.before[field.key]
  if (!before?.answer || lastChanged(turn) !== field) return null
  const { answers, partials } = turn.session
  const old = turnWith(turn, {
    ...turn.session,
    answers: { ...answers, [field.key]: before.answer },
    partials: before.partial ? { ...partials, [field.key]: before.partial } : partials,
  })
  const [was, now] = [rowsOf(old, field), rowsOf(turn, field)]
  const [only, other] = now.flatMap((row, i) => (row === was[i] ? [] : [i]))
  // One changed, or one came behind the others.
  const gone = now.length < was.length
  return gone || only === undefined || other !== undefined ? null : (partsOf(turn, field)[only] ?? null)
}

/** Whether a correction that names no row is of none: in what was just opened nothing was said last, and at the end it is of the row that was. */
export const isOfNone = (turn: Turn, field: Field): boolean =>
  turn.session.revision ? !lastChanged(turn) : !currentField(turn) && rowJustSaid(turn, field) === null

function rowsOf(turn: Turn, field: Field): string[] {
  const { partial, old } = heldOf(turn, field)
  const all = partsOf(turn, field)
  return kindOf(field).showParts?.(field, all, partial?.value ?? null, old, turn.asking.words) ?? []
}
