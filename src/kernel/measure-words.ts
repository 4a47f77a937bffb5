import type { Amount } from './amount.js'
import type { Basis, Quantity } from './quantity.js'

/** Measure words; the longer first. */
export const UNIT =
  / ?(?:个?人次|户次|家次|场次|个人|号人|人|名(?![单额])|位(?!置)|(?:个|组|户)家庭|户(?!外)|家(?![长属])|个|组|对|场|次|期|份|篇|节|条|件|本|册|套|张|只|棵|袋|箱|站|所|支|队|批|天|课时|(?:people|persons?|kids?|children|participants?|volunteers?|students?)(?![A-Za-z]))/iy
const IN_ENGLISH = /^[a-z]+$/i
const SAME_UNIT: Record<string, string> = {
  个人: '人',
  号人: '人',
  名: '人',
  位: '人',
  个人次: '人次',
  个家庭: '户',
  组家庭: '户',
  户家庭: '户',
  场次: '场',
}

/** What may stand before a number without changing it. */
export const LEAD =
  /^(?:(?:总共|一共|共计|合计|总计|总人数|总数|人数|现场|活动|当天|签到表|签到|签名|清点|点了|数了|实到|实际|记得|印象中|好像|参加|参与|出席|到场|到会|来|到|共|有|是|为|我们)(?:了|有|是|为|计)?[:： ]*)*/
const TAIL = /^(?: ?(?:参加|参与|出席|到场|到会|在场|来了|到了|了活动|活动|了|吧|呢|的))*[。.!！~ ]*$/
const BASES: [RegExp, Basis][] = [
  [/签到|签名/, 'sign_in'],
  [/清点|点了|数了|实到|实际/, 'count'],
  [/估计|目测/, 'estimate'],
  [/记得|印象|好像/, 'recalled'],
]

/** How the number was found out, as far as the text says. */
export const basisOf = (text: string): Basis => BASES.find(([words]) => words.test(text))?.[1] ?? null

export const isTail = (text: string): boolean => TAIL.test(text)

/** The counted thing an amount says, a hedged one an estimate unless the person says otherwise; null when it is no whole number. */
export function quantityOf(amount: Amount, wording: string, basis: Basis, defaultUnit: string): Quantity | null {
  const { min, max, qualifier, unit } = amount
  if (!Number.isInteger(min) || !Number.isInteger(max)) return null
  return {
    min,
    max,
    unit: unit && !IN_ENGLISH.test(unit) ? (SAME_UNIT[unit] ?? unit) : defaultUnit,
    qualifier,
    basis: basis ?? (qualifier === null ? null : 'estimate'),
    wording: wording.trim(),
  }
}
