import { BESIDE, isContradictory, isUnit, showPart, sumOfParts } from './breakdown.js'
import { readHeadcount } from './headcount-words.js'
import { ESTIMATED } from './hedge.js'
import { alsoCalled } from './person-words.js'
import type { Basis, Headcount, Part } from './quantity.js'
import { asCounted, notCalledEstimate, readQuantity, showQuantity, showSum, withBasis } from './quantity-words.js'

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
 * 「是70个老人」 of 老人60、志愿者12: the one group that it names has changed, or is one more, and the others stay, as does a total that is not their
 * sum; what contradicts it then is in doubt. Of a total without groups it may be one, or all: that is in doubt, too.
 */
export function withGroup(before: Headcount, now: Headcount, beside = false): Headcount {
  const [only, other] = now.breakdown
  const { min, max, unit } = now.quantity
  // 「老人40多」 is of 41 to 49, and nobody else is counted in it.
  const isAll = only && (only.count === min || only.count === max || only.wording === now.quantity.wording)
  const named = isAll && !other && only.role !== '' && !isUnit(only.role)
  if (!named || before.quantity.max === 0) return now
  const part = unit === before.quantity.unit ? only : { ...only, wording: showQuantity(now.quantity) }
  const groups = before.breakdown
  const names = alsoCalled(only.role)
  const same =
    groups.find(({ role }) => role === only.role) ??
    groups.find(({ role }) => names.some((name) => role === name || role === BESIDE + name))
  if (!same) return withOneMore(before, now, part, beside)
  const changed = groups.map((one) => (one === same ? { ...part, role: same.role } : one))
  const parts = changed.map(showPart).join('、')
  const isSum = isSumOfParts(before)
  // One group that is all of them is the whole, also where she says so of what was in doubt.
  const isWhole = isSum || (before.doubt === true && only.count === groups[0]?.count)
  if (isWhole && groups.length < 2) return now
  const whole = readHeadcount(isSum ? parts : `${showQuantity(before.quantity)}（${parts}）`, before.quantity.unit)
  if (!whole || whole.besides || whole.breakdown.length !== groups.length) return { ...before, breakdown: changed }
  if (!isSum) return { ...whole, quantity: before.quantity }
  return before.quantity.basis === 'estimate' ? { ...whole, quantity: withBasis(whole.quantity, 'estimate') } : whole
}

/** 「老师2个」 of a headcount that named no such group so far. */
function withOneMore(before: Headcount, now: Headcount, part: Part, beside: boolean): Headcount {
  const { doubt: _, ...kept } = before
  const { quantity, breakdown } = before
  const { unit } = now.quantity
  const alone = breakdown.length === 0
  // As many as the total, or more, are a new one; but more, said beside one that stands, cannot be of it, and which is right is asked.
  const isMore = beside && now.quantity.min > quantity.max
  if (alone && unit === quantity.unit && now.quantity.max >= quantity.min && !isMore) return now
  const besides = breakdown.some(({ role }) => role.startsWith(BESIDE))
  const after: Headcount = { ...kept, breakdown: besides ? [part, ...breakdown] : [...breakdown, part] }
  const unsure = unit === quantity.unit && (alone || isSumOfParts(before))
  // Where the groups were said to be all, they have to come to it; else some may be unnamed.
  return unsure || isContradictory(after, before.doubt ? '' : '其中') ? { ...after, doubt: true } : after
}

const isSumOfParts = (headcount: Headcount): boolean => {
  const { sum } = sumOfParts(headcount)
  const { min, max } = asCounted(headcount.quantity)
  return sum.min === min && sum.max === max
}

/**
 * How it was counted, said of a headcount that is there: 估计37人 that were signed in are 37人. 「估的」 said of 三十来个, which is about as many
 * already, is said back and told the hub.
 */
export function countedAs(value: Headcount, basis: NonNullable<Basis>): Headcount {
  if (basis !== 'estimate') {
    const { breakdown } = value
    const parts = isSumOfParts(value) ? breakdown.map(exactPart) : breakdown
    const { sum } = sumOfParts({ ...value, breakdown: parts })
    const isRange = sum.min < sum.max
    const quantity = parts.some((part, i) => part !== breakdown[i])
      ? { ...value.quantity, ...sum, qualifier: isRange ? '约' : null, wording: showSum([sum]) }
      : notCalledEstimate(value.quantity)
    return { ...value, breakdown: parts, quantity: withBasis(quantity, basis) }
  }
  const quantity = withBasis(value.quantity, basis)
  const calledAlready = quantity.max === 0 || quantity.wording.includes(ESTIMATED)
  return { ...value, quantity: calledAlready ? quantity : { ...quantity, qualifier: ESTIMATED } }
}

/** 志愿者估计5 as 志愿者5. */
function exactPart(part: Part): Part {
  const { role, wording = '' } = part
  const said = readQuantity(wording)
  const exact = said && notCalledEstimate(said)
  if (!exact || exact === said) return part
  const plain = exact.min === exact.max && /^[人个]$/.test(exact.unit)
  return { role, count: exact.min, ...(!plain && { wording: exact.wording }) }
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
  if (sum.max > 0 && sum.min === quantity.min && sum.max === quantity.max)
    // 30 and 20几个 may be 56.
    return sum.min <= min && max <= sum.max ? kept : { ...kept, doubt: true }
  return sum.min <= max ? kept : now
}
