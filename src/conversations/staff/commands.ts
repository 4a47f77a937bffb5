import { commandOf } from '../../engine/commands.js'
import { bare } from '../../forms/prompt.js'
import { plainText } from '../../kernel/numeral.js'
import { readDays } from '../../kernel/day-words.js'
import { dayOf, partsOf, type Day, type Days } from '../../kernel/day.js'

/** `null` is all time. */
export type Period = Days | null

/** A whole message that is a command of the hub's staff. `spaced`: the name stood apart, so nothing else can be meant. */
export type StaffCommand =
  /** `said`: the period was; else it is this month, or what is to be handed in at present. */
  | { type: 'missing'; period: Days; said: boolean; page: number }
  | { type: 'totals'; period: Period }
  | { type: 'came'; period: Period }
  /** Null: by the next deadline. */
  | { type: 'reach'; until: Day | null }
  /** `public`: what may be shown to anybody. */
  | { type: 'export'; period: Period; public: boolean }
  /** For somebody by name, 「导出给基金会」: there is no file of its own for anybody. */
  | { type: 'export_for'; whom: string }
  /** `form`: which, in her words; empty where she does not say. */
  | { type: 'look' | 'invite' | 'fill_for'; name: string; spaced: boolean; form?: string }
  /** One of the commands, with words for a period that are none. `plain`: the verb stands first and apart, so nothing else can be meant. */
  | { type: 'unclear_period'; said: string; plain: boolean }
  /** 「触达」 with words that name no day to come. */
  | { type: 'unclear_day'; said: string }

/** So long a text is an answer, whatever stands in it: a name may have 100 characters. */
const LONG = 120

const MORE = '(.{0,16}?)'
const OVERDUE = '(?:过期|逾期|超期)'
const END = '(.{0,30})$'
/** Each way to say a command that takes a period; what is left in the gaps must be one. */
const WITH_PERIOD: [Extract<StaffCommand, { period: unknown }>['type'], RegExp][] = [
  [
    'missing',
    new RegExp(
      `^${MORE}(?:还有|还)?(?:谁|哪些(?:机构|组织|单位|伙伴)?|哪几?家|哪几个)${MORE}(?:都|还)?(?:没有?|未)(?:交|提交|填|报|写)(?:工作)?(?:简报|报告)?的?${END}`,
    ),
  ],
  [
    'missing',
    new RegExp(
      `^${MORE}的?(?:简报|报告)?(?:一共|总共|已经|有)*(?:${[
        `(?:交|提交|报)(?:上来)?了?(?:多少|几)(?:家|个|份)(?:机构|组织|单位|简报|报告)?了?`,
        `(?:多少|几)(?:家|个|份)(?:机构|组织|单位)?(?:已经|都)*(?:没有?|未)?(?:交|提交|报)(?:上来)?(?:过|了)?(?:工作)?(?:简报|报告)?`,
      ].join('|')})${END}`,
    ),
  ],
  [
    'missing',
    new RegExp(
      `^${MORE}的?(?:谁|哪些(?:机构|组织|单位|伙伴)?|哪几?家|哪几个)(?:的?(?:报告|简报))?(?:都|还|已经)*${OVERDUE}(?:没交|未交)?了?的?${END}`,
    ),
  ],
  [
    'missing',
    new RegExp(
      `^${OVERDUE}(?:没交|未交)?了?的?(?:报告|简报)?(?:名单|机构|有谁|是谁|有哪些|有哪?几家|有多少家?)?$|^overdue$`,
    ),
  ],
  [
    'missing',
    new RegExp(
      `^${MORE}的?(?:还|都)?(?:催交|催报|未交|没交|欠交|缺交)(?:了)?的?(?:名单|机构|(?:都)?(?:有|是)?(?:谁|哪些|哪几家|多少家?))${END}`,
    ),
  ],
  // What came in on these days, whatever it is about.
  [
    'came',
    new RegExp(
      `^${MORE}(?:都|又|新|有)*(?:谁|哪些(?:机构|组织|单位|伙伴)?|哪几?家|哪几个)(?:都|已经|又|新)*(?:交|提交|报)(?:上来|来)?过?了?的?(?:简报|报告|记录)?${END}`,
    ),
  ],
  ['came', new RegExp(`^(?:whatcamein|camein)${END}`)],
  ['missing', new RegExp(`^(?:whoismissing|missing)${END}`)],
  ['totals', new RegExp(`^${MORE}的?(?:数据)?(?:汇总|totals)(?:数据|一下|表)?(?:发?给我(?:看看)?)?${END}`)],
  [
    'export',
    new RegExp(
      `^${MORE}的?(?:数据|记录|简报)?(?:都|全都)?(?:导出|export)(?:来|成)?(?:一下|一份)?(?:数据|记录|表格?|excel|xlsx)?(?:发?给我)?${END}`,
    ),
  ],
  [
    'export',
    new RegExp(`^${MORE}的?(?:发|来|要|出|做)?一?[个份](.{0,4}公开(?:的|版))(?:数据|记录|表格?|excel)?(?:发?给我)?$`),
  ],
]
/** 「这个月几场活动」, 「上季度一共服务了多少人」: the figures of a time she names; without one they may be of anything. */
const DID = '(?:大家|各家|伙伴们?|一共|总共|合计|共|都|总的)*(?:办|做|搞|开展|举办|组织)?(?:了|过)?'
const FIGURES = [
  new RegExp(
    `^(.{1,16}?)(?:的)?${DID}(?:(?:活动|培训)${DID})?(?:有)?(?:多少|几)(?:场|次|个)(?:活动|培训|沙龙)?(?:了|数)?$`,
  ),
  new RegExp(
    `^(.{1,16}?)(?:的)?(?:大家|各家|伙伴们?|活动|一共|总共|合计|共|都|总的)*(?:有|来|服务|参加|惠及|受益|覆盖|影响)*(?:了|过)?(?:多少|几个?)(?:个|位|名)?(?:人次?|人数)(?:参加|来|受益|参与)?(?:过|了|数)?$`,
  ),
]
/** 「触达」, 「触达 12-25」, 「到 12 月 25 日有哪几家联系不上」. */
const UNREACHED =
  '(?:联系不[上到]|触达不[了到]|通知不[了到]|收不到(?:消息|通知|提醒)?|(?:无法|不能|没法)(?:触达|联系|通知))'
