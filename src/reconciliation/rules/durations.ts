import { daysBetween } from '../../kernel/day.js'
import { readNumber } from '../../kernel/numeral.js'
import { placeOf, type Place } from '../document.js'
import { daysIn, type SaidDays } from '../facts/days.js'
import type { Facts } from '../facts/facts.js'
import type { Finding } from '../finding.js'

const DURATION =
  /(?<n>半|\d{1,3}|[一二两三四五六七八九十]{1,3}) ?(?<half>半)?(?<unit>个多?月|年|天|周|日(?!常))(?<half2>半)?(?<more>多|余|左右|以上)?/g
const LASTING =
  /(?:历时|为期|持续|连上|连办|连开|连讲|连续|一连|经过[^，。；]{0,6}|长达|用时|耗时)[^，。；\d]{0,4}$|(?<![利使采费应作运信专])用了?$|花了?$|[日号]$/
const DAYS: Record<string, number> = { 年: 365, 月: 30.4, 周: 7, 天: 1, 日: 1 }

/** How long something took, in days, from and to. */
function lengthOf({ groups }: RegExpMatchArray): [number, number] {
  const { n = '', unit = '', half, half2, more } = groups ?? {}
  const one = DAYS[unit.at(-1) ?? ''] ?? 1
  const number = (n === '半' ? 0.5 : (readNumber(n) ?? 0)) + (half || half2 ? 0.5 : 0)
  const over = more === '多' || more === '余' || unit.includes('多')
  return over ? [number * one + 0.01, (number + 1) * one] : [number * one * 0.85, number * one * 1.15]
}

/** How far from its days a duration may stand, in characters. */
const FAR = 110
const SOON = 16

/** The last days of these; 「2月起至4月」 is one range. */
function wholeOf(text: string, days: SaidDays[]): SaidDays | undefined {
  const [first, last] = days.slice(-2)
  if (!first || !last || !/^ ?(?:起|开始)[，,]?(?:至|到) ?$/.test(text.slice(first.end, last.start))) return days.at(-1)
  const said = text.slice(first.start, last.end)
  return { ...last, days: { from: first.days.from, to: last.days.to }, text: said, start: first.start }
}

/** 「自2022年9月起」 says when it began and not until when. */
const isStartAlone = (text: string, { start, end, text: said }: SaidDays): boolean =>
  !/[-–—~至到]/.test(said) &&
  (/^ ?(?:起(?!至|到)|开始|启动|以来|始(?!终))/.test(text.slice(end)) || /[自从] ?$/.test(text.slice(0, start)))

const spanOf = ({ days: { from, to } }: SaidDays): number => daysBetween(from, to) + 1

/** 「历时三个月」 beside 「11月至1月」, 「经过一天多的评审」 beside one day. */
export function durations({ texts, header: { period } }: Facts): Finding[] {
  return texts.flatMap((block) => {
    const days = daysIn(block.text, period).filter(({ grain }) => grain !== 'year')
    return [...block.text.matchAll(DURATION)].flatMap((found): Finding[] => {
      if (!LASTING.test(block.text.slice(Math.max(0, found.index - 14), found.index))) return []
      const behind = days.find(({ start }) => start >= found.index && start - found.index < SOON)
      const earlier = days.filter(({ end, start }) => end <= found.index && found.index - start < FAR)
      const before = wholeOf(block.text, earlier) ?? behind
      if (!before || isStartAlone(block.text, before)) return []
      const [from, to] = lengthOf(found)
      const span = spanOf(before)
      // Whole months say only about when it began and ended.
      const least = before.grain === 'month' ? span - 58 : span
      if ((to >= least && from <= span) || (before.grain === 'month' && span < 32 && to < 32)) return []
      return [
        {
          severity: 'contradiction',
          kind: 'period',
          message: `说用了「${found[0]}」，日期却是 ${before.text} / took ${found[0]}, but the dates say otherwise`,
          places: [
            placeOf(block, block.text.slice(Math.max(0, before.start - 2), before.end + 24)),
            placeOf(block, block.text.slice(Math.max(0, found.index - 20), found.index + 24)),
          ],
          advice: '补上起止两天，或改时长 / write both ends, or correct the duration',
        },
      ]
    })
  })
}

/** A length of time, as said, that is not that of the whole period in days. */
const unlikePeriod = (days: number, said: string, places: [Place, Place], advice: string): Finding => ({
  severity: 'contradiction',
  kind: 'period',
  message: `周期一共 ${days} 天，这里说「${said}」 / the whole period is ${days} days, this says ${said}`,
  places,
  advice,
})

const OF_TAKING_PART = /(?:参与|参加|支持|陪伴|入驻|合作|辅导|服务|学习|项目|接触|沟通|坚持)/
/** A report on a part of the time says how long all of it is. */
const isOfPart = (text: string, place: Place): boolean =>
  /项目/.test(text) && (/报告(?:周期|期|时段)/.test(place.quote) || /半年|中期|阶段|第[一二三]年/.test(text))
const HISTORY =
  /成立|创办|从事|自从|自(?:19|20)\d\d|已有|多年|这[几两三]年|近[几两三]年来|年[前来]|过去|以前|未来|今后|计划|将|准备|打算|下[一个]?[季年期]|签|合同|保质|有效期/

