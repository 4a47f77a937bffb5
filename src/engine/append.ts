import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { askingAt, take } from './answer.js'
import { lastChanged } from './fitting.js'
import { withKey, without } from './keyed.js'
import { currentField, goTo, heldOf, question, returnedWith, type Step, type Turn, turnWith } from './turn.js'

const GOES_ON = /^(?:补充?|add)\s*第?\s*(?<number>[\d０-９]{1,2})\s*题?$/iu

/** 「补 6」 alone: what she writes next goes behind the text that is there; of another kind of question it is 「改 6」. */
export function goesOnWith(turn: Turn, text: string): Step | null {
  const digits = GOES_ON.exec(bare(text))?.groups?.['number']
  if (digits === undefined) return null
  const field = turn.form.fields[(readNumber(digits) ?? 0) - 1]
  if (!field || field === currentField(turn)) return null
  const { answers, partials } = turn.session
  const answer = answers[field.key]
  const isText = kindOf(field).free && answer && !partials[field.key] && !returnedWith(turn, field).returned
  return goTo(turn, { type: 'changing', field: field.key }, null, {
    partials: isText ? withKey(partials, field.key, answer) : partials,
  })
}

const APPEND = /^(?:接上去?|(?:请|要|帮我)*接在?(?:原来的?|后面|前面的?)+(?:后面)?|append)$/iu

/** 「接上」: what she last wrote in the place of an older text goes behind that. Null when it is nothing of the kind. */
export function appended(turn: Turn, text: string): Step | null {
  const begun = returnedText(turn)
  if (begun && REPLACE.test(bare(text))) return replaced(turn, begun)
  const appends = APPEND.test(bare(text))
  const both = joined(turn, text, begun, appends)
  const here = currentField(turn)
  // Said once more, or after 「重写」, it is no part of a text.
  if (both || !here || !isReturnedText(turn, here) || !(appends || REPLACE_IN_WORDS.test(bare(text)))) return both
  return { session: turn.session, reply: question(turn, here), effects: [] }
}

function joined(turn: Turn, text: string, begun: Field | null, appends: boolean): Step | null {
  const field = begun && (appends || bare(text) === '1') ? begun : appends ? lastChanged(turn) : null
  if (!field || !kindOf(field).free) return null
  const { answers, partials, undo, revision } = turn.session
  const partial = partials[field.key]
  const now = partial ? partial.value : answers[field.key]?.value
  // After 「换掉」 it is no answer any more, and she thought better of it.
  const filed = { value: revision?.before[field.key], from: revision?.sources?.[field.key] ?? [] }
  const before = partial ? (answers[field.key] ?? filed) : undo?.before[field.key]?.answer
  if (typeof now !== 'string' || typeof before?.value !== 'string') return null
  // She wrote the old text again with more: it is there already.
  if (now.includes(before.value)) return field === begun ? replaced(turn, field) : null
  const said = { type: 'text' as const, text: `${before.value}\n${now}` }
  const reading = kindOf(field).read(field, said, null, null, askingAt(turn, field))
  const from = [...before.from, ...(partial ?? answers[field.key])!.from]
  const both = turnWith(turn, { ...turn.session, partials: withKey(partials, field.key, { value: now, from }) })
  return field === currentField(turn) ? take(both, field, reading) : takeAfar(both, field, reading, true)
}

const REPLACE_IN_WORDS = /^(?:替换|换掉|都?换成?新的|replace)$/iu
const REPLACE = new RegExp(`^[2二]$|${REPLACE_IN_WORDS.source}`, 'iu')

/** The returned text question at which she is asked whether what she wrote goes behind the old text or takes its place. */
function returnedText(turn: Turn): Field | null {
  const here = currentField(turn)
  if (!here || !isReturnedText(turn, here)) return null
  const { partial, old } = heldOf(turn, here)
  return typeof partial?.value === 'string' && typeof old === 'string' ? here : null
}

const isReturnedText = (turn: Turn, field: Field): boolean =>
  kindOf(field).free === true && returnedWith(turn, field).returned !== undefined

/** The old text goes: what was written is read as a new answer, which may still be too short. */
function replaced(turn: Turn, field: Field): Step {
  const { partial } = heldOf(turn, field)
  const session = { ...turn.session, answers: without(turn.session.answers, field.key) }
  const said = { type: 'text' as const, text: typeof partial?.value === 'string' ? partial.value : '' }
  return take({ ...turn, session }, field, kindOf(field).read(field, said, null, null, askingAt(turn, field)))
}
