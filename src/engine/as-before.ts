import { isSame } from '../forms/again.js'
import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { commandOf } from './commands.js'
import { heldOf, type Turn } from './turn.js'

/**
 * 「同上」 said of a question, from wherever: its answer in the last report, or that there is none; it is never an answer by its words. Null when it
 * is not said.
 */
export function asBefore(turn: Turn, field: Field, text: string): Reading<unknown> | null {
  const kind = kindOf(field)
  if (!isSame(text, field.label) || kind.columns || kind.hears === 'image' || commandOf(text)) return null
  const offer = turn.session.offers?.[field.key]
  if (offer) return { type: 'answered', value: kind.decode(offer.value) }
  if (!field.again && !kind.free) return null
  const { partial, old } = heldOf(turn, field)
  if (partial) return null
  const last = old === null ? { code: 'again.nothing' } : { code: 'again.no_last' }
  return {
    type: 'misread',
    problem: { ...(field.again ? last : { code: 'again.not_here' }), values: { label: field.label } },
  }
}