/** Time in which something is said to have gone on that is longer than the whole period. */
export function longerThanPeriod({ sentences, header: { period, periodPlace, byTitle } }: Facts): Finding[] {
  if (!period || !periodPlace || byTitle) return []
  const whole = daysBetween(period.from, period.to) + 1
  return sentences.flatMap(({ block, text }) => {
    if (!OF_TAKING_PART.test(text) || HISTORY.test(text) || isOfPart(text, periodPlace)) return []
    return [...text.matchAll(DURATION)]
      .filter((found) => /[月年]/.test(found.groups?.['unit'] ?? '') && !/[第\d年]$/.test(text.slice(0, found.index)))
      .filter((found) => !/^(?:\d{4}|[一二三四五六七八九十]+)年(?:级|度)/.test(text.slice(found.index)))
      .filter((found) => Number(found.groups?.['n']) < 100 || !/\d/.test(found.groups?.['n'] ?? ''))
      .filter((found) => lengthOf(found)[0] > whole * 1.3)
      .slice(0, 1)
      .map((found) =>
        unlikePeriod(
          whole,
          found[0],
          [periodPlace, placeOf(block, text)],
          '说的若是周期以前的事，写清楚从什么时候起 / if it began before the period, say when',
        ),
      )
  })
}

const OF_PROJECT = /(?:为期|历时)[^，。；]{0,2}$|项目(?:执行|实施)?(?:周期|为期|历时|期限|期)?(?:共|为|约)?$/

/** 「为期十个月的项目」 beside a period of twelve: how long the project itself is said to be. */
export function lengthOfProject({ sentences, header: { period, periodPlace, byTitle } }: Facts): Finding[] {
  if (!period || !periodPlace || byTitle) return []
  const whole = daysBetween(period.from, period.to) + 1
  return sentences
    .filter(({ text }) => !isOfPart(text, periodPlace))
    .flatMap(({ block, text }) =>
      [...text.matchAll(DURATION)]
        .filter((found) => {
          const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)]
          const ofIt = /项目(?:执行|实施)?(?:周期|为期|历时|期限)/.test(before) || /^的?(?:本|整个)?项目/.test(after)
          return (
            /[月年]/.test(found.groups?.['unit'] ?? '') && OF_PROJECT.test(before) && ofIt && !/[第\d]$/.test(before)
          )
        })
        // What lasts longer is told of elsewhere.
        .filter((found) => lengthOf(found)[1] < whole)
        .slice(0, 1)
        .map((found) =>
          unlikePeriod(
            whole,
            found[0],
            [periodPlace, placeOf(block, text)],
            '核对项目周期，两处写成一样 / look the period up and write the same in both',
          ),
        ),
    )
}

const STAGE = /阶段|环节/
const GAP = 14
const LATER =
  /(?:延伸|延续|延长|持续|推迟|顺延|延期)[至到](?<when>寒假|暑假|春节|年后|次年|第二年|明年|来年)|(?:延伸|延续|延长|持续|推迟|顺延|延期|做|办|开)[至到]了?(?<month>\d{1,2}) ?月/

/** Stages with a hole between them, and what goes on after the last. */
export function stages({ texts, report, header: { period } }: Facts): Finding[] {
  const dated = texts.flatMap((block) => {
    if (block.type !== 'heading' || !STAGE.test(block.text)) return []
    const next = report.blocks[block.at + 1]
    const body = next?.type === 'paragraph' ? next : null
    const said = daysIn(block.text, period)[0] ?? (body && daysIn(body.text.slice(0, 30), period)[0])
    return said ? [{ block: body ?? block, said }] : []
  })
  const findings = dated.flatMap(({ said, block }, i): Finding[] => {
    const next = dated[i + 1]
    const gap = next ? daysBetween(said.days.to, next.said.days.from) - 1 : 0
    return !next || gap <= GAP
      ? []
      : [
          {
            severity: 'doubtful',
            kind: 'period',
            message: `两个阶段之间有 ${gap} 天没有写 / ${gap} days between two stages are not told`,
            places: [placeOf(block, block.text), placeOf(next.block, next.block.text)],
            advice: '补一句这段时间做了什么 / say what was done in between',
          },
        ]
  })
  const last: Place[] = dated.slice(-1).map(({ block }) => placeOf(block))
  const later = texts.flatMap((block): Finding[] => {
    const found = LATER.exec(block.text)
    const month = Number(found?.groups?.['month'] ?? 0)
    const end = Number(dated.at(-1)?.said.days.to.slice(5, 7) ?? 0)
    const within = month > 0 && (month <= end || !/执行|实施|开展/.test(dated.at(-1)?.block.text ?? ''))
    return !found || last.length === 0 || within
      ? []
      : [
          {
            severity: 'doubtful',
            kind: 'period',
            message: `活动到了${found.groups?.['when'] ?? `${month}月`}，执行阶段里没有这一段 / goes on after the last stage`,
            places: [...last, placeOf(block, block.text.slice(Math.max(0, found.index - 20), found.index + 30))],
            advice: '写清楚执行到哪一天，延期有没有商量过 / say until when, and who agreed to it',
          },
        ]
  })
  return [...findings, ...later]
}
