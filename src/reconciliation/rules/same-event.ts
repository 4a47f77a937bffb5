import { daysBetween } from '../../kernel/day.js'
import { placeOfRow } from '../document.js'
import type { Facts } from '../facts/facts.js'
import { alike, pairsOf } from '../facts/likeness.js'
import { numberOf, showRange } from '../facts/counts.js'
import { isSummable } from '../facts/labels.js'
import { cellNumber, isSince, type EventRow } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const ALIKE = 0.6
const VERY_ALIKE = 0.85

/** Events of a day, grouped by it. */
function byDay(events: EventRow[]): EventRow[][] {
  const groups = new Map<string, EventRow[]>()
  for (const event of events) {
    const { days, grain } = event.said
    if (grain !== 'day') continue
    const key = `${days.from} ${days.to}`
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return [...groups.values()]
}

/** Rows that tell one event: the same day and a title that is alike. Each later one with the one it repeats. */
export function twins(events: EventRow[]): [EventRow, EventRow][] {
  return byDay(events).flatMap((group) => {
    const pairs = group.map(({ title }) => pairsOf(title))
    return group.flatMap((event, i): [EventRow, EventRow][] => {
      const before = group.findIndex(
        (other, j) =>
          j < i &&
          (other.title === event.title ||
            alike(pairs[j] ?? new Set(), pairs[i] ?? new Set()) >= (sameCount(other, event) ? ALIKE : VERY_ALIKE)),
      )
      const first = group[before]
      return first ? [[first, event]] : []
    })
  })
}

/** 「估计32人」 may be the 32 of another row. */
const sameCount = (a: EventRow, b: EventRow): boolean =>
  !a.count || !b.count || (a.count.min <= b.count.max && b.count.min <= a.count.max)
const shown = ({ count }: EventRow): string => (count ? showRange(count) : '')

/** The sum of all counts in tables of events, where all are exact. */
export function sumOf(events: EventRow[]): number | null {
  if (events.some(({ count }) => count && count.min !== count.max)) return null
  return events.reduce((sum, { count }) => sum + (count?.min ?? 0), 0)
}

export function sameEvent({ events }: Facts): Finding[] {
  const found = twins(events)
  const all = sumOf(events)
  const twice = sumOf(found.map(([, second]) => second))
  const sums = all !== null && twice ? `：全部活动表合计 ${all}，去掉重复是 ${all - twice}` : ''
  return found.map(([first, second]) => ({
    severity: 'contradiction',
    kind: 'twice',
    message: `同一场活动写了两次${sameCount(first, second) ? '' : `，人数一处 ${shown(first)}，一处 ${shown(second)}`}${sums} / one event in two rows${all !== null && twice ? `: ${all} with, ${all - twice} without the second` : ''}`,
    places: [first, second].map(({ facts, row }) => placeOfRow(facts.table, row)),
    advice:
      '留一处，删掉另一处，再改合计；确是两场就写清楚怎么区分 / keep one of them and correct the total, or say how they differ',
  }))
}

/** Further apart, two days are of two events. */
const NEAR = 3

/** One title and one headcount on neighbouring days in two tables. */
export function otherDay({ events }: Facts): Finding[] {
  const byTitle = new Map<string, EventRow[]>()
  for (const event of events) {
    const key = event.title.replace(/\s/g, '')
    byTitle.set(key, [...(byTitle.get(key) ?? []), event])
  }
  return [...byTitle.values()].flatMap((group) =>
    group.flatMap((event, i): Finding[] => {
      const other = group
        .slice(0, i)
        .find(
          (each) =>
            each.facts !== event.facts &&
            sameCount(each, event) &&
            each.said.grain === 'day' &&
            event.said.grain === 'day' &&
            isNear(each, event),
        )
      return other
        ? [
            {
              severity: 'contradiction',
              kind: 'dates',
              message: `两张表里像是同一场活动，日期一处 ${other.said.text}，一处 ${event.said.text} / perhaps one event on two days`,
              places: [other, event].map(({ facts, row }) => placeOfRow(facts.table, row)),
              advice: '查签到表，改成同一天，再看合计有没有多算 / look it up, and see whether it is counted twice',
            },
          ]
        : []
    }),
  )
}

const isNear = (a: EventRow, b: EventRow): boolean => {
  const away = Math.abs(daysBetween(a.said.days.from, b.said.days.from))
  return away > 0 && away <= NEAR
}

/** Different events on one day: possible, and worth a look. */
export function sameDay({ events }: Facts): Finding[] {
  const repeated = new Set(twins(events).map(([, second]) => second))
  const groups = byDay(events.filter((event) => !repeated.has(event) && !isSince(event.facts))).filter(
    (group) => group.length > 1,
  )
  if (groups.length === 0 || groups.flat().length > events.length / 2) return []
  return [
    {
      severity: 'doubtful',
      kind: 'twice',
      message: `有 ${groups.length} 天各有两场以上活动 / ${groups.length} days with more than one event`,
      places: groups.slice(0, 6).flatMap((group) => group.map(({ facts, row }) => placeOfRow(facts.table, row))),
      advice:
        '问一下是不是同一天、是不是同一批人；在不同城市的，看日期有没有抄错 / ask whether the days are right and the people different',
    },
  ]
}

const FEWEST = 6
const TIMES = 3
const SHARE = 0.2
/** In a short table, or where nobody knows what is counted, only a nought too many tells. */
const FEWEST_SURE = 4
const TIMES_SURE = 9

const FEWEST_RATES = 4
const TIMES_OF_RATE = 4

/** A row with far more comers at each time than all others: 9 场 and 1,350 人次 beside rows of some twenty each. */
export function ratesApart({ tables }: Facts): Finding[] {
  return tables.flatMap((facts): Finding[] => {
    const times = facts.columns.filter(({ unit, numeric }) => numeric && /^[场次期节]$/.test(unit))
    const people = facts.columns.filter(({ unit, numeric }) => numeric && /^人次?$/.test(unit))
    const [of] = times
    if (!of || times.length > 1) return []
    return people.flatMap((column): Finding[] => {
      const rates = facts.rows.flatMap((row) => {
        const [often, came] = [cellNumber(row, of), cellNumber(row, column)]
        return often && came && often.min > 0 ? [{ row, rate: came.max / often.min }] : []
      })
      const [most, next] = rates.toSorted((a, b) => b.rate - a.rate)
      if (!most || !next || rates.length < FEWEST_RATES || next.rate === 0 || most.rate < TIMES_OF_RATE * next.rate)
        return []
      return [
        {
          severity: 'doubtful',
          kind: 'outlier',
          message: `「${column.header}」这一行平均每${of.unit} ${Math.round(most.rate)}，别的行最多 ${Math.round(next.rate)} / ${Math.round(most.rate)} each time, in other rows at most ${Math.round(next.rate)}`,
          places: [most, next].map(({ row }) => placeOfRow(facts.table, row)),
          advice: '核对是不是多写了一个零；属实就加一句说明 / check for a nought too many, or explain it',
        },
      ]
    })
  })
}

/** A number far above all others of its column, that makes much of the sum. */
export function outliers({ tables }: Facts): Finding[] {
  return tables.flatMap((facts) =>
    facts.columns.flatMap((column): Finding[] => {
      const counted = /^(?:people|money|count)$/.test(column.role)
      if (
        !isSummable(column) ||
        /结余|余额|剩余|差额|增减/.test(column.header) ||
        !(counted || column.role === 'other')
      )
        return []
      // 30 sites, 2000 families and 120 tons are not compared.
      if (new Set(facts.rows.map((row) => numberOf(row.cells[column.at] ?? '')?.unit ?? '')).size > 1) return []
      const numbers = facts.rows.flatMap((row) => {
        const value = (row.cells[column.at] ?? '').replace(/[^\d.]/g, '')
        return value === '' ? [] : [{ row, value: Number(value) }]
      })
      const [most, next] = numbers.toSorted((a, b) => b.value - a.value)
      const sum = numbers.reduce((total, { value }) => total + value, 0)
      const [fewest, times] = counted && numbers.length >= FEWEST ? [FEWEST, TIMES] : [FEWEST_SURE, TIMES_SURE]
      if (
        !most ||
        !next ||
        next.value === 0 ||
        numbers.length < fewest ||
        most.value < times * next.value ||
        most.value < SHARE * sum
      )
        return []
      const share = Math.round((100 * most.value) / sum)
      return [
        {
          severity: 'doubtful',
          kind: 'outlier',
          message: `「${column.header}」里 ${most.value} 一行占了全列的 ${share}%，第二大的只有 ${next.value} / one row makes ${share}% of the column, the next is ${next.value}`,
          places: [most, next].map(({ row }) => placeOfRow(facts.table, row)),
          advice: '核对是不是多写了一个零；属实就加一句说明 / check for a nought too many, or explain it',
        },
      ]
    }),
  )
}