const REACH = [
  /^触达(?:情况|预测|名单)?到?(.{0,16})$/,
  new RegExp(`^到?(.{0,16}?)(?:还有|会有|有)?(?:谁|哪些(?:机构|组织)?|哪几?家|几家|多少家)(?:会|还)?${UNREACHED}的?$`),
  /^reach(?:until|by)?(.{0,16})$/,
]
const REACH_PLAIN = /^(?:触达|reach)\s+\S{1,20}$/
const POLITE =
  /^(?:请问?|麻烦你?|帮我|给我|我想|我要|想|要|把|现在|目前|有(?=谁|哪|多少|几)|看看|看一?下|看(?=谁|哪)|查一?下|查查|查(?=谁|哪))+/
/** 「…了吗」 ends a question, 「上季度谁还没交啊」; the name of an organisation may end so, too. */
const PARTICLES = /[啊呀呢吧吗嘛哈]+$/
const NAMED: [Extract<StaffCommand, { name: string }>['type'], RegExp][] = [
  [
    'look',
    /^(?:我想|我要|帮我|请)*(?:看一?下|看看|查看|查一?下|看|查)([\s:：]*)(.+?)(?:现在|最近)?(?:怎么样|咋样|的?情况)?了?$/,
  ],
  ['look', /^(?:see|look|show)(\s+)(.+)$/],
  ['look', /^(?!谁|哪|我|你)()(.{2,20}?)(?:现在|最近|目前)?(?:怎么样|咋样|什么情况|情况如何)了?[啊呀呢]?$/],
  ['look', /^(?!谁|哪|我|你)()(.{2,20}?)的?(?:报告|简报)?(?:都|已经)?(?:交了?(?:没有?|吗)|交没交)[啊呀呢]?$/],
  ['fill_for', /^(?:帮我|我要|我来)?代(?:填|报)([\s:：]*)(.*)$/],
  ['fill_for', /^fill (?:in )?for\b(\s*)(.*)$/],
  [
    'fill_for',
    /^(?:帮我|我要|我来|我想)?(?:替|[帮给](?![我你他她它]|大家))(\s*)(.+?)\s*代?填(?![了过好完])(?:写|报)?(?:一?[份下个张])?\s*(.*)$/,
  ],
  ['invite', /^邀请码?([\s:：]*)(.*)$/],
  ['invite', /^invite\b(\s*)(.*)$/],
]
/** 「导出 知行」, 「汇总 知行」: a command, whatever is wrong with the rest. */
const PLAIN = /^(?:导出|汇总|export|totals)(?:\s+\S{1,20}){1,3}$/
/** 「导出 公开」, 「导出 本季 公开版」. */
const PUBLIC = /公开的?版?本?的?|public/
/** 「导出给正荣」, 「导出本季发给基金会」: to whom it is given. */
const FOR = /(?:发|交|报|送)?给(?!我|大家看)(.{1,16}?)(?:看看?|用|的)?$/
const PAGE = /(?:第(\d{1,3})页|page(\d{1,3}))$/

