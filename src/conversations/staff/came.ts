import { shown } from '../../forms/days-kind.js'
import { formIn, type Form } from '../../forms/form.js'
import { quote } from '../../forms/prompt.js'
import type { Words } from '../../kernel/words.js'
import { dayIn } from '../../kernel/zone.js'
import type { Period } from './commands.js'
import { periodIn } from './figures.js'
import type { Filed } from './ports.js'

/** A chat shows so many; 待审 shows all. */
const LISTED = 20
const NAME = 20

/** 「昨天谁交了」: what was filed on these days, whatever it is about, the newest first. */
export function cameText(
  { filed, forms }: { filed: Filed[]; forms: Form[] },
  period: Period,
  zone: string,
  words: Words,
): string {
  const came = filed
    .map((record) => ({ record, day: dayIn(record.filedAt, zone) }))
    .filter(({ day }) => period === null || (period.from <= day && day <= period.to))
    .toReversed()
  const values = { period: periodIn(period, words), count: came.length }
  if (came.length === 0) return words.say('staff.came_none', values)
  const lines = came.slice(0, LISTED).map(({ record, day }) => {
    const form = forms.find(({ id }) => id === record.form)
    const title = form ? formIn(form, words.language).title : record.form
    return words.say('staff.came_one', {
      organisation: quote(record.organisation.name, NAME),
      title,
      day: shown({ from: day, to: day }, words),
    })
  })
  const rest = came.length - lines.length
  return [
    words.say('staff.came', values),
    ...lines,
    ...(rest > 0 ? [words.say('staff.came_more', { rest })] : []),
    words.say('staff.came_next'),
  ].join('\n')
}
