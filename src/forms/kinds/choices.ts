import { z } from 'zod'
import type { FieldKind } from '../field-kind.js'
import { type Choice, choiceLines, choiceList, labelOf, pick } from '../pick.js'
import { bare, isNothing, misread, prompt, quote, textOf } from '../prompt.js'

interface ChoicesOptions {
  choices: Choice[]
  most?: number | undefined
}

/** Some of a list: 「1 3」, 「一和三」, 「培训、其他」, 「全部」. */
export const choices: FieldKind<ChoicesOptions, string[]> = {
  name: 'choices',
  options: z.strictObject({ choices: choiceList, most: z.int().min(1).optional() }),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, {
      old: old === null ? null : choices.show(field, old, words),
      more: `${choiceLines(field.options.choices)}\n${words.say('choices.how')}`,
    }),
  askOtherwise: (field, _partial, { words }) =>
    words.say('choices.otherwise', { choices: choiceLines(field.options.choices) }),
  read({ options: { choices: all } }, said) {
    const raw = textOf(said)
    if (raw === null || raw.length > 200) return misread('text.wanted')
    if (/^(?:全部|全选|都有|都是|all)$/i.test(bare(raw))) return { type: 'answered', value: all.map(({ key }) => key) }
    // A label may hold 「和」 or a space itself: the whole is tried first.
    const whole = pick(all, raw)
    const picked =
      whole.length === 1 && /\D/.test(raw)
        ? [whole]
        : raw
            .split(/[\s,，、;；/+和与及]+/u)
            .filter(Boolean)
            .map((part) => pick(all, part))
    if (picked.length === 0 || picked.some((found) => found.length !== 1)) {
      return isNothing(raw) ? { type: 'nothing' } : misread('choice.unclear', { said: quote(raw) })
    }
    const keys = new Set(picked.flat().map(({ key }) => key))
    return { type: 'answered', value: all.filter(({ key }) => keys.has(key)).map(({ key }) => key) }
  },
  check: ({ options: { most } }, value) =>
    most !== undefined && value.length > most ? [{ code: 'choices.too_many', values: { most } }] : [],
  show: (field, value, words) =>
    value.map((key) => labelOf(field.options.choices, key, words)).join(words.say('field.comma')),
  cell: (field, value) =>
    value.map((key) => field.options.choices.find((one) => one.key === key)?.label ?? key).join('、'),
  comparison: { as: 'keys', all: ({ options }) => options.choices.map(({ key }) => key), of: (value) => value },
  encode: (value) => value,
  decode(json) {
    if (!Array.isArray(json) || !json.every((key) => typeof key === 'string'))
      throw new Error('stored choices are no list')
    return json
  },
}
