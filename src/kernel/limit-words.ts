import { PERSON } from './person-words.js'

const N = '(?:[约近]?[\\d一二两三四五六七八九十百千]{1,6}多?)'
const PEOPLE = '(?:个?人|[名位个])?'
const IS = '(?:[是为在有约共到满 :：]|大概|大约|一共)*'
const HOLDS = '(?:最多|至多|可以|只能|能够?|可)+(?:同时)?(?:容纳|容下|容|接待|接纳|坐得?下?|装得?下?)'
/** 限30元, 报名的30人都来了. */
const END = '(?! ?[元块%年月天日号岁级度\\d]| ?[人名位]? ?[全都均])'
/** What counts who may come: 上限30人, 名额30, 最多容纳30人, 30个名额. */
const CAPACITY = [
  `(?:(?:人数|报名|场地|活动)*(?:上限|限额|名额|定员|容量|限制|限定|限报|限招|控制在|(?<![年期时权有界极])限|封顶)|${HOLDS}|容纳)${IS}${N} ?${PEOPLE}${END}(?:以[内下])?(?:的?(?:名额|上限|限额|场地|会议室|教室))?`,
  `${N} ?(?:个?人|[名位个])的?(?:上限|名额|限额|封顶|座位|席位)`,
  '(?:maximum|max\\.?|capacity|limit(?:ed to)?|up to a maximum)(?: (?:of|is|was))?:? *\\d+(?: ?people)?',
]
/** What counts who was to come: 报名30人, 预计30人. */
const PLANNED = `(?:应[到来]|报名|预计|预期|预约|接龙|计划|原定|打算|目标)(?:来|参加|参与|到场|人数|名单|[有了约的])*${IS}${N} ?${PEOPLE}${END}(?:左右|参加|报名|来)?`
const LIMIT = new RegExp(`(?<![不无没])(?:${[...CAPACITY, PLANNED].join('|')})`, 'giu')

/** One of these is in each of them. */
const OF_LIMITS = /[限额名定容控封接坐装座席应报预计打目A-Za-z]/

export interface Limit {
  /** As said: 上限30人; its place in the text. */
  said: string
  start: number
  end: number
  /** The text without any such, as long as it was. */
  rest: string
}

/** The number in a text that says how many may come or were to come, and not how many came; null when it says none. */
export function findLimit(plain: string): Limit | null {
  if (!OF_LIMITS.test(plain)) return null
  LIMIT.lastIndex = 0
  const found = LIMIT.exec(plain)
  if (!found) return null
  const { 0: said, index: start } = found
  const rest = plain.replace(LIMIT, (one) => ' '.repeat(one.length))
  return { said: said.trim(), start, end: start + said.length, rest }
}

/** 「30人，不算志愿者5人」. */
const BUT_FOR = new RegExp(
  `(?<=[人名位个][，,、（( ]{0,3})(?:不|没|未)(?:算|含|包括|包含|计)(?:上|另外的?)?(?=(?:${PERSON})? ?[\\d一二三四五六七八九十])`,
  'gu',
)
/** 「30人 + 志愿者5人」. */
const PLUS = /(?<=[人名位个]) *\+ *(?=\d+ ?[名位个]\p{Script=Han}|\p{Script=Han}{2,6} ?\d)/gu
/** A text with 另有 before those who are not in its total. */
export const besidesIn = (plain: string): string =>
  /[不没未+]/.test(plain) ? plain.replace(BUT_FOR, '，另有').replace(PLUS, '，另有') : plain

const WITHOUT = new RegExp(
  `(?:(?<!要)(?:不|没有?|未)(?:算|含|包括|包含|计)上?(?:我们|其他)?(?:的)?(?:${PERSON})|除了?(?:我们)?(?:${PERSON})(?:之|以)?外?)`,
  'u',
)
/** Whom a count leaves out, so that nobody knows how many came: 不算志愿者30人. */
export const leavesOut = (plain: string): boolean => /[不没未除]/.test(plain) && WITHOUT.test(besidesIn(plain))

/** Whether a text is nothing but a count that leaves some out. */
export const onlyLeavesOut = (plain: string): boolean =>
  leavesOut(plain) && !/[^\P{L}人名位个]/u.test(plain.replace(WITHOUT, ''))

/** 「一个都没少 30」: that all came is no count. */
export const NONE_LACKED =
  /^(?:一个|1个|全|都|[，,\s])*(?:人|孩子|老人|学生)?(?:都|也)?(?:没有?|不)(?:少|缺|差|缺席|落下|请假|缺人)(?:一个|的|人)?[，,。！!\s]*(?=\D{0,3}\d)/u
