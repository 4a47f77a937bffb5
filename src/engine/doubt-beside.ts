import { corrects, withoutSlip } from '../forms/corrects.js'
import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { takeAfar } from './afar.js'
import { askingAt, readAt, take } from './answer.js'
import { type Doubting, notTaken } from './doubt-words.js'
import { fitsAt } from './fitting.js'
import { partsOf } from './row-meant.js'
import type { Session } from './session.js'
import { asksStory } from './told.js'
import { cue, currentField, heldOf, standing, type Step, type Turn, turnWith } from './turn.js'

/** Hears a text where she is. */
export type Hear = (turn: Turn, text: string) => Step

/** So long a text is of a story. */
const STORY = 20

/**
 * What holds nothing up: a story said for what was asked when the doubt arose, behind which it is asked once more, or words that change only
 * something else. Null for all else.
 */
export function besideDoubt(turn: Turn, at: Doubting, here: Field, text: string, hear: Hear): Step | null {
  const back = turnWith(turn, { ...turn.session, at: at.back })
  const story = asksStory(here) && !at.more && text.length > STORY && /[，。；！]/u.test(text)
  const heard = hear(back, text)
  const { answers, partials, at: next } = heard.session
  const same =
    answers[here.key] === back.session.answers[here.key] && partials[here.key] === back.session.partials[here.key]
  const aside = next === at.back && same && !isSameState(back.session, heard.session)
  if (!aside && (!story || same || next.type === 'doubting' || next.type === 'which_row')) return null
  const gone = lapsed(turn, back, at, heard)
  if (gone) return gone
  const asked = { ...heard.session, at: { ...at, back: next, ...(!aside && { again: true as const }) } }
  const there = turnWith(turn, heard.session)
  const said = [withoutAsked(there, heard.reply ?? ''), cue(turnWith(turn, asked))].join('\n')
  return { ...heard, session: asked, reply: said }
}

/** A row that she took out meanwhile is asked about no more, and what was said for it is not noted; null where it is there. */
export function lapsed(turn: Turn, back: Turn, at: Doubting, heard: Step): Step | null {
  if (!isRowGone(back, turnWith(turn, heard.session), at)) return null
  const said = [at, ...(at.kept ?? [])].map((one) => one.said)
  return { ...heard, reply: `${notTaken(turn, said)}\n${heard.reply ?? ''}`.trimEnd() }
}

/** Whether fewer rows are left than there were where the doubt is about one of them. */
function isRowGone(before: Turn, after: Turn, { older, row }: Doubting): boolean {
  const field = before.form.fields.find(({ key }) => key === older)
  return field !== undefined && row !== undefined && partsOf(after, field).length < partsOf(before, field).length
}

/** What was said first stands before what was written meanwhile. */
export function putBefore(turn: Turn, field: Field, said: string): Step {
  const { partial, old } = heldOf(turn, field)
  const now = partial?.value ?? old
  const text = typeof now === 'string' ? now : ''
  const reading = kindOf(field).read(field, { type: 'text', text }, said, null, askingAt(turn, field))
  return field === currentField(turn) ? take(turn, field, reading) : takeAfar(turn, field, reading, true)
}

/** The question itself instead of a line on where she is: it was not read yet. */
export function withQuestion(turn: Turn, step: Step): Step {
  const there = turnWith(turn, step.session)
  return { ...step, reply: (step.reply ?? '').replace(cue(there), () => standing(there)) }
}

/** A reply without what is asked next. */
export const withoutAsked = (there: Turn, reply: string): string =>
  [standing(there), cue(there)].reduce((rest, asked) => rest.replace(asked, ''), reply).trimEnd()

/** Whether a message changed nothing and asked nothing. */
export const isSameState = (before: Session, after: Session): boolean =>
  after.answers === before.answers && after.partials === before.partials && after.at === before.at

/** What a correction in words makes of the last of an older question; null where it is none. */
export const correctionOf = (turn: Turn, older: Field, text: string): Reading<unknown> | null =>
  corrects(text) ? fitsAt(turn, older, withoutSlip(text), { was: null, rows: false }) : null

/** 「没花钱」, 「里面有小孩」, said while something else was asked: too little to go on with a story, and no row. */
export function isStray(turn: Turn, said: string, hear: Hear): boolean {
  const here = currentField(turn)
  if (!here || said.length >= STORY || (/[，。；]/u.test(said) && !/\d/.test(said))) return false
  const { free, columns } = kindOf(here)
  if (columns) {
    const reading = readAt(turn, here, { type: 'text', text: said })
    return reading.type === 'continued' && reading.asks === true
  }
  const { least = 0 } = here.options as { least?: number }
  // What is asked about, or is of another question, does not go on with the story.
  return free === true && least > 0 && hear(turn, said).session.at === turn.session.at
}
