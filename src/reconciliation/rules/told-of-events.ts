import { daysBetween } from '../../kernel/day.js'
import { readNumber } from '../../kernel/numeral.js'
import { placeOf, placeOfRow } from '../document.js'
import { countsIn, isToCome, type Count } from '../facts/counts.js'
import { daysIn, overlap } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { isOfAnotherTime } from '../facts/labels.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import { kindsIn, type EventRow } from '../facts/tables.js'
import type { Finding } from '../finding.js'
import { isExact } from './prose-arithmetic.js'

const isPlan = (heading = ''): boolean => /目标|计划|打算|下一|展望|未来|预期/.test(heading)
const ROUNDS = /[（(]?第?[一二三四五六七八九十\d]{1,3}[期次场讲课]?[)）]?$/
const HELD = /讲了|办了|做了|开展|举办|组织|共|全年|一共|开了|完成|累计/
const FEWEST = 2

/** A series by what its rows are called without their numbers: 「财务课全年讲了 4 次」 beside 财务课（一）（二）（三）. */
export function seriesRows({ events, sentences, header }: Facts): Finding[] {
  const series = new Map<string, EventRow[]>()
  for (const event of events) {
    const stem = event.title.replace(ROUNDS, '').trim()
    if (stem.length >= 4 && stem !== event.title.trim()) series.set(stem, [...(series.get(stem) ?? []), event])
  }
  return [...series].flatMap(([stem, rows]): Finding[] => {
    const [first] = rows
    if (rows.length < FEWEST || !first) return []
    const told = sentences.flatMap(({ block, text }) => {
      const from = text.indexOf(stem)
      if (from < 0 || isPlan(block.path.at(-1))) return []
      const count = countsIn(text).find(
        (each) =>
          each.start > from && /^[次期场讲]$/.test(each.unit) && isExact(each) && HELD.test(each.before.slice(-8)),
      )
      const between = count ? text.slice(from + stem.length, count.start) : ''
      const fits = count && !isToCome(count) && !/每|第|其中/.test(between) && kindsIn(between).length === 0
      return fits && !isOfAnotherTime(count.lead, header.period) ? [{ block, text, count }] : []
    })
    const [said] = told
    if (!said || told.some(({ count }) => count.min === rows.length)) return []
    return [
      {
        severity: 'contradiction',
        kind: 'rows',
        message: `文字说「${stem}」${said.count.text}，表里有 ${rows.length} 行 / the text counts ${said.count.min}, the tables have ${rows.length} rows`,
        places: [placeOf(said.block, said.text), placeOfRow(first.facts.table, first.row)],
        advice: '表里少了就补行，文字错了就改 / add the missing rows or correct the text',
      },
    ]
  })
}

const SPAN = /[上下]半年|第?[一二三四]季度/g

/** 「上半年做了 5 场，下半年做了 6 场」 beside the rows of each half, where one table tells of all activities. */
export function rowsInTime({ events, sentences, header: { period } }: Facts): Finding[] {
  const [first] = events
  if (!first || !period || events.some((event) => event.facts !== first.facts || !event.said.year)) return []
  return sentences.flatMap(({ block, text, start }) => {
    if (isPlan(block.path.at(-1)) || isOfAnotherTime(text.replaceAll('下半年', ''), period)) return []
    const counts = countsIn(text).filter((count) => /^[场次期]$/.test(count.unit) && isExact(count))
    return [...text.matchAll(SPAN)].flatMap((found): Finding[] => {
      const [said] = daysIn(`${period.to.slice(0, 4)}年${found[0]}`, period)
      const count = counts.find(
        (each) => each.start > found.index && !/[；。]/.test(text.slice(found.index, each.start)),
      )
      if (!said || !count || count.start - found.index > 24 || isToCome(count)) return []
      const next = /[上下]半年|季度/.exec(text.slice(found.index + found[0].length, count.start))
      if (next || /第$|每|其中/.test(count.before)) return []
      const kinds = kindsIn(text.slice(found.index, count.end + 8))
      // What was counted is said here, or before: 「活动 11 场…。上半年做了 5 场」.
      if (kinds.length === 0 && !/活动/.test(block.text.slice(0, start + count.end + 4))) return []
      const within = events.filter((event) => overlap(event.said.days, said.days))
      const own = within.filter(({ title }) => kinds.some((kind) => title.includes(kind)))
      const rows = kinds.length === 0 ? within : own
      if (rows.length === 0 || [rows.length, within.length].includes(count.min)) return []
      return [
        {
          severity: 'contradiction',
          kind: 'rows',
          message: `文字说${found[0]} ${count.text}，表里有 ${rows.length} 行 / the text counts ${count.min}, the table has ${rows.length} rows in that time`,
          places: [placeOf(block, text), ...rows.slice(-1).map(({ facts: { table }, row }) => placeOfRow(table, row))],
          advice: '表里少了就补行，文字错了就改 / add the missing rows or correct the text',
        },
      ]
    })
  })
}

const LIKE = 0.6
const LASTED =
  /(?:连上|连着|连续|连办|一连|整整|上了|办了|做了|开展了|历时|为期|持续了?|进行了|一共|共) ?(?<n>\d{1,2}|[一二两三四五六七八九十]) ?天/
const NO_COMERS = /^(?:嘉宾|专家|老师|讲师|志愿者|社工|工作人员|评委|导师|督导|骨干志愿)/

/** The one event of the month a sentence speaks of: its days and headcount beside those of the row. */
export function eventOfMonth({ events, sentences, header: { period } }: Facts): Finding[] {
  if (events.length === 0 || !period) return []
  const rows = events
    .filter(({ said }) => said.grain === 'day')
    .map((event) => ({ event, pairs: pairsOf(event.title) }))
  return sentences.flatMap(({ block, text }): Finding[] => {
    const [said, ...more] = daysIn(text, period)
    if (!said || more.length > 0 || said.grain !== 'month' || isPlan(block.path.at(-1))) return []
    const own = pairsOf(text)
    const near = rows.filter(
      ({ event, pairs }) => overlap(event.said.days, said.days) && pairs.size >= 3 && heldIn(pairs, own) >= LIKE,
    )
    const [only, ...others] = near
    if (!only || others.length > 0) return []
    const { event } = only
    const places = [placeOf(block, text), placeOfRow(event.facts.table, event.row)]
    const findings: Finding[] = []
    const n = LASTED.exec(text)?.groups?.['n']
    const days = n === undefined ? null : n === '两' ? 2 : readNumber(n)
    const length = daysBetween(event.said.days.from, event.said.days.to) + 1
    if (days !== null && days !== length)
      findings.push({
        severity: 'contradiction',
        kind: 'dates',
        message: `文字说 ${days} 天，表里写 ${event.said.text}，是 ${length} 天 / ${days} days in the text, ${length} in the table`,
        places,
        advice: '核对起止两天，两处写一样 / look up both ends and write the same in both',
      })
    const comers = countsIn(text).filter(isComers)
    const [count] = comers
    if (count && event.count && comers.length === 1 && (count.max < event.count.min || count.min > event.count.max))
      findings.push({
        severity: 'contradiction',
        kind: 'rows',
        message: `文字说 ${count.text}，表里这一行是 ${event.count.min} / ${count.text} in the text, ${event.count.min} in the row`,
        places,
        advice: '看签到表，两处写同一个数 / use the sign-in sheet and write the same in both',
      })
    return findings
  })
}

const isComers = ({ unit, before, after, different }: Count): boolean =>
  /^人次?$/.test(unit) && !different && !NO_COMERS.test(after) && !/其中|每|新增|另|工作人员|志愿者|嘉宾/.test(before)
