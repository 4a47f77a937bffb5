import { kindOf } from '../forms/kinds.js'
import { bare } from '../forms/prompt.js'
import { takeAfar } from './afar.js'
import { askingAt, take } from './answer.js'
import { lastChanged } from './fitting.js'
import { currentField, type Step, type Turn } from './turn.js'

const APPEND = /^(?:接上去?|(?:请|要|帮我)*接在?(?:原来的?|后面|前面的?)+(?:后面)?|append)$/iu

/** 「接上」: what she last wrote in the place of an older text goes behind that. Null when it is nothing of the kind. */
export function appended(turn: Turn, text: string): Step | null {
  const field = APPEND.test(bare(text)) ? lastChanged(turn) : null
  if (!field || !kindOf(field).free) return null
  const { answers, partials, undo } = turn.session
  const partial = partials[field.key]
  const now = partial ? partial.value : answers[field.key]?.value
  const before = partial ? answers[field.key] : undo?.before[field.key]?.answer
  if (typeof now !== 'string' || typeof before?.value !== 'string' || now.includes(before.value)) return null
  const said = { type: 'text' as const, text: `${before.value}\n${now}` }
  const reading = kindOf(field).read(field, said, null, null, askingAt(turn, field))
  return field === currentField(turn) ? take(turn, field, reading) : takeAfar(turn, field, reading, true)
}
