import { isDone } from '../../forms/prompt.js'
import { basisOf, readBasis } from '../../kernel/basis-words.js'
import { showPart } from '../../kernel/breakdown.js'
import { readHeadcount } from '../../kernel/headcount-words.js'
import { KNOWN_ROLE } from '../../kernel/person-words.js'
import { showQuantity } from '../../kernel/quantity-words.js'
import type { Correction } from './correct.js'
import type { Pending } from './pending.js'

/** 「数的」, 「都是签到的」: how they were counted, of each of these rows that does not say it yet. Null where it says anything else, or nothing new. */
export function countedSo(pending: Pending, numbers: number[], said: string): Correction | null {
  const basis = said.length > 12 ? null : readBasis(said)
  if (basis === null || isDone(said)) return null
  const word = BASES[basis]
  const activities = pending.activities.map((one, i) => {
    const before = one.facts['activity.headcount']
    const read = before === undefined || !numbers.includes(i + 1) ? null : readHeadcount(before)
    if (!before || !read || basisOf(before) !== null) return one
    const way = [`${before}（${word}）`, `${word}${before}`].find((each) => {
      const again = readHeadcount(each)
      const { min, max } = again?.quantity ?? {}
      const same = basis === 'estimate' || (min === read.quantity.min && max === read.quantity.max)
      return same && again?.quantity.basis === basis && again.breakdown.length === read.breakdown.length
    })
    return way === undefined ? one : { ...one, facts: { ...one.facts, 'activity.headcount': way } }
  })
  const changed = activities.some((one, i) => one !== pending.activities[i])
  return changed ? { type: 'changed', pending: { ...pending, activities } } : null
}
const BASES = { sign_in: '签到', count: '现场点数', estimate: '估计', recalled: '事后补记' }

/** A headcount with so many of a group; of one that it has not (`added`) only where people are so called. */
export function withPart(before: string, role: string, count: number | null, added: boolean): string | null {
  const read = readHeadcount(before)
  const has = read?.breakdown.some((part) => part.role === role)
  if (!read || count === null || (!has && !(added && role !== '' && KNOWN_ROLE.test(role)))) return null
  const parts = has
    ? read.breakdown.map((part) => (part.role === role ? `${role}${count}` : showPart(part)))
    : [...read.breakdown.map(showPart), `${role}${count}`]
  const basis = /签到|现场点数|估计|事后补记/u.exec(before)?.[0] ?? ''
  const ways = [`${basis}${showQuantity(read.quantity)}（${parts.join('、')}）`, `${basis}${parts.join('、')}`]
  return ways.find((way) => readHeadcount(way)?.doubt === undefined) ?? null
}
