import { shown } from '../forms/days-kind.js'
import { formIn } from '../forms/form.js'
import { type Day, daysBetween } from '../kernel/day.js'
import type { Words } from '../kernel/words.js'
import type { StillOwed } from './owed.js'

/** More than these are counted only: one message has to be read on a phone. */
const SHOWN = 5

/** 「工作简报（2026年第三季度）」 */
export const owedTitle = ({ obligation: { from, to }, form }: Pick<StillOwed, 'obligation' | 'form'>, words: Words) =>
  words.say('remind.title', { title: formIn(form, words.language).title, period: shown({ from, to }, words) })

/** 「还有 2 天，10月15日 截止」, 「今天截止」, 「过了 3 天」. */
export function whenDue(deadline: Day, today: Day, words: Words): string {
  const days = daysBetween(today, deadline)
  const day = shown({ from: deadline, to: deadline }, words)
  if (days === 0) return words.say('remind.today')
  return days > 0 ? words.say('remind.left', { days, day }) : words.say('remind.past', { days: -days, day })
}

/** All that one person owes, in one message, with the one thing to do next. `menu` is the number of each form in the menu. */
export function reminderText(
  owed: StillOwed[],
  who: { name: string; hub: string; today: Day; busy: boolean },
  menu: (form: string) => number,
  words: Words,
): string {
  const [first] = owed
  if (!first) throw new Error('who owes nothing is not reminded')
  const lines = owed.slice(0, SHOWN).map((one) => {
    const said = { title: owedTitle(one, words), when: whenDue(one.deadline, who.today, words) }
    const line = words.say('remind.line', said)
    return one.draft ? line + words.say('remind.begun', { done: one.draft.done, left: one.draft.left }) : line
  })
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
