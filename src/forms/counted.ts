import { mentionsBasis, mixesBases, readBasis, withoutDenial } from '../kernel/basis-words.js'
import { showHeadcount } from '../kernel/headcount-words.js'
import type { Basis, Headcount, Quantity } from '../kernel/quantity.js'
import type { Problem } from '../kernel/outcome.js'
import { withBasis } from '../kernel/quantity-words.js'
import type { Words } from '../kernel/words.js'
import type { Query } from './field-kind.js'
import type { Field } from './form.js'
import { type Choice, choiceLines, pick } from './pick.js'
import { quote } from './prompt.js'

const BASES = ['sign_in', 'count', 'estimate', 'recalled'] as const satisfies Basis[]
const basisChoices = (words: Words): Choice[] => BASES.map((key) => ({ key, label: words.say(`counted.${key}`) }))

/** How a number was found out, where its words do not show it themselves. */
export const basisNote = ({ basis }: Quantity, words: Words): string =>
  basis === null || basis === 'estimate' ? '' : words.say(`counted.${basis}`)

const isUnknown = ({ options: { counted } }: Field<{ counted?: boolean }>, { quantity }: Headcount): boolean =>
  counted === true && quantity.basis === null && quantity.max > 0

/** 「第4条 3，其他 1」: by the numbers that are shown. */
const CHOSEN = /[条场笔项他余的]\s*[:：]?\s*(?:都|是)*\s*[1-4](?!\d)/u

/** 「1 签到」: the choice as it stands in the list, and not of the first row. */
function isChoice(text: string): boolean {
  const [, number = '', said = ''] = /^\s*([1-4])\s*[.、．:：)）]?\s*(\D+)$/u.exec(text) ?? []
  return number !== '' && readBasis(said) === BASES[Number(number) - 1]
}

/** 「这个人数是怎么来的？」, asked of a number that does not say it. */
export const howCounted: Query<{ counted?: boolean }, Headcount> = {
  due: (field, value) => isUnknown(field, value) && !value.asked,
  open: isUnknown,
  ask: (_field, value, { words }) =>
    words.say('counted.ask', { value: showHeadcount(value), choices: choiceLines(basisChoices(words)) }),
  askAll: (rows, { words }) => words.say('counted.ask_all', { rows, choices: choiceLines(basisChoices(words)) }),
  inWords: {
    heard: (text) => (isChoice(text) || !(mentionsBasis(text) || CHOSEN.test(text)) ? null : withoutDenial(text)),
    answers: (text) => /^[1-4]$/.test(text) || (mentionsBasis(text) && readBasis(text) !== null),
    contradict: mixesBases,
  },
  answer(_field, value, text, { words }) {
    const [only, other] = /[没不无忘丢漏缺]/.test(text) ? [] : pick(basisChoices(words), text)
    const basis = readBasis(text) ?? (other ? null : (BASES.find((key) => key === only?.key) ?? null))
    return basis && { ...value, quantity: withBasis(value.quantity, basis) }
  },
  said: ({ quantity: { basis } }, { words }) => (basis === null ? '' : words.say(`counted.${basis}`)),
  left: (value) => ({ ...value, asked: true }),
  unclear: 'counted.unclear',
}

/** So many times more or fewer is rather a slip, or said of something else. */
const FAR = 10
const PEOPLE = /^[人名位]/u
/** She says herself that it takes the place of the other. */
const BECOMES = /改|换成|应该|不对|不是|错/u

/** 「十来家」, 「2.5万」 where it is asked how 35人 were counted: another unit, or another order of magnitude. */
export function unlike({ label }: Field, before: Headcount, now: Headcount, said: string): Problem | null {
  const [was, is] = [before.quantity, now.quantity]
  const unit = was.unit !== is.unit && !(PEOPLE.test(was.unit) && PEOPLE.test(is.unit))
  const far = is.min > FAR * was.max || FAR * is.max < was.min
  if (BECOMES.test(said) || now.breakdown.length > 0 || was.max === 0 || !(unit || far)) return null
  const values = { said: quote(said), was: showHeadcount(before), label }
  return { code: 'counted.unlike', values, understood: true }
}
