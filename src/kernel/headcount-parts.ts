import { BESIDE, isUnit, showPart, sumOfParts } from './breakdown.js'
import { readHeadcount } from './headcount-words.js'
import type { Headcount } from './quantity.js'
import { asCounted, showQuantity, withBasis } from './quantity-words.js'

/**
 * A new total in words, with the parts of the old one behind it where it names none of its own: she sees them, and is asked where they cannot be
 * its parts. Parts that were all of the old one, and may be some of this one by their number, are none of it.
 */
export function withPartsOf(before: string, now: string): string {
  const [old, read] = [readHeadcount(before), readHeadcount(now)]
  if (!old || !read || old.breakdown.length === 0 || read.breakdown.length > 0) return now
  const both = `${now}（${old.breakdown.map(showPart).join('、')}）`
  const whole = readHeadcount(both)
  const { sum } = sumOfParts(old)
  const were = sum.min === old.quantity.min && sum.max === old.quantity.max
  const are = whole && sum.min === whole.quantity.min && sum.max === whole.quantity.max
  const fits = whole && !whole.besides && whole.breakdown.length === old.breakdown.length
  const several = old.breakdown.length > 1
  if (several ? were && !are && !whole?.doubt : whole?.doubt) return now
  return fits && whole.quantity.unit === old.quantity.unit ? both : now
}

/** The parts that were said of the old total, where the new one names none. */
export function partsLeft(before: string, now: string): string {
  const [old, read] = [readHeadcount(before), readHeadcount(now)]
  return old && read?.breakdown.length === 0 ? old.breakdown.map(showPart).join('、') : ''
}

/**
 * 「是70个老人」 of 老人60、志愿者12: the one group that it names has changed, and the others stay, as does a total that is not their sum; what
 * contradicts it then is in doubt.
 */
export function withGroup(before: Headcount, now: Headcount): Headcount {
  const [only, other] = now.breakdown
  const { min, max } = now.quantity
  const named = only && !other && only.role !== '' && !isUnit(only.role) && (only.count === min || only.count === max)
  const groups = before.breakdown
  if (!named || !groups.some(({ role }) => role === only.role)) return now
  const parts = groups.map((part) => showPart(part.role === only.role ? only : part)).join('、')
  const { sum } = sumOfParts(before)
  const exact = asCounted(before.quantity)
  const isSum = sum.min === exact.min && sum.max === exact.max
  // One group that is all of them is the whole, also where she says so of what was in doubt.
  const isWhole = isSum || (before.doubt === true && only.count === groups[0]?.count)
  if (isWhole && groups.length < 2) return now
  const whole = readHeadcount(isSum ? parts : `${showQuantity(before.quantity)}（${parts}）`, before.quantity.unit)
  if (!whole || whole.besides || whole.breakdown.length !== groups.length) return now
  if (!isSum) return { ...whole, quantity: before.quantity }
  return before.quantity.basis === 'estimate' ? { ...whole, quantity: withBasis(whole.quantity, 'estimate') } : whole
}

/**
 * A new total with the parts of the old one, where it names none of its own and they can still be its parts: 35人 after 32人（志愿者5）. Where they were
 * all of the old total, only she knows whether one of them changed or the total did: it is in doubt.
 */
export function withOldParts(before: Headcount, now: Headcount): Headcount {
  const { quantity, breakdown, doubt, besides } = before
  const { unit, min, max } = now.quantity
  if (breakdown.length === 0 || doubt || besides || now.breakdown.length > 0 || unit !== quantity.unit || max === 0)
    return now
  // Who came besides, or households beside people, were counted of their own.
  if (breakdown.some(({ role }) => role.startsWith(BESIDE) || isUnit(role))) return now
  const { sum } = sumOfParts(before)
  // A sum without names (5+20+18) was only how the old total came about.
  if (breakdown.every(({ role }) => role === '')) return now
  // 40 of whom cannot be among 33.
  if (breakdown.some(({ count }) => count > max)) return now
  const kept = { ...now, breakdown }
  if (sum.max > 0 && sum.min === quantity.min && sum.max === quantity.max && breakdown.length > 1)
    return sum.min === min && sum.max === max ? kept : { ...kept, doubt: true }
  return sum.min <= max ? kept : now
}
