import { quote } from '../forms/prompt.js'
import type { Day } from '../kernel/day.js'
import type { Words } from '../kernel/words.js'

/** What is due today and what is new since the digest before, by organisation, the longest waiting first; and how much stands as it did, in figures. */
export interface Digest {
  /** Due today, named on the working day before as well: on its day one wants to know whom to ask. */
  today: Line[]
  /** Due by the next working day. */
  due: Line[]
  late: (Line & { days: number })[]
  /** Reminders are at an end, somebody should call. */
  call: Line[]
  came: (Line & { onTime: boolean })[]
  /** Owe something, and nothing can be brought to anybody of them now. */
  unreachable: Line[]
  /** Owe something, and have no contact in the hub's list. */
  nobody: Line[]
  /** Years in which something is due and of which no days off are known, once a year. */
  years: number[]
  /** Pairs of activities of two organisations that may be one, and that nobody decided. */
  twins: number
  /** Titles of salons that were to be over before today and that nobody ended. */
  unended: string[]
  /** Reminders that came too late to be of use. */
  dropped: number
  /** All that is late, is to be called or is out of reach, new or not. */
  standing: { late: number; call: number; unreachable: number }
  /** It is the first of a week: figures alone are worth a message. */
  weekly: boolean
}

export interface Line {
  organisation: string
  title: string
}

/** Names a line; the rest is counted, and 应交 shows all. */
const SHOWN = 6
const NAME = 16

/** The digest as one message, a line each list that has something, and one for what stands; null when nothing is new. */
export function digestText(digest: Digest, today: Day, words: Words): string | null {
  const comma = words.say('field.comma')
  const nameOf = ({ organisation }: Line) => quote(organisation, NAME)
  const withRest = (shown: string, all: Line[]) =>
    all.length > SHOWN ? `${shown}${words.say('digest.more', { rest: all.length - SHOWN })}` : shown
  /** Each organisation once, however many reports of it these are. */
  const named = (lines: Line[]) => {
    const shown = [...new Set(lines.map(nameOf))].slice(0, SHOWN)
    const rest = lines.filter((line) => !shown.includes(nameOf(line))).length
    return shown.join(comma) + (rest > 0 ? words.say('digest.more', { rest }) : '')
  }
  /** Most mornings all are about the same report: its title is said once. */
  const byTitle = <L extends Line>(lines: L[], show: (line: L) => string) => {
    const shown = lines.slice(0, SHOWN)
    const groups = [...new Set(shown.map(({ title }) => title))].map((title) => {
      const of = shown.filter((line) => line.title === title)
      return words.say('digest.group', { title, names: [...new Set(of.map(show))].join(comma) })
    })
    return withRest(groups.join(words.say('digest.and')), lines)
  }
  const {
    today: dueToday,
    due,
    late,
    call,
    came,
    unreachable,
    nobody,
    years,
    unended,
    twins,
    dropped,
    standing,
    weekly,
  } = digest
  const oldest = late.toSorted((a, b) => b.days - a.days)
  const lines = [
    dueToday.length > 0 && words.say('digest.today', { count: dueToday.length, names: byTitle(dueToday, nameOf) }),
    due.length > 0 && words.say('digest.due', { count: due.length, names: byTitle(due, nameOf) }),
    late.length > 0 &&
      words.say('digest.late', {
        count: late.length,
        names: byTitle(oldest, (one) => words.say('digest.days', { organisation: nameOf(one), days: one.days })),
      }),
    call.length > 0 && words.say('digest.call', { count: call.length, names: named(call) }),
    came.length > 0 &&
      words.say('digest.came', {
        count: came.length,
        onTime: came.filter(({ onTime }) => onTime).length,
        names: named(came),
      }),
    unreachable.length > 0 && words.say('digest.unreachable', { count: unreachable.length, names: named(unreachable) }),
    nobody.length > 0 && words.say('digest.nobody', { count: nobody.length, names: named(nobody) }),
    years.length > 0 && words.say('digest.years', { years: years.join(comma) }),
    unended.length > 0 && words.say('digest.unended', { names: unended.slice(0, SHOWN).join(comma) }),
    twins > 0 && words.say('digest.twins', { count: twins }),
    dropped > 0 && words.say('digest.dropped', { count: dropped }),
  ].filter((line) => line !== false)
  const { late: allLate, call: toCall, unreachable: away } = standing
  const stands = [
    allLate > 0 && words.say('digest.standing_late', { count: allLate }),
    toCall > 0 && words.say('digest.standing_call', { count: toCall }),
    away > 0 && words.say('digest.standing_unreachable', { count: away }),
  ].filter((part) => part !== false)
  if (lines.length === 0 && (!weekly || stands.length === 0)) return null
  const still =
    stands.length > 0 ? [words.say('digest.standing', { parts: stands.join(words.say('broadcast.and')) })] : []
  return [words.say('digest.hello', { today }), ...lines, ...still, words.say('digest.next')].join('\n')
}
