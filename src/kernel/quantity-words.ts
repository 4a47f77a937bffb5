import { scanAmount } from './amount.js'
import { basisOf } from './basis-words.js'
import { AFTER, ESTIMATED, spread } from './hedge.js'
import { LEAD, UNIT, isTail, quantityOf } from './measure-words.js'
import { normaliseText, plainText } from './numeral.js'
import { PERSON_AT_END } from './person-words.js'
import type { Basis, Quantity } from './quantity.js'

/**
 * The whole text as one counted thing (32人, 二百多人次, 近百人, 6–7家, 50+, 约40人, 上万人次), else null. A hedged number is a range
 * by the rules of `hedge.ts`, its basis an estimate; of what the person wrote `wording` keeps the number with its hedges and unit.
 */
export function readQuantity(text: string, defaultUnit = '人'): Quantity | null {
  const normal = normaliseText(text).trim()
  const plain = plainText(normal)
  const amount = scanAmount(plain, LEAD.exec(plain)?.[0].length ?? 0, UNIT)
  if (!amount || !isTail(plain.slice(amount.end))) return null
  const basis = basisOf(plain)
  const quantity = quantityOf(amount, normal.slice(amount.start, amount.end), basis, defaultUnit)
  return quantity && (basis ? withBasis(quantity, basis) : quantity)
}

/**
 * The same number found out in this way. A round-about number is a range wherever that is said, so one she calls an estimate becomes
 * about as many, and what was only called one becomes exact again.
 */
export function withBasis(quantity: Quantity, basis: NonNullable<Basis>): Quantity {
  const own = asCounted(quantity)
  if (basis !== 'estimate' || own.qualifier !== null || own.max === 0) return { ...own, basis }
  const [min, max] = spread(own.min, 'about')
  return { ...own, min, max, qualifier: ESTIMATED, basis }
}

/** The number itself, where it was only called an estimate. */
export function asCounted(quantity: Quantity): Quantity {
  const wasCalled = quantity.qualifier === ESTIMATED && !quantity.wording.includes(ESTIMATED)
  const said = wasCalled ? readQuantity(quantity.wording, quantity.unit) : null
  return said ? { ...quantity, min: said.min, max: said.max, qualifier: said.qualifier } : quantity
}

const HEDGED = `( ?(?:${AFTER}|[多余]))?`
/** 估计37人 as 37人: the number with what else hedges it; what is not called an estimate as it is. */
export function notCalledEstimate(quantity: Quantity): Quantity {
  const wording = quantity.wording.replace(CALLED_ESTIMATE, '')
  const said = wording === quantity.wording ? null : readQuantity(wording, quantity.unit)
  if (!said) return quantity
  return { ...quantity, min: said.min, max: said.max, qualifier: said.qualifier, basis: said.basis, wording }
}
const CALLED_ESTIMATE = /(?:估计|目测)(?:也?有|也?是|在|为|来了|到了)? ?/

/** 三十来个, 三十来个左右. */
const COUNTED_PIECES = new RegExp(`([个個])${HEDGED}$`)
const UNIT_AT_END = new RegExp(`(?:${UNIT.source.slice(2)})${HEDGED}$`)
/** 二十几个娃娃, 百名团干: who was counted stands behind. */
const NOUN_AT_END = /[个個名位][^\d\s]+$/
const HEDGE_AT_END = new RegExp(`( ?(?:${AFTER}))?$`)

/** 1.2万, 半百: a number that is said in round words stays in these. */
const ROUND = /\d[万萬亿億w]|半百/i

/**
 * 「32人」 for an exact number; 「1.2万人」 and a range in the person's own words, with the unit when she left it out. `estimated`: what an exact number is
 * called that she estimated.
 */
export function showQuantity({ min, max, unit, qualifier, wording }: Quantity, estimated = ESTIMATED): string {
  if (min === max && !ROUND.test(wording)) return `${min}${unit}`
  const called = qualifier === ESTIMATED && !wording.includes(ESTIMATED) ? estimated : ''
  // 三十来个 for people is 三十来个人.
  if (unit === '人' && COUNTED_PIECES.test(wording)) return called + wording.replace(COUNTED_PIECES, '$1人$2')
  const plain = plainText(wording)
  if (UNIT_AT_END.test(plain) || PERSON_AT_END.test(plain) || NOUN_AT_END.test(plain)) return called + wording
  return called + wording.replace(HEDGE_AT_END, (hedge) => unit + hedge)
}

export interface Sum {
  unit: string
  min: number
  max: number
}

/** One sum a unit, in the order in which the units first come; 人 and 人次 are never added. */
export function sumQuantities(list: Pick<Quantity, 'unit' | 'min' | 'max'>[]): Sum[] {
  const sums = new Map<string, Sum>()
  for (const { unit, min, max } of list) {
    const sum = sums.get(unit) ?? { unit, min: 0, max: 0 }
    sums.set(unit, { unit, min: sum.min + min, max: sum.max + max })
  }
  return [...sums.values()]
}

/** 「221人、201–299人次」: a sum with a hedged part is a range, never a bare exact total. */
export const showSum = (sums: Sum[]): string =>
  sums.map(({ unit, min, max }) => (min === max ? `${min}${unit}` : `${min}–${max}${unit}`)).join('、')

/** What several counts come to: of a unit that comes only once in her own words, 「79–87人、十来家」. */
export const showTotals = (list: Quantity[]): string =>
  sumQuantities(list)
    .map((sum) => {
      const [only, other] = list.filter(({ unit }) => unit === sum.unit)
      return only && !other ? showQuantity(only) : showSum([sum])
    })
    .join('、')

/** Whether what is counted may come again to another session: a sum over several says how often they came, not how many they are. */
export const comesAgain = (unit: string): boolean => /^[人户家]$/.test(unit)
