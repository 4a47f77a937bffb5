import type { Json } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'
import { quote } from './prompt.js'
import { askedFields } from './relevance.js'

/** Answers as a record holds them: null and absent are both none. */
export type Answers = Readonly<Record<string, Json | null>>

/** One question answered differently. `lines` say how, one for each row or picture where there are many. */
export interface Difference {
  field: Field
  /** Its number among the questions that are asked now, from 1; 0 when it is asked no more. */
  number: number
  from: Json | null
  to: Json | null
  lines: string[]
}

/**
 * The questions that two sets of answers to a form answer differently, in the order of the form, which has all its questions. What nobody
 * would see is no difference. `idle`: there was nothing to report after, so that some questions are not asked.
 */
export function differences(form: Form, before: Answers, after: Answers, words: Words, idle = false): Difference[] {
  const asked = askedFields(form, { answers: given(after), idle })
  return form.fields.flatMap((field) => {
    const [from, to] = [before[field.key] ?? null, after[field.key] ?? null]
    const lines = differencesIn(field, from, to, words)
    const number = asked.findIndex(({ key }) => key === field.key) + 1
    return lines.length > 0 ? [{ field, number, from, to, lines }] : []
  })
}

/** The answers of a record as those of a conversation. */
export const given = (answers: Answers): Record<string, { value: Json | null; from: string[] }> =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value, from: [] }]))

/** How one answer differs from another; `most`: of each no more than so many characters. */
export function differencesIn(field: Field, from: Json | null, to: Json | null, words: Words, most?: number): string[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return []
  const kind = kindOf(field)
  const decoded = (value: Json | null) => (value === null ? null : kind.decode(value))
  if (kind.differ) return kind.differ(field, decoded(from), decoded(to), words)
  const shown = (value: Json | null) =>
    value === null ? words.say('engine.skipped') : kind.show(field, kind.decode(value), words)
  const values = { from: shown(from), to: shown(to) }
  if (values.from === values.to) return []
  const told = (value: string) => (most === undefined ? value : quote(value, most))
  return [words.say('difference.changed', { from: told(values.from), to: told(values.to) })]
}

/** 「第 4 题 人数：30人 → 35人」; of many rows each a line below it. */
export function showDifference({ field: { label }, number, lines }: Difference, words: Words): string {
  const head = number > 0 ? words.say('difference.question', { number, label }) : label
  const [only, ...others] = lines
  if (only !== undefined && others.length === 0 && !only.includes('\n'))
    return words.say('engine.line', { label: head, value: only })
  return [words.say('engine.line', { label: head, value: '' }), ...lines.map((line) => `· ${line}`)].join('\n')
}
