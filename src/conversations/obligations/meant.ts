import { shown } from '../../forms/days-kind.js'
import type { Asking } from '../../forms/field-kind.js'
import { quote } from '../../forms/prompt.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Calendar } from '../../programmes/calendar.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import type { TurnPorts } from '../ports.js'
import type { OwedCommand } from './commands.js'
import type { Telling, TellPorts } from './tell-change.js'
import { namedBy, type Stated } from './which.js'

export type Keeping = Telling & { forms: Forms; calendar: Calendar }
export type Ports = TellPorts & Pick<TurnPorts, 'obligations' | 'overview'>
export type Change = Exclude<OwedCommand, { type: 'list' }>

/** Where the day that she is asked for goes, or the name. */
export const UNTIL = '…'

/** More time than this is asked back about: a date without a year easily means another one. In days. */
const FAR = { plain: 183, withYear: 731 }

/** What is asked back about a day that is no extension: before the first due date, or too far off. */
export function strangeDeadline(
  { dueOn }: Obligation,
  until: Day,
  said: string,
  { words, today }: Asking,
): string | null {
  const dayOf = (day: Day) => shown({ from: day, to: day }, words)
  const values = { said: quote(said), day: dayOf(until), due: dayOf(dueOn) }
  if (until < dueOn) return words.say('owed.too_early', values)
  const from = dueOn > today ? dueOn : today
  return daysBetween(from, until) > (/\d{4}/.test(said) ? FAR.withYear : FAR.plain)
    ? words.say('owed.too_far', values)
    : null
}

/** Those that the words of a command name, of whatever state, and its reason. `strange`: a word that should name one, and there is none such. */
export function namedIn(
  command: Change,
  all: Stated[],
  forms: Keeping['forms']['current'],
  today: Day,
): { named: Stated[] | null; why: string; strange: string | null } {
  let named: Stated[] | null = null
  const narrow = (word: string): boolean | null => {
    const found = namedBy(word, named ?? all, forms, today)
    if (found && found.length > 0) named = found
    return found && found.length > 0
  }
  if (command.type === 'extend') {
    const strange = command.which.find((word) => !narrow(word)) ?? null
    return { named, why: command.why, strange }
  }
  const { words, why } = command
  // The first word that names none begins the reason.
  const reason = words.find(({ text }) => narrow(text) !== true)
  const strange = reason && namedBy(reason.text, named ?? all, forms, today) !== null ? reason.text : null
  return { named, why: reason ? why.slice(reason.at) : '', strange }
}
