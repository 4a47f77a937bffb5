import { placeOfRow } from '../document.js'
import { showRange } from '../facts/counts.js'
import type { Facts } from '../facts/facts.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import type { EventRow } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const SAME = 0.5
/** Further apart they are two events. */
const APART_DAYS = 3

const wordsOf = ({ title, row, facts: { table } }: EventRow): Set<string> =>
  pairsOf([title, table.path.at(-1) ?? '', table.name, ...row.cells].join(' '))

/** What a list of the main days says of an event, beside the row of the table that counts it: another number, another day. */
export function chronicles({ chronicle, events }: Facts): Finding[] {
  const rows = events.filter(({ said }) => said.grain === 'day').map((event) => ({ event, pairs: wordsOf(event) }))
  return chronicle.flatMap((told): Finding[] => {
    if (told.said.grain !== 'day') return []
    const title = pairsOf(told.title)
    const like = rows.filter(({ pairs }) => title.size >= 2 && heldIn(title, pairs) >= SAME)
    const sameDay = like.filter(({ event }) => event.said.days.from === told.said.days.from)
    const [only, ...more] = sameDay
    if (only && more.length === 0) {
      const [a, b] = [told.count, only.event.count]
      return a && b && (a.max < b.min || a.min > b.max)
        ? [
            finding(
              'twice',
              `同一场活动，人数一处 ${showRange(b)}，一处 ${showRange(a)} / one event: ${showRange(b)} in one table, ${showRange(a)} in the other`,
              [only.event, told],
              '看签到表，两处写同一个数 / use the sign-in sheet and write the same in both',
            ),
          ]
        : []
    }
    if (sameDay.length > 0) return []
    const near = like.filter(
      ({ event, pairs }) => heldIn(title, pairs) >= 0.7 && Math.abs(dayNumber(event) - dayNumber(told)) <= APART_DAYS,
    )
    const [other, ...others] = near
    return other && others.length === 0
      ? [
          finding(
            'dates',
            `像是同一场活动，日期一处 ${other.event.said.text}，一处 ${told.said.text} / perhaps one event on two days`,
            [other.event, told],
            '查签到表或照片，两处改成同一天 / look it up and put the same day in both',
          ),
        ]
      : []
  })
}

const dayNumber = ({ said }: EventRow): number => Date.parse(said.days.from) / 86_400_000

const finding = (kind: Finding['kind'], message: string, events: EventRow[], advice: string): Finding => ({
  severity: 'contradiction',
  kind,
  message,
  places: events.map(({ facts, row }) => placeOfRow(facts.table, row)),
  advice,
})
