import type { Words } from '../../kernel/words.js'
import type { Period } from './commands.js'
import { categoryLines, figureParts, figuresOf, periodIn } from './figures.js'
import type { Filed } from './ports.js'

/** 「汇总」: what was filed in a period comes to, by category and unit. */
export function totalsText(
  filed: Filed[],
  categories: ReadonlyMap<string, string>,
  period: Period,
  zone: string,
  words: Words,
): string {
  const figures = figuresOf(filed, period, zone, [...categories.keys()])
  const { records, organisations } = figures
  const named = { period: periodIn(period, words) }
  if (records === 0) return words.say('staff.totals_none', named)
  const [activities, ...rest] = figureParts(figures, words)
  return [
    words.say('staff.totals', { ...named, organisations, records }),
    ...(activities ? [activities] : []),
    ...categoryLines(figures, categories, words),
    ...rest,
    words.say('staff.totals_rule'),
  ].join('\n')
}
