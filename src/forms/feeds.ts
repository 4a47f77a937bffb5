import { z } from 'zod'

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
  /** What became of what was planned: 原目标, 实际达成, 差异原因. */
  goals: ['table'],
  'goal.label': ['text'],
  'goal.actual': ['text'],
  'goal.reason': ['text'],
} as const satisfies Record<string, readonly string[]>

export type Feed = keyof typeof KINDS_OF

export const FEEDS = Object.keys(KINDS_OF) as [Feed, ...Feed[]]

/** A part of a report that is told in words, by the name its layout gives it: `section.difficulties`. */
const SECTION = /^section\.[a-z][a-z0-9_]*$/

export const feed = z
  .string()
  .refine((name) => SECTION.test(name) || Object.hasOwn(KINDS_OF, name), `one of ${FEEDS.join(', ')}, section.<name>`)

/** Whether the answer stands in no other table than the form's own. */
export const staysInForm = (feeds: string | undefined): boolean =>
  feeds === undefined || feeds === 'goals' || SECTION.test(feeds)

/** Why a field of this kind cannot become that, or null. */
export function faultOfFeed(feeds: string | undefined, kind: string): string | null {
  if (feeds === undefined) return null
  const kinds: readonly string[] = SECTION.test(feeds) ? ['text'] : KINDS_OF[feeds as Feed]
  return kinds.includes(kind) ? null : `${feeds} is fed by ${kinds.join(' or ')}, not by ${kind}`
}
