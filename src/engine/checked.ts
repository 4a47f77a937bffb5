import { failedCheck, operandOf } from '../forms/checks.js'
import type { Field, Form } from '../forms/form.js'
import type { Words } from '../kernel/words.js'
import type { Session } from './session.js'

/** Two answers that contradict each other, in words, with the later question, which is mended first, and the other one. */
export interface Contradiction {
  mend: Field
  /** For the sentences of `check`. */
  values: { said: string; questions: string; number: number; other: number }
}

/** The first cross-field check that keeps all from being submitted; the form has only what is asked. */
export function contradiction(form: Form, session: Session, words: Words): Contradiction | null {
  const failed = failedCheck(form, session)
  if (!failed) return null
  const { check, fields } = failed
  const [a = '', b = ''] = check.of.map((name) => {
    const { field, column } = operandOf(form.fields, name) ?? {}
    const label = field?.label ?? ''
    return column ? words.say('check.sum', { label, column: column.field.label }) : label
  })
  const numberOf = (field: Field) => form.fields.indexOf(field) + 1
  const questions = fields.map((field) => words.say('check.question', { number: numberOf(field), label: field.label }))
  const [other, mend] = fields
  return {
    mend,
    values: {
      said: check.say?.replace(/[。.]+$/, '') ?? words.say(`check.${check.rule}`, { a, b }),
      questions: questions.join(words.say('field.comma')),
      number: numberOf(mend),
      other: numberOf(other),
    },
  }
}
