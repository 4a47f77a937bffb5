import { kindOf } from '../forms/kinds.js'
import { besides } from '../kernel/besides.js'
import { periodAt } from './period-at.js'
import type { Turn } from './turn.js'

/** What is odd about rows as all stands now: those put down before the period was said are outside of it without a word at their row. */
export function oddRowsOf({ form, session, asking }: Pick<Turn, 'form' | 'session' | 'asking'>): string[] {
  const { words } = asking
  return form.fields.flatMap((field, i) => {
    const { odd, decode } = kindOf(field)
    const value = session.answers[field.key]?.value ?? null
    if (!odd || value === null) return []
    return odd(field, decode(value), besides(asking, { period: periodAt({ form, session }, field) })).map(
      ({ numbers, label, problem }) =>
        words.say('problem.date.outside_period_rows', {
          ...problem.values,
          field: field.label,
          rows: numbers.join(words.say('field.comma')),
          label,
          first: `${i + 1}.${numbers[0]}`,
        }),
    )
  })
}
