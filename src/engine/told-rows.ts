import { kindOf } from '../forms/kinds.js'
import { mayBeRow } from '../forms/looks.js'
import { type Fit, fitsAt, givenFields, rowsAhead } from './fitting.js'
import type { Turn } from './turn.js'

/** Ends of sentences, and the pauses within one. */
const ENDS = /[。！；!;\n]+/u
const PAUSES = /[，,]\s*/gu

/**
 * Rows of a table, not asked yet or begun, told in a sentence: 「7月12日办了读书会，来了20人。效果不错」. `text` is what they are read from, `rest` what
 * was said besides.
 */
export function rowsTold(turn: Turn, said: string): { fit: Fit; text: string; rest: string } | null {
  const whole = rowsOf(turn, said)
  if (whole) return { fit: whole, text: said, rest: '' }
  const [first = '', ...more] = said.split(ENDS).map((one) => one.trim())
  const text = first.replace(PAUSES, ' ')
  const fit = text === said ? null : rowsOf(turn, text)
  return fit && { fit, text, rest: more.filter(Boolean).join('。') }
}

function rowsOf(turn: Turn, text: string): Fit | null {
  const ahead = rowsAhead(turn, text)
  if (ahead || /[，。！；]/u.test(text) || !mayBeRow(text)) return ahead
  for (const field of givenFields(turn)) {
    const reading = kindOf(field).afterwards ? fitsAt(turn, field, text, { was: null, rows: true }) : null
    if (reading) return { field, reading }
  }
  return null
}
