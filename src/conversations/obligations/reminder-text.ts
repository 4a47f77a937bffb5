import { formIn, type Form } from '../../forms/form.js'
import type { Day } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Choice } from '../whom/ports.js'
import type { StillOwed } from './owed.js'
import { owedLines, owedTitle } from './words.js'

/** More than these are counted only: one message has to be read on a phone. */
const SHOWN = 5

/** The one thing to do next, after a reminder. */
export type NextStep =
  /** She has this one of them open. */
  | { type: 'go_on'; of: StillOwed }
  /** She has something else open: that comes first. */
  | { type: 'finish_first'; open: Form }
  | { type: 'colleague' }
  /** By its number in the menu, or by its title where a number would answer what she was asked just before. */
  | { type: 'begin' | 'begin_by_title' }

/** `draft`: what she has open, `form` null where nobody has that form any more; `free`: whether a number of hers may answer something new. */
export function nextStep(
  owed: StillOwed[],
  draft: { form: Form | null; revises: boolean } | null,
  free: boolean,
): NextStep {
  const mine = owed.find((one) => one.draft?.mine)
  if (mine && !draft?.revises) return { type: 'go_on', of: mine }
  if (draft?.form) return { type: 'finish_first', open: draft.form }
  if (owed[0]?.draft) return { type: 'colleague' }
  return { type: free ? 'begin' : 'begin_by_title' }
}

/** All that one person owes, in one message, with the one thing to do next. `number`: of the first one's form in the menu. */
export function reminderText(
  owed: StillOwed[],
  choices: Choice[],
  who: { name: string; hub: string; today: Day; number: number },
  next: NextStep,
  words: Words,
): string {
  const [first] = owed
  if (!first) throw new Error('who owes nothing is not reminded')
  const lines = owedLines(owed, choices, who.today, words).slice(0, SHOWN)
  const rest = owed.length - lines.length
  return [
    words.say(owed.length > 1 ? 'remind.hello_many' : 'remind.hello', {
      name: who.name,
      hub: who.hub,
      count: owed.length,
    }),
    ...lines,
    ...(rest > 0 ? [words.say('remind.more', { rest })] : []),
    nextText(),
  ].join('\n')

  function nextText(): string {
    const title = formIn(first!.form, words.language).title
    switch (next.type) {
      case 'go_on':
        return owed.length > 1
          ? words.say('remind.go_on_with', { title: owedTitle(next.of, words) })
          : words.say('remind.go_on')
      case 'finish_first':
        return words.say('remind.finish_first', { open: formIn(next.open, words.language).title, title })
      case 'colleague':
        return words.say('remind.colleague')
      case 'begin':
      case 'begin_by_title':
        return words.say(`remind.${next.type}`, {
          number: who.number,
          title,
          idle: first!.form.idle ? words.say('remind.idle') : '',
        })
    }
  }
}
