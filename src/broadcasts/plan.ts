import type { By } from './broadcast.js'

/** How one person would be reached now, or why she would not. */
export type Reached = { type: 'way'; by: By; channel: string } | { type: 'no'; why: string }

/** How many are reached by each way, and those who are not: so many by why, and the names of the first. */
export interface Plan {
  all: number
  ways: { channel: string; by: By; count: number }[]
  none: { why: string; count: number }[]
  names: string[]
}

/** More names are no help on a phone. */
const NAMED = 30

export const emptyPlan = (): Plan => ({ all: 0, ways: [], none: [], names: [] })

/** Counts one more into the plan. */
export function count(plan: Plan, reached: Reached, name: string): void {
  plan.all += 1
  if (reached.type === 'way') {
    const { channel, by } = reached
    const known = plan.ways.find((one) => one.channel === channel && one.by === by)
    if (known) known.count += 1
    else plan.ways.push({ channel, by, count: 1 })
    return
  }
  const known = plan.none.find(({ why }) => why === reached.why)
  if (known) known.count += 1
  else plan.none.push({ why: reached.why, count: 1 })
  if (reached.why !== 'opted_out' && plan.names.length < NAMED) plan.names.push(name)
}

export const reachedBy = ({ ways }: Plan): number => ways.reduce((sum, one) => sum + one.count, 0)
export const outOfReach = ({ none }: Plan): number =>
  none.reduce((sum, { why, count: so }) => sum + (why === 'opted_out' ? 0 : so), 0)
