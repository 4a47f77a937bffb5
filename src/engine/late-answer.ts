import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare } from '../forms/prompt.js'
import { doubt } from './doubt.js'
import { withoutEnd } from './ending.js'
import { fitsAt, fitting, lastChanged } from './fitting.js'
import { heldOf, type Step, type Turn } from './turn.js'

const NUMBERED = /^[（(]?(\d{1,2})[)）.．、:：]\s*(\S.*)$/u
/** So long a text begins a story that goes on. */
const STORY = 20
const MEANT = { was: null, rows: true }

/**
 * Whether a text at this question is rather an answer to an older one: by the number before it (「3. 培训」), by its kind (a date where a title
 * is asked), or as the rest of a longer story; where it is none here, also to one that comes later. `reading` is what it is here. Null: it
 * is not.
 */
export function lateAnswer(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  // What ends a list is no part of its last row.
  const said = withoutEnd(text.trim())
  const misread = reading.type === 'misread' && reading.partial === undefined
  if (!misread && !kindOf(field).free) return null
  const ask = (older: Field, for_: { text: string; more?: true }, fit: Reading<unknown> | null) =>
    doubt(turn, text, { older: older.key, ...for_, ...partOf(fit), ...(misread && { misread }) })

  const [, digits = '', rest = ''] = NUMBERED.exec(said) ?? []
  const numbered = turn.form.fields[Number(digits) - 1]
  if (numbered && numbered !== field && numbered.key in turn.session.answers) {
    const fit = fitsAt(turn, numbered, rest, MEANT)
    if (fit) return ask(numbered, { text: rest }, fit)
  }
  const last = lastChanged(turn)
  // A bare number is of many things: only what was asked just before, and where it would be taken for words.
  const bareNumber = /^\d+$/.test(bare(said))
  const fit = bareNumber && misread ? null : fitting(turn, said, MEANT, misread)
  if (fit && (!bareNumber || fit.field === last)) return ask(fit.field, { text: said }, fit.reading)
  const story = last && last !== field && kindOf(last).reopen && heldOf(turn, last).old !== null
  return misread && story && said.length >= STORY
    ? ask(last, { text: kindOf(last).free ? text : said, more: true }, null)
    : null
}

const partOf = (fit: Reading<unknown> | null): { row?: number } =>
  fit?.type === 'continued' && fit.part !== undefined ? { row: fit.part } : {}
