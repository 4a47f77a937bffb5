import type { Grant } from '../programmes/programmes.js'
import { besideIn } from '../kernel/breakdown.js'
import type { Part, Quantity } from '../kernel/quantity.js'
import { comesAgain } from '../kernel/quantity-words.js'
import type { ActivityRow, ExpenseRow } from './record.js'
import type { SameAs } from './same-as.js'

/** A sum in one unit. `min` and `max` differ when a count in it was not exact (「二百多人次」). */
export interface Sum {
  unit: string
  rows: number
  min: number
  max: number
}

/** Whether those counted may be in it more than once: over several sessions it says how often they came, not how many they are. */
export const isBySession = ({ unit, rows }: Sum): boolean => rows > 1 && comesAgain(unit)

/** Activities of one category: how many there are, how many give no count, and a sum for each unit, never across units. */
export interface ActivityTotal {
  /** The option key; null for activities without one, and in the total of all. */
  category: string | null
  rows: number
  withoutCount: number
  sums: Sum[]
}

export interface Totals {
  categories: ActivityTotal[]
  all: ActivityTotal
  /** Activities left out of all these, since another record tells of the same. */
  merged: number
  /**
   * Different people, as records count them each for itself. Two records may count the same person, so together they are at least as many
   * as the greatest counts and at most as many as all. A ledger of its own, never added to activities.
   */
  people: Sum[]
  spending: { rows: number; minFen: number; maxFen: number }
  /** Withdrawn grants are rows but no money; `withoutAmount` are others whose amount is not known. */
  grants: { rows: number; withdrawn: number; withoutAmount: number; sumFen: number }
}

/** One with `sameAs` is told of in another record, too, and counted there. */
type Counted = Pick<ActivityRow, 'category' | 'headcountMin' | 'headcountMax' | 'headcountUnit'> & {
  breakdown?: Part[]
  sameAs?: SameAs | null
}

/**
 * Adds up records as they pass by. `order` is how categories are listed (the options of the form); those it does not
 * name follow by key, activities without a category come last.
 */
export function tally(order: readonly string[]) {
  const categories = new Map<string | null, ActivityTotal>()
  const all = emptyTotal(null)
  let merged = 0
  const people: Sum[] = []
  const spending = { rows: 0, minFen: 0, maxFen: 0 }
  const rank = ({ category }: ActivityTotal): string => {
    if (category === null) return '2'
    const place = order.indexOf(category)
    return place < 0 ? `1${category}` : `0${String(place).padStart(6, '0')}`
  }
  return {
    add(record: {
      activities: readonly Counted[]
      people: Pick<Quantity, 'unit' | 'min' | 'max'> | null
      expenses: readonly Pick<ExpenseRow, 'amountMinFen' | 'amountMaxFen'>[]
    }) {
      for (const activity of record.activities) {
        if (activity.sameAs) {
          merged += 1
          continue
        }
        const total = categories.get(activity.category) ?? emptyTotal(activity.category)
        categories.set(activity.category, total)
        count(total, activity)
        count(all, activity)
      }
      if (record.people) {
        const { unit, min, max } = record.people
        const sum = sumIn(people, unit)
        sum.rows += 1
        sum.min = Math.max(sum.min, min)
        sum.max += max
      }
      for (const expense of record.expenses) {
        spending.rows += 1
        spending.minFen += expense.amountMinFen
        spending.maxFen += expense.amountMaxFen
      }
    },
    totals(grants: readonly Pick<Grant, 'status' | 'amountFen'>[]): Totals {
      const given = grants.filter((grant) => grant.status !== 'withdrawn')
      return {
        categories: [...categories.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)),
        all,
        merged,
        people,
        spending,
        grants: {
          rows: grants.length,
          withdrawn: grants.length - given.length,
          withoutAmount: given.filter((grant) => grant.amountFen === null).length,
          sumFen: given.reduce((sum, grant) => sum + (grant.amountFen ?? 0), 0),
        },
      }
    },
  }
}

const emptyTotal = (category: string | null): ActivityTotal => ({ category, rows: 0, withoutCount: 0, sums: [] })

function count(total: ActivityTotal, { headcountMin, headcountMax, headcountUnit, breakdown = [] }: Counted): void {
  total.rows += 1
  if (headcountMin === null || headcountMax === null || headcountUnit === null) {
    total.withoutCount += 1
    return
  }
  for (const { unit, min, max } of [
    { unit: headcountUnit, min: headcountMin, max: headcountMax },
    ...besideIn(breakdown),
  ]) {
    const sum = sumIn(total.sums, unit)
    sum.rows += 1
    sum.min += min
    sum.max += max
  }
}

function sumIn(sums: Sum[], unit: string): Sum {
  const sum = sums.find((each) => each.unit === unit) ?? { unit, rows: 0, min: 0, max: 0 }
  if (sum.rows === 0) sums.push(sum)
  return sum
}
