import type { Json } from '../kernel/json.js'
import type { Words } from '../kernel/words.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'

/** Answers as a record holds them: null and absent are both none. */
export type Answers = Readonly<Record<string, Json | null>>

/** One question answered differently. `lines` say how, one for each row or picture where there are many. */
export interface Difference {
  field: Field
  /** Its number in the form, from 1. */
  number: number
  from: Json | null
  to: Json | null
  lines: string[]
}

/** The questions that two sets of answers to a form answer differently, in the order of the form. What nobody would see is no difference. */
export function differences(form: Form, before: Answers, after: Answers, words: Words): Difference[] {
  return form.fields.flatMap((field, i) => {
    const [from, to] = [before[field.key] ?? null, after[field.key] ?? null]
    const lines = linesOf(field, from, to, words)
    return lines.length > 0 ? [{ field, number: i + 1, from, to, lines }] : []
  })
}

function linesOf(field: Field, from: Json | null, to: Json | null, words: Words): string[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return []
  const kind = kindOf(field)
  const decoded = (value: Json | null) => (value === null ? null : kind.decode(value))
  if (kind.differ) return kind.differ(field, decoded(from), decoded(to), words)
  const shown = (value: Json | null) =>
    value === null ? words.say('engine.skipped') : kind.show(field, kind.decode(value), words)
  const values = { from: shown(from), to: shown(to) }
  return values.from === values.to ? [] : [words.say('difference.changed', values)]
}

/** 「第 4 题 人数：30人 → 35人」; of many rows each a line below it. */
export function showDifference({ field: { label }, number, lines }: Difference, words: Words): string {
  const head = words.say('difference.question', { number, label })
  const [only, ...others] = lines
  if (only !== undefined && others.length === 0 && !only.includes('\n'))
    return words.say('engine.line', { label: head, value: only })
  return [words.say('engine.line', { label: head, value: '' }), ...lines.map((line) => `· ${line}`)].join('\n')
}
