/** What an answer can become besides being kept, and the kinds that can become it. `records/typed-rows.ts` makes the rows. */
const KINDS_OF = {
  period: ['date', 'date_range'],
  activities: ['table'],
  'activity.date': ['date', 'date_range'],
  'activity.title': ['text'],
  'activity.place': ['place', 'text'],
  'activity.headcount': ['headcount'],
  'activity.category': ['choice'],
  /** Different people over the period, nobody twice: a ledger of its own beside the headcounts of activities. */
  people: ['headcount'],
  expenses: ['table'],
  'expense.item': ['text'],
  'expense.amount': ['money'],
  photos: ['photos'],
} as const satisfies Record<string, readonly string[]>

export type Feed = keyof typeof KINDS_OF

export const FEEDS = Object.keys(KINDS_OF) as [Feed, ...Feed[]]

/** Why a field of this kind cannot become that, or null. */
export function faultOfFeed(feed: Feed | undefined, kind: string): string | null {
  if (feed === undefined) return null
  const kinds: readonly string[] = KINDS_OF[feed]
  return kinds.includes(kind) ? null : `${feed} is fed by ${kinds.join(' or ')}, not by ${kind}`
}
