import { sumOfParts } from '../kernel/breakdown.js'
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

const choicesOf = (value: Headcount, words: Words) => [
  { key: 'total', label: words.say('parts.total', { all: showQuantity(value.quantity) }) },
  { key: 'sum', label: words.say('parts.sum', { sum: showSum([sumOfParts(value).sum]) }) },
]

/** 相加的对, 总数错了: which of the two a text without numbers is for. */
function meant(text: string): 'total' | 'sum' | null {
  const [total, sum] = [/总/.test(text), /加|部分/.test(text)]
  if (total === sum || /\d/.test(text) || text.length > 12) return null
  return total === /不对|不是|错/.test(text) ? 'sum' : 'total'
}

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
    return words.say('parts.ask', { parts: shown, all: showQuantity(value.quantity), choices })
  },
  answer(_field, value, text, { words }) {
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
