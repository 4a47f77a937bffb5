import { shown } from '../../forms/days-kind.js'
import { formIn } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import { type Day, daysBetween } from '../../kernel/day.js'
import type { Words } from '../../kernel/words.js'
import type { Obligation } from '../../programmes/obligations.js'
import type { Forms } from '../forms.js'
import type { Choice } from '../whom/ports.js'
import type { StillOwed } from './owed.js'

/** 「工作简报（2026年第三季度）」 */
export const owedTitle = ({ obligation: { from, to }, form }: Pick<StillOwed, 'obligation' | 'form'>, words: Words) =>
  words.say('remind.title', { title: formIn(form, words.language).title, period: shown({ from, to }, words) })

/** The same of one whose form nobody may have any more. */
export function titleIn({ current }: Forms, obligation: Obligation, words: Words): string {
  const form = current.find(({ id }) => id === obligation.form)
  return form ? owedTitle({ obligation, form }, words) : obligation.form
}

/** 「还有 2 天，10月15日 截止」, 「今天截止」, 「过了 3 天」. */
export function whenDue(deadline: Day, today: Day, words: Words): string {
  const days = daysBetween(today, deadline)
  const day = shown({ from: deadline, to: deadline }, words)
  if (days === 0) return words.say('remind.today')
  return days > 0 ? words.say('remind.left', { days, day }) : words.say('remind.past', { days: -days, day })
}

/**
 * A line each of what is owed: which, until when, how far it is. Who files for several organisations (`choices`) reads whose each is; those of one
 * organisation that would be called the same have what their grant is for.
 */
export function owedLines(owed: StillOwed[], choices: Choice[], today: Day, words: Words): string[] {
  return owed.map((one) => {
    const title = owedTitle(one, words)
    const alike = owed.filter((other) => owedTitle(other, words) === title)
    const { organisationId, grantId } = one.obligation
    const own = choices.find((choice) => choice.organisationId === organisationId && choice.grantId === grantId)
    const several = choices.some((choice) => choice.organisationId !== organisationId)
    const here = alike.filter(({ obligation }) => obligation.organisationId === organisationId).length > 1
    const whose = [several ? own?.organisation : null, here ? own?.purpose : null]
      .flatMap((name) => (name ? [quote(name, 20)] : []))
      .join(' ')
    const line = words.say('remind.line', { title: whose + title, when: whenDue(one.deadline, today, words) })
    return one.draft ? line + words.say('remind.begun', { done: one.draft.done, left: one.draft.left }) : line
  })
}
