import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Choice } from '../whom/ports.js'
import type { StillOwed } from './owed.js'
import { owedLines } from './words.js'

/** More than these are counted only: one message has to be read on a phone. */
const SHOWN = 5

/** All that one person owes, in one message, with the one thing to do next. `menu` is the number of each form in the menu. */
export function reminderText(
  owed: StillOwed[],
  choices: Choice[],
  who: { name: string; hub: string; today: Day; busy: boolean },
  menu: (form: string) => number,
  words: Words,
): string {
  const [first] = owed
  if (!first) throw new Error('who owes nothing is not reminded')
  const lines = owedLines(owed, choices, who.today, words).slice(0, SHOWN)
  const rest = owed.length - lines.length
  // The next word of one who is at a draft belongs to that.
  const next = who.busy || first.draft?.mine ? 'go_on' : first.draft ? 'colleague' : 'begin'
  return [
    words.say(owed.length > 1 ? 'remind.hello_many' : 'remind.hello', {
      name: who.name,
      hub: who.hub,
      count: owed.length,
    }),
    ...lines,
    ...(rest > 0 ? [words.say('remind.more', { rest })] : []),
    words.say(`remind.${next}`, { number: menu(first.form.id) }),
  ].join('\n')
}
