import { addDays, type Day } from '../kernel/day.js'
import { type Calendar, yearsUnknown } from './calendar.js'
import { callDay, type Ladder, rungDays } from './ladder.js'
import type { Owed } from './schedule.js'

/**
 * How a report that is owed stands. By itself it goes upcoming → open → overdue; a draft, a filing and the hub's review make the rest;
 * `missed`: it was due before the grant joined, and nobody is asked for it.
 */
export type ObligationState =
  'upcoming' | 'open' | 'in_draft' | 'submitted' | 'returned' | 'accepted' | 'overdue' | 'waived' | 'missed'

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

/** The years without a list of days off in which any of these is still to come; none where no list is kept at all. */
export const yearsAhead = (calendar: Calendar, of: (Dates & { facts: Facts })[], today: Day): number[] =>
  calendar.years.size === 0
    ? []
    : yearsUnknown(
        calendar,
        of.map((one) => deadlineOf(one, one.facts)).filter((day) => day >= today),
      )

/**
 * The next day after `today` on which something happens by itself: it opens, a reminder is due, it is overdue, somebody is to call. Null when
 * nothing will: planning a day reads only those whose day has come.
 */
export function nextDay(dates: Dates, facts: Facts, ladder: Ladder, calendar: Calendar, today: Day): Day | null {
  const state = stateOn(dates, facts, today)
  if (!isOutstanding(state) && state !== 'upcoming') return null
  const deadline = deadlineOf(dates, facts)
  const rungs = rungDays(ladder, deadline, calendar).map(({ on }) => on)
  const days = [dates.opensOn, ...rungs, addDays(deadline, 1), callDay(ladder, deadline, calendar)]
  return days.filter((day) => day > today).sort()[0] ?? null
}
