import { shown } from '../../forms/days-kind.js'
import type { Days } from '../../kernel/day.js'
import { showFen } from '../../kernel/money-words.js'
import { showSum } from '../../kernel/quantity-words.js'
import type { Words } from '../../kernel/words.js'
import { isBySession, tally, type ActivityTotal, type Totals } from '../../records/totals.js'
import { within } from '../../records/within.js'
import type { Period } from './commands.js'
import type { Filed } from './ports.js'

/** What filed records come to in a period, by the rules of `jianbao records totals`. */
export interface Figures {
  records: number
  organisations: number
  /** Of the records those that the hub accepted; the others may still be changed. */
  accepted: number
  totals: Pick<Totals, 'all' | 'categories' | 'merged' | 'people' | 'spending'>
  /** Of the pictures in these records: those that are here, and those that could not be had. */
  kept: number
  lost: number
}

/** `order` is how categories are listed. */
export function figuresOf(filed: Filed[], period: Period, zone: string, order: string[]): Figures {
  const inside = filed.flatMap((record) => within(record, period ?? {}, zone) ?? [])
  const counting = tally(order)
  for (const record of inside) counting.add(record)
  const photos = inside.flatMap((record) => record.photos)
  return {
    records: inside.length,
    organisations: new Set(inside.map(({ organisation }) => organisation.id)).size,
    accepted: inside.filter(({ state }) => state === 'accepted').length,
    totals: counting.totals([]),
    kept: photos.filter(({ state }) => state === 'kept').length,
    lost: photos.filter(({ state }) => state === 'lost').length,
  }
}

/** 「活动 18 次，按场次共 404人（1 次没写人数）」, different people, spending and photos, a part each; nothing of what is not there. */
export function figureParts({ totals, kept, lost }: Figures, words: Words): string[] {
  const { all, merged, people, spending } = totals
  const parts: string[] = []
  if (all.rows > 0) parts.push(activitiesIn(words.say('staff.activities'), all, words) + mergedIn(merged, words))
  if (people.length > 0) {
    const records = people.reduce((sum, { rows }) => sum + rows, 0)
    const sums = showSum(people)
    parts.push(words.say(records > 1 ? 'staff.different_may_meet' : 'staff.different', { sums, records }))
  }
  if (spending.rows > 0) {
    const [least, most] = [showFen(spending.minFen), showFen(spending.maxFen)]
    const sum = least === most ? least : `${least}–${most}`
    parts.push(words.say('staff.spending', { count: spending.rows, sum }))
  }
  if (kept + lost > 0)
    parts.push(words.say('staff.photos', { kept }) + (lost > 0 ? words.say('staff.photos_lost', { lost }) : ''))
  return parts
}

const mergedIn = (count: number, words: Words): string => (count > 0 ? words.say('twins.not_counted', { count }) : '')

/** The figures of each category, a line each; none where nothing has a category. */
export function categoryLines({ totals }: Figures, labels: ReadonlyMap<string, string>, words: Words): string[] {
  const named = totals.categories.some(({ category }) => category !== null)
  if (!named) return []
  return totals.categories.map((total) => {
    const key = total.category
    const label = key === null ? words.say('staff.uncategorised') : (labels.get(key) ?? key)
    return `· ${activitiesIn(label, total, words)}`
  })
}

function activitiesIn(label: string, { rows, withoutCount, sums }: ActivityTotal, words: Words): string {
  const counted = sums.some(isBySession) ? 'staff.people_by_session' : 'staff.people'
  const people = sums.length > 0 ? words.say(counted, { sums: showSum(sums) }) : ''
  const without = withoutCount > 0 ? words.say('staff.without_count', { count: withoutCount }) : ''
  return words.say('staff.times', { label, count: rows }) + people + without
}

/** The organisations that filed something about a period which shares a day with the one asked, all with `null`. */
export const filedAbout = (filed: Filed[], period: Period): Set<string> =>
  new Set(
    filed.flatMap(({ organisation, periodFrom: from, periodTo: to }) =>
      from && to && (period === null || overlap({ from, to }, period)) ? [organisation.id] : [],
    ),
  )

export const overlap = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to

export const periodIn = (period: Period, words: Words): string =>
  period === null ? words.say('staff.all_time') : shown(period, words)
