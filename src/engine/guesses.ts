import type { Field, Form } from '../forms/form.js'
import { kindOf } from '../forms/kinds.js'
import type { Session } from './session.js'
import { withKey } from './keyed.js'
import type { Words } from '../kernel/words.js'

const TITLE = 'activity.title'

const telling = new WeakMap<Field, boolean>()

/** Whether a question says what was done: itself, or a column of its table. Nothing can be guessed anew by another's answer. */
export function tells(field: Field): boolean {
  let told = telling.get(field)
  if (told === undefined) {
    const columns = kindOf(field).columns?.(field) ?? []
    told = field.feeds === TITLE || columns.some((column) => column.field.feeds === TITLE)
    telling.set(field, told)
  }
  return told
}

export const mayGuess = (field: Field): boolean => (field.options as { guess?: unknown }).guess !== undefined

/** Whether a question waits: what it is about is asked first, and may tell. */
export const waits = (form: Form, { answers }: Pick<Session, 'answers'>, field: Field): boolean =>
  mayGuess(field) && form.fields.some((one) => one !== field && !(one.key in answers) && tells(one))

/** The answers with what can be told from the titles of what was done, and a line about each. */
export function withGuesses(
  form: Form,
  session: Pick<Session, 'answers' | 'partials'>,
  words: Words,
): {
  answers: Session['answers']
  lines: string[]
} {
  let { answers } = session
  const lines: string[] = []
  for (const field of form.fields) {
    if (!mayGuess(field) || field.key in answers || session.partials[field.key] || waits(form, session, field)) continue
    const kind = kindOf(field)
    const sources = form.fields.filter(tells)
    const value =
      kind.guess?.(
        field,
        sources.flatMap((source) => titlesOf(source, answers[source.key]?.value ?? null)),
      ) ?? null
    if (value === null) continue
    const from = [...new Set(sources.flatMap(({ key }) => answers[key]?.from ?? []))]
    answers = withKey(answers, field.key, { value: kind.encode(value), from })
    const shown = { number: form.fields.indexOf(field) + 1, label: field.label, value: kind.show(field, value, words) }
    lines.push(words.say('engine.guessed', shown))
  }
  return { answers, lines }
}

/** What the activities that were told of are called. */
export const titlesIn = (form: Form, { answers }: Pick<Session, 'answers'>): string[] =>
  form.fields.filter(tells).flatMap((field) => titlesOf(field, answers[field.key]?.value ?? null))

function titlesOf(field: Field, value: Session['answers'][string]['value']): string[] {
  if (value === null) return []
  const kind = kindOf(field)
  const decoded = kind.decode(value)
  const titles = kind.columns
    ? kind
        .columns(field)
        .flatMap((column) => (column.field.feeds === TITLE ? (kind.cells?.(column, decoded) ?? []) : []))
    : [decoded]
  return titles.filter((title) => typeof title === 'string')
}
