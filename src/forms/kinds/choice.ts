import { z } from 'zod'
import type { FieldKind } from '../field-kind.js'
import { type Choice, choiceLines, choiceList, labelOf, pick } from '../pick.js'
import { bare, misread, prompt, quote, textOf } from '../prompt.js'

interface ChoiceOptions {
  choices: Choice[]
  /** By choice, words in what was done that are signs of it: 「培训」「工作坊」. */
  guess?: Record<string, string[]> | undefined
}

/** What is longer and names no choice is meant for another question. */
const LONG = 10

/** That she knows what was done, and not which of these it is. */
const WHICH =
  /^(?=.{2,16}$).{0,8}(?:选|挑|属于|算|归)(?:到|在)?(?:哪|什么|啥).{0,4}$|^(?:我|这个)*(?:拿不准|分不清|怎么选).{0,6}$/u

/** 「不知道选哪个」: the nearest, or what is there for all else. */
const nearest = (choices: Choice[]) => {
  const at = choices.findIndex(({ label }) => /^(?:其[他它]|other)/iu.test(label))
  const label = choices[at]?.label
  return label ? misread('choice.unsure_other', { number: at + 1, label }) : misread('choice.unsure')
}

/** The choice that a sign of it names by itself: 「志愿服务」 is service, 「志愿服务队来了」 is a story. */
const signedBy = (choices: Choice[], guess: Record<string, string[]> = {}, said: string): Choice[] =>
  choices.filter(({ key }) => guess[key]?.some((sign) => said === sign || said === `${sign}类`))

/** One of a list; the stored value is the key of the choice. */
export const choice: FieldKind<ChoiceOptions, string> = {
  name: 'choice',
  options: z
    .strictObject({ choices: choiceList, guess: z.record(z.string(), z.array(z.string().min(1)).min(1)).optional() })
    .refine(
      ({ choices, guess = {} }) => Object.keys(guess).every((key) => choices.some((one) => one.key === key)),
      'guess 里有的选项，choices 里没有 / a guess is of a choice that is none',
    ),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, {
      old: old === null ? null : labelOf(field.options.choices, old, words),
      more: `${choiceLines(field.options.choices)}\n${words.say('choice.how')}`,
    }),
  askOtherwise: (field, _partial, { words }) =>
    words.say('choice.otherwise', { choices: choiceLines(field.options.choices), count: field.options.choices.length }),
  read({ label, options: { choices, guess } }, said, _partial, _old, { words, here }) {
    const raw = textOf(said)
    if (raw === null) return misread('text.wanted')
    const named = pick(choices, raw)
    // Elsewhere 「读书会」 is what was done.
    const picked = named.length > 0 || here === false ? named : signedBy(choices, guess, bare(raw))
    const [only] = picked
    if (only && picked.length === 1) return { type: 'answered', value: only.key }
    if (!only && WHICH.test(bare(raw))) return nearest(choices)
    if (!only && bare(raw).length > LONG) return misread('choice.too_much', { label, count: choices.length })
    if (!only) return misread('choice.unclear', { said: quote(raw) })
    return misread('choice.several', {
      labels: picked.map(({ label }) => label).join(words.say('field.comma')),
    })
  },
  guess({ options: { guess = {} } }, titles) {
    const signs = Object.entries(guess)
    const kinds = titles.map((title) =>
      signs.flatMap(([key, words]) => (words.some((word) => title.includes(word)) ? [key] : [])),
    )
    // 「培训分享会」 is of two kinds: she is asked.
    const sure = kinds.flatMap((keys) => (keys.length === 1 ? keys : []))
    const [first, ...others] = [...new Set(sure)]
    const most = [first, ...others].find((key) => 2 * sure.filter((one) => one === key).length > titles.length)
    return most ?? null
  },
  check: () => [],
  show: (field, value, words) => labelOf(field.options.choices, value, words),
  cell: (field, value) => field.options.choices.find(({ key }) => key === value)?.label ?? value,
  comparison: {
    as: 'keys',
    one: true,
    all: ({ options }) => options.choices.map(({ key }) => key),
    of: (value) => [value],
  },
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Error('a stored choice is no text')
    return json
  },
}
