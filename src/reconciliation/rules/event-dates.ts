import { daysBetween, type Days } from '../../kernel/day.js'
import { placeOf, placeOfRow, type Paragraph } from '../document.js'
import { countsIn } from '../facts/counts.js'
import { daysIn, overlap, type SaidDays } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { isLabelled } from '../facts/header.js'
import { rowHas } from '../facts/labels.js'
import { heldIn, pairsOf } from '../facts/likeness.js'
import { kindsIn, type EventRow } from '../facts/tables.js'
import type { Finding } from '../finding.js'

const SAME = 0.5
const SURE = 0.4
/** Where a day has one event only, a word in common is enough. */
const ALONE = 0.15
/** Further apart they are two events. */
const APART = 10
/** So many characters behind a day are about it, at most. */
const MOST_TOLD = 300
const BOUND_BEFORE = /(?:从|自|截[至止]|至|到|于?\d{4}年?成立)$/
const BOUND_AFTER = /^ ?(?:开始|起|至|前|后|以来|之前|之后|止)/

/** An event that the running text tells: a day, and the words about it up to the next day. */
interface Told {
  block: Paragraph
  said: SaidDays
  text: string
  pairs: Set<string>
}

function toldIn(facts: Facts): Told[] {
  return facts.texts.flatMap((block) => {
    // 「项目周期：…」 tells of no event.
    if (block.type === 'heading' || isLabelled(block.text)) return []
    const days = daysIn(block.text, facts.header.period).filter(
      ({ grain, year, start, end }) =>
        grain === 'day' &&
        year &&
        !BOUND_BEFORE.test(block.text.slice(Math.max(0, start - 8), start)) &&
        !BOUND_AFTER.test(block.text.slice(end)),
    )
    const above = block.path.at(-1) ?? ''
    return days.map((said, i): Told => {
      // 「4月26-28日和6月22-24日，…」: both days share what is said of them.
      const shared = days.slice(i + 1).findIndex((next, j) => next.start - (days[i + j]?.end ?? 0) > 3)
      const next = shared < 0 ? undefined : days[i + 1 + shared]
      const text = block.text.slice(said.start, Math.min(next?.start ?? Infinity, said.start + MOST_TOLD))
      // Whom it is about may be said right before the day.
      const lead = /[^。；！？\n]*$/.exec(block.text.slice(days[i - 1]?.end ?? 0, said.start))?.[0] ?? ''
      return { block, said, text, pairs: pairsOf(`${lead} ${text} ${above}`) }
    })
  })
}

/** Days and headcounts of one event that the text and a table tell differently, and events that only the text tells. */
export function eventDates(facts: Facts): Finding[] {
  const { events } = facts
  const near = neighbours(events, facts.header.period)
  return toldIn(facts).flatMap((told) => {
    const likely = near(told.said)
      .map(({ event, pairs, away }) => ({ event, like: heldIn(pairs, told.pairs), away }))
      .filter(({ like, away }) => away === 0 || like >= SAME)
      .toSorted((a, b) => b.like - a.like || a.away - b.away)
    const sameDay = likely.filter(({ away }) => away === 0)
    const here = sameDay.filter(({ like }) => like >= SURE)
    const likeliest = (here.length > 0 ? here : likely).filter(({ like }) => like >= (here.length > 0 ? SURE : SAME))
    const [best] =
      likeliest.length > 0 || sameDay.length !== 1 ? likeliest : sameDay.filter(({ like }) => like >= ALONE)
    if (!best) return missing(told, facts)
    const differs =
      best.away > 0 ? [dayDiffers(told, best.event)] : best.like < SAME ? [] : rangeDiffers(told, best.event)
    return [...differs, ...headcounts(told, best.event, events)]
  })
}

/**
 * The rows on days near a day, and how many days away; the same day of another year counts as the next. Found by their days, as a long
 * report has thousands of both.
 */
function neighbours(events: EventRow[], period: Days | null) {
  const [byDay, ofYear] = [new Map<number, Near[]>(), new Map<string, Near[]>()]
  const put = <K>(rows: Map<K, Near[]>, key: K, row: Near) => {
    const known = rows.get(key)
    if (known) known.push(row)
    else rows.set(key, [row])
  }
  for (const event of events) {
    if (event.said.grain !== 'day') continue
    const { from, to } = numbered(event.said)
    const row = { event, pairs: pairsOf(event.title), from, to }
    put(byDay, from, row)
    if (to !== from) put(byDay, to, row)
    put(ofYear, event.said.days.from.slice(5), row)
  }
  // Where the time of the report has the same day several times, a day without its year may be any of them.
  const years = period && /\d{4}/.exec(period.from)?.[0] !== /\d{4}/.exec(period.to)?.[0] ? yearsOf(period) : []
  return (said: SaidDays) => {
    const { from, to } = numbered(said)
    const any = years.length > 2 && !/\d{4}/.test(said.text)
    const sameDate = ofYear.get(said.days.from.slice(5)) ?? []
    const found = new Map(sameDate.map((row) => [row, row.from === from || any ? 0 : 1]))
    const own = Number(said.days.from.slice(0, 4))
    for (const by of any ? years.map((year) => Math.round((year - own) * 365.25)) : [0])
      for (let day = from + by - APART; day <= to + by + APART; day++)
        for (const row of byDay.get(day) ?? []) {
          const away = Math.max(0, row.from - to - by, from + by - row.to)
          if (away <= APART && (!found.has(row) || away === 0)) found.set(row, away)
        }
    return [...found].map(([{ event, pairs }, away]) => ({ event, pairs, away }))
  }
}

