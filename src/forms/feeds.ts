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
  /** What was not good enough, why, and what is done about it: 不足, 原因, 解决办法. */
  lessons: ['table'],
  'lesson.lack': ['text'],
  'lesson.cause': ['text'],
  'lesson.remedy': ['text'],
  /** Money that came from others than the funder: 筹款, 配捐, in the words of who raised it. */
  raised: ['table'],
  'raised.source': ['text'],
  'raised.amount': ['money'],
  /** What the people who do the work learnt: a course, and how often. */
  learning: ['table'],
  'learning.course': ['text'],
  'learning.times': ['number'],
  /** What came of the work and was counted: reports, applications, trainings, each in its unit. */
  outputs: ['table'],
  'output.what': ['text'],
  'output.count': ['headcount'],
} as const satisfies Record<string, readonly string[]>

export type Feed = keyof typeof KINDS_OF

export const FEEDS = Object.keys(KINDS_OF) as [Feed, ...Feed[]]

/** A part of a report that is told in words, by the name its layout gives it: `section.difficulties`. */
const SECTION = /^section\.[a-z][a-z0-9_]*$/

export const feed = z
  .string()
  .refine(
    (name) => SECTION.test(name) || Object.hasOwn(KINDS_OF, name),
    `没有这个去处 / one of ${FEEDS.join(', ')}, section.<name>`,
  )

/** Whether the answer stands in no other table than the form's own. */
export const staysInForm = (feeds: string | undefined): boolean =>
  feeds === undefined || isReportTable(feeds) || SECTION.test(feeds)

/** Tables that have rows of their own in a report and in no register. */
const REPORT_TABLES: readonly string[] = ['goals', 'lessons', 'raised', 'learning', 'outputs'] satisfies Feed[]

export const isReportTable = (feeds: string | undefined): boolean =>
  feeds !== undefined && REPORT_TABLES.includes(feeds)

/** Whether it stands there once for the form, or once for a row: rows, pictures and sections may come from several questions. */
export const isSingle = (feeds: string): boolean => {
  const kinds: readonly string[] = SECTION.test(feeds) ? [] : KINDS_OF[feeds as Feed]
  return kinds.length > 0 && !kinds.includes('table') && !kinds.includes('photos')
}

/** Why a field of this kind cannot become that, or null. */
export function faultOfFeed(feeds: string | undefined, kind: string): string | null {
  if (feeds === undefined) return null
  const kinds: readonly string[] = SECTION.test(feeds) ? ['text'] : KINDS_OF[feeds as Feed]
  return kinds.includes(kind)
    ? null
    : `${feeds} 要 ${kinds.join('、')}，不能是 ${kind} / is fed by another kind of question`
}
