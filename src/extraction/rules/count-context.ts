// What the words a little further off make of a number: who was named before a pause, lists of places, brackets, one of several.
import type { Count } from './count.js'
import { PLACES_LISTED } from './count-words.js'
import { scanNumber } from '../../kernel/numeral.js'
import { isHelper, ROLE, ROLE_AT_END } from './roles.js'

const FAR_BACK = 80
const NAMED_BACK = 9
const AROUND = 60

/** 来了一个班的学生，46个: told of those named before the pause. */
export const isApart = (plain: string, at: number, before: string, after: string): boolean =>
  before === '' &&
  /^(?:$|[，。,；;\s])/.test(after) &&
  /[，, ]/.test(plain.charAt(at - 1)) &&
  ROLE_AT_END.test(plain.slice(Math.max(0, at - NAMED_BACK), at).replace(/[，, ]+$/, ''))

/** 四个点的人数：黄沙32、石桥28: the number of each of several places. */
export const isListed = (plain: string, at: number, before: string, after: string): boolean =>
  /[\u4e00-\u9fff]{2,5}$/.test(before) &&
  /^(?:[、，,；;。\s]|$)/.test(after) &&
  PLACES_LISTED.test(plain.slice(Math.max(0, at - FAR_BACK), at))

/** 学员35人（男12女23）: the numbers in brackets behind a number are parts of it. */
export function isBracketed(plain: string, at: number, previous: Count | null): boolean {
  if (!previous || at - previous.end > AROUND) return false
  const between = plain.slice(previous.end, at)
  return (
    /^[(（][^)）]*$/.test(between) ||
    (previous.part && /^[、，, +＋和]?$/.test(between) && /^[^)）\n。]*[)）]/.test(plain.slice(at, at + AROUND)))
  )
}

/** 分别来了15、18、21人, 分别是20人和25人: one number of several that are told one by one. */
const RESPECTIVE =
  /分别[^\d，。,；;\n一二两三四五六七八九十]{0,6}(?:[\d一二两三四五六七八九十百]{1,5}(?:人次|[人名位个户])?[、，,和及与 ]{1,2})*$/
const RESPECTIVE_NEXT = /^[、，,和及与] ?[\d一二两三四五六七八九十百]{1,5}(?:人次|[人名位个户、，,和及与])/
export const isRespective = (plain: string, at: number, after: string): boolean => {
  const before = plain.slice(Math.max(0, at - FAR_BACK), at)
  const from = before.lastIndexOf('分别')
  if (from < 0 || !RESPECTIVE.test(before.slice(from))) return false
  return /[、，,和及与] ?$/.test(before) || RESPECTIVE_NEXT.test(after)
}

/** 周二14个，周四11个: those of each day. */
const OF_A_DAY = /□(?:[上下中]午|[早晚]上)? ?[\d一二两三四五六七八九十百]{1,5}个(?=[，。,；;、\s]|$)/g
export const isOfADay = (plain: string, at: number): boolean =>
  plain[at - 1] === '□' && (plain.slice(Math.max(0, at - AROUND), at + AROUND).match(OF_A_DAY)?.length ?? 0) > 1

const ONE_OF =
  /(?<![\d十第每])[一另](?<of>个[班组村点]|[班组次场节天期堂车船桌间家所])(?:大概|约|都|有|来了?|是|坐了?|[:： ])*$/
const MANY_OF =
  /(?:\d|[两二三四五六七八九十仨])(?:个|辆|条)?(?<of>[班组村点次场节天期堂车船桌间家所])(?![\d二两三四五六七八九十])/g

/** 一车45人，一车38人 are groups beside each other (`side`); of 两辆车，一车4人 it is each; null where it is neither. */
export function oneOf(plain: string, at: number, before: string): 'side' | 'each' | null {
  const of = ONE_OF.exec(before)?.groups?.['of']
  if (of === undefined) return null
  const around = plain.slice(Math.max(0, at - AROUND), at + AROUND)
  // 一班42，二班45 are names.
  if (of === '班' && /[二三乙丙23]班/.test(around)) return null
  if (around.split(new RegExp(`[一另]${of}`)).length > 2) return 'side'
  return Array.from(around.matchAll(MANY_OF)).some(({ groups }) => groups?.['of'] === of.slice(-1)) ? 'each' : null
}

