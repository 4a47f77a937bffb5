import type { Asking, Found, Reading } from '../forms/field-kind.js'
import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { onlyNumbers } from '../forms/not-shown.js'
import { besides } from '../kernel/besides.js'
import type { Said } from '../kernel/message.js'
import { messages, take, wished } from './answer.js'
import { withKey, without } from './keyed.js'
import type { Session } from './session.js'
import {
  cue,
  currentField,
  type Effect,
  goTo,
  heldOf,
  numberOf,
  placed,
  type Step,
  type Turn,
  turnOf,
  turnWith,
} from './turn.js'
import { withoutUndo } from './undo.js'

/** So many questions are looked back for a picture that was long on its way. */
const LOOK_BACK = 10

export const hearsPictures = (field: Field): boolean => kindOf(field).hears === 'image'

/**
 * The question that a picture belongs to, whatever is being asked when it comes: of several that want pictures the last that was asked
 * before it was sent, else the first; null in a form without.
 */
export function homeOfPicture({ form, session, asking }: Turn): Field | null {
  const homes = form.fields.filter(hearsPictures)
  const asked = (session.picturesAsked ?? []).findLast(({ at }) => at < asking.sentAt)
  return homes.find(({ key }) => key === asked?.field) ?? homes[0] ?? null
}

/** The session with the moment at which a question for pictures was asked, where the form has several. */
export function pictureAsked(form: Form, before: Session, after: Session, sentAt: string): Session {
  if (after.at === before.at || !('field' in after.at)) return after
  const { field } = after.at
  const asks = form.fields.some((one) => one.key === field && hearsPictures(one))
  if (!asks || form.fields.filter(hearsPictures).length < 2) return after
  const asked = [...(after.picturesAsked ?? []), { field, at: sentAt }]
  return { ...after, picturesAsked: asked.slice(-LOOK_BACK) }
}

/** What a text says of a question that is not being asked, where it can be nothing else. */
export function saidBeside(turn: Turn, text: string): Step | null {
  const { form, session, asking } = turn
  const current = currentField(turn)
  for (const field of form.fields) {
    if (field === current) continue
    const reading = besideIn(turn, field, text)
    if (reading?.type === 'misread') {
      const { code, values } = reading.problem
      return { session, reply: `${asking.words.say(`problem.${code}`, values)}\n${cue(turn)}`, effects: [] }
    }
    if (reading) {
      const step = current && reading.type === 'answered' ? stays(turn, field, reading) : take(turn, field, reading)
      return whichAsked(reading, step)
    }
  }
  return null
}

/** Where it is asked which picture, that is all that is asked: 「1」 is a picture then, and submits nothing. */
export function whichAsked(reading: Reading<unknown>, step: Step): Step {
  if ((reading.type !== 'answered' && reading.type !== 'continued') || !reading.asksWhich) return step
  const reply = (reading.type === 'answered' ? reading.note : reading.reply) ?? null
  return { ...step, session: { ...step.session, asksWhich: true }, reply }
}

/**
 * What she says, 「3」 as 「第3张」 where it was asked just now which picture is not to be shown; it is asked until she says anything. A number
 * that no picture has answers what else is asked.
 */
export function whichNumber(turn: Turn, said: Said): { session: Session; said: Said } {
  const { asksWhich, ...session } = turn.session
  if (!asksWhich || (said.type !== 'text' && said.type !== 'choice')) return { session: turn.session, said }
  const numbers = onlyNumbers(said.type === 'text' ? said.text : said.key)
  const there = turn.form.fields.filter(hearsPictures).flatMap((field) => partsOf(turn, field))
  const known = numbers.length > 0 && numbers.every((number) => there.includes(number))
  return { session, said: known ? { type: 'text', text: `第${numbers.join('、')}张` } : said }
}

export function partsOf(turn: Turn, field: Field): number[] {
  const { partial, old } = heldOf(turn, field)
  return kindOf(field).parts?.(field, partial?.value ?? null, old) ?? []
}

