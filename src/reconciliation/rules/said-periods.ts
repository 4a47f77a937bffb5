import { daysBetween, weekday, type Days } from '../../kernel/day.js'
import { isText, placeOf, placeOfRow } from '../document.js'
import { daysIn, overlap, type SaidDays } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import { type Finding, finding } from '../finding.js'

const WEEKDAYS = '日一二三四五六'
const WEEKDAY = /^ ?[(（,，]? ?(?:星期|周|礼拜)(?<day>[一二三四五六日天])/

/** 「2022年3月5日（星期日）」 that was a Saturday. */
export function weekdays({ texts, tables, header: { period } }: Facts): Finding[] {
  const all = [
    ...texts.map((block) => ({ text: block.text, place: placeOf(block) })),
    ...tables.flatMap(({ table, rows }) =>
      rows.map((row) => ({ text: row.cells.join(' '), place: placeOfRow(table, row) })),
    ),
  ]
  return all.flatMap(({ text, place }): Finding[] => {
    if (!/星期|周[一二三四五六日天]|礼拜/.test(text)) return []
    return daysIn(text, period).flatMap(({ days, year, grain, end, text: said }): Finding[] => {
      const found = WEEKDAY.exec(text.slice(end))?.groups?.['day']
      if (found === undefined || !year || grain !== 'day' || days.from !== days.to) return []
      const is = WEEKDAYS[weekday(days.from) % 7]
      if (is === (found === '天' ? '日' : found)) return []
      return [
        finding(
          'contradiction',
          'dates',
          `${days.from} 是星期${is}，写的是星期${found} / not the day of the week`,
          [{ ...place, quote: text.slice(Math.max(0, end - said.length - 8), end + 24) }],
          '看日历，改日期或星期 / correct the day or the weekday',
        ),
      ]
    })
  })
}

const OWN = /(?:本|该)(?<what>季度|年度|阶段|期|报告期|半年)(?:内)?[(（](?<said>[^)）]{2,24})[)）]/g
const LEFT_YEAR =
  /(?:以上|上述|以下)(?:是|为|即)?[^，。；]{0,8}?(?<year>(?:19|20)\d{2}) ?年(?<half>[上下]半年|第?[一二三四]季度)?[^，。；]{0,10}(?:工作|情况|总结|汇报|报告|进展|成果|内容)/g

/** 「本季度（1—3月）」 of a report on April to June; 「以上为 2021 年的工作」 of one on 2022. */
export function otherPeriods({ texts, header: { period, periodPlace } }: Facts): Finding[] {
  if (!period || !periodPlace) return []
  return texts.flatMap((block) =>
    [...block.text.matchAll(OWN), ...block.text.matchAll(LEFT_YEAR)].flatMap((found): Finding[] => {
      const said = found.groups?.['said'] ?? `${found.groups?.['year']}年${found.groups?.['half'] ?? ''}`
      const days = daysIn(said, { from: `${period.from.slice(0, 4)}-01-01`, to: `${period.to.slice(0, 4)}-12-31` })
      const [first, last] = [days[0]?.days.from, days.at(-1)?.days.to]
      if (!first || !last || overlap({ from: first, to: last }, period)) return []
      return [
        finding(
          'contradiction',
          'period',
          `报告说的是 ${period.from} 至 ${period.to}，这里写「${found[0]}」 / another time than the report's`,
          [
            periodPlace,
            placeOf(block, block.text.slice(Math.max(0, found.index - 12), found.index + found[0].length + 12)),
          ],
          '多半是上一份报告留下的，改过来 / probably left over from an earlier report',
        ),
      ]
    }),
  )
}

const CAPTION = /^(?:图|照片|图片) ?[\d一二三四五六七八九十]{1,3}[、.:： ]/
const HELD = /举办|举行|召开|开展|组织了|完成了|启动|走访|参加|培训|沙龙|活动|摆了|办了|开了/
const NOT_NOW =
  /计划|预计|将(?!近)|拟|背景|之前|签[署订]|成立|注册|申请|评审|立项|协议|报名|招募|验收|审计|提交|以来|截[至止]|延[期至]|推迟|顺延|发布|印发|通知/
const ELSEWHEN = /背景|计划|展望|未来|下一|下步|安排|简介|介绍|历史|招募|评审|申请|前期|筹备|后续|延续/

/** Without its year a day is of the year of the period, where that lies within one. */
function ofItsYear(said: SaidDays, period: Days): SaidDays {
  const year = period.from.slice(0, 4)
  if (/\d{4}/.test(said.text) || year !== period.to.slice(0, 4) || overlap(said.days, period)) return said
  const { from, to } = said.days
  return from.slice(0, 4) === to.slice(0, 4)
    ? { ...said, days: { from: `${year}${from.slice(4)}`, to: `${year}${to.slice(4)}` } }
    : said
}

/** A day without a year is of the year of the period, where that lies within one. */
const isNear = ({ from }: Days, period: Days): boolean =>
  period.from.slice(0, 4) === period.to.slice(0, 4) &&
  from.slice(0, 4) === period.from.slice(0, 4) &&
  Math.min(Math.abs(daysBetween(from, period.from)), Math.abs(daysBetween(from, period.to))) <= 60