const yearsOf = ({ from, to }: Days): number[] =>
  Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, i) => Number(from.slice(0, 4)) + i)

interface Near {
  event: EventRow
  pairs: Set<string>
  /** Days as numbers, for distances. */
  from: number
  to: number
}
const numbered = ({ days: { from, to } }: SaidDays) => ({
  from: daysBetween('1970-01-01', from),
  to: daysBetween('1970-01-01', to),
})

const dayDiffers = ({ block, said, text }: Told, { facts, row, said: other }: EventRow): Finding => ({
  severity: 'contradiction',
  kind: 'dates',
  message: `像是同一场活动，文字写 ${said.text}，表里写 ${other.text} / perhaps one event: ${said.days.from} in the text, ${other.days.from} in the table`,
  places: [placeOf(block, text), placeOfRow(facts.table, row)],
  advice: '查签到表或照片，两处改成同一天 / look it up and put the same day in both',
})

function rangeDiffers({ block, said, text }: Told, { facts, row, said: other }: EventRow): Finding[] {
  const length = ({ from, to }: SaidDays['days']) => daysBetween(from, to) + 1
  if (length(said.days) === length(other.days) && length(said.days) > 1 && said.days.from !== other.days.from)
    return [dayDiffers({ block, said, text, pairs: new Set() }, { facts, row, said: other, title: '', count: null })]
  // A photo is of one of the days.
  if (/^(?:图|照片|图片) ?[\d一二三四五六七八九十]/.test(block.text)) return []
  if (length(said.days) === length(other.days) || length(said.days) > 1 === length(other.days) > 1) return []
  return [
    {
      severity: 'contradiction',
      kind: 'dates',
      message: `文字写 ${said.text}，表里写 ${other.text}，天数不一样 / ${length(said.days)} days in the text, ${length(other.days)} in the table`,
      places: [placeOf(block, text), placeOfRow(facts.table, row)],
      advice: '几天的活动，表里也写起止两天 / write both ends of an event of several days',
    },
  ]
}

const NOT_COMERS = /^(?:嘉宾|专家|老师|讲师|志愿者|社工|工作人员|评委|评审|导师|主讲|理事)/

/** How many came, where the text says another number than the row. */
function headcounts({ block, said, text }: Told, event: EventRow, events: EventRow[]): Finding[] {
  const { count, facts, row } = event
  if (!count) return []
  const comers = countsIn(text).filter(
    ({ unit, before, after, different }) =>
      /^人次?$/.test(unit) &&
      !different &&
      !NOT_COMERS.test(after) &&
      !/其中|每|新增|培养/.test(before) &&
      !/^(?:志愿者|老师)/.test(after),
  )
  const [first] = comers
  if (!first || (first.min <= count.max && count.min <= first.max) || rowHas(row, first.min)) return []
  const others = events.filter(
    (other) =>
      other.facts === facts &&
      daysIn(block.text, said.days).some(({ days }) => overlap(days, other.said.days)) &&
      kindsIn(other.title).some((kind) => kindsIn(event.title).includes(kind)),
  )
  const sum = others.reduce((all, other) => all + (other.count?.min ?? 0), 0)
  if (first.min <= sum && sum <= first.max) return []
  return [
    {
      severity: 'contradiction',
      kind: 'rows',
      message: `文字说 ${first.text}，表里这一行是 ${count.min === count.max ? count.min : `${count.min}–${count.max}`} / ${first.text} in the text, ${count.min} in the row`,
      places: [placeOf(block, text), placeOfRow(facts.table, row)],
      advice:
        '看签到表，两处写同一个数；人和人次、几期各多少分开写 / use the sign-in sheet, and say people and attendances apart',
    },
  ]
}

/** An event on a day within those of the tables that no row tells. */
function missing({ block, said, text, pairs }: Told, { events, chronicle }: Facts): Finding[] {
  if (chronicle.some((event) => overlap(event.said.days, said.days))) return []
  const days = events.filter(({ said }) => said.grain === 'day')
  const [first, last] = [
    days.map(({ said }) => said.days.from).toSorted()[0],
    days
      .map(({ said }) => said.days.to)
      .toSorted()
      .at(-1),
  ]
  if (!first || !last || said.days.from < first || said.days.to > last) return []
  const sentence = text.split(/[。；\n]/)[0] ?? ''
  if (!/培训|沙龙|讲座|交流|座谈|走访|探访|参访|会议|分享|活动|咨询|拜访|督导/.test(sentence)) return []
  if (days.some((event) => overlap(event.said.days, said.days) && heldIn(pairsOf(event.title), pairs) > 0.2)) return []
  return [
    {
      severity: 'coverage',
      kind: 'rows',
      message: `${said.text} 的这件事只在文字里，表里没有 / told in the text, in no table`,
      places: [placeOf(block, text)],
      advice: '算活动就补进表里；不算，就说明为什么不列 / add a row, or say why it is none',
    },
  ]
}
