import type { Count } from './count.js'
import type { Reckoned } from './headcount.js'
import { isVolunteer } from './roles.js'

/** The counted roles in the order of the text. The headcount itself is no part of itself, unless all of them are volunteers. */
export function breakdownOf(counts: Count[], reckoned: Reckoned | null): Count[] {
  const named = counts.filter(({ role, count, each }) => role !== null && count !== null && !each)
  const [only] = reckoned?.from ?? []
  const whole = reckoned?.from.length === 1 ? only : undefined
  // 第一场观众130人，第二场观众118人 are one group.
  const roles = new Set(named.map(({ role }) => role))
  if (
    named.length > 1 &&
    roles.size === 1 &&
    named.every(({ role }) => !isVolunteer(role ?? '')) &&
    reckoned?.from.length === named.length
  )
    return []
  return named.filter((one) => {
    const role = one.role ?? ''
    if (/^(?:观众|人员|参与者|参加者|参赛者|人士|受益人|服务对象)$/.test(role) && one === whole) return false
    if (one === whole) return isVolunteer(role)
    // 50多位居民 beside the exact 47 is the headcount once more.
    if (
      one.approximate &&
      whole &&
      !whole.approximate &&
      !isVolunteer(role) &&
      Math.abs((one.count ?? 0) - (whole.count ?? 0)) < (whole.count ?? 0) / 3
    )
      return false
    return !(
      one.count === reckoned?.attendance.count &&
      !isVolunteer(role) &&
      reckoned.from.length === 1 &&
      !reckoned.attendance.approximate &&
      !one.part
    )
  })
}
