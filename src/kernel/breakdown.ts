import { isSession } from './group-words.js'
import { isThing } from './measure-words.js'
import { readQuantity, showQuantity, showSum, sumQuantities, type Sum } from './quantity-words.js'
import type { Headcount, Part, Quantity } from './quantity.js'

/** What stands before the role of people who were not counted in the whole: 另有志愿者. */
export const BESIDE = '另有'

/**
 * What was counted beside the whole in another unit and is no part of it, under that unit: 30人（12户）, 28人（12家单位）, 120人次（30人）,
 * 90人次（3场）, 二百多人（发了50+份）.
 */
export const isUnit = (role: string): boolean => isThing(role) || /^(?:[户家]次?|人次?|场|个|所)$/.test(role)

/** What was counted beside the people, in households or organisations: of 120人（40户） 40户, for a total of its own. */
export const besideIn = (breakdown: Part[]): Quantity[] =>
  breakdown.flatMap(({ role, count, wording }) => {
    const quantity = /^[户家]/.test(role) && isUnit(role) ? readQuantity(wording ?? `${count}${role}`, role) : null
    return quantity?.unit === role ? [quantity] : []
  })

/** A part as it is said: 志愿者5, 12户, and what is in another unit in her words where these say more. */
export const showPart = ({ role, count, wording }: Part): string =>
  isUnit(role) ? (wording ?? `${count}${role}`) : `${role}${wording ?? count}`

/** The parts in the unit of the whole, which alone can be added up to it. */
const counted = ({ quantity: { unit }, breakdown }: Headcount): { part: Part; quantity: Quantity }[] =>
  breakdown.flatMap((part) => {
    const quantity = isUnit(part.role) ? null : readQuantity(part.wording ?? String(part.count))
    // 五十来个 of a whole of 人.
    return quantity && [unit, '个'].includes(quantity.unit) ? [{ part, quantity: { ...quantity, unit } }] : []
  })

/** What the parts come to, and how: `5+20+18=43人`, `十来个+20=29–31人`; of one part its name and number. */
export function sumOfParts(headcount: Headcount): { sum: Sum; shown: string } {
  const parts = counted(headcount)
  const [sum = { unit: headcount.quantity.unit, min: 0, max: 0 }] = sumQuantities(parts.map((one) => one.quantity))
  const [first, second] = parts
  if (first && !second) return { sum, shown: `${first.part.role}${showQuantity(first.quantity)}` }
  return { sum, shown: `${parts.map(({ part }) => part.wording ?? part.count).join('+')}=${showSum([sum])}` }
}

/** The words of a list that names only some, and of people who came besides. */
const SOME = /其中|包括|包含|含/
const BESIDES = /另/

/**
 * Whether the parts of a headcount cannot be parts of its total: they come to more, or they name most people and still come to less.
 * Where the first of them are all already, further ones only tell it in another way (男20女25，志愿者5). `text` is what she wrote.
 */
export function isContradictory(headcount: Headcount, text: string): boolean {
  const { min: least, max: most } = headcount.quantity
  const parts = counted(headcount)
  if (BESIDES.test(text) || parts.every(({ part }) => isSession(part.role))) return false
  if (parts.some(({ quantity }) => quantity.min > most)) return true
  let [min, max] = [0, 0]
  for (const { quantity } of parts) {
    min += quantity.min
    max += quantity.max
    if (min <= most && least <= max) return false
  }
  const oneSex = parts.filter(({ part }) => /^[男女]/.test(part.role)).length === 1
  // 其中 may name only some; of nearly all a few were forgotten or miscounted. 近百人 was counted by nobody: who then names most has them all.
  const nearly = least < most && parts.length > 1 ? 3 * max >= 2 * least : 10 * max >= 9 * least
  const all = SOME.test(text) ? nearly : 2 * max >= least
  return min > most || (parts.length > 1 && all && !oneSex)
}
