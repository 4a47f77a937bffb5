import type { Activity, Category } from './dataset.js'
import { figure, unitsOf, type Figure } from './figure.js'

/** Activities by category, in the order of `labels` (category keys with what forms call them); those without one last. */
export function categoriesOf(activities: readonly Activity[], labels: ReadonlyMap<string, string>): Category[] {
  const found = new Set(activities.map(({ category }) => category))
  const known = [...labels.keys()].filter((key) => found.has(key))
  const others = [...found].flatMap((key) => (key === null || labels.has(key) ? [] : [key])).sort()
  return [...known, ...others, ...(found.has(null) ? [null] : [])].map((key) => {
    const own = activities.filter(({ category }) => category === key)
    const label = key === null ? '未分类' : (labels.get(key) ?? key)
    return { key, label, activities: own, count: countOf(label, own), attendance: attendanceOf(label, own) }
  })
}

/** How many activities. */
export const countOf = (name: string, activities: readonly Activity[]): Figure =>
  figure(
    `${name}·次数`,
    '次',
    activities.map(({ origin }) => ({ min: 1, max: 1, basis: null, origin })),
  )

/** How many came, one figure a unit; none where nobody was counted at all. */
export function attendanceOf(name: string, activities: readonly Activity[]): Figure[] {
  const counted = activities.flatMap(({ min, max, unit, basis, origin }) =>
    min === null || max === null || unit === null ? [] : [{ min, max, unit, basis, origin }],
  )
  const without = activities.length - counted.length
  return unitsOf(counted).map(([unit, rows]) => figure(`${name}·人数合计`, unit, rows, without))
}
