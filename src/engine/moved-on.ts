import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { mayBeCaptions } from '../forms/captions.js'
import { kindOf } from '../forms/kinds.js'
import { bare, isDone, isNothing } from '../forms/prompt.js'
import { besides } from '../kernel/besides.js'
import { readBasis } from '../kernel/basis-words.js'
import type { Json } from '../kernel/json.js'
import { takeAfar } from './afar.js'
import { leave, readAt, take } from './answer.js'
import { saysNone } from './elsewhere.js'
import { fitting, openFields, rowsAhead } from './fitting.js'
import { tellsPlans } from './said-above.js'
import { asksStory } from './told.js'
import { periodSaidAt } from './period-at.js'
import { cue, currentField, heldOf, question, standing, type Step, type Turn, turnWith } from './turn.js'

const MEANT = { was: null, rows: true }
/** Shorter is no story. */
const STORY = 20
/** Rows that were not understood have only spaces: 「昨天 下一步桌游夜 图书馆 95人」. */
const SENTENCES = /[，,。；;！!？?]/u

/** 「1，没有支出」, 「没有了。场地费500元」: what ends a list, and what is said behind it. */
const BOTH = /^(?<end>\S{1,8}?)(?:[，,。；;、]\s*|\s+)(?<rest>\S.*)$/su

/**
 * What ends what is being asked, with the answer to a question that comes later behind it or by itself: 「签到，没有支出」 at a list, the plans where she has
 * no more spending, the story where the period that is offered is right. Both are said back. Null when it is not that.
 */
export function movedOn(turn: Turn, here: Field, text: string, reading: Reading<unknown>): Step | null {
  const { session } = turn
  if (session.at.type !== 'asking' || session.revision) return null
  const { end = '', rest = '' } = (canEnd(turn, here) && BOTH.exec(text.trim())?.groups) || {}
  const ended = mayEnd(end) && !isDone(rest) ? endOf(turn, here, end) : null
  const both = ended && onwards(turn, here, ended, rest, /[元块]/u.test(rest))
  if (both) return both
  const left = leftAt(turn, here, text, reading)
  return left && onwards(turn, here, left, text, false)
}

/** 完, 没有了, 签到, or its number where the ways are shown. */
const mayEnd = (text: string): boolean => /^\d$/.test(text) || isDone(text) || readBasis(text) !== null

/** Whether it is a list with something in it. */
const canEnd = (turn: Turn, here: Field): boolean =>
  kindOf(here).columns !== undefined && heldOf(turn, here).partial !== null

function endOf(turn: Turn, field: Field, text: string): Reading<unknown> | null {
  const reading = readAt(turn, field, { type: 'text', text })
  return reading.type === 'answered' || (reading.type === 'continued' && reading.asks) ? reading : null
}

/** What is being asked as it stands when she answers another question instead; null where it cannot be left so, or this may be its answer. */
function leftAt(turn: Turn, here: Field, text: string, reading: Reading<unknown>): Reading<unknown> | null {
  const offer = turn.session.offers?.[here.key]
  const list = canEnd(turn, here)
  const open = !list && heldOf(turn, here).old === null
  const named = open && here.feeds === 'period' ? periodSaidAt(turn, here, text) : null
  if (!list && !(open && (offer ?? named))) return null
  if (mayBeCaptions(text)) return null
  // A row that lacks something may be a sentence; what is read as a whole one is a row.
  const begun =
    reading.type === 'continued' && reading.asks === true && tellsPlans(text) && !hasMore(turn, here, reading)
  if (reading.type !== 'misread' && !begun) return null
  if (list) return endOf(turn, here, '完')
  // What she says of when it was, not what was offered, is what she reports on.
  if (named) return { type: 'answered', value: named }
  return offer ? { type: 'answered', value: kindOf(here).decode(offer.value) } : null
}

/** Whether there are rows more with this, or several begun. */
function hasMore(turn: Turn, field: Field, { partial }: { partial: Json }): boolean {
  const { partial: held, old } = heldOf(turn, field)
  const count = (one: Json | null) => kindOf(field).parts?.(field, one, old).length ?? 0
  const { pending = [] } = (partial ?? {}) as { pending?: Json[] }
  return pending.length > 1 || count(partial) > count(held?.value ?? null)
}

/** `sums`: it is surely of money. */
function onwards(turn: Turn, here: Field, ended: Reading<unknown>, text: string, sums: boolean): Step | null {
  const fit = sums ? null : (fitting(turn, text, MEANT, true) ?? rowsAhead(turn, text))
  const first = take(turn, here, ended)
  const after = turnWith(turn, first.session)
  const next = currentField(after)
  if (!next || after.session.at.type !== 'asking') return null
  // A period that is only offered is left for the story that was asked for with it, and for nothing else.
  const later = here.key in (turn.session.offers ?? {}) ? [] : openFields(after)
  const answers = (next === here ? [] : [next]).concat(later)
  for (const field of answers) {
    // While something is asked of all rows a story may be about them; a few words with a number in them may be of any list.
    const may = kindOf(field).columns ? sums || fit?.field.key === field.key || !/\d/.test(text) : next !== here
    const then = may ? answerAt(after, field, text) : null
    if (!then) continue
    const lead = next === here ? '' : before(first.reply, question(after, next))
    const second =
      field !== next ? afar(after, field, then) : then.type === 'nothing' ? leave(after, next) : take(after, next, then)
    const reply = [lead, second.reply].filter(Boolean).join('\n')
    return { session: second.session, reply, effects: [...first.effects, ...second.effects] }
  }
  return null
}

/** Taken where it is not asked yet: what is asked now, which is new, is asked in full. */
function afar(turn: Turn, field: Field, reading: Reading<unknown>): Step {
  // Rows are whole with this: they are not asked about again when their turn comes.
  const rows = reading.type === 'continued' && kindOf(field).columns ? reading : null
  const end = rows && kindOf(field).command?.(field, { type: 'submit' }, rows.partial, null, turn.asking)
  const step = takeAfar(
    turn,
    field,
    end?.type === 'answered' && rows ? besides(end, { note: rows.note ?? '' }) : reading,
  )
  const there = turnWith(turn, step.session)
  return { ...step, reply: `${before(step.reply, cue(there))}\n${standing(there)}` }
}

/** What is said before this at the end. */
const before = (reply: string | null, end: string): string =>
  reply?.endsWith(end) ? reply.slice(0, -end.length).trimEnd() : (reply ?? '')

/** What a text is at the next question, where it is surely its answer: rows, a story that is long enough, or that there is none. */
function answerAt(turn: Turn, next: Field, text: string): Reading<unknown> | null {
  const kind = kindOf(next)
  if (!next.required && (isNothing(text) || saysNone(next, bare(text)))) return { type: 'nothing' }
  if (!kind.columns && !(asksStory(next) && SENTENCES.test(text))) return null
  const reading = readAt(turn, next, { type: 'text', text })
  if (reading.type === 'answered')
    return text.length >= STORY && kind.check(next, reading.value, turn.asking).length === 0 ? reading : null
  return kind.columns && reading.type === 'continued' && !reading.asks ? reading : null
}
