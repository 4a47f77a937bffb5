import type { Reading } from '../forms/field-kind.js'
import type { Field } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { bare, quote } from '../forms/prompt.js'
import { readNumber } from '../kernel/numeral.js'
import { takeAfar } from './afar.js'
import { readAt, take } from './answer.js'
import { fitsAt, fitting, lastChanged } from './fitting.js'
import { readMore, readPart } from './named.js'
import type { Session } from './session.js'
import { cue, currentField, goTo, heldOf, numberOf, type Step, type Turn, turnWith } from './turn.js'

/** What an older question would get. */
type Older = { older: string; text: string; row?: number; more?: true; misread?: true }

/** Asks in one short question whether what was said is for an older question or for the one being asked. */
export function doubt(turn: Turn, said: string, older: Older): Step {
  const { session, asking } = turn
  const here = currentField(turn)
  if (!here) throw new Error('where nothing is asked there is no doubt')
  return goTo(
    turn,
    { type: 'doubting', field: here.key, said, from: asking.messageId, back: session.at, ...older },
    null,
  )
}

const partOf = (reading: Reading<unknown>) =>
  reading.type === 'continued' && reading.part !== undefined ? { row: reading.part } : {}

const NUMBERED = /^[（(]?(\d{1,2})[)）.．、:：]\s*(\S.*)$/u
/** So long a text begins a story that goes on. */
const STORY = 20

/**
 * Whether a text at this question is rather an answer to an older one: by the number before it (「3. 培训」), by its kind (a date where a title
 * is asked), or as the rest of a longer story. `reading` is what it is here. Null: it is not.
 */
export function lateAnswer(turn: Turn, field: Field, text: string, reading: Reading<unknown>): Step | null {
  const said = text.trim()
  const misread = reading.type === 'misread' && reading.partial === undefined
  if (!misread && !kindOf(field).free) return null
  const unread = misread && { misread }
  const [, digits = '', rest = ''] = NUMBERED.exec(said) ?? []
  const numbered = turn.form.fields[(readNumber(digits) ?? 0) - 1]
  if (numbered && numbered !== field && numbered.key in turn.session.answers) {
    const reading = fitsAt(turn, numbered, rest, { was: null, rows: true })
    if (reading) return doubt(turn, text, { older: numbered.key, text: rest, ...partOf(reading), ...unread })
  }
  const fit = fitting(turn, said, { was: null, rows: true }, misread)
  // A bare number is of many things: only what was asked just before, and where it would be taken for words.
  if (fit && (!/^\d+$/.test(bare(said)) || (!misread && fit.field === lastChanged(turn))))
    return doubt(turn, text, { older: fit.field.key, text: said, ...partOf(fit.reading), ...unread })
  const last = lastChanged(turn)
  if (
    misread &&
    last &&
    last !== field &&
    kindOf(last).reopen &&
    heldOf(turn, last).old !== null &&
    said.length >= STORY
  )
    return doubt(turn, text, { older: last.key, text, more: true, ...unread })
  return null
}

const OLDER =
  /^(?:1|一|是的?|对的?|嗯+)$|^(?:前面|上面|之前|上一?[题个]|那一?[题个]|前一?[题个]|接上去?|接着|接在?后面)/u
const HERE = /^(?:2|二|不|不是|都不是|新的)$|^(?:这一?[题个]|当前|本题)/u
/** So long a text is an answer itself, not a word about the one before. */
const WORD = 16

/** 「25人」是给第 4 题「人数」的，还是这一题的？ Her answer to that; what is no answer is asked about again, and nothing of it is lost unsaid. */
export function settle(turn: Turn, text: string, away: boolean): Step {
  const { form, session, asking } = turn
  const { at } = session
  const [older, here] = ['older', 'field'].map((of) =>
    form.fields.find(({ key }) => key === (at as Doubting)[of as 'field']),
  )
  if (at.type !== 'doubting' || !older || !here) throw new Error('there is no doubt to settle')
  const back: Turn = { ...turn, session: { ...session, at: at.back } }
  const before: Turn = { ...back, asking: { ...asking, messageId: at.from } }
  const toOlder = () => takeAfar(before, older, readOlder(before, older, at), at.more)

  const said = bare(text).replace(/^(?:是|算)?(?:给|属于|填)(?=.)/u, '')
  const [, digits] = /第\s*([\d一二三四五六七八九十]{1,3})\s*题/u.exec(said) ?? []
  const number = digits === undefined ? null : readNumber(digits)
  if (said.length < WORD && !away) {
    if (number === numberOf(form, here))
      return take(before, here, readAt(before, here, { type: 'text', text: at.said }))
    if (number === numberOf(form, older) || labelsOf(older).some((label) => said.includes(label)) || OLDER.test(said))
      return toOlder()
    if (HERE.test(said)) return take(before, here, readAt(before, here, { type: 'text', text: at.said }))
  }
  // With an answer to this question, what came before it was for the other.
  const reading = readAt(back, here, { type: 'text', text })
  const answers = reading.type === 'answered' || reading.type === 'continued'
  if (!away && answers && at.misread) {
    const step = take(back, here, reading)
    return { ...step, reply: [asking.words.say('late.dropped', { said: quote(at.said) }), step.reply].join('\n') }
  }
  const first = !away && answers && (!kindOf(here).free || said.length >= WORD) ? toOlder() : null
  if (first && first.session.at === at.back) {
    const then = turnWith(back, first.session)
    const next = take(then, here, readAt(then, here, { type: 'text', text }))
    const said = first.reply?.replace(`\n${cue(then)}`, '')
    return { ...next, reply: [said, next.reply].join('\n'), effects: [...first.effects, ...next.effects] }
  }
  const again = asking.words.say('late.first', { said: quote(text) })
  return { session, reply: `${again}\n${cue(turn)}`, effects: [] }
}

const labelsOf = ({ label, options }: Field): string[] => [
  label,
  ...((options as { columns?: Field[] }).columns ?? []).map((column) => column.label),
]

type Doubting = Session['at'] & { type: 'doubting' }

/** What the older question makes of it. */
function readOlder(turn: Turn, field: Field, { text, row, more }: Doubting): Reading<unknown> {
  if (row !== undefined) return readPart(turn, field, row, text) ?? readAt(turn, field, { type: 'text', text })
  if (more) return readMore(turn, field, text)
  return fitsAt(turn, field, text, { was: null, rows: true }) ?? readAt(turn, field, { type: 'text', text })
}
