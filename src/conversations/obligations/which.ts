import { formIn, type Form } from '../../forms/form.js'
import { readDays } from '../../kernel/day-words.js'
import { addDays, type Day } from '../../kernel/day.js'
import { plain } from '../../people/names.js'
import { deadlineOf, type ObligationState, stateOn } from '../../programmes/obligation.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { TurnPorts } from '../ports.js'

/** A report that is owed, or was let off, as of a day. */
export interface Stated {
  obligation: Obligation
  state: ObligationState
}

/** All of a hub, or of one organisation, as they stand on a day, by deadline. */
export async function statedOf(
  { obligations }: Pick<TurnPorts, 'obligations'>,
  hubId: string,
  today: Day,
  of: { organisationId?: string } = {},
): Promise<Stated[]> {
  const all = await obligations.list(hubId, of)
  return all.map((obligation) => ({ obligation, state: stateOn(obligation, obligation.facts, today) }))
}

/** The groups in which one looks for a report that was not named; of those that only lie ahead the next. */
const GROUPS = {
  extend: [['overdue', 'in_draft', 'open'], ['upcoming']],
  waive: [['overdue', 'in_draft', 'open'], ['upcoming']],
  owe: [['waived'], ['missed']],
} satisfies Record<string, ObligationState[][]>

/** Those that a command can be about, by deadline. */
export const possible = (all: Stated[], type: keyof typeof GROUPS): Stated[] =>
  all.filter(({ state }) => GROUPS[type].some((states: ObligationState[]) => states.includes(state)))

/** Those that are meant where nothing says which: what somebody has to do something about comes first. */
export function likeliest(all: Stated[], type: keyof typeof GROUPS): Stated[] {
  const [first = [], second = []] = GROUPS[type].map((states: ObligationState[]) =>
    all.filter(({ state }) => states.includes(state)),
  )
  if (first.length > 0 || type === 'owe') return first.length > 0 ? first : second
  const dueOf = ({ obligation }: Stated) => deadlineOf(obligation, obligation.facts)
  const next = second.map(dueOf).sort()[0]
  return second.filter((one) => dueOf(one) === next)
}

/** So far one looks for a period that has no year, after the one nearest to today. */
const YEARS = [0, 364, -364]

/**
 * Those that a word names: by their period (三季度, 10月, 2026年下半年), or all within it, or by the title of their form. Null where it is no
 * word for any.
 */
export function namedBy(word: string, all: Stated[], forms: Form[], today: Day): Stated[] | null {
  const keyed = all.filter(({ obligation }) => obligation.period.toLowerCase() === word.toLowerCase())
  if (keyed.length > 0) return keyed
  const period = /[年季月周]|^\d{4}$/.test(word)
  for (const days of period ? YEARS : []) {
    const about = readDays(/^\d{4}$/.test(word) ? `${word}年` : word.replace(/季$/, '季度'), addDays(today, days))
    if (!about || about.from === about.to) return null
    // That of a grant which joined in the middle is cut to its days.
    const within = all.filter(({ obligation }) => obligation.from >= about.from && obligation.to <= about.to)
    const exactly = within.filter(({ obligation }) => obligation.from === about.from && obligation.to === about.to)
    if (within.length > 0) return exactly.length > 0 ? exactly : within
  }
  if (period) return []
  const titled = forms.filter((form) =>
    ['zh-CN', 'en'].some((language) => isCalled(formIn(form, language).title, word)),
  )
  return titled.length === 0 ? null : all.filter(({ obligation }) => titled.some(({ id }) => id === obligation.form))
}

const isCalled = (title: string, word: string): boolean =>
  plain(title) === plain(word) || (word.length >= 2 && plain(title).includes(plain(word)))
