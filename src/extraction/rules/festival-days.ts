import { Chars } from '../../kernel/chars.js'
import { addDays, daysBetween, partsOf, weekday, type Day } from '../../kernel/day.js'
import { scanNumber } from '../../kernel/numeral.js'
import { FESTIVAL, FESTIVAL_STARTS, festivalDay, lunarDay } from '../../kernel/festivals.js'

/** A day by its name, before and after the day a message was sent; null on a side where there is none. */
export interface Named {
  past: Day | null
  next: Day | null
  end: number
  /** Said so loosely that it names no day (节前, 端午期间), or only the name of what was done (中秋诗会). */
  loose: boolean
  /** How many, of 国庆头三天. */
  days?: number
}

const YEAR = '(?:(?<year>\\d{4}|[零一二三四五六七八九]{4}|[今去前明]) ?年 ?)?'
const LUNAR_MONTH = '(?<month>正|冬|腊|十[一二]?|[一二三四五六七八九]|\\d{1,2})'
const LUNAR_DAY =
  '(?:初(?<first>[一二三四五六七八九十])|(?<day>十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|\\d{1,2}))'
const LUNAR = new RegExp(
  `${YEAR}(?:(?:农历|阴历|旧历|夏历)(?:的)?${LUNAR_MONTH}月${LUNAR_DAY}|(?<month2>正|冬|腊)月${LUNAR_DAY.replace('first', 'first2').replace('day', 'day2')}|(?<month3>[二三四五六七八九十]|十[一二])月初(?<first3>[一二三四五六七八九十])|(?:大年|年|春节|(?<bare>))初(?<first4>[一二三四五六七八九十]))(?:[日号](?!楼))?`,
  'y',
)
const NAMED = new RegExp(`${YEAR}(?<name>${FESTIVAL})(?:${FESTIVAL})?`, 'y')
const LOOSE =
  /^(?:[节日]?(?:前后|前夕|来临|临近|将至|期间|前(?![一两二三四五六七八九十\d]|夜)|后(?![一两二三四五六七八九十\d])|假期|小?长假|黄金周|到来|快到|马上到|将近)|月)/
/** 五一前一个周末, 国庆后的周六. */
const WEEKDAY_BESIDE = /^节?的?(?<side>[前后])(?:的?那?一?个|的)?(?:周|星期|礼拜)(?<w>[一二三四五六日天末])/
/** The last such weekday before a day, or the first behind it; of a weekend its Saturday. */
function weekdayBeside(day: Day | null, side: string, name: string): Day | null {
  if (!day) return null
  const end = '一二三四五六日'.indexOf(name.replace('天', '日')) + 1 || (side === '前' ? 7 : 6)
  if (side === '后') return addDays(day, ((end - weekday(day) + 6) % 7) + 1)
  const last = addDays(day, -(((weekday(day) - end + 6) % 7) + 1))
  return name === '末' ? addDays(last, -1) : last
}
const AWAY =
  /^节?(?:的?前(?:(?<before>[一两二三四五六七八九十\d]{1,2})天|夜)|的?(?:后(?<after>[一两二三四五六七八九十\d]{1,2})天|(?<next>第二天|次日|后一天)|第(?<nth>[三四五六七])天|头一天|第一天))/
