import type { Activity, Category } from './dataset.js'
import { countingUp, type Figure, type Origin } from './figure.js'
import { each, type Rows } from './rows.js'

/** By what activities are picked out: their category, and the unit in which people were counted; null where nobody was. */
export interface Group {
  category: string | null
  unit: string | null
}

export const groupOf = ({ category, unit, min, max }: Activity): Group => ({
  category,
  unit: min === null || max === null ? null : unit,
})

/** What activities come to, all together and by category, in the order of `labels` (category keys with what forms call them); those without one last. */
export function countedUp<R extends Rows<Activity>>(
  activities: R,
  only: (test: (group: Group) => boolean) => R,
  labels: ReadonlyMap<string, string>,
): { categories: Category<R>[]; count: Figure; attendance: Figure[] } {
  const all = tally('活动')
  const own = new Map<string | null, ReturnType<typeof tally>>()
  for (const activity of activities) {
    all.add(activity)
    const { category: key } = activity
    const category = own.get(key) ?? tally(key === null ? '未分类' : (labels.get(key) ?? key))
    own.set(key, category)
    category.add(activity)
  }
  const known = [...labels.keys()].filter((key) => own.has(key))
  const others = [...own.keys()].flatMap((key) => (key === null || labels.has(key) ? [] : [key])).sort()
  const keys = [...known, ...others, ...(own.has(null) ? [null] : [])]
  const from = (test: (group: Group) => boolean) => each(only(test), ({ origin }) => origin)
  return {
    ...all.figures(
      from(() => true),
      (unit) => from((group) => group.unit === unit),
    ),
    categories: keys.flatMap((key) => {
      const category = own.get(key)
      if (!category) return []
      const inside = (group: Group) => group.category === key
      const figures = category.figures(from(inside), (unit) => from((group) => inside(group) && group.unit === unit))
      return [{ key, label: category.name, activities: only(inside), ...figures }]
    }),
  }
}

/** How many activities there are, and how many people came, one figure a unit; none where nobody was counted at all. */
function tally(name: string) {
  const times = countingUp(`${name}·次数`, '次')
  const units = new Map<string, ReturnType<typeof countingUp>>()
  let without = 0
  return {
    name,
    add({ min, max, unit, basis }: Activity): void {
      times.add({ min: 1, max: 1, basis: null })
      if (min === null || max === null || unit === null) {
        without++
        return
      }
      const counting = units.get(unit) ?? countingUp(`${name}·人数合计`, unit)
      units.set(unit, counting)
      counting.add({ min, max, basis })
    },
    figures: (all: Iterable<Origin>, counted: (unit: string) => Iterable<Origin>) => ({
      count: times.figure(all),
      attendance: [...units.values()].map((one) => one.figure(counted(one.unit), without)),
    }),
  }
}
