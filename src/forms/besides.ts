import { BESIDE } from '../kernel/breakdown.js'
import type { Headcount, Quantity } from '../kernel/quantity.js'
import { readQuantity, showQuantity } from '../kernel/quantity-words.js'
import type { Words } from '../kernel/words.js'
import type { Query } from './field-kind.js'
import { summed } from './parts-or-total.js'
import { choiceLines, pick } from './pick.js'

const isBeside = ({ role }: { role: string }): boolean => role.startsWith(BESIDE)

/** With those who came besides: 30人 and 另有志愿者5 are 35人, 5 of them 志愿者. */
function together(value: Headcount): Quantity {
  const whole = { role: '', count: value.quantity.min, wording: value.quantity.wording }
  return summed({ ...value, breakdown: [whole, ...value.breakdown.filter(isBeside)] })
}

const choicesOf = (value: Headcount, words: Words) => [
  { key: 'together', label: words.say('besides.together', { all: showQuantity(together(value)) }) },
  { key: 'apart', label: words.say('besides.apart', { all: showQuantity(value.quantity) }) },
]

const TOGETHER = /^(?:要|都|也|一起|应该)*(?:加上?|算上?|算在内|包括|在内|一起算)(?:的|了|吧)?$/
const APART = /不|另|没|分开/

function settled(headcount: Headcount): Headcount {
  const { besides: _, ...value } = headcount
  return value
}

/** 「30人，另有志愿者5，一共是？」 */
export const countedToo: Query<object, Headcount> = {
  due: (_field, { besides }) => besides === true,
  ask: (_field, value, { words }) =>
    words.say('besides.ask', {
      all: showQuantity(value.quantity),
      others: value.breakdown
        .filter(isBeside)
        .map(({ role, count, wording }) => `${role}${wording ?? count}`)
        .join('、'),
      choices: choiceLines(choicesOf(value, words)),
    }),
  answer(_field, value, text, { words }) {
    const whole = together(value)
    const said = /^[12]$/.test(text.trim()) ? null : readQuantity(text, value.quantity.unit)
    const is = (one: Quantity) => said?.min === one.min && said.max === one.max && said.unit === one.unit
    const [only, other] = said ? [] : pick(choicesOf(value, words), text)
    const chosen = other ? null : (only?.key ?? (APART.test(text) ? 'apart' : TOGETHER.test(text) ? 'together' : null))
    if (is(value.quantity) || (chosen === 'apart' && text.length <= WORD)) return settled(value)
    if (!is(whole) && chosen !== 'together') return null
    const breakdown = value.breakdown.map((part) => ({ ...part, role: part.role.replace(BESIDE, '') }))
    return settled({ ...value, quantity: whole, breakdown })
  },
  left: settled,
  unclear: 'parts.unclear',
}

/** Longer says something else. */
const WORD = 12
