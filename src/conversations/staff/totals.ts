import type { Form } from '../../forms/form.js'
import type { Words } from '../../kernel/words.js'
import type { Visit } from '../../salons/salon.js'
import type { Period } from './commands.js'
import { categoryLines, figureParts, figuresOf, filedAbout, periodIn } from './figures.js'
import { briefsOf } from './missing.js'
import type { Filed } from './ports.js'

/**
 * 「汇总」: how many organisations filed a brief about a period, by the rule of 「谁还没交」, and what is counted in it, by category and unit.
 * The two differ: a brief about a quarter covers each of its months, and its rows are counted on their own days.
 */
export function totalsText(
  { filed, forms }: { filed: Filed[]; forms: Form[] },
  categories: ReadonlyMap<string, string>,
  period: Period,
  zone: string,
  words: Words,
): string {
  const figures = figuresOf(filed, period, zone, [...categories.keys()])
  const { records, organisations, accepted } = figures
  const about = filedAbout(filed, period).size
  const title = briefsOf(forms, words)
    .map((brief) => brief.title)
    .join(words.say('field.comma'))
  const named = { period: periodIn(period, words), title, about }
  if (records === 0 && about === 0)
    return words.say('staff.totals_none', named) + words.say(filed.length > 0 ? 'staff.try_all' : 'staff.nothing_yet')
  const [activities, ...rest] = figureParts(figures, words)
  // Where no report is asked for, only activities one by one, none lacks.
  const head = title === '' ? 'staff.totals_of' : about > 0 ? 'staff.totals' : 'staff.totals_none_about'
  return [
    words.say(head, named),
    records > 0 ? words.say('staff.counted', { organisations, records }) : words.say('staff.counted_none'),
    ...(activities ? [activities] : []),
    ...categoryLines(figures, categories, words),
    ...rest,
    ...(records > accepted ? [words.say('staff.counted_waiting', { accepted, waiting: records - accepted })] : []),
    words.say('staff.totals_rule'),
  ].join('\n')
}

/** 「另有辅导 3 次、走访 1 次（2 家）」: what staff did for grantees in a period; null where they noted nothing. */
export function visitsLine(
  visits: Pick<Visit, 'kind' | 'happenedOn' | 'organisationId'>[],
  period: Period,
  words: Words,
): string | null {
  const inside = visits.filter(({ happenedOn: on }) => period === null || (period.from <= on && on <= period.to))
  if (inside.length === 0) return null
  const kinds = [...new Set(inside.map(({ kind }) => kind))].map((kind) =>
    words.say('staff.times', {
      label: words.say(`visit.kind_${kind}`),
      count: inside.filter((one) => one.kind === kind).length,
    }),
  )
  const organisations = new Set(inside.map(({ organisationId }) => organisationId)).size
  return words.say('staff.visits', { kinds: kinds.join(words.say('field.comma')), organisations })
}
