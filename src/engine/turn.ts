import type { Asking, Wish } from '../forms/field-kind.js'
import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import { besides } from '../kernel/besides.js'
import { askedForm } from '../forms/relevance.js'
import type { At, Session, TwinDecision } from './session.js'
import { contradiction } from './checked.js'
import { comings } from './comings.js'
import { doubtAsked } from './doubt-words.js'
import { withKey, without } from './keyed.js'
import { oddRowsOf } from './odd-rows.js'
import { offered } from './offers.js'
import { ofPartKey, onlyPart, withPartOpen } from './parts-in-turn.js'
import { mayGuess, tells, waits, withGuesses } from './guesses.js'
import { cueOf, noteOn, revisedSummary, revisionEnd, stillAsked } from './revision.js'
import { summary } from './summary.js'
import { twinQuestion } from './twin-question.js'

export type Effect =
  /** A wish of the kind of this field. */
  | { type: 'wish'; field: string; wish: Wish }
  /** 提交: the shell looks whether these activities are known already and steps again with what it found, in the same turn. */
  | { type: 'look_for_twins' }
  /** The shell writes the record and its typed rows, with what was said about pairs; the session is `filed`. */
  | { type: 'file_record'; twins?: TwinDecision[] }

export interface Step {
  session: Session
  /** One message, or null for silence. */
  reply: string | null
  effects: Effect[]
  /** Where the reply comes unasked and ends with where she is: that line, which holds until she speaks. */
  cue?: string
  /** What she told beside an answer, and is no part of it. */
  beside?: string
}

/** What one step works on: the form in the person's language, the session as it is now, and what may be known. */
export interface Turn {
  /** With all its questions. */
  whole: Form
  /** With those that are asked as things stand: what is numbered, shown, required and filed. */
  form: Form
  session: Session
  asking: Asking
}

export const turnOf = (whole: Form, session: Session, asking: Asking): Turn => ({
  whole,
  form: askedForm(whole, session),
  session,
  asking,
})

/** The turn with another session: its answers say what is asked from now on. */
export const turnWith = ({ whole, asking }: Turn, session: Session): Turn => turnOf(whole, session, asking)

/** Its place among the questions that are asked, from 1; 0 when it is none of them. */
export const numberOf = (form: Form, { key }: Field): number => form.fields.findIndex((one) => one.key === key) + 1

/** The question being asked, if one is. */
export function currentField({ form, session: { at } }: Turn): Field | null {
  if (at.type !== 'asking' && at.type !== 'changing') return null
  const field = form.fields.find(({ key }) => key === at.field)
  if (!field) throw new Error(`form ${form.id}/${form.version} has no question ${at.field}`)
  return field
}

/** What is held of a question: its unfinished answer and the one already given. */
export function heldOf({ session }: Turn, field: Field): { partial: Session['partials'][string] | null; old: unknown } {
  const value = session.answers[field.key]?.value ?? null
  return { partial: session.partials[field.key] ?? null, old: value === null ? null : kindOf(field).decode(value) }
}

/** What the hub said to this question, where it returned it. */
export function returnedWith({ session }: Turn, { key }: Field): { returned?: string } {
  const note = session.revision?.notes[key]
  return note === undefined ? {} : { returned: note }
}

/** The question with its number, what was understood so far and the answer it has already. */
export function question(turn: Turn, field: Field): string {
  const { partial, old } = heldOf(turn, field)
  const asking = { ...turn.asking, ...returnedWith(turn, field) }
  const body = kindOf(field).ask(field, partial?.value ?? null, old, asking) + offered(turn, field)
  return turn.asking.words.say('engine.question', {
    number: numberOf(turn.form, field),
    total: turn.form.fields.length,
    body: noteOn(turn, field) + body,
  })
}

/** Where the conversation goes on when what was asked in between is settled; what was said and has no place yet keeps its own. */
export const placeOf = ({ at }: Session): At =>
  'back' in at && at.type !== 'doubting' && at.type !== 'which_row' ? at.back : at

