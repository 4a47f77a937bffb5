import { HALF } from './person-words.js'

const N = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})'
/** Sessions: the same people may come to the next. */
const SESSION = `(?:${HALF}|第${N}[场次天期节]|(?:周|星期|礼拜)[一二三四五六日天]|${N}月${N}[日号]|${N}[日号])`
/** Groups of people, nobody in two of them. */
const GROUP = `(?:第?${N}[班组队]|第${N}批|[甲乙丙丁大中小A-D][班组队]|第?${N}年级)`
const LABEL = `(?:${SESSION}|${GROUP})`

/** One of these is in every label. */
const OF_GROUPS = /[午晚第周星礼日号班组队批级]/

const ONE = new RegExp(`^${LABEL}$`, 'u')
export const isGroup = (text: string): boolean => ONE.test(text)
const OF_TIME = new RegExp(`^${SESSION}$`, 'u')
export const isSession = (role: string): boolean => OF_TIME.test(role)

const BEGIN = `(?:(?<!\\d)(?=\\d)|(?<![第月零一二三四五六七八九十百千])(?=\\D))${LABEL}`
const COUNT = '(?:[约共有来到:： ]|来了|到了)*(?=[\\d一二两三四五六七八九十])'
const LABELLED = new RegExp(`(${BEGIN})${COUNT}`, 'gu')

/** A text in which several groups are counted (1班30人2班28人), with signs round the name of each; any other as it is. */
export function withGroups(plain: string): string {
  if (!OF_GROUPS.test(plain)) return plain
  const found = plain.match(LABELLED)
  return found && (found.length > 1 || ONLY.test(plain)) ? plain.replace(LABELLED, '，$1:') : plain
}
/** 「周六20人」, where 六20 is no number. */
const ONLY = new RegExp(`^${SESSION}(?<=[一二三四五六])[:： ]*\\d`, 'u')

const COUNTED = '[\\d一二两三四五六七八九十百]{1,5} ?(?:个人|[人名位个])?'
const SEVERAL = new RegExp(
  `${BEGIN}[:： ]*${COUNTED}(?:[，,、；; ]*${LABEL}[:： ]*${COUNTED})+(?![\\d一二三四五六七八九十月日号元块岁])`,
  'u',
)

/** Where in a longer text groups are counted one after another, from where to where. */
export function findGroups(plain: string): { start: number; end: number } | null {
  const found = OF_GROUPS.test(plain) ? SEVERAL.exec(plain) : null
  return found && { start: found.index, end: found.index + found[0].length }
}

/** What was done, which is nobody who came. */
export const ACTIVITY =
  /(?:培训|讲座|活动|沙龙|交流会?|分享会?|座谈会?|读书会|比赛|仪式|论坛|义诊|[走探家回]访|慰问|入户|课)了?$/

/** 二十来个, 三十多个: about how many, from ten on. */
const PIECES = /(?:\d{2,}|[百十])[来多余几] ?个$/

/** 「敬老院活动二十来个」: so many are no activities, but who came to one. */
export const isOfActivity = (plain: string, start: number, end: number): boolean =>
  PIECES.test(plain.slice(start, end)) && ACTIVITY.test(plain.slice(Math.max(0, start - 8), start))
