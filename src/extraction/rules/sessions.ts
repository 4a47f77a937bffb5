import { matches } from '../../kernel/chars.js'
import { daysBetween, type Day } from '../../kernel/day.js'
import { scanNumber } from '../../kernel/numeral.js'

/** How often something was held; `atOnce`: not one after the other but in groups side by side. */
export interface Sessions {
  count: number
  atOnce: boolean
}

const N = '(?<n>\\d{1,3}|[一二两三四五六七八九十]{1,3})'
const SAID = new RegExp(
  `(?<![每第\\d一二三四五六七八九十])(?<!每[周月年天][\\u4e00-\\u9fff]{0,4})${N}(?:个)?(?:场|次(?!性|日)|[天日](?![前后])|节课?|期|堂课?|批|个?晚上?|轮|站|回)(?!人)`,
  'g',
)
const GROUPS = new RegExp(
  `(?<![每第\\d一二三四五六七八九十])${N}(?:支(?:队伍?)?|个?(?:队伍?|小?组|班级?|桌|楼?栋)|[个辆条艘只台]?(?:车|船)|间|所(?:学校|[小中]学|幼儿园)?|个(?:点位?|工地|社区|小?区|村)(?=[^。\\n]{0,12}(?:每|一)[个所])|个?(?:路口|摊位|站点|岗亭|卡口)|(?:组|队|桌|班))(?![家对])`,
  'g',
)
const PLACES = new RegExp(`${N}(?:个|所|家)?[\\u4e00-\\u9fff]{1,4}(?=各)`)

/** 「每个月办一次」, 「每周三」: how often, over the days of its dates. */
const OFTEN = /每(?:个)?(?<of>月|周|星期|礼拜)(?![\u4e00-\u9fff]{0,4}(?:两|二|三|四|\d)次)/

/** 「每天两场」: so many on each of its days. */
const DAILY = new RegExp(`每天[都各]?(?:[举开]?办|开|讲|做|上|有|演)?${N}(?:场|次|节课?|堂课?)`)

const numberOf = (found: RegExpExecArray | null): number => scanNumber(found?.groups?.['n'] ?? '', 0)?.value ?? 0

/** How many sessions a stretch of text tells of: said (共3场, 五天), in each of several groups or places, or the days of its dates; null when it says none. */
export function sessionsOf(plain: string, dates: { from: Day; to: Day } | null, occasions: number): Sessions | null {
  const daily = plain.includes('每天') ? numberOf(DAILY.exec(plain)) : 0
  const days = occasions > 1 ? occasions : dates ? daysBetween(dates.from, dates.to) + 1 : 1
  if (daily > 0 && days > 1) return { count: daily * days, atOnce: false }
  for (const found of matches(SAID, plain)) if (numberOf(found) > 1) return { count: numberOf(found), atOnce: false }
  for (const found of matches(GROUPS, plain)) if (numberOf(found) > 1) return { count: numberOf(found), atOnce: true }
  const places = numberOf(PLACES.exec(plain))
  if (places > 1) return { count: places, atOnce: false }
  if (occasions > 1) return { count: occasions, atOnce: false }
  const often = dates ? OFTEN.exec(plain)?.groups?.['of'] : undefined
  if (dates && often) {
    const count = Math.floor(daysBetween(dates.from, dates.to) / (often === '月' ? 28 : 7))
    return count > 1 ? { count, atOnce: false } : null
  }
  return dates && dates.to > dates.from ? { count: daysBetween(dates.from, dates.to) + 1, atOnce: false } : null
}