/** In one line what is to be done now, and how far she is. */
export function cue(turn: Turn): string {
  const {
    form,
    session,
    asking: { words },
  } = turn
  const { at } = session
  const own = cueOf(turn)
  if (own !== null) return own
  const field = 'field' in at && form.fields.find(({ key }) => key === at.field)
  if (at.type === 'summary') {
    const whole = finish(turn)
    const open = lacking(whole)
    const wrong = open ? null : contradiction(whole.form, whole.session, words)
    if (wrong) return words.say('check.cue_summary', { title: form.title, ...wrong.values })
    if (!open) return words.say('engine.cue_summary', { title: form.title })
    return words.say('engine.cue_summary_open', { title: form.title, number: numberOf(form, open), label: open.label })
  }
  if (at.type === 'twin') return twinQuestion(at, turn.asking)
  if (at.type === 'doubting') return doubtAsked(turn, at)
  if (at.type === 'which_row') return whichRowAsked(turn, at)
  if (!field) return words.say(`engine.cue_${at.type}`)
  const partial = session.partials[field.key]
  // 「直接回答就行」 would not be of the question, but of the row that is being changed.
  if (partial && currentField(turn) && kindOf(field).changes?.(partial.value)) return question(turn, field)
  const values = { number: numberOf(form, field), label: field.label, total: form.fields.length }
  return words.say(at.type === 'confirming_clear' ? 'engine.cue_confirming_clear' : 'engine.cue', values)
}

/** 「培训」有好几条，要改哪一条？ */
function whichRowAsked(turn: Turn, at: At & { type: 'which_row' }): string {
  const { form, asking } = turn
  const field = form.fields.find(({ key }) => key === at.field)
  if (!field) throw new Error(`form ${form.id}/${form.version} has no question ${at.field}`)
  const { partial, old } = heldOf(turn, field)
  const many = at.numbers.length > MOST_ROWS
  const rows = kindOf(field).showParts?.(field, many ? [] : at.numbers, partial?.value ?? null, old, asking.words) ?? []
  const values = { said: quote(at.said), label: field.label, last: at.numbers.at(-1) ?? 0 }
  const how = asking.words.say(many ? 'late.which_many' : 'late.which_how', values)
  return [asking.words.say('late.which_change', values), ...rows.map((row) => quote(row, 50)), how].join('\n')
}

/** More than so many rows are not read through on a phone. */
const MOST_ROWS = 8

/** What is said where the conversation stands: a question, the summary, or what was asked about it. */
export function standing(turn: Turn): string {
  const { words } = turn.asking
  const field = currentField(turn)
  if (field) return question(turn, field)
  if (turn.session.at.type === 'summary')
    return `${revisedSummary(turn) ?? summary(turn.form, turn.session, words)}\n${summaryEnd(turn)}`
  return cue(turn)
}

/** What can be done at the summary: 提交 only where it can be. */
export function summaryEnd(turn: Turn): string {
  const { words } = turn.asking
  const whole = finish(turn)
  const open = lacking(whole)
  const wrong = open ? null : contradiction(whole.form, whole.session, words)
  if (wrong) return words.say('check.summary_end', wrong.values)
  if (!open) return [...oddRowsOf(whole), revisionEnd(turn) ?? words.say('engine.summary_end')].join('\n')
  return words.say('engine.summary_open', { number: numberOf(turn.form, open), label: open.label })
}

/** The first question that keeps all from being submitted as it stands; `whole` has what can stand finished. */
function lacking(whole: Turn): Field | null {
  const faulty = (field: Field): boolean => {
    const { old } = heldOf(whole, field)
    return old !== null && kindOf(field).check(field, old, whole.asking).length > 0
  }
  return openField(whole, 0, true) ?? whole.form.fields.find(faulty) ?? null
}

/** Takes unfinished answers that can stand as they are: the 完 was forgotten. */
export function finish(turn: Turn): Turn {
  let { answers, partials } = turn.session
  for (const field of turn.form.fields) {
    const partial = turn.session.partials[field.key]
    if (!partial) continue
    const kind = kindOf(field)
    const asking = { ...turn.asking, ...returnedWith(turn, field) }
    const reading = kind.command?.(field, { type: 'submit' }, partial.value, heldOf(turn, field).old, asking)
    if (reading?.type !== 'answered' || kind.check(field, reading.value, turn.asking).length > 0) continue
    answers = withKey(answers, field.key, { value: kind.encode(reading.value), from: partial.from })
    partials = without(partials, field.key)
  }
  return turnWith(turn, { ...turn.session, answers, partials })
}

/** Where the question she is at is asked no more, the next that is. */
export function placed(turn: Turn): Turn {
  const { form, session } = turn
  const at = placeOf(session)
  const asked = (key: string) => form.fields.some((one) => one.key === key)
  if (at.type === 'doubting' && !asked(at.older)) return placed({ ...turn, session: { ...session, at: at.back } })
  if (at.type === 'which_row' && !asked(at.field)) return placed({ ...turn, session: { ...session, at: at.back } })
  if (!('field' in at) || asked(at.field)) return turn
  const next = openField(turn)
  return { ...turn, session: { ...session, at: next ? { type: 'asking', field: next.key } : { type: 'summary' } } }
}