/** Activities that the text or a caption puts on a day outside the period. */
export function outsideText({ report, sentences, header: { period, periodPlace, byTitle } }: Facts): Finding[] {
  if (!period || !periodPlace) return []
  const captions = report.blocks.flatMap((block) =>
    isText(block) && CAPTION.test(block.text) ? [{ block, text: block.text }] : [],
  )
  const told = byTitle
    ? []
    : sentences.filter(
        ({ block, text }) =>
          HELD.test(text) &&
          !NOT_NOW.test(text) &&
          !CAPTION.test(text) &&
          !block.path.some((heading) => ELSEWHEN.test(heading)),
      )
  return [...captions, ...told].flatMap(({ block, text }): Finding[] => {
    const isCaption = CAPTION.test(text)
    const outside = daysIn(text, period)
      .map((said) => ofItsYear(said, period))
      .filter(
        ({ days, grain, year, text: said }) =>
          grain === 'day' &&
          year &&
          !overlap(days, period) &&
          (isCaption || /\d{4}/.test(said) || isNear(days, period)),
      )
    const [first] = outside
    if (!first || daysBetween(first.days.to, period.from) > 400) return []
    return [
      finding(
        isCaption ? 'contradiction' : 'doubtful',
        'period',
        `报告说的是 ${period.from} 至 ${period.to}，这件事在 ${first.text} / told of ${first.days.from}, outside the period`,
        [periodPlace, placeOf(block, text)],
        '日期写错就改；是别的时段的事，写清楚 / correct the date, or say that it belongs to another time',
      ),
    ]
  })
}

const MONTHS: Record<string, number> = { 季度: 3, 半年: 6, 年度: 12 }
const OF_QUARTER = /本(?<what>季度|半年|年度)(?<n>\d{1,2}|[一二两三四五六七八九十]{1,3}) ?个月/
const LASTS =
  /(?:项目|执行|实施|资助)(?:周期|期限|执行期|时间)?(?:共|总)?(?:为期|历时|周期为|期限为) ?(?<n>\d{1,2}|[一二两三四五六七八九十]{1,3}) ?个月/
const HAN = '一二三四五六七八九十'

/** 「项目为期 10 个月」 beside a period of twelve. */
export function monthsOfPeriod({ texts, header: { period, periodPlace, byTitle } }: Facts): Finding[] {
  if (!period || !periodPlace || byTitle) return []
  return texts.flatMap((block): Finding[] => {
    const found = LASTS.exec(block.text) ?? OF_QUARTER.exec(block.text)
    const said = found?.groups?.['n'] ?? ''
    const months =
      said === '两'
        ? 2
        : /^\d+$/.test(said)
          ? Number(said)
          : said.length === 2 && said.startsWith('十')
            ? 11 + HAN.indexOf(said[1] ?? '')
            : HAN.indexOf(said) + 1
    const whole = (daysBetween(period.from, period.to) + 1) / 30.44
    if (found?.groups?.['what'] && MONTHS[found.groups['what']] === months) return []
    if (!found || months <= 0 || Math.abs(whole - months) < 0.8) return []
    return [
      finding(
        'contradiction',
        'period',
        `周期是 ${period.from} 至 ${period.to}，约 ${Math.round(whole)} 个月，这里写「${found[0]}」 / the period has ${Math.round(whole)} months, not ${months}`,
        [periodPlace, placeOf(block, block.text.slice(Math.max(0, found.index - 8), found.index + 24))],
        '改月数或改周期 / correct either',
      ),
    ]
  })
}

const ORDINAL = /第(?<n>[一二三四五六七八九十\d]{1,3})[期次场讲届轮]/

const ordinalOf = (text: string): string | null => {
  const said = ORDINAL.exec(text)?.groups?.['n']
  return said === undefined
    ? null
    : /^\d+$/.test(said)
      ? String(Number(said))
      : said.length === 1
        ? String(HAN.indexOf(said) + 1)
        : said
}

/** 「5月24日举办第二期」 beside a row of the second on the 25th, in the table of the same part. */
export function ordinalDates({ events, sentences, header: { period } }: Facts): Finding[] {
  const rows = events.flatMap((event) => {
    const ordinal = event.row.cells.map(ordinalOf).find((each) => each !== null)
    return ordinal && event.said.grain === 'day' ? [{ event, ordinal }] : []
  })
  if (rows.length === 0) return []
  return sentences.flatMap(({ block, text }): Finding[] => {
    if (!ORDINAL.test(text)) return []
    const days = daysIn(text, period).filter(({ grain }) => grain === 'day')
    const ordinals = [...text.matchAll(new RegExp(ORDINAL, 'g'))]
    if (days.length !== ordinals.length) return []
    return days.flatMap((said, i): Finding[] => {
      const ordinal = ordinalOf(ordinals[i]?.[0] ?? '')
      const same = rows.filter(
        (each) => each.ordinal === ordinal && each.event.facts.table.path.join() === block.path.join(),
      )
      const [only, ...more] = same
      const other = only?.event.said
      if (!only || !other || more.length > 0) return []
      if (
        other.days.from === said.days.from &&
        (other.days.to === said.days.to || said.days.from === said.days.to || other.days.from === other.days.to)
      )
        return []
      if (
        other.days.from !== said.days.from &&
        !overlap(other.days, said.days) &&
        Math.abs(daysBetween(other.days.from, said.days.from)) > 45
      )
        return []
      // Told by the words of the event already.
      if (
        only.event.row.cells.every((cell, k) => k === 0 || cell.length < 3 || !text.includes(cell.slice(0, 4))) ||
        overlap(other.days, said.days)
      )
        return [
          finding(
            'contradiction',
            'dates',
            `${ordinals[i]?.[0]}文字写 ${said.text}，表里写 ${other.text} / ${said.days.from} in the text, ${other.days.from} in the table`,
            [placeOf(block, text), placeOfRow(only.event.facts.table, only.event.row)],
            '查签到表或照片，两处改成同一天 / look it up and put the same day in both',
          ),
        ]
      return []
    })
  })
}
