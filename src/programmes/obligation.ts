import { addDays, type Day } from '../kernel/day.js'
import type { Owed } from './schedule.js'

/**
 * How a report that is owed stands. By itself it goes upcoming → open → overdue; a draft, a filing and the hub's review make the rest;
 * `missed`: it was due before the grant joined, and nobody is asked for it.
 */
export const STATES = [
  'upcoming',
  'open',
  'in_draft',
  'submitted',
  'returned',
  'accepted',
  'overdue',
  'waived',
  'missed',
] as const
export type ObligationState = (typeof STATES)[number]

/** What happened to it, whatever the day. */
export interface Facts {
  /** Of the record that answers it. */
  record: 'submitted' | 'returned' | 'accepted' | null
  drafted: boolean
  waived: boolean
  /** It was due before the grant joined. */
  missed: boolean
  extendedTo: Day | null
}

export const NO_FACTS: Facts = { record: null, drafted: false, waived: false, missed: false, extendedTo: null }

type Dates = Pick<Owed, 'opensOn' | 'dueOn'>

/** The day until which it may come. The day it was first due on (`dueOn`) never changes. */
export const deadlineOf = ({ dueOn }: Pick<Dates, 'dueOn'>, { extendedTo }: Pick<Facts, 'extendedTo'>): Day =>
  extendedTo ?? dueOn

/** What is in is in, however late; of what is not, the calendar decides. */
export function stateOn(dates: Dates, facts: Facts, today: Day): ObligationState {
  if (facts.record) return facts.record
  if (facts.waived) return 'waived'
  if (facts.missed) return 'missed'
  if (today > deadlineOf(dates, facts)) return 'overdue'
  if (facts.drafted) return 'in_draft'
  return today >= dates.opensOn ? 'open' : 'upcoming'
}

/** Whether somebody still has to do something for it to come in. */
export const isOutstanding = (state: ObligationState): boolean =>
  state === 'open' || state === 'in_draft' || state === 'overdue'

/**
 * The next day after `today` on which something happens by itself: it opens, a reminder is due (`rungs`, see `rungDays`), it is overdue. Null
 * when nothing will: planning a day reads only those whose day has come.
 */
export function nextDay(dates: Dates, facts: Facts, rungs: Day[], today: Day): Day | null {
  const state = stateOn(dates, facts, today)
  if (!isOutstanding(state) && state !== 'upcoming') return null
  const days = [dates.opensOn, addDays(deadlineOf(dates, facts), 1), ...rungs].filter((day) => day > today)
  return days.sort()[0] ?? null
}