const N = '[\\d一二两三四五六七八九十百]'
/** 老师带队3个, 老师是红十字的两位, 志愿者沿路站了二十个: who they are, what they did or whence they came, and how many. */
const DOER = new RegExp(
  `(?<role>${ROLE})们?(?:(?<acts>带队|随行|陪同|指导|协助|帮忙|跟车|主讲|授课|带班|值班|照应|照看|跟(?:着|来|去)|跟(?=了))(?:的|了)?|(?:都|也)?是[\\u4e00-\\u9fff]{1,8}的?|(?!.{0,5}(?:为|给|带|教|陪|帮|送|访|慰|服))[\\u4e00-\\u9fff]{1,5}了|就)(?:有|来了)?$`,
)
/** Helpers who are counted behind what they did, without a pause; null where there are none. */
export function doerOf(before: string, since: number): string | null {
  const found = DOER.exec(before)
  const { role = '', acts } = found?.groups ?? {}
  const near = found !== null && before.length - found.index <= since
  return near && (acts !== undefined || isHelper(role) || role.endsWith('老师')) ? role : null
}
/** 来了三十六个老师是红十字的两位: the noun is of the number behind it. */
const OF_NEXT = new RegExp(
  `^们?(?:(?:都|也)?是[\\u4e00-\\u9fff]{1,8}?的?|(?:都|也)?就|[\\u4e00-\\u9fff]{1,5}?了)${N}{1,4}[位名个](?=$|[，。,；;\\s]|吧|呢|左右|[一另]个)`,
)
export const isOfNext = (role: string, rest: string): boolean =>
  (isHelper(role) || role.endsWith('老师')) && OF_NEXT.test(rest)

/** 12名组员到了11名: how many should have come. */
const DUE = new RegExp(`^(?:只|就|才|实际?)?[到来]了?(?<n>${N}{1,5})[人名位个]?(?=$|[，。,；;\\s])`)
export function isDue(said: number, rest: string): boolean {
  const came = DUE.exec(rest)?.groups?.['n']
  const count = came === undefined ? null : (scanNumber(came, 0)?.value ?? null)
  return count !== null && count <= said && count > said / 3
}

/** 为62户…送去, 服务儿童35名: for whom it was done, not who did it. */
export const isServed = (before: string, role: string | null, unit: Count['unit']): boolean =>
  unit === '户' ||
  (!isHelper(role ?? '') && /(?:[为给向]|服务|慰问|走访|探访|看望|组织)[\u4e00-\u9fff]{0,4}$/.test(before))

/** 志愿者轮班12人, 长者大约来了20位: a word or two between. */
export const NEAR = new RegExp(
  `(${ROLE})(?!.{0,4}(?:带|给|为|教|陪|组织|服务|和|与|跟|等|访|帮(?!厨|工|忙)|(?<!接)送|请|共|总|的数|讲|慰问|看))[\\u4e00-\\u9fff]{1,4}$`,
)
export const DISTANT = /(?:^|[，。,；;\s])([^，。,；;\s\d]{0,12})[ ，,]?[^，。,；;\s\d]{0,8}$/
/** 家长陪着的19: who, what they did, and how many of them. */
export const DOING = new RegExp(`(${ROLE})[\\u4e00-\\u9fff]{1,4}的(?:有|是)?$`)
/** 社工和志愿者一行9人 are both. */
export const TOGETHER = new RegExp(
  `[和与及跟、](?:${ROLE})(?:一行|一共|总共|另外|一起|共)$|(?:${ROLE})[们]?[和与及](?:${ROLE})[们]?$`,
)
export const FAR = new RegExp(
  `^(?:.{0,6}?)(${ROLE})(?:是|◇|都是|由|们|的数|人数|[^，。]{0,4}[报写说打算数记加][错多少漏]了?)`,
)

/** 24名学员中有21人通过; 32个家长 有俩爷爷: some of those who were counted before. */
export function isAmong(plain: string, at: number, previous: Count | null, role: string | null): boolean {
  if (!previous || at - previous.end > NAMED_BACK) return false
  const between = plain.slice(previous.end, at)
  if (/^[^，。,；;\s\d]{0,3}[中里](?:有|的)?$|^[，, ]?[带抱牵领][^，。,；;\s\d]{1,3}来的(?:有|是)?$/.test(between))
    return true
  return role !== null && !isHelper(role) && /^[，, ]有$/.test(between) && plain[previous.start - 1] !== '有'
}

/** 「7月1日 参观 纪念馆 45」: the number at the end of what is told in short behind a day. */
const TERSE_LINE = /(?:^|\n)[^\S\n]*□+ [^\n，。,；;！!?？:：]{2,24} $/
export const endsTerseLine = (plain: string, at: number, after: string): boolean =>
  /^\s*(?:$|\n)/.test(after) && TERSE_LINE.test(plain.slice(Math.max(0, at - 40), at))

/** 带娃来的有17个 brought theirs. */
export const notLed = (found: RegExpExecArray | null): RegExpExecArray | null =>
  found && /[带抱牵推陪领]$/.test(found.input.slice(0, found.index)) ? null : found
