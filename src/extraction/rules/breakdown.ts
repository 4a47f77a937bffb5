import { NOTHING, type Count } from './count.js'
import type { Reckoned } from './headcount.js'
import { isVolunteer } from './roles.js'

/** 早上8个，下午7个，都是志愿者; 志愿者换了两班，上午8个…: all who were counted. */
const ALL_ARE =
  /(?:[都全]是(?:我们的?)?(?<role>志愿者|义工|志工))|(?<of>志愿者|义工|志工)们?(?:一?共|总共)?[换排分轮]了?[两二三四五2345][班拨批组]/
/** The counted roles in the order of the text. The headcount itself is no part of itself, unless all of them are volunteers. */
export function breakdownOf(counts: Count[], reckoned: Reckoned | null, text: string): Count[] {
  const named = counts.filter(
    ({ role, count, each }) =>
      role !== null && count !== null && (!each || (isVolunteer(role) && reckoned?.from.length === 0)),
  )
  const all = named.length === 0 ? ALL_ARE.exec(text)?.groups : undefined
  const number = reckoned?.attendance.count
  if (all && number)
    return [{ ...NOTHING, ...reckoned.from[0], role: all['role'] ?? all['of'] ?? null, named: null, count: number }]
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
