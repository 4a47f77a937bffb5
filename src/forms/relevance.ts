import type { Json } from '../kernel/json.js'
import { holds, type Seen } from './condition.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'

/** What relevance is told of a conversation or a record: its answers, and whether there was nothing to report. */
export interface Given {
  answers: Record<string, { value: Json | null }>
  idle?: boolean
}

// Answers are never changed in place, so what is asked with them is found out once; they are forgotten with their step.
const known = new WeakMap<Given['answers'], { form: Form; idle: boolean; asked: Form }>()
const required = new WeakMap<Field, Field>()
const optional = new WeakMap<Field, Field>()
/** Mostly the same is asked again, which is then the very same form: what tells what an answer did to the questions sees so at once. */
const lastAsked = new WeakMap<Form, Form>()
const isSame = (some: Field[], others: Field[]): boolean =>
  some.length === others.length && some.every((field, i) => field === others[i])

/** The form with the questions that are asked with these answers: each as it is asked, so `required` says whether it is now. */
export function askedForm(form: Form, { answers, idle = false }: Given): Form {
  const some = idle && form.idle !== undefined
  const before = known.get(answers)
  if (before?.form === form && before.idle === some) return before.asked
  if (!some && isFixed(form) && form.fields.every(({ requiredWhen }) => !requiredWhen)) return form

  const fields: Field[] = []
  // What is not asked counts as not answered.
  const see = (key: string): Seen | null => {
    const value = answers[key]?.value ?? null
    const field = value === null ? undefined : fields.find((one) => one.key === key)
    return field && value !== null ? seeing(field, value) : null
  }
  for (const field of form.fields) {
    const { key, when, requiredWhen } = field
    if ((some && !form.idle?.includes(key)) || (when && !holds(when, see))) continue
    const spared = some && form.idleOptional?.includes(key)
    fields.push(spared ? asOptional(field) : requiredWhen && holds(requiredWhen, see) ? asRequired(field) : field)
  }
  const last = lastAsked.get(form) ?? form
  const asked = isSame(last.fields, fields) ? last : { ...form, fields }
  lastAsked.set(form, asked)
  known.set(answers, { form, idle: some, asked })
  return asked
}

/** Whether the same questions are asked whatever is answered. */
export const isFixed = ({ fields }: Form): boolean => fields.every(({ when }) => !when)

/** The questions that are asked with these answers, in their order. */
export const askedFields = (form: Form, given: Given): Field[] => askedForm(form, given).fields

export const isAsked = (form: Form, key: string, given: Given): boolean =>
  askedFields(form, given).some((field) => field.key === key)

/** The answers to questions that are asked: what is filed. Those to others stay in the session and count again when they are. */
export function askedAnswers<A extends { value: Json | null }>(
  form: Form,
  given: { answers: Record<string, A>; idle?: boolean },
): Record<string, A> {
  const asked = new Set(askedFields(form, given).map(({ key }) => key))
  return Object.fromEntries(Object.entries(given.answers).filter(([key]) => asked.has(key)))
}

function asRequired(field: Field): Field {
  const made = required.get(field) ?? { ...field, required: true }
  required.set(field, made)
  return made
}

/** What may be left empty may be as short as she likes. */
function asOptional(field: Field): Field {
  const options = 'least' in field.options ? { ...field.options, least: 0 } : field.options
  const made = optional.get(field) ?? { ...field, required: false, options }
  optional.set(field, made)
  return made
}

/** A stored answer as conditions and checks see it. */
export function seeing(field: Field, value: Json): Seen {
  const kind = kindOf(field)
  const { comparison } = kind
  switch (comparison?.as) {
    case undefined:
      return { as: 'given' }
    case 'keys':
      return { as: 'keys', keys: comparison.of(kind.decode(value)) }
    case 'amount':
      return { as: 'amount', ...comparison.of(kind.decode(value)) }
    case 'days':
      return { as: 'days', ...comparison.of(kind.decode(value)) }
  }
}
