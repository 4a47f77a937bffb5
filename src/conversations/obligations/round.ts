import type { Days } from '../../kernel/day.js'
import { deadlineOf, isOutstanding } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Stated } from './which.js'

/** Who is to hand in what by the schedules of programmes. */
export interface Round {
  /** One obligation of each report that is asked about, in the order of the deadlines. */
  asked: Obligation[]
  /** Organisations that owe one of them, or did; those that still do, how. */
  due: Set<string>
  missing: Map<string, 'late' | 'begun' | 'untouched'>
  /** Where none of them is to be handed in yet. */
  notYet: boolean
}

const HOW = { overdue: 'late', in_draft: 'begun', open: 'untouched' } as const

/**
 * What is asked about a period, or without one what is to be handed in at present: of the reports that somebody still owes all who owe them, and
 * where all are in the last of each schedule. `active`: the grants that run. Waived and missed ones are asked of nobody.
 */
export function roundOf(all: Stated[], period: Days | null, active: Set<string>): Round {
  const wanted = all.filter(
    ({ state, obligation }) => active.has(obligation.grantId) && state !== 'waived' && state !== 'missed',
  )
  const about = period
    ? wanted.filter(({ obligation: { from, to } }) => from <= period.to && period.from <= to)
    : presentOf(wanted)
  const opened = about.filter(({ state }) => state !== 'upcoming')
  const missing: Round['missing'] = new Map()
  for (const { state, obligation } of opened) {
    const before = missing.get(obligation.organisationId)
    if (isOutstanding(state) && before !== 'late') {
      const how = HOW[state as keyof typeof HOW]
      missing.set(obligation.organisationId, before === 'begun' && how === 'untouched' ? before : how)
    }
  }
  const asked = new Map<string, Obligation>()
  for (const { obligation } of opened.length > 0 ? opened : about) {
    const key = keyOf(obligation)
    if (!asked.has(key)) asked.set(key, obligation)
  }
  return {
    asked: [...asked.values()].toSorted((a, b) => (deadlineOf(a, a.facts) < deadlineOf(b, b.facts) ? -1 : 1)),
    due: new Set(opened.map(({ obligation }) => obligation.organisationId)),
    missing,
    notYet: opened.length === 0 && about.length > 0,
  }
}

const keyOf = ({ scheduleId, period }: Obligation): string => `${scheduleId} ${period}`

function presentOf(wanted: Stated[]): Stated[] {
  const owed = new Set(wanted.flatMap(({ state, obligation }) => (isOutstanding(state) ? [keyOf(obligation)] : [])))
  if (owed.size > 0) return wanted.filter(({ obligation }) => owed.has(keyOf(obligation)))
  const last = new Map<string, Obligation>()
  for (const { state, obligation } of wanted) {
    const before = last.get(obligation.scheduleId)
    if (state !== 'upcoming' && (!before || before.dueOn < obligation.dueOn))
      last.set(obligation.scheduleId, obligation)
  }
  const keys = new Set([...last.values()].map(keyOf))
  return wanted.filter(({ obligation }) => keys.has(keyOf(obligation)))
}
