import { bare } from '../../forms/prompt.js'
import { readDays } from '../../kernel/day-words.js'
import type { Day, Days } from '../../kernel/day.js'

/** Of which kind a layout's report is, where the words or its name say so. */
export type ReportKind = 'annual' | 'quarterly' | 'final'

/** A whole message of the hub's staff that is about reports made of records. */
export type ReportCommand =
  /** `named`: words that are neither days nor kind: a programme, or what nobody knows. `period`: null where no days were said. */
  | { type: 'build'; period: Days | null; kind: ReportKind | null; named: string; public: boolean }
  /** 「更正说明 3」; without a number the reports that need one. */
  | { type: 'notice'; number: number | null }
  /** 「签 3」: she stands for what was drafted for a report. */
  | { type: 'sign'; number: number | null }
  /** 「看对账」: all that does not go together in a report; without a number in the last. */
  | { type: 'findings'; number: number | null }
  /** 「问 麦田 缺的」; empty where nobody was named. */
  | { type: 'ask'; name: string }

const VERB = '(?:请|麻烦|帮我|给我)*(?:出|编|生成|编制|做出?)(?:一下|一份|个|份)?'
/** 「出三季度报」, 「出三季度季报」: the word of its kind may stand for the report. */
const BUILD = new RegExp(`^${VERB}(.{0,60}?)的?(?:报告书?|([月季年])报|(?<=季度|年度)报)(公开版?|公开的)?$`)
const PUBLIC = /公开版的?|公开的?|给公众(?:看)?的?/
const NOTICE = /^(?:(?:看|发|要)?更正说明|notice)(?:第?(\d{1,4})(?:号|份)?)?$/i
const SIGN = /^(?:签(?:字|名|署)?|sign)(?:第?(\d{1,4})(?:号|份)?)?(?:草稿)?$/i
const FINDINGS =
  /^findings$|^(?:看)?(?:全部|所有|全)?的?对账(?:结果)?(?:第?(\d{1,4})(?:号|份)?)?的?(?:看?(?:全部|所有|全))?$/
const ASK = /^(?:补问|问一?问|问一下|问|去问)(.{0,60}?)(?:还)?(?:缺|差|少)的?(?:什么|东西|内容|那些)?$/

const YEAR = '(?:\\d{4}年?|今年|去年|前年|本年)'
const QUARTER = '(?:第?[一二三四1-4]季度?|[Qq][1-4])'
const HALF = '(?:[上下]半年)'
const MONTH = '(?:\\d{1,2}(?:[-—–~到至]\\d{1,2})?月(?:份)?)'
// Numbers come first: of 2014.1-3 the year alone is not what was meant.
const IN_NUMBERS = '\\d{4}[-./]\\d{1,2}(?:[-./]\\d{1,2})?(?!\\d)'
const ONE = `(?:${IN_NUMBERS}|${YEAR}度?的?(?:${QUARTER}|${HALF}|${MONTH})?|${QUARTER}|${HALF}|${MONTH}|[本上]个?(?:季度|月))`
const PERIOD = new RegExp(`${ONE}(?:(?:到|至|—|–|-|~)(?:${ONE}|(?:\\d{1,2}[./-])?\\d{1,2}(?![\\d年])))?`)

/** 季报, 年报. */
const OF_KIND: Record<string, string> = { 季: '季度', 年: '年度' }

const KINDS: [ReportKind, RegExp][] = [
  ['quarterly', /季度?|[Qq][1-4]/],
  ['final', /结项|终期|最终|总结|结题/],
  ['annual', /年度|全年|年报/],
]

/** 「report 2014」, 「report Q2 2014」, 「ask Maitian what lacks」 in the words that the patterns read. */
const inChinese = (said: string): string =>
  /^[ar]/iu.test(said)
    ? said
        .replace(/^report (\d{4})$/iu, '出$1年度报告')
        .replace(/^report q([1-4])(?: (\d{4}))?$/iu, (_, quarter: string, year?: string) =>
          year === undefined ? `出第${quarter}季度报告` : `出${year}年第${quarter}季度报告`,
        )
        .replace(/^ask (.{1,60}) what lacks$/iu, '问$1缺的')
    : said

/** The report that is asked for, whatever else was said of it; null when the message is none of these. */
export function reportCommandIn(text: string, today: Day): ReportCommand | null {
  const flat = inChinese(bare(text)).replace(/\s+/g, '')
  const notice = NOTICE.exec(flat)
  if (notice) return { type: 'notice', number: notice[1] === undefined ? null : Number(notice[1]) }
  const sign = SIGN.exec(flat)
  if (sign) return { type: 'sign', number: sign[1] === undefined ? null : Number(sign[1]) }
  const findings = FINDINGS.exec(flat)
  if (findings) return { type: 'findings', number: findings[1] === undefined ? null : Number(findings[1]) }
  const asked = ASK.exec(flat)
  if (asked) return { type: 'ask', name: asked[1] ?? '' }
  const [, said = null, kindSaid = '', after] = BUILD.exec(flat) ?? []
  if (said === null) return null
  const words = `${said}${OF_KIND[kindSaid] ?? ''}`.replace(PUBLIC, '')
  const dated = PERIOD.exec(words)?.[0] ?? ''
  const named = words
    .replace(dated, '')
    .replace(/(?:年度|季度|全年|半年度?|结项|终期|最终|总结|结题)的?|^度|的$/g, '')
    .replace(/^的|的$/g, '')
  const period = dated === '' ? null : daysOf(dated, today)
  return {
    type: 'build',
    period,
    kind: KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? (period && kindOfDays(period)),
    named,
    public: after !== undefined || PUBLIC.test(said),
  }
}

/** What a year or a quarter is reported with, where no word says so; other days may be anything. */
function kindOfDays({ from, to }: Days): ReportKind | null {
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return 'annual'
  const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))]
  return from.slice(0, 4) === to.slice(0, 4) && first % 3 === 1 && last === first + 2 ? 'quarterly' : null
}

const daysOf = (said: string, today: Day): Days | null =>
  readDays(
    said
      .replace(/(\d{4}|今年|去年|前年|本年)年?度?的?/g, (_, year: string) => (/^\d/.test(year) ? `${year}年` : year))
      .replace(/^本年/, '今年')
      .replace(/第?([一二三四1-4])季度?/, '第$1季度')
      .replace(/[Qq]([1-4])/, '第$1季度')
      .replace(/月份/g, '月')
      .replace(/年([-./])(\d)/g, '$1$2'),
    today,
  )

const LAYOUTS: [ReportKind, RegExp][] = [
  ['quarterly', /quarter|季/i],
  ['final', /final|结项|终期|总结/i],
  ['annual', /annual|network|platform|年/i],
]

/** Whether a layout makes such a report, as far as its name tells: one that says nothing may make any. */
export function isFor(layout: string, kind: ReportKind | null): boolean {
  const own = LAYOUTS.find(([, pattern]) => pattern.test(layout))?.[0]
  return kind === null || own === undefined || own === kind
}
