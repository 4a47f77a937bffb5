import type { Amount } from './amount.js'
import { BASIS_PHRASE } from './basis-words.js'
import type { Basis, Quantity } from './quantity.js'

/** Measure words; the longer first. */
export const UNIT =
  / ?(?:个?人[/·]?次|口人|户人家|户次|家次|场次|个人|号人|(?<=[百千][来多]|百十[来多]?|\d00[来多])号(?![楼院门房线])|人|名(?![单额])|位(?!置)|[个组户对](?:家庭|亲子)|家庭(?![教日作院医农主])|户(?!外)|家(?![长属])|个|组|对|场|次|期|份|篇|节|条|件|本|册|套|张|只|棵|袋|箱|站|所|支|队|批|天|课时|(?:people|persons?|kids?|children|participants?|volunteers?|students?)(?![A-Za-z]))/iy
const IN_ENGLISH = /^[a-z]+$/i
const SAME_UNIT: Record<string, string> = {
  个人: '人',
  号人: '人',
  号: '人',
  口人: '人',
  户人家: '户',
  名: '人',
  位: '人',
  个人次: '人次',
  场次: '场',
}
const sameUnit = (unit: string): string =>
  /家庭|亲子/.test(unit) ? '户' : (SAME_UNIT[unit] ?? unit.replace(/^人[/·]次$/, '人次'))

/** What is handed out: a count of these is nobody who came. */
const THING = /^(?:份|本|册|套|张|件|袋|箱|条|只|支|棵|篇)$/
export const isThing = (unit: string | null): boolean => unit !== null && THING.test(unit)

/** 去重后, 不同的人: what says that nobody is counted twice. */
const DISTINCT = '去重(?:后|以后)?|去掉重复(?:的|后)?|不重复(?:的|计算)?|不同的人?'
/** What may stand before a number without changing it. */
export const LEAD = new RegExp(
  `^(?:(?:总共|一共|共计|合计|总计|总人数|总数|人数|现场|活动|[今昨前那当]天|今日|昨日|今晚|昨晚|[这那本此上][次回场期]|这个?活动|${BASIS_PHRASE}|${DISTINCT}|参加|参与|出席|到场|到会|来自|来|到|共|有|是|为|我们|只有?|那|还|也|又|就|仅|才|嗯+|呃+|应该|可能|刚好|正好|满打满算|[多高]?达)(?:了|有|是|为|计)?[:：，, ]*)*`,
  'i',
)
const TAIL = new RegExp(
  `^(?: ?(?:参加|参与|出席|到场|到会|在场|来了|到了|了活动|活动|了|吧|呢|的|之多|之间|${BASIS_PHRASE}|${DISTINCT}))*[。.!！~ ]*$`,
  'i',
)

/** Longer words than so many say something. */
const TAIL_LENGTH = 30
export const isTail = (text: string): boolean => text.length <= TAIL_LENGTH && TAIL.test(text)

/** The counted thing an amount says, a hedged one an estimate unless the person says otherwise; null when it is no whole number. */
export function quantityOf(amount: Amount, wording: string, basis: Basis, defaultUnit: string): Quantity | null {
  const { min, max, qualifier, unit } = amount
  if (!Number.isInteger(min) || !Number.isInteger(max)) return null
  return {
    min,
    max,
    unit: unit && !IN_ENGLISH.test(unit) ? sameUnit(unit) : defaultUnit,
    qualifier,
    basis: basis ?? (qualifier === null ? null : 'estimate'),
    wording: wording.trim(),
  }
}
