import { daysBetween, partsOf, type Days } from '../../kernel/day.js'
import { readNumber } from '../../kernel/numeral.js'
import { placeOf, placeOfRow, type Place } from '../document.js'
import { daysIn, overlap } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { isSince } from '../facts/tables.js'
import { isDated } from '../facts/header.js'
import type { Finding } from '../finding.js'
import { sumOf, twins } from './same-event.js'

const span = ({ from, to }: Days): string => `${from} 至 ${to}`

/** What was built has its year; who joined stays. */
const JOINED = /加入|成立|注册|入驻/

/** Rows on days outside the time the report is about. */
export function outsideRows({ events, header: { period, periodPlace } }: Facts): Finding[] {
  if (!period || !periodPlace) return []
  const dated = events.filter(({ said }) => said.year)
  // What was there before is there still.
  const outside = dated.filter(
    ({ said, facts }) => !overlap(said.days, period) && !(isSince(facts, JOINED) && said.days.to < period.from),
  )
  if (outside.length === 0 || outside.length > dated.length / 2) return []
  const repeated = twins(events).map(([, second]) => second)
  const [all, twice, gone] = [
    sumOf(events),
    sumOf(repeated),
    sumOf(outside.filter((event) => !repeated.includes(event))),
  ]
  const left =
    all === null || twice === null || gone === null || gone === 0
      ? ''
      : `（共 ${gone}；${twice > 0 ? '去掉重复后 ' : '合计 '}${all - twice}，再去掉这几行是 ${all - twice - gone}）`
  return [
    {
      severity: 'contradiction',
      kind: 'period',
      message: `报告说的是 ${span(period)}，表里有 ${outside.length} 行不在这段时间${left} / ${outside.length} rows are outside the period${left === '' ? '' : `: ${(all ?? 0) - (twice ?? 0)} with, ${(all ?? 0) - (twice ?? 0) - (gone ?? 0)} without them`}`,
      places: [periodPlace, ...outside.slice(0, 8).map(({ facts, row }) => placeOfRow(facts.table, row))],
      advice:
        '移到那一年的报告里，或改正年份，合计跟着改 / move them to their year or correct the year, and the totals',
    },
  ]
}

/** How long after the end of its period a report is late enough to ask about, in days. */
const LATE = 15

const DUE =
  /(?:结束|到期|期满|届满)(?:之?后)?的? ?(?<n>\d{1,3}|[一二三四五六七八九十]{1,3}) ?个?(?<unit>工作日|天|日|周|月)(?:之?内|以内)/

/** How long after the end the form lets hand in, and where it says so. */
function dueIn({ texts, header: { said } }: Facts): { days: number; place: Place } | null {
  const places = [
    ...texts.map((block) => ({ text: block.text, place: placeOf(block) })),
    ...said.map(({ label, value, place }) => ({ text: `${label} ${value} ${place.quote}`, place })),
  ]
  for (const { text, place } of places) {
    const { n, unit = '' } = DUE.exec(text)?.groups ?? {}
    if (n === undefined || !/提交|报送|上交|填报|递交|报告/.test(text)) continue
    const one = { 周: 7, 月: 31, 工作日: 1.5 }[unit] ?? 1
    return { days: Math.ceil((readNumber(n) ?? 0) * one), place }
  }
  return null
}

/** A report that is dated before the end of its period, or long after it. */
export function reportDay(facts: Facts): Finding[] {
  const { said, period, byTitle, periodPlace } = facts.header
  const dated = said.filter(isDated).flatMap((each) => daysIn(each.value, period).map(({ days }) => ({ days, each })))
  const [first] = dated
  if (!first || !period || !periodPlace || byTitle) return []
  const places = [periodPlace, first.each.place]
  const after = daysBetween(period.to, first.days.from)
  if (after < 0)
    return [
      {
        severity: 'doubtful',
        kind: 'period',
        message: `报告日期比周期结束早 ${-after} 天，最后几天的事可能没有写进来 / dated ${-after} days before its period ends`,
        places,
        advice:
          '周期结束后再补一次数，或说明数据截至哪一天 / bring it up to date after the end, or say up to which day it counts',
      },
    ]
  const due = dueIn(facts)
  if (due !== null)
    return after <= due.days
      ? []
      : [
          {
            severity: 'contradiction',
            kind: 'period',
            message: `要求周期结束后 ${due.days} 天内提交，${after} 天才提交 / due ${due.days} days after the end, handed in after ${after}`,
            places: [...places, due.place],
            advice: '写上为什么晚、事先说过没有 / say why it is late, and whether that was agreed',
          },
        ]
  if (after < LATE) return []
  return [
    {
      severity: 'doubtful',
      kind: 'period',
      message: `周期结束后 ${after} 天才提交，报告里没写截止日，看不出是否按时 / handed in ${after} days after the end; no due date is said`,
      places,
      advice: '对照协议里的截止日 / compare it with the agreement',
    },
  ]
}

const UNTIL = /截[至止]到?(?:于|目前)?[:：]? ?$/

/** A day without a year is read as of the year before, where the period ends before it: 「截至7月中旬」 of a period up to June. */
function isSoonAfter(day: string, period: Days): boolean {
  const later = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return day < period.from && later > period.to && daysBetween(period.to, later) <= SOON
}
const SOON = 92

/** 「截至9月底」 where the period ends before. */
export function countedUntil({ texts, header: { period, periodPlace, byTitle } }: Facts): Finding[] {
  if (!period || !periodPlace || byTitle) return []
  return texts.flatMap((block) =>
    daysIn(block.text, period)
      .filter(
        ({ start, days, text }) =>
          UNTIL.test(block.text.slice(Math.max(0, start - 8), start)) &&
          (days.to > period.to || (!/\d{4}/.test(text) && isSoonAfter(days.to, period))),
      )
      .slice(0, 1)
      .map(({ start, text }) => ({
        severity: 'doubtful' as const,
        kind: 'period' as const,
        message: `周期到 ${period.to} 为止，数据却截至 ${text} / the period ends before the day up to which it counts`,
        places: [periodPlace, placeOf(block, block.text.slice(Math.max(0, start - 12), start + 40))],
        advice: '把周期以后的部分分开，或改周期 / tell what came after the end apart',
      })),
  )
}

const YEAR_TO_COME =
  /(?<year>(?:19|20)\d{2}) ?年[，,]?(?:我们|机构|项目|团队)?(?:一定|必将|还)?(?:会(?!议|员|费|上)|打算|准备|力争|将会?|计划|希望|争取|继续)/g

/** What is promised for a year that the report itself is about. */
export function pastPromise({ texts, header: { period, periodPlace } }: Facts): Finding[] {
  if (!period || !periodPlace) return []
  const last = texts.slice(-4)
  const about = texts.filter(
    (block) => last.includes(block) || block.path.some((heading) => /未来|展望|下一步|明年|计划|结语/.test(heading)),
  )
  return about.flatMap((block) =>
    [...block.text.matchAll(YEAR_TO_COME)]
      .filter(({ groups }) => Number(groups?.['year']) <= partsOf(period.to)[0] && partsOf(period.to)[1] === 12)
      .map((found) => ({
        severity: 'contradiction' as const,
        kind: 'period' as const,
        message: `报告写的就是 ${found.groups?.['year']} 年，这里却说 ${found.groups?.['year']} 年以后会怎样 / a promise for the year that is reported on`,
        places: [periodPlace, placeOf(block, block.text.slice(Math.max(0, found.index - 30), found.index + 40))],
        advice: '多半是下一年，改年份 / probably the next year: correct it',
      })),
  )
}
