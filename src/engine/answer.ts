import { comingKey } from '../forms/again.js'
import type { Asking, Reading, Wish } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { besides } from '../kernel/besides.js'
import type { Json } from '../kernel/json.js'
import type { Said } from '../kernel/message.js'
import type { Problem } from '../kernel/outcome.js'
import { asBefore } from './as-before.js'
import { withEnd } from './ending.js'
import { withKey, without } from './keyed.js'
import { nextLine } from './next-line.js'
import { columnOffers } from './offers.js'
import { periodAt } from './period-at.js'
import type { Session } from './session.js'
import {
  cue,
  currentField,
  type Effect,
  goOn,
  heldOf,
  numberOf,
  question,
  returnedWith,
  type Step,
  type Turn,
  turnWith,
} from './turn.js'

/** What the kind of a question makes of an utterance. */
export function readAt(turn: Turn, field: Field, said: Said): Reading<unknown> {
  const before = said.type === 'text' ? asBefore(turn, field, said.text) : null
  if (before) return before
  const { partial, old } = heldOf(turn, field)
  const asking = askingAt(turn, field)
  const kind = kindOf(field)
  const read = (what: Said, held: Json | null) => kind.read(field, what, held, old, asking)
  const reading = withEnd(field, said, partial?.value ?? null, read)
  // Where any words are an answer, these are not: the other kinds ask themselves.
  const problem =
    kind.free && (reading.type === 'answered' || reading.type === 'continued') && said.type === 'text'
      ? kind.objection?.(field, said.text, asking)
      : null
  return problem ? { type: 'misread', problem } : reading
}

/** What the kind of this question may know while it reads. */
export function askingAt(turn: Turn, field: Field): Asking {
  const { asking, form, session } = turn
  const { offers } = session
  const coming = offers?.[comingKey(field.key)]
  return besides(asking, {
    here: currentField(turn) === field,
    period: periodAt(turn, field),
    number: numberOf(form, field),
    ...returnedWith(turn, field),
    ...(coming && { coming: coming.value }),
    ...(offers && { above: columnOffers(offers, field) }),
  })
}

/** Takes a reading into the session; `lead` is said before the reply to it. */
export function take(turn: Turn, field: Field, reading: Reading<unknown>, lead: string | null = null): Step {
  const { session } = turn
  const kind = kindOf(field)
  switch (reading.type) {
    case 'misread':
      return miss(turn, field, reading.problem, reading.partial)
    case 'nothing':
      return field.required
        ? miss(turn, field, { code: 'engine.needed', values: { label: field.label } })
        : leave(turn, field, reading.note)
    case 'continued': {
      const whole = wholeAgain(turn, field, reading)
      if (whole) return take(turn, field, whole, lead)
      const here = currentField(turn) === field
      const after = { ...session, partials: continued(turn, field, reading.partial) }
      const next = here && kind.columns && !reading.asks ? nextLine(turn, turnWith(turn, after), field) : null
      const said = next === null || reading.reply === null ? reading.reply : `${reading.reply}\n${next}`
      const reply = said === null ? null : withLead(lead, said)
      const step = {
        session: after,
        reply: reply === null || here ? reply : `${reply}\n${cue({ ...turn, session: after })}`,
        effects: wished(field, reading.wishes),
      }
      if (here) step.session.misses = 0
      return step
    }
    case 'left': {
      const partials = continued(turn, field, reading.partial)
      return goOn(turn, field, withLead(lead, reading.note), { partials })
    }
    case 'answered': {
      const [problem] = kind.check(field, reading.value, turn.asking)
      if (problem) return miss(turn, field, problem)
      const note = reading.note ?? echo(turn, field, reading.value)
      const answer = { value: kind.encode(reading.value), from: messages(turn, field) }
      const answers = withKey(session.answers, field.key, answer)
      const step = goOn(turn, field, withLead(lead, note), { answers, partials: without(session.partials, field.key) })
      const { beside } = reading
      return { ...step, effects: wished(field, reading.wishes), ...(beside !== undefined && { beside }) }
    }
  }
}

/** 「改 4.2」: with the part that was to be changed the answer is whole again. */
function wholeAgain(
  turn: Turn,
  field: Field,
  reading: Reading<unknown> & { type: 'continued' },
): Reading<unknown> | null {
  const { at } = turn.session
  if (at.type !== 'changing' || !at.part || at.field !== field.key || reading.asks || reading.partial === null)
    return null
  const end = kindOf(field).command?.(field, { type: 'submit' }, reading.partial, null, turn.asking)
  const note = reading.note ?? reading.reply
  return end?.type === 'answered' ? { ...end, ...(note !== null && { note }), wishes: reading.wishes ?? [] } : null
}

/** Skips a question that may be skipped; what was begun of it goes. */
export function leave(turn: Turn, field: Field, note?: string): Step {
  const { session, asking } = turn
  return goOn(turn, field, note ?? asking.words.say('engine.skipping', { label: field.label }), {
    answers: withKey(session.answers, field.key, { value: null, from: asking.messageId ? [asking.messageId] : [] }),
    partials: without(session.partials, field.key),
  })
}

/** Asks again with the reason; after two failures in another way. */
export function miss(turn: Turn, field: Field, problem: Problem, partial?: Json): Step {
  const { words } = turn.asking
  const misses = problem.understood ? 0 : turn.session.misses + 1
  const session: Session = { ...turn.session, misses }
  if (partial !== undefined) session.partials = continued(turn, field, partial)
  const after = { ...turn, session }
  const reason = words.say(`problem.${problem.code}`, problem.values)
  if (misses < 2) return { session, reply: `${reason}\n${question(after, field)}`, effects: [] }
  return { session, reply: `${reason}\n${otherwise(after, field)}`, effects: [] }
}

/** A long way was read twice before: it is not repeated a third time. */
const LONG_WAY = 3

/** The question in another way, and a way past it that is open. */
export function otherwise(turn: Turn, field: Field): string {
  const { asking, session } = turn
  const kind = kindOf(field)
  const { partial, old } = heldOf(turn, field)
  const way = kind.askOtherwise(field, partial?.value ?? null, asking)
  const short = session.misses > 2 && way.split('\n').length > LONG_WAY ? cue(turn) : way
  const skipped = kind.command?.(field, { type: 'skip' }, partial?.value ?? null, old, asking)
  const stuck = skipped ? skipped.type === 'misread' : field.required
  return `${short}\n${asking.words.say(stuck ? 'engine.or_pause' : 'engine.or_skip')}`
}

const ECHO = 60

/** How an answer was understood, where that is a short line. */
function echo({ asking: { words } }: Turn, field: Field, value: unknown): string {
  const shown = kindOf(field).show(field, value, words)
  return shown.length <= ECHO && !shown.includes('\n')
    ? words.say('engine.noted', { value: shown })
    : words.say('engine.noted_long')
}

export function messages({ session, asking }: Turn, field: Field): string[] {
  return [...new Set([...(session.partials[field.key]?.from ?? []), asking.messageId])]
}

export function continued(turn: Turn, field: Field, value: Json): Session['partials'] {
  const { partials } = turn.session
  if (value === null) return without(partials, field.key)
  const from = partials[field.key]?.from ?? []
  const { messageId } = turn.asking
  return withKey(partials, field.key, { value, from: from.includes(messageId) ? from : [...from, messageId] })
}

export const wished = (field: Field, wishes: Wish[] | undefined): Effect[] =>
  (wishes ?? []).map((wish) => ({ type: 'wish', field: field.key, wish }))

const withLead = (lead: string | null, text: string): string => (lead ? `${lead}\n${text}` : text)
