import { countsIn } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'
import { at, isExact, num, say } from './prose-arithmetic.js'

const AGAINST = /与[^，。；]*相比|相比|较|比上|同比|环比|比去年/
const ROSE = /(?:增长|增加|提高|上升|下降|减少|降低)了?(?:约|近)?$/

/** 「与上季度的 520 次相比，本季度 601 次，增长 25%」. */
export function comparedWith({ sentences }: Facts): Finding[] {
  return sentences.flatMap((sentence): Finding[] => {
    const counts = countsIn(sentence.text)
    const rise = counts.find(({ unit, before }) => unit === '%' && ROSE.test(before))
    if (!rise || !AGAINST.test(sentence.text) || !isExact(rise)) return []
    const last = counts.filter(({ end, unit }) => end <= rise.start && unit !== '%' && !/^[年月日]$/.test(unit)).at(-1)
    const same = counts.filter(({ unit, end }) => last && unit === last.unit && end <= rise.start)
    const [a, b, ...more] = same
    if (!a || !b || more.length > 0 || !isExact(a) || !isExact(b) || a.min === 0 || b.min === 0) return []
    const change = Math.abs(a.min - b.min)
    if ([a, b].some((base) => Math.abs((100 * change) / base.min - rise.min) <= 1)) return []
    return [
      say(
        at(sentence),
        `${a.text} 和 ${b.text} 差 ${num((100 * change) / a.min)}%，写的是 ${rise.text} / ${a.min} and ${b.min} differ by ${num((100 * change) / a.min)}%`,
      ),
    ]
  })
}
