import { placeOf } from '../document.js'
import { countsIn, isToCome } from '../facts/counts.js'
import { isMoneyLabel } from '../facts/header.js'
import type { Facts } from '../facts/facts.js'
import { rowHas, wholesOf } from '../facts/labels.js'
import type { Finding } from '../finding.js'
import { isExact, num, say } from './prose-arithmetic.js'

const SPENT = /支出|使用|花费|用去|开支/
const LEFT = /结余|剩余|余额|结存|结转/
/** Characters between what was spent and what is left. */
const NEARBY = 80

/** 「总支出 319,000 元，结余 2,000 元」 beside the budget or the grant: what is left is the one less the other. */
export function leftOfBudget({ texts, tables, header: { said } }: Facts): Finding[] {
  const wholes = [
    ...said
      .filter(isMoneyLabel)
      .flatMap(({ value }) =>
        countsIn(value).flatMap(({ unit, min, max }) => (unit === '元' && min === max ? [min] : [])),
      ),
    ...tables.flatMap((table) =>
      table.columns.flatMap((column) =>
        column.role === 'money' && /预算|收入|拨款|到账|批准|资助/.test(column.header) ? wholesOf(table, column) : [],
      ),
    ),
  ]
  if (wholes.length === 0) return []
  const outgoings = tables.flatMap((table) =>
    table.columns.flatMap((column) => (/支出|使用/.test(column.header) ? wholesOf(table, column) : [])),
  )
  return texts.flatMap((block): Finding[] => {
    if (block.type === 'heading') return []
    const money = countsIn(block.text).filter((count) => count.unit === '元' && isExact(count))
    const lefts = money.filter(({ before }) => LEFT.test(before) && !SPENT.test(before))
    const [left, ...more] = lefts
    if (!left || more.length > 0 || isToCome(left)) return []
    const before = money.filter((each) => each.end <= left.start && SPENT.test(each.before) && !LEFT.test(each.before))
    const sums = before.filter(({ min }) => outgoings.includes(min))
    const [spent, ...others] = sums.length > 0 ? sums : before
    if (!spent || others.length > 0 || left.start - spent.end > NEARBY) return []
    // What came in beside it is told of elsewhere.
    if (sums.length === 0 && money.length > 2) return []
    if (wholes.some((whole) => Math.abs(whole - spent.min - left.min) < 1)) return []
    if (tables.some(({ all }) => all.some((row) => rowHas(row, spent.min) && rowHas(row, left.min)))) return []
    const whole = wholes.filter((each) => each > spent.min).toSorted((a, b) => a - b)[0]
    if (whole === undefined || whole - spent.min > whole * 0.6) return []
    return [
      say(
        placeOf(block, block.text.slice(Math.max(0, spent.start - spent.before.length), left.end)),
        `${num(whole)} − ${spent.text} 应是 ${num(whole - spent.min)} 元，写的结余是 ${left.text} / ${num(whole)} less ${spent.min} is ${num(whole - spent.min)}, not ${left.min}`,
        'total',
      ),
    ]
  })
}