/** The command that a message of staff is, if it is nothing but one. Periods count from `today`; without one it is this month, for a file this year. */
export function staffCommandIn(text: string, today: Day): StaffCommand | null {
  if (text.length > LONG || text.includes('\n') || commandOf(text)) return null
  const said = plainText(bare(text))
    .toLowerCase()
    .replace(/[\s?]+$/, '')
  for (const [type, pattern] of NAMED) {
    const [, space, name, form] = pattern.exec(said) ?? []
    if (name !== undefined && !/^(?:谁|哪)/.test(name))
      return { type, name: name.trim(), spaced: space !== '', ...(form && { form }) }
  }
  const flat = said
    .replace(/[\s,，:：、]+/g, '')
    .replace(PARTICLES, '')
    .replace(POLITE, '')
  for (const pattern of REACH) {
    const words = pattern.exec(flat)?.[1]
    if (words === undefined) continue
    const until = words === '' ? null : dayAhead(words, today)
    if (until !== undefined) return { type: 'reach', until }
    // 「触达了三十位老人」 is an answer.
    return REACH_PLAIN.test(said) ? { type: 'unclear_day', said: words } : null
  }
  for (const pattern of /多少|几/.test(flat) ? FIGURES : []) {
    const words = pattern.exec(flat)?.[1] ?? ''
    const period = words === '' ? undefined : periodOf(words, today)
    if (period !== undefined) return { type: 'totals', period }
  }
  for (const [type, pattern] of WITH_PERIOD) {
    const gaps = pattern.exec(flat)?.slice(1)
    if (!gaps) continue
    const whom = type === 'export' ? FOR.exec(gaps.join(''))?.[1] : undefined
    if (whom !== undefined) return { type: 'export_for', whom }
    const [, chinese, english] = PAGE.exec(flat) ?? []
    const open = type === 'export' && PUBLIC.test(gaps.join(''))
    const words = gaps
      .join('')
      .replace(PAGE, '')
      .replace(open ? PUBLIC : '', '')
    const period = words === '' ? periodOf(type === 'export' ? '今年' : '本月', today) : periodOf(words, today)
    // 「谁没交季报」 names what is to be handed in, and no period.
    const cadence = type === 'missing' ? CADENCES[words] : undefined
    const usual = cadence && periodOf(cadence, today)
    if (type === 'missing' && usual)
      return { type, period: usual, said: false, page: Math.max(1, Number(chinese ?? english ?? 1)) }
    if (period === undefined || (period === null && type === 'missing'))
      return { type: 'unclear_period', said: words, plain: PLAIN.test(said) }
    if (type === 'export') return { type, period, public: open }
    if (type === 'totals' || type === 'came') return { type, period }
    if (period !== null) return { type, period, said: words !== '', page: Math.max(1, Number(chinese ?? english ?? 1)) }
  }
  return null
}

/** The last of the days named, or without a year the next of that date; undefined when they name none, or one that is over. */
function dayAhead(words: string, today: Day): Day | undefined {
  const plain = words.replace(/(?:之前|以前|前|为止)$/, '')
  const named = readDays(LAST_DAYS[plain] ?? plain, today)?.to
  const next = named && named < today && DATE_ONLY.test(plain) ? yearLater(named) : named
  return next && next >= today ? next : undefined
}

/** Whose last day is meant. */
const LAST_DAYS: Record<string, string> = { 年底: '今年', 月底: '本月', 年末: '今年', 月末: '本月' }

/** 「12-25」, 「12月25日」, without a year. */
const DATE_ONLY = /^\d{1,2}(?:[-./月]\d{1,2}[日号]?|月底?)/

const yearLater = (day: Day): Day | null => {
  const [year, month, date] = partsOf(day)
  return dayOf(year + 1, month, date)
}

/** The reports of a cadence, and the last period of it that is over. */
const CADENCES: Record<string, string> = { 月报: '上月', 季报: '上季度', 季度报: '上季度', 年报: '去年' }

const ENGLISH: Record<string, string> = {
  thismonth: '本月',
  lastmonth: '上月',
  thisquarter: '本季度',
  lastquarter: '上季度',
  thisyear: '今年',
  lastyear: '去年',
}

/** What 谁还没交 is about without a word on when. */
export const thisMonth = (today: Day): Days => periodOf('本月', today) ?? { from: today, to: today }

/** The days that such words name; null for all time, undefined when they name none. */
function periodOf(words: string, today: Day): Period | undefined {
  const named = words.replace(/的?(?:数据|记录|简报|[月季年]报)$|的$/, '')
  if (/^(?:全部|所有|全|历年|至今|all)$/.test(named)) return null
  const chinese = (ENGLISH[named] ?? named)
    .replace(/^(\d{4})$/, '$1年')
    .replace(/季(?![度节])/, '季度')
    .replace(/^[本这]年/, '今年')
    .replace(/to|–/, '到')
  return readDays(chinese, today) ?? undefined
}
