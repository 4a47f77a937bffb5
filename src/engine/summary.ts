import { shown as shownDays } from '../forms/days-kind.js'
import type { Asking } from '../forms/field-kind.js'
import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import { quote } from '../forms/prompt.js'
import type { Words } from '../kernel/words.js'
import { hubIn } from './service.js'
import type { Session } from './session.js'

/** All questions by number with their answers: what 「改 3」 counts by; long lists to their end only when the `whole` is asked for. */
export const summary = (form: Form, session: Session, words: Words, whole = false): string =>
  [words.say('engine.summary', { title: form.title }), ...answerLines(form, session, words, whole)].join('\n')

/** The same without a line above it. */
export function answerLines(
  form: Form,
  session: Pick<Session, 'answers' | 'partials' | 'idle'>,
  words: Words,
  whole: boolean,
): string[] {
  const lines = form.fields.map((field, i) => {
    const full = shown(field, session, words, whole ? undefined : ROWS + 1)
    const value = whole ? full : inFew(full, i + 1, field.key in session.partials, words)
    return `${i + 1}. ${words.say('engine.line', { label: field.label, value })}`
  })
  return [...idleLine(session, words), ...lines]
}

const idleLine = ({ idle }: Pick<Session, 'idle'>, words: Words): string[] => (idle ? [words.say('idle.line')] : [])

/** What there is of one answer, with its first `parts` or all, or that there is none. */
export function shown(
  field: Field,
  session: Pick<Session, 'answers' | 'partials'>,
  words: Words,
  parts?: number,
): string {
  const answer = session.answers[field.key]
  const kind = kindOf(field)
  const partial = session.partials[field.key]
  if (partial) return kind.showPartial?.(field, partial.value, words, parts) ?? words.say('engine.unfinished')
  if (!answer) return words.say('engine.unanswered')
  if (answer.value === null) return words.say('engine.skipped')
  return kind.show(field, kind.decode(answer.value), words, parts)
}

/** So many lines of an answer stand below it; of more she reads what they come to, and looks at them by the number of the question. */
const ROWS = 5
/** Short ones stand behind it, up to so long a line. */
const WIDE = 32

/** An answer in few lines, for all of a summary is read on a phone before it is submitted; `open` has a last line that says so. */
function inFew(value: string, number: number, open: boolean, words: Words): string {
  const [head = '', ...lines] = value.split('\n')
  const rows = open ? lines.slice(0, -1) : lines
  const end = open ? lines.slice(-1) : []
  const together = rows.map((row) => row.trim()).join(words.say('engine.beside'))
  const few =
    rows.length > 0 && together.length <= WIDE
      ? [[head, together].join(words.say('engine.beside'))]
      : rows.length <= ROWS
        ? [head, ...rows]
        : [`${head}${words.say('engine.look', { number })}`]
  return [...few, ...end].join('\n')
}

const SHORT = 30
/** So many lines of thanks. */
const THANKED = 12

/** The thanks after filing, with the day and what was recorded, a line each: in her own words where they are short; then what comes next. */
export function thanks(form: Form, session: Session, asking: Asking): string {
  const { words, today } = asking
  const recorded = form.fields.flatMap((field) => {
    const kind = kindOf(field)
    const value = session.answers[field.key]?.value ?? null
    if (value === null) return []
    const decoded = kind.decode(value)
    // Of what has parts only what they come to is said.
    const sum = kind.part ? (kind.tally?.(field, [decoded], words) ?? null) : null
    if (sum !== null) return [words.say('engine.line', { label: field.label, value: sum })]
    const full = kind.show(field, decoded, words)
    const short = full.length <= SHORT && !full.includes('\n')
    const said = short ? full : (kind.tally?.(field, [decoded], words) ?? quote(full, SHORT))
    return [words.say('engine.line', { label: field.label, value: said })]
  })
  // The thanks are one message, however long the form is.
  const told = recorded.length > THANKED ? THANKED - 1 : recorded.length
  const day = shownDays({ from: today, to: today }, words)
  return [
    words.say('engine.filed', { title: form.title, day }),
    ...idleLine(session, words),
    ...recorded.slice(0, told),
    ...(told < recorded.length ? [words.say('engine.filed_more', { count: recorded.length - told })] : []),
    words.say('engine.filed_next', { hub: hubIn(asking) }),
  ].join('\n')
}
