import type { Field, Form } from '../forms/form.js'
import type { Words } from '../kernel/words.js'
import type { Session } from './session.js'

/**
 * What an answer did to other questions, so that nothing comes or goes without a word: questions with answers that are asked no more or
 * again, and skipped ones that are needed now. Both forms have only what is asked, before and after.
 */
export function comings(before: Form, after: Form, { answers, partials }: Session, words: Words): string[] {
  if (before === after) return []
  const labels = (fields: Field[]): string =>
    fields.map(({ label }) => words.say('relevance.label', { label })).join(words.say('field.comma'))
  const only = (one: Form, other: Form): string =>
    labels(
      one.fields
        .filter(({ key }) => other.fields.every((field) => field.key !== key))
        .filter(({ key }) => (answers[key]?.value ?? null) !== null || partials[key]),
    )
  const [gone, back] = [only(before, after), only(after, before)]
  const needed = labels(
    after.fields.filter(
      ({ key, required }) =>
        required && answers[key]?.value === null && before.fields.some((one) => one.key === key && !one.required),
    ),
  )
  return [
    ...(gone ? [words.say('relevance.gone', { labels: gone })] : []),
    ...(back ? [words.say('relevance.back', { labels: back })] : []),
    ...(needed ? [words.say('relevance.needed', { labels: needed })] : []),
  ]
}