/** What is an answer elsewhere leaves the question that she is at: she may have come back to change it. */
function stays(turn: Turn, field: Field, { value, note, wishes }: Reading<unknown> & { type: 'answered' }): Step {
  const { answers, partials } = turn.session
  const after = placed(
    turnWith(turn, {
      ...turn.session,
      answers: withKey(answers, field.key, { value: kindOf(field).encode(value), from: messages(turn, field) }),
      partials: without(partials, field.key),
    }),
  )
  return { ...goTo(after, after.session.at, note ?? null), effects: wished(field, wishes) }
}

/** Whether a text speaks of pictures or the like that this conversation holds, wherever it stands. */
export function saysBeside(form: Form, session: Session, text: string, asking: Asking): boolean {
  const turn = turnOf(form, session, asking)
  return turn.form.fields.some((field) => besideIn(turn, field, text))
}

export const besideIn = (
  turn: Turn,
  field: Field,
  text: string,
  asked: Asking['asked'] = takesWords(turn) ? 'words' : 'else',
): Reading<unknown> | null =>
  kindOf(field).beside?.(
    field,
    text,
    () => {
      const { partial, old } = heldOf(turn, field)
      return { partial: partial?.value ?? null, value: old, here: false }
    },
    besides(turn.asking, { here: false, ...(asked && { asked }) }),
  ) ?? null

export const takesWords = (turn: Turn): boolean => {
  const current = currentField(turn)
  return current !== null && kindOf(current).free === true
}

/** What a job or time brings to a question, with what its kind says to it. */
export function brought(turn: Turn, field: Field, found: Found): Step {
  const { session } = turn
  const kind = kindOf(field)
  if (!kind.find) return { session, reply: null, effects: [] }
  const { partial, old } = heldOf(turn, field)
  const before = { partial: partial?.value ?? null, value: old, here: currentField(turn)?.key === field.key }
  const after = kind.find(field, found, before, turn.asking)
  const effects: Effect[] = wished(field, after.wishes)
  let { partials, answers } = session
  if (after.partial === null) partials = without(partials, field.key)
  else if (after.partial !== before.partial)
    partials = withKey(partials, field.key, { value: after.partial, from: partial?.from ?? [] })
  if (after.value !== before.value && after.value !== null) {
    const from = [...(answers[field.key]?.from ?? []), ...(after.partial === null ? (partial?.from ?? []) : [])]
    answers = withKey(answers, field.key, { value: kind.encode(after.value), from })
  }
  const same = partials === session.partials && answers === session.answers
  const later = same ? session : withoutUndo({ ...session, partials, answers }, field.key)
  return { session: later, reply: after.reply, effects }
}

/** Where nothing can be said to her unasked, what was to be said of other questions comes before the answer to her next words. */
export function caughtUp(turn: Turn, said: Said): { turn: Turn; lead: string | null } {
  if (turn.asking.speaksLater || (said.type !== 'text' && said.type !== 'choice')) return { turn, lead: null }
  const current = currentField(turn)
  let { session } = turn
  const leads: string[] = []
  for (const field of turn.form.fields) {
    if (field === current) continue
    const step = brought(turnWith(turn, session), field, { type: 'woken', why: 'next_word' })
    session = step.session
    if (step.reply !== null) leads.push(step.reply)
  }
  return { turn: turnWith(turn, session), lead: leads.length > 0 ? leads.join('\n') : null }
}

/** What a job found out: told to its question, and the person hears of it with a word on where she is. */
export function foundFor(turn: Turn, key: string, found: Found): Step {
  const field = turn.whole.fields.find((one) => one.key === key)
  if (!field) return { session: turn.session, reply: null, effects: [] }
  const step = brought(turn, field, found)
  // Of a question that is not asked nothing is said.
  if (step.reply === null || numberOf(turn.form, field) === 0) return { ...step, reply: null }
  if (currentField(turn)?.key === key) return step
  const here = cue(turnWith(turn, step.session))
  return { ...step, reply: `${step.reply}\n${here}`, cue: here }
}