/** 国庆头三天, 国庆三天的市集. */
const SOME_DAYS = /^节?(?:假期)?的?头?(?<days>[两二三四五六七2-7])天(?!前|后|之|以|内)/
/** What follows a festival that tells when: a time, a pause, somebody who acts, or what they do. */
const TELLS_WHEN =
  /^(?:节|当天|当日|正日子?|当晚|那天|那晚|那日|这天|这晚|晚上|上午|下午|中午|早上|一早|一大早|一?[早晚](?!会|餐|宴)|夜里|□|[ ，,、。：:；;\n(（]|$|我们|咱们|我会|大家|社区|志愿者|社工|机构|中心|协会|在(?!家)|组织|开展|举办|举行|办了|搞了|做了|给|去|到|带|来|请|上门|和|跟|向|为|陪|走进|走访|慰问了|探望|包了|吃|送了|又|就|也|没|已经|要|打算|准备|计划|是|的时候|的(?:那|活动))/
/** 初八开工, 初三那天; 初一女生 is no day. */
const TELLS_BARE = /^(?:$|[那这当]天|[早晚]上?|[上下中]午|[ ，,：:□]|开|去|给|在|到|我们|就|又|走|慰|请|回|那[次场])/
const NEW_YEAR = { after: 45, before: 25 }
const isNewYear = ({ past, next }: { past: Day | null; next: Day | null }, today: Day): boolean =>
  (past !== null && daysBetween(past, today) <= NEW_YEAR.after) ||
  (next !== null && daysBetween(today, next) <= NEW_YEAR.before)
/** What a festival is the reason for. */
const WHAT_FOR =
  /(?:迎接?|庆祝?|纪念|围绕|结合|响应|弘扬|传承)(?:第[\d一二三四五六七八九十]+个|世界|国际|全国|中国|一年一度的?){0,2}$/
/** The day and its name: 5.4青年节, 昨天清明, 10月25日（重阳节）. */
const AFTER_DAY = /[日号天\d] ?[(（]?$/

const value = (text: string | undefined): number => scanNumber(text ?? '', 0)?.value ?? NaN
const monthOf = (text: string): number => ({ 正: 1, 冬: 11, 腊: 12 })[text] ?? value(text)
const dayNumber = (text: string): number => {
  if (text.startsWith('廿')) return 20 + (value(text.slice(1)) || 0)
  return value(text)
}

const yearSaid = (text: string, today: Day): number => {
  const away = { 今: 0, 去: -1, 前: -2, 明: 1 }[text]
  return away === undefined ? value(text) : partsOf(today)[0] + away
}

/** The latest such day not after today, and the first that is still to come. */
function around(dayIn: (year: number) => Day | null, today: Day, year: string | undefined, shift = 0) {
  if (year !== undefined) {
    const only = dayIn(yearSaid(year, today))
    return { past: only && addDays(only, shift), next: only && addDays(only, shift) }
  }
  const now = partsOf(today)[0]
  const days = [-2, -1, 0, 1].flatMap((away) => {
    const day = dayIn(now + away)
    return day ? [addDays(day, shift)] : []
  })
  return { past: days.findLast((day) => day <= today) ?? null, next: days.find((day) => day >= today) ?? null }
}

/** What a festival or the year before it begins with, and what a lunar date or such a year has within so many characters. */
const STARTS = new Chars(FESTIVAL_STARTS)
const YEAR_STARTS = new Chars('0123456789零一二三四五六七八九今去前明')
const YEAR_SIGN = new Chars('年')
const LUNAR_SIGN = new Chars('历正冬腊初')
const SOON = 14

const groupsAt = (pattern: RegExp, plain: string, at: number): Record<string, string | undefined> | undefined => {
  pattern.lastIndex = at
  return pattern.exec(plain)?.groups
}

/** A lunar date or a festival that begins exactly here. */
export function namedAt(plain: string, at: number, today: Day): Named | null {
  const lunar = LUNAR_SIGN.in(plain, at, at + SOON) ? groupsAt(LUNAR, plain, at) : null
  if (lunar) {
    const month = monthOf(lunar['month'] ?? lunar['month2'] ?? lunar['month3'] ?? '正')
    const first = lunar['first'] ?? lunar['first2'] ?? lunar['first3'] ?? lunar['first4']
    const day = first === undefined ? dayNumber(lunar['day'] ?? lunar['day2'] ?? '') : value(first)
    const found = around((year) => lunarDay(year, month, day), today, lunar['year'])
    // 初八 alone is of the first month, while that is not long ago.
    if (lunar['bare'] !== undefined && !(TELLS_BARE.test(plain.slice(LUNAR.lastIndex)) && isNewYear(found, today)))
      return null
    return { ...found, end: LUNAR.lastIndex, loose: false }
  }
  const named =
    STARTS.at(plain, at) || (YEAR_STARTS.at(plain, at) && YEAR_SIGN.in(plain, at, at + SOON))
      ? groupsAt(NAMED, plain, at)
      : null
  const name = named?.['name']
  if (!named || name === undefined) return null
  // 十一月, 三八线, 七一路 are none.
  const end = NAMED.lastIndex
  const rest = plain.slice(end, end + 10)
  if (
    /^(?:五一|十一|七一|八一|三八|六一|五四|元旦)$/.test(name) &&
    /^[月路号点年个人名位户家天小村十百千\d]/.test(rest)
  )
    return null
  if (AFTER_DAY.test(plain.slice(Math.max(0, at - 3), at))) return null
  // 为迎接世界读书日，4月18日…: what for, not when.
  const forIt = WHAT_FOR.test(plain.slice(Math.max(0, at - 12), at))
  const some = forIt ? null : SOME_DAYS.exec(rest)
  const beside = forIt || some ? null : WEEKDAY_BESIDE.exec(rest)
  const away = forIt || some || beside ? null : AWAY.exec(rest)
  const { before, after, next, nth } = away?.groups ?? {}
  const shift = !away
    ? 0
    : before !== undefined
      ? -value(before)
      : after !== undefined
        ? value(after)
        : next !== undefined
          ? 1
          : nth !== undefined
            ? value(nth) - 1
            : away[0].includes('前夜')
              ? -1
              : 0
  const loose =
    forIt ||
    (!away &&
      !some &&
      !beside &&
      !(named['year'] !== undefined && /^那[次天场]/.test(rest)) &&
      (LOOSE.test(rest) || !TELLS_WHEN.test(rest)))
  const { side, w } = beside?.groups ?? {}
  const dayIn = (year: number) =>
    side === undefined || w === undefined ? festivalDay(name, year) : weekdayBeside(festivalDay(name, year), side, w)
  const { past, next: coming } = around(dayIn, today, named['year'], shift)
  return {
    past,
    next: coming,
    end: end + ((some ?? beside ?? away)?.[0].length ?? 0),
    loose,
    ...(w === '末' && { days: 2 }),
    ...(some && { days: value(some.groups?.['days']) }),
  }
}