/** Goes to this place and says what is to be done there, after a line about what happened. */
export function goTo(turn: Turn, at: At, lead: string | null, change: Partial<Session> = {}): Step {
  const session = besides(turn.session, { misses: 0, ...change, at })
  const there = standing(turnWith(turn, session))
  return { session, reply: lead ? `${lead}\n${there}` : there, effects: [] }
}

/** Whether the summary as it was before the last change is on her screen. */
export const hasSeen = ({ session: { at } }: Turn): boolean =>
  at.type === 'summary' || ('seen' in at && at.seen === true)

/** The summary after a change; who has seen it `before`, with the same questions, hears what was changed (`lead`), and how to go on. */
export function toSummary(turn: Turn, lead: string | null, change: Partial<Session>, before: Turn): Step {
  const summary = { type: 'summary' as const }
  const after = turnWith(turn, besides(turn.session, { misses: 0, ...change, at: summary }))
  const numbers = ({ form }: Turn) => form.fields.map(({ key }) => key).join(' ')
  // The summary of a revision is only what is different.
  if (!hasSeen(before) || lead === null || after.session.revision || numbers(before) !== numbers(after))
    return goTo(turn, summary, lead, change)
  return { session: after.session, reply: `${lead}\n${changedEnd(after)}`, effects: [] }
}

/** How to go on from a summary of which only what was changed is told. */
export const changedEnd = (turn: Turn): string =>
  summaryEnd(turn).replace(turn.asking.words.say('engine.summary_end'), turn.asking.words.say('engine.summary_changed'))

/** The first question that lacks its answer or whose answer is unfinished, from this one on and round. */
export function openField({ form, session }: Turn, from = 0, needed = false, but?: Field): Field | null {
  const { fields } = form
  let waiting: Field | null = null
  for (let i = 0; i < fields.length; i++) {
    const field = fields[(from + i) % fields.length] as Field
    const answer = session.answers[field.key]
    // What was skipped may be required since.
    const unanswered = field.required ? (answer?.value ?? null) === null : !answer && !needed
    if (field.key === but?.key) continue
    if (!unanswered && !session.partials[field.key]) continue
    if (needed || !waits(form, session, field)) return field
    waiting ??= field
  }
  return waiting
}

/**
 * Where to go when this question is done or left: the next open one; after a change back to the summary when nothing needed is open. A
 * revision asks what was returned, and what is needed or asked only now.
 */
export function goOn(turn: Turn, field: Field, lead: string | null, given: Partial<Session>): Step {
  const told = tells(field)
  const taken = turnWith(turn, besides(turn.session, given))
  const guessed = told
    ? withGuesses(taken.form, taken.session, turn.asking.words)
    : { answers: taken.session.answers, lines: [] }
  const change = { ...given, answers: guessed.answers }
  const after = guessed.lines.length > 0 ? turnWith(turn, { ...turn.session, ...change }) : taken
  const { at } = turn.session
  const changed = at.type === 'changing'
  const appeared =
    after.form === turn.form
      ? undefined
      : after.form.fields.find((one) => numberOf(turn.form, one) === 0 && !after.session.answers[one.key])
  const said = [lead, ...guessed.lines, ...comings(turn.form, after.form, after.session, turn.asking.words)].filter(
    (line) => line !== null,
  )
  const news = said.join('\n') || null
  const { revision } = after.session
  const returned = revision?.fields.filter((key) => key !== field.key) ?? []
  const then = { ...change, ...(revision && { revision: { ...revision, fields: returned } }) }
  const [other, ...others] = stillAsked(after.form, (changed && at.others) || [])
  const seen = hasSeen(turn)
  if (other) {
    const next = { type: 'changing' as const, field: ofPartKey(other).key, others, ...onlyPart(after, other) }
    const partials = withPartOpen(after, other, after.session.partials)
    return goTo(turn, { ...next, ...(seen && { seen }) }, news, { ...then, partials })
  }
  if (revision) {
    const to = stillAsked(after.form, returned)[0] ?? openField(after, 0, true, field)?.key ?? appeared?.key
    return goTo(turn, to === undefined ? { type: 'summary' } : { type: 'changing', field: to }, news, then)
  }
  const freed =
    told &&
    after.form.fields.find(
      (one) =>
        mayGuess(one) &&
        !after.session.answers[one.key] &&
        waits(turn.form, turn.session, one) &&
        !waits(after.form, after.session, one),
    )
  // One that stands behind has its turn.
  if (freed && !changed && numberOf(after.form, freed) < numberOf(after.form, field))
    return goTo(turn, { type: 'asking', field: freed.key }, news, change)
  const next =
    changed && seen && !appeared && !openField(after, 0, true, field)
      ? null
      : openField(after, numberOf(after.form, field), false, field)
  return next ? goTo(turn, { type: 'asking', field: next.key }, news, change) : toSummary(turn, news, change, turn)
}
