import { z } from 'zod'
import type { FieldKind } from '../field-kind.js'
import { type Choice, choiceLines, choiceList, labelOf, pick } from '../pick.js'
import { bare, misread, prompt, quote, textOf } from '../prompt.js'

interface ChoiceOptions {
  choices: Choice[]
}

/** What is longer and names no choice is meant for another question. */
const LONG = 10

/** One of a list; the stored value is the key of the choice. */
export const choice: FieldKind<ChoiceOptions, string> = {
  name: 'choice',
  options: z.strictObject({ choices: choiceList }),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, {
      old: old === null ? null : labelOf(field.options.choices, old, words),
      more: `${choiceLines(field.options.choices)}\n${words.say('choice.how')}`,
    }),
  askOtherwise: (field, _partial, { words }) =>
    words.say('choice.otherwise', { choices: choiceLines(field.options.choices), count: field.options.choices.length }),
  read({ label, options: { choices } }, said, _partial, _old, { words }) {
    const raw = textOf(said)
    if (raw === null) return misread('text.wanted')
    const picked = pick(choices, raw)
    const [only] = picked
    if (only && picked.length === 1) return { type: 'answered', value: only.key }
    if (!only && bare(raw).length > LONG) return misread('choice.too_much', { label, count: choices.length })
    if (!only) return misread('choice.unclear', { said: quote(raw) })
    return misread('choice.several', {
      labels: picked.map(({ label }) => label).join(words.say('field.comma')),
    })
  },
  check: () => [],
  show: (field, value, words) => labelOf(field.options.choices, value, words),
  cell: (field, value) => field.options.choices.find(({ key }) => key === value)?.label ?? value,
  comparison: { as: 'keys', all: ({ options }) => options.choices.map(({ key }) => key), of: (value) => [value] },
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Error('a stored choice is no text')
    return json
  },
}
