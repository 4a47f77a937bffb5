import { Chars, matches } from '../../kernel/chars.js'
import { addDays, dayOf, daysBetween, partsOf, weekday, type Day } from '../../kernel/day.js'
import { beginsDay, daysAt } from '../../kernel/day-words.js'
import { sameYear, within } from './date-context.js'
import { namedAt } from './festival-days.js'
import { FESTIVAL_STARTS } from '../../kernel/festivals.js'
import { nthDay, nthWeekdayAt, numberOf, oneDay, sticky, vague } from './nth-days.js'

/** A date in a text, as something done and as something still to come would mean it. */
export interface DateMention {
  /** Null: words of time that name no day (最近, 月底, 节前). */
  done: { from: Day; to: Day } | null
  planned: { from: Day; to: Day } | null
  grain: 'day' | 'period' | 'vague'
  /** 刚结束: said of today, unless a date is said. */
  weak: boolean
  /** 周二周四, 11日和18日: how many days are meant, where that is not all from the first to the last. */
  occasions?: number
  /** How many days after the first each of them is. */
  apart?: number[]
  start: number
  end: number
}

const VAGUE =
  /(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月份?|上个?月|本月|这个?月|下个?月|今年|去年|明年)?(?:的)?(?:月?[初底末](?=[^级一二三四五六七八九十]|$)|年[初底末前])|最近|近日|近期|前几天|前两天|前些[天日]|前段时间|前一?阵子?|这几天|这两天|那几天|日前|不久前|(?:[今去]年的?)?(?:(?:寒|暑)假(?:里|期间|中)?|暑期(?=[期里中，, ]))|改天|过[两几]天|过段时间|择期|另行通知|哪天|有一天|某天/y
const SINCE =
  /(?:(?<month>今年)?(?<m>\d{1,2}|[一二三四五六七八九十]{1,2}) ?月份?|(?<unit>今年|本年度?|本月|这个月|本季度|上半年|下半年|本周))以来/y
const JUST =
  /刚才(?=[那这]?[场节堂])|(?:刚刚|刚才?|才)(?=(?:给|把|从|在|和|跟)?[^，。,\s]{0,8}(?:结束|散|完|回来|收[工摊队场]|撤|搞定|送走|到家|下课))/y
