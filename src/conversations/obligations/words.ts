import { shown } from '../../forms/days-kind.js'
import { formIn } from '../../forms/form.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { StillOwed } from './owed.js'

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

/** One line of a list of what is owed: which, until when, how far it is. */
export function owedLine(one: StillOwed, today: Day, words: Words): string {
  const line = words.say('remind.line', { title: owedTitle(one, words), when: whenDue(one.deadline, today, words) })
  return one.draft ? line + words.say('remind.begun', { done: one.draft.done, left: one.draft.left }) : line
}
