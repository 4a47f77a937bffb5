import { sumOfParts } from '../kernel/breakdown.js'
import { withMissed } from '../kernel/headcount-missed.js'
import type { Headcount, Quantity } from '../kernel/quantity.js'
import { readQuantity, showQuantity, showSum, withBasis } from '../kernel/quantity-words.js'
import type { Words } from '../kernel/words.js'
import type { Query } from './field-kind.js'
import { choiceLines, pick } from './pick.js'

/** What the parts come to, as a total of its own. */
export function summed(value: Headcount): Quantity {
  const { sum } = sumOfParts(value)
  const quantity: Quantity = { ...sum, qualifier: null, basis: value.quantity.basis, wording: showSum([sum]) }
  if (sum.min < sum.max) return { ...quantity, qualifier: '约', basis: quantity.basis ?? 'estimate' }
  return quantity.basis ? withBasis(quantity, quantity.basis) : quantity
}

/** 老师2 of 45人: they may be some of these, and are all only if she says so. */
const mayBeSome = (value: Headcount): boolean =>
  value.breakdown.length === 1 && sumOfParts(value).sum.max < value.quantity.min

function choicesOf(value: Headcount, words: Words) {
  const some = mayBeSome(value)
  const sum = showSum([sumOfParts(value).sum])
  return [
    { key: 'total', label: words.say(some ? 'parts.within' : 'parts.total', { all: showQuantity(value.quantity) }) },
    { key: 'sum', label: words.say(some ? 'parts.alone' : 'parts.sum', { sum }) },
  ]
}

/** 相加的对, 总数错了: which of the two a text without numbers is for. */
function meant(text: string): 'total' | 'sum' | null {
  const [total, sum] = [/总/.test(text), /加|部分/.test(text)]
  if (total === sum || /\d/.test(text) || text.length > 12) return null
  return total === /不对|不是|错/.test(text) ? 'sum' : 'total'
}

/** 「45是对的」, 「第二个对」: what is named before it. */
export const RIGHT = /(?<=[\d人个])(?:[这那]个)?数?(?:才|就)?是?对的?[吧了。.！!]*$/u
/** 「45不对」: the other one, or one that she has yet to say. */
const NOT_RIGHT = /^\d+ ?人?(?:这个)?(?:不对|错了?)的?[吧了。.！!]*$/u
/** 「总数错了，是43」 as 「总数是43」. */
const TOTAL_WRONG = /^(?<total>总?人?数)(?:[写算记填报]?错了?|不对)[，,。\s]*(?:应该|其实)?是/u

function settled(headcount: Headcount): Headcount {
  const { doubt: _, ...value } = headcount
  return value
}

/** 「20+18+5=43，与总数 45 不一致，哪个对？」 */
export const partsOrTotal: Query<object, Headcount> = {
  due: (_field, { doubt }) => doubt === true,
  ask(_field, value, { words }) {
    const { shown } = sumOfParts(value)
    const choices = choiceLines(choicesOf(value, words))
    return words.say(mayBeSome(value) ? 'parts.ask_one' : 'parts.ask', {
      parts: shown,
      all: showQuantity(value.quantity),
      choices,
    })
  },
  answer(_field, value, typed, { words }) {
    const missed = withMissed(value, typed)
    // In doubt she is asked once more.
    if (missed === 'unsure' || NOT_RIGHT.test(typed.trim())) return value
    if (missed) return missed
    const text = typed.trim().replace(RIGHT, '').replace(TOTAL_WRONG, '$<total>是')
    const sum = summed(value)
    const said = /^[12]$/.test(text.trim()) ? null : readQuantity(text, value.quantity.unit)
    const is = (one: Quantity) => said?.min === one.min && said.max === one.max && said.unit === one.unit
    const [only, other] = said ? [] : pick(choicesOf(value, words), text)
    const chosen = meant(text) ?? (other ? null : only?.key)
    if (is(value.quantity) || chosen === 'total') return settled(value)
    return is(sum) || chosen === 'sum' ? settled({ ...value, quantity: sum }) : null
  },
  left: settled,
  unclear: 'parts.unclear',
}