const CALLED: Record<string, number> = {
  今儿: 0,
  今早: 0,
  今晚: 0,
  今夜: 0,
  今晨: 0,
  昨儿: -1,
  昨晚: -1,
  昨夜: -1,
  昨早: -1,
  前儿: -2,
  前晚: -2,
  明早: 1,
  明晚: 1,
  明儿: 1,
  后儿: 2,
  当天上午: 0,
}
const RELATIVE_NAMES = new RegExp(Object.keys(CALLED).join('|'), 'y')
const WEEKS_AGO = /(?<n>\d|[一二两三四])个?(?:星期|礼拜|周)(?:之|以)?前/y
const MORE_WEEKDAYS = /(?:[、和及]?(?:周|星期|礼拜)?(?<last>[一二三四五六日天]))+(?=[：:，,。 \n的两各都(（]|$)/y
/** 9月第一周, 中秋前一周, 十一假期的最后一天: some days that nobody can tell from it. */
const A_WEEK = '个?(?:周|星期|礼拜)(?![一二三四五六日天末年])'
const SOME_WEEK = new RegExp(`的?(?:第[一二三四五]|头一|首|最后一)${A_WEEK}`, 'y')
const LOOSE_MORE = new RegExp(
  `节?(?:的?[前后](?:[一两二三])${A_WEEK}|(?:小?长假|假期|黄金周)(?:期间|里|中)?(?:的?(?:最后|第)[一二三四五六七两]天)?|期间)`,
  'y',
)
/** Nothing that happened: what it says is when something was written, a deadline, a beginning without an end. */
const NO_DAY_AFTER =
  /^ ?(?:的时候)?(?:我们?|你|他|她|大家)?(?:就|才|已经|刚)?(?:[报填写说交]的(?!时候)|(?:的)?(?:[日周月简]报|台账|[报名]?[表单]格?|消息|汇总)[里上]|(?:[发交填报](?!放|动|展|起|到|名)[^，。,\s]{0,4}(?:那|给|表|漏|错|名单|清单|数据|统计)|说(?:来|到|有|是|成)|[发交填报](?:的|了|过)(?=那|这|[^，。\n]{0,6}(?:数字?|人数|表|场次|日期|时间|地点|金额|名单)(?:不对|有误|[写打填算]?错)|消息|照片|数|表|稿|信息|通知|语音|材料))|说的|写的|群里(?:说|发)|打电话|语音(?:说|里))|^ ?(?:之前|以前|前)(?![一两二三\d夕后])|^以来/
/** 周二周四: two days, where the kernel sees one and its name. */
const TWO_WEEKDAYS = /^(?:上上?|这|本|下)?个?(?:周|星期|礼拜)[一二三四五六](?:周|星期|礼拜)(?<last>[一二三四五六日天])$/
const dayOfWeek = (name: string): number => '一二三四五六日'.indexOf(name.replace('天', '日')) + 1
const WEEK = 6
const YEAR = 365
const WEEK_AND_COUNT = /^[上这本下]个?周[一二三四五六][场样件]$/
/** 一日捐, 一日营: how long, not when. */
const ONE_DAY = /[一1]日(?=[捐游营]|体验|志愿)/y
const NO_DAY_BEFORE = /(?:每|逢|截[至止]到?|成立于|始于|生于|本来想?(?:报|说|写)|[说写报填记]成了?)$/
const ENDS_NO_DAY = new Chars('每逢截至止到于报说写成了')
/** 3.2吨 */
const NO_POINT = /^ ?(?:种(?!树|菜|花|植|草|苗|下|了))|^ ?[张篇幅册件桌支吨亩升克斤折成里度亿倍]/
const DURATION =
  /(?:为期|历时|持续|一连|连着|连续|连开了?|连办|接连|前后|共|一共|开了|办了|做了|搞了|总共)(?<n>\d{1,2}|[一二两三四五六七八九十]{1,3})[天日](?![前后])|(?<![第每\d一二三四五六七八九十])(?<n2>\d|[两三四五六七])天[一两二三四五六\d]夜/g

/** The same words meant of something to come. */
function ahead(said: string, days: { from: Day; to: Day }, today: Day): { from: Day; to: Day } {
  const length = daysBetween(days.from, days.to)
  const move = (from: Day | null) => (from ? { from, to: addDays(from, length) } : days)
  const [year, month, day] = partsOf(days.from)
  if (/年|[今昨前明后]|^\d{4}|[上下本这](?!午)/.test(said) && !/最后/.test(said)) return days
  // 12月第一个周六 is another day of the month each year.
  if (/月.*(?:周|星期|礼拜)/.test(said) && days.to < today)
    return daysAt(said, 0, addDays(today, YEAR), null)?.days ?? days
  if (/周|星期|礼拜/.test(said) && !/月|\d[./-]\d/.test(said))
    return days.from > today ? days : move(addDays(days.from, 7))
  if (days.to >= today) return days
  if (/月|[./-]\d|季/.test(said)) {
    const from = dayOf(year + 1, month, day)
    return from ? { from, to: `${Number(days.to.slice(0, 4)) + 1}${days.to.slice(4)}` } : days
  }
  return move(month === 12 ? dayOf(year + 1, 1, day) : dayOf(year, month + 1, day))
}

function since(groups: Record<string, string | undefined>, today: Day): { from: Day; to: Day } | null {
  const first = firstSince(groups, today)
  return first ? { from: first, to: today } : null
}

function firstSince(groups: Record<string, string | undefined>, today: Day): Day | null {
  const [year, month] = partsOf(today)
  const { m, unit } = groups
  if (m !== undefined) {
    return dayOf(numberOf(m) > month ? year - 1 : year, numberOf(m), 1)
  }
  if (unit === '本周') return addDays(today, 1 - weekday(today))
  return unit?.includes('月')
    ? dayOf(year, month, 1)
    : unit === '本季度'
      ? dayOf(year, month - ((month - 1) % 3), 1)
      : dayOf(year, unit === '下半年' ? 7 : 1, 1)
}

/** A number that may begin a date: with a word of time, a sign between numbers or an English month behind it, or one of eight digits. */
const MAY_BE_DAY =
  /[\d零一二三四五六七八九十廿卅两]{1,4} ?(?:[年月日号天个周星礼季度全整.,，、/和跟及与以至到–—~〜～'’A-Za-z-])|\d{6,}/y
/** 一号车, 3号桌: no day. */
const NUMBERED =
  /[\d一二三四五六七八九十]{1,3}号(?:车(?![站间辆])|桌(?!游)|[组队](?![织员伍])|船|棚|厅|摊位|展位|教室|场地)/y
const NUMERAL = new Chars('0123456789零一二三四五六七八九十廿卅两')
const FESTIVALS = new Chars(FESTIVAL_STARTS)
/** What begins the words of each kind, so that only those are tried which can begin here. */
const BEGIN = {
  since: new Chars('今本这上下'),
  vague: new Chars('的月年最近日不前这那寒暑改过择另哪有某上下今去明本'),
  called: new Chars('今昨前明后当'),
  just: new Chars('刚才'),
  nth: new Chars('首头第次最末尾倒'),
}
/** What words of a kind that begin with a number have within so many characters. */
const SIGN = {
  since: new Chars('以'),
  vague: new Chars('初底末前'),
  weeks: new Chars('个星礼周'),
  days: new Chars('月日号'),
  numbered: new Chars('号'),
}
const SOON = 14

function mentionAt(plain: string, at: number, today: Day): DateMention | null {
  const numeral = NUMERAL.at(plain, at)
  if (numeral && !FESTIVALS.at(plain, at) && !sticky(MAY_BE_DAY, plain, at)) return null
  if (numeral && SIGN.numbered.in(plain, at + 1, at + 4) && sticky(NUMBERED, plain, at)) return null
  const started =
    (numeral || BEGIN.since.at(plain, at)) && SIGN.since.in(plain, at, at + SOON) ? sticky(SINCE, plain, at) : null
  if (started) {
    const days = since(started.groups ?? {}, today)
    return days && { done: days, planned: days, grain: 'period', weak: false, start: at, end: at + started[0].length }
  }
  const unclear = (numeral ? SIGN.vague.in(plain, at, at + SOON) : BEGIN.vague.at(plain, at))
    ? sticky(VAGUE, plain, at)
    : null
  if (unclear && namedAt(plain, at, today)?.loose !== false) return vague(at, at + unclear[0].length)
  const called = BEGIN.called.at(plain, at) ? sticky(RELATIVE_NAMES, plain, at) : null
  if (called) return oneDay(addDays(today, CALLED[called[0]] ?? 0), at, at + called[0].length)
  const ago = numeral && SIGN.weeks.at(plain, at + 1) ? sticky(WEEKS_AGO, plain, at) : null
  if (ago) return oneDay(addDays(today, -7 * numberOf(ago.groups?.['n'])), at, at + ago[0].length)
  const just = BEGIN.just.at(plain, at) ? sticky(JUST, plain, at) : null
  if (just) return oneDay(today, at, at + just[0].length, true)
  const named = namedAt(plain, at, today)
  if (named) {
    const { past, next, end, loose, days = 1 } = named
    if (loose) {
      const more = sticky(LOOSE_MORE, plain, end)?.[0].length ?? 0
      return more > 0 || /^节?(?:前|后|来临|临近|将)/.test(plain.slice(end, end + 4)) ? vague(at, end + more) : null
    }
    return {
      done: past === null ? null : { from: past, to: addDays(past, days - 1) },
      planned: next === null ? null : { from: next, to: addDays(next, days - 1) },
      grain: 'day',
      weak: false,
      start: at,
      end,
    }
  }
  if (!beginsDay(plain, at) || (numeral && sticky(ONE_DAY, plain, at))) return null
  if (ENDS_NO_DAY.at(plain, at - 1) && NO_DAY_BEFORE.test(plain.slice(Math.max(0, at - 4), at))) return null
  const apart = numeral && SIGN.days.in(plain, at, at + SOON) ? daysApart(plain, at, today) : null
  if (apart) return apart
  const found = daysAt(plain, at, today, null)
  if (
    !found?.days ||
    (/^\d{1,2}[.-]\d{1,2}$/.test(plain.slice(at, found.end)) && NO_POINT.test(plain.slice(found.end)))
  )
    return null
  let { end } = found
  let { from, to } = found.days
  const week = found.grain === 'period' ? sticky(SOME_WEEK, plain, end) : null
  if (week) return vague(at, end + week[0].length)
  // 本周三场：…
  if (WEEK_AND_COUNT.test(plain.slice(at, end + 1))) {
    from = addDays(from, 1 - weekday(from))
    to = addDays(from, WEEK)
    return { done: { from, to }, planned: { from, to }, grain: 'period', weak: false, start: at, end: end - 1 }
  }
  const said = plain.slice(at, end)
  const pair = TWO_WEEKDAYS.exec(said)?.groups?.['last']
  if (pair) to = addDays(from, (dayOfWeek(pair) - weekday(from) + 7) % 7)
  else if (/(?:周|星期|礼拜)[一二三四五六]$/.test(said)) {
    const more = sticky(MORE_WEEKDAYS, plain, end)
    const last = more?.groups?.['last']
    if (more && last) {
      const away = (dayOfWeek(last) - weekday(from) + 7) % 7
      to = addDays(from, away)
      end += more[0].length
    }
  }
  const mention: DateMention = {
    done: { from, to },
    planned: ahead(said, { from, to }, today),
    grain: found.grain,
    weak: false,
    start: at,
    end,
  }
  if (pair) mention.occasions = 2
  return mention
}

/** 10月11日和18日, 11月1、8、15号, 3月2日、9日、16日: days of one month that are no span. */
const TWO_DAYS =
  /(?<first>(?<m>(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月 ?)?(?<d>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]?)(?<more>(?:、(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]?){0,5})(?:[、和及跟]|以及)(?<d2>\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号]/y
function daysApart(plain: string, at: number, today: Day): DateMention | null {
  const found = sticky(TWO_DAYS, plain, at)
  const { first = '', m, d, d2, more = '' } = found?.groups ?? {}
  const all = [d, ...more.split(/ ?[日号]?、| ?[日号]$/).filter((one) => one !== ''), d2].map(numberOf)
  if (!found || all.some((one, i) => i > 0 && one <= (all[i - 1] ?? 0))) return null
  // 20号、22号 is said without a month, 5、6号 is no two days.
  if (more === '' && (numberOf(d2) <= numberOf(d) + (m ? 1 : 0) || !(m || /[日号]$/.test(first)))) return null
  const from = daysAt(`${first.replace(/[日号]$/, '')}日`, 0, today, null)?.days?.from
  if (!from) return null
  const [year, month] = partsOf(from)
  const to = dayOf(year, month, numberOf(d2))
  if (!to) return null
  const planned = ahead(first, { from, to }, today)
  const apart = all.map((one) => one - numberOf(d))
  const occasions = all.length
  return {
    done: { from, to },
    planned,
    grain: 'day',
    weak: false,
    occasions,
    apart,
    start: at,
    end: at + found[0].length,
  }
}

/** What a date or a word of time may begin with. */
const BEGINS = new Chars(
  `0123456789零一二三四五六七八九十廿卅'’第今昨前大明后去上本这下当周星礼两刚才最近日不寒暑改过择另哪有某那几的月年农阴旧夏正冬腊首头次末尾倒初Qq${FESTIVAL_STARTS}`,
)

const NAME = /《[^》]*/g

/** Every date of a text in order (`plain` of a `Message`), counted from the day it was sent. */
export function datesIn(plain: string, today: Day): DateMention[] {
  const mentions: DateMention[] = []
  const names = matches(NAME, plain).map(({ 0: said, index }) => ({
    start: index,
    end: index + said.length,
  }))
  for (let at = BEGINS.find(plain); at >= 0; at = BEGINS.find(plain, at + 1)) {
    const found =
      (BEGIN.nth.at(plain, at) || plain[at + 1] === '个' ? nthWeekdayAt(plain, at, mentions) : null) ??
      (BEGIN.nth.at(plain, at) ? nthDay(plain, at, mentions) : null) ??
      mentionAt(plain, at, today)
    if (!found) continue
    // 《2013年调研报告》 is a name.
    if (names.some(({ start, end }) => start < at && at < end)) continue
    sameYear(found, mentions, plain)
    within(found, mentions, plain)
    const behind = plain.slice(found.end, found.end + 12)
    if (!IDLE.test(behind) && (!NO_DAY_AFTER.test(behind) || found.grain === 'vague')) mentions.push(found)
    at = found.end - 1
  }
  return mentions
}

/** 昨天是没事 前天…: of that day nothing is told. */
const IDLE = /^(?:我们?|是|就|都|也|倒)*没(?:什么|啥)?(?:事|活动|有(?:什么)?(?:事|活动))(?:情)?(?=$|[\s，,。；;])/

/** How many days a stretch of text says that something went on (为期6天, 一连5天), and where. */
export function durationIn(plain: string): { days: number; start: number; end: number } | null {
  DURATION.lastIndex = 0
  const found = DURATION.exec(plain)
  const days = numberOf(found?.groups?.['n'] ?? found?.groups?.['n2'])
  return found && days > 1 ? { days, start: found.index, end: found.index + found[0].length } : null
}
