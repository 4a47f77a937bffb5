import { noSuchDay } from '../../kernel/day-words.js'
import { placeOf, placeOfRow, type Place } from '../document.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const DATE = /(?:\d{4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?[日号]/g
const IN_DIGITS = /(?<!\d)(?:19|20)\d{2}[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})(?!\d)/g

/** Days that the calendar has not: 2月30日. */
export function noSuchDays({ texts, tables }: Facts): Finding[] {
  const said: { text: string; place: Place }[] = [
    ...texts.map((block) => ({ text: block.text, place: placeOf(block) })),
    ...tables.flatMap(({ table, rows }) =>
      rows.map((row) => ({ text: row.cells.join(' '), place: placeOfRow(table, row) })),
    ),
  ]
  return said.flatMap(({ text, place }): Finding[] => {
    const digits = [...text.matchAll(IN_DIGITS)].map(
      ({ groups }) => `${Number(groups?.['month'])}月${Number(groups?.['day'])}日`,
    )
    const wrong = [...(text.match(DATE) ?? []), ...digits].flatMap((date) => noSuchDay(date) ?? [])[0]
    return wrong
      ? [
          {
            severity: 'contradiction',
            kind: 'dates',
            message: `没有 ${wrong.month} 月 ${wrong.day} 日 / there is no such day`,
            places: [place],
            advice: '查一下是哪天 / look it up',
          },
        ]
      : []
  })
}

/** A title with another year than the period. */
export function titleYear({ report: { title }, header: { period, periodPlace, byTitle }, texts }: Facts): Finding[] {
  const year = /(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|度))/.exec(title)?.[1]
  const [first] = texts
  if (!year || !period || !periodPlace || byTitle || !first) return []
  if (period.from.slice(0, 4) <= year && year <= period.to.slice(0, 4)) return []
  return [
    {
      severity: 'contradiction',
      kind: 'period',
      message: `标题是 ${year} 年，周期是 ${period.from} 至 ${period.to} / the title says ${year}, the period another time`,
      places: [placeOf(first, title), periodPlace],
      advice: '改标题或周期 / correct the title or the period',
    },
  ]
}
