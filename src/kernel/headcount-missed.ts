import { isUnit, showPart, sumOfParts } from './breakdown.js'
import { readHeadcount } from './headcount-words.js'
import { normaliseText, readNumber } from './numeral.js'
import type { Headcount } from './quantity.js'
import { asCounted, withBasis } from './quantity-words.js'

const COUNTING = '(?:[算写记数加报填]|统计)'
const MISSED = `(?:还|又|都|也|我们?)*(?:漏${COUNTING}?|少${COUNTING}|(?:没有?|忘记?了?)${COUNTING})(?:进去|上|了|掉|的)*`
const MORE = '(?:另外?)?(?:还有|还要加上?|还得加上?|再加上?|另有|加上|加)'
/** 「3个老师也算进去」 */
const COUNTED_IN = '(?:也|都|要|应该|得|没)*[算加](?:进去?|上去?|在内)'
const COUNT = '(?<count>\\d{1,4}|[一二两三四五六七八九十]{1,3}|俩|仨)[ 个名位人]*'
const ROLE = '(?<role>[\\u4e00-\\u9fff]{1,6}?)'
const END = '[吧呢啊呀了的。.！! ]*$'
const SAID = [
  `^(?:${MISSED}|${MORE}) ?${COUNT}${ROLE}(?:${MISSED})?${END}`,
  `^(?:${MISSED}|${MORE})${ROLE}[：: ]*${COUNT}[，, ]*(?:${MISSED})?${END}`,
  `^${ROLE}[那里面这边]*[，, ]*(?:${MISSED}|${MORE})${COUNT}${END}`,
  `^${ROLE}(?:还?有)?${COUNT}[，, ]*${MISSED}${END}`,
  `^有?${COUNT}${ROLE}[，, ]*${MISSED}${END}`,
  `^(?:外面|后来|当天|那天)*(?:还|又)?(?:有|来了?)?${COUNT}${ROLE}[，, ]*${COUNTED_IN}${END}`,
].map((pattern) => new RegExp(pattern, 'u'))
const NO_ROLE = /[漏少多忘总共数算错对不是没还加]|^[个名位人]|^(?:其他|别的)?人$/u
/** 「还有志愿者4个没算」: they are in no total. */
const LEFT_OUT = new RegExp(`(?:没有?|忘记?了?)${COUNTING}(?:进去|上|了)*${END}`, 'u')
const COUNTS_IN = new RegExp(`${COUNTED_IN}${END}`, 'u')
/** What leads to it, and says nothing. */
const LEAD = /^(?:(?:哎呀?|啊|哦|噢|嗯|对了|忘(?:记)?(?:说|写)?了?(?:说|写)?|差点忘了?)[，,。\s]*)+/u
/** Something was miscounted; whose it was, or which way, is not said. */
const MISCOUNTED = new RegExp(`漏|[少多](?:${COUNTING}|了)|(?:没有?|忘记?了?)${COUNTING}(?:进去|上)`, 'u')

/** Who was missed, and how many: 「漏了志愿者3个」, 「还有志愿者4个没算」. */
export function saysMissed(text: string): { role: string; count: string } | null {
  const said = normaliseText(text).trim().replace(LEAD, '')
  if (said.length > 16) return null
  const found = SAID.map((pattern) => pattern.exec(said)?.groups).find(
    (groups) => groups?.['role'] !== undefined && !NO_ROLE.test(groups['role']),
  )
  return found ? { role: found['role'] ?? '', count: found['count'] ?? '' } : null
}

/**
 * 「少算了2个志愿者」, 「老师漏了两位」: those are added to the groups, and to a total that was the sum of these or names no groups. What then
 * contradicts it is in doubt. 'unsure' where it is not said who was missed, null where nobody was.
 */
export function withMissed(before: Headcount, text: string): Headcount | 'unsure' | null {
  const said = normaliseText(text).trim().replace(LEAD, '')
  const { quantity, breakdown } = before
  const surely = MISCOUNTED.test(said) || LEFT_OUT.test(said) || COUNTS_IN.test(said)
  const found = saysMissed(text)
  if (said.length > 16 || (breakdown.length === 0 && !(found && surely))) return null
  if (!found) return MISCOUNTED.test(said) && !/[总是]/u.test(said) ? 'unsure' : null
  const { role, count: digits } = found
  const count = readNumber(digits.replace('俩', '两').replace('仨', '三'))
  if (count && breakdown.length === 0) return besidesTotal(before, role, count)
  if (!count || breakdown.every((part) => part.role === '' || isUnit(part.role))) return 'unsure'
  const alike = breakdown.filter((part) => part.role.endsWith(role) || (part.role !== '' && role.endsWith(part.role)))
  const same = breakdown.find((part) => part.role === role) ?? (alike.length === 1 ? alike[0] : undefined)
  if ((!same && alike.length > 1) || same?.wording !== undefined) return 'unsure'
  // Whether those that are there are counted is said again, or as many more are.
  if (same?.count === count && COUNTS_IN.test(said)) return 'unsure'
  const groups = same
    ? breakdown.map((part) => (part === same ? { ...part, count: part.count + count } : part))
    : [...breakdown, { role, count }]
  const { sum } = sumOfParts(before)
  const exact = asCounted(quantity)
  const wasAll = sum.min === exact.min && sum.max === exact.max
  // 「还有两个志愿者」 of groups that were all of them may be none of the total: that is asked.
  if (wasAll && !surely) return { ...before, breakdown: groups, doubt: true }
  const parts = groups.map(showPart).join('、')
  // Of a total with other people, too, they are more only where she says that they were not in it.
  const more =
    !wasAll && !before.doubt && quantity.min === quantity.max && (LEFT_OUT.test(said) || COUNTS_IN.test(said))
      ? count
      : 0
  const whole = readHeadcount(wasAll ? parts : `${quantity.max + more}${quantity.unit}（${parts}）`, quantity.unit)
  if (!whole || whole.besides || whole.breakdown.length !== groups.length) return 'unsure'
  const { doubt: _, ...kept } = before
  const after: Headcount = { ...kept, breakdown: groups, ...(whole.doubt === true && { doubt: true }) }
  if (!wasAll && more === 0) return after
  return { ...after, quantity: quantity.basis ? withBasis(whole.quantity, quantity.basis) : whole.quantity }
}

/** 37人 of whom no groups are known, and four more who were not counted. */
function besidesTotal({ quantity, ...rest }: Headcount, role: string, count: number): Headcount | 'unsure' {
  const { min, max, unit, basis } = quantity
  const whole = min === max && max > 0 ? readHeadcount(`${max + count}${unit}（${role}${count}）`, unit) : null
  if (!whole || whole.breakdown.length !== 1) return 'unsure'
  return { ...rest, ...whole, quantity: basis ? withBasis(whole.quantity, basis) : whole.quantity }
}
