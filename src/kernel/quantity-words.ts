import { amountsIn, scanAmount } from './amount.js'
import type { Amount } from './amount.js'
import { LEAD, UNIT, basisOf, isTail, quantityOf } from './measure-words.js'
import { mentionsIn } from './mentions.js'
import type { Mention } from './mentions.js'
import { normaliseText, plainText } from './numeral.js'
import type { Headcount, Quantity } from './quantity.js'

/**
 * The whole text as one counted thing (32人, 二百多人次, 近百人, 6–7家, 50+, 约40人, 上万人次), else null. A hedged number is a range
 * by the rules of `amount.ts`, its basis an estimate; of what the person wrote `wording` keeps the number with its hedges and unit.
 */
export function readQuantity(text: string, defaultUnit = '人'): Quantity | null {
  const normal = normaliseText(text).trim()
  const plain = plainText(normal)
  const amount = scanAmount(plain, LEAD.exec(plain)?.[0].length ?? 0, UNIT)
  if (!amount || !isTail(plain.slice(amount.end))) return null
  return quantityOf(amount, normal.slice(amount.start, amount.end), basisOf(plain), defaultUnit)
}

const NONE: Quantity = { min: 0, max: 0, unit: '人', qualifier: null, basis: null, wording: '' }
const NOBODY = /^(?:没有?人(?:来|参加|到场)?|无人(?:参加|到场|到)?|一个(?:人)?[都也]没有?(?:来|到)|没有|无)[。.!！]?$/
/** When one group is counted in two units the first of these is its headcount. */
const FINEST = ['人次', '人', '户次', '户', '家次', '家', '个']
const finest = (list: Mention[]): Mention | undefined =>
  list.toSorted((a, b) => FINEST.indexOf(a.quantity.unit) - FINEST.indexOf(b.quantity.unit))[0]

/**
 * The whole text as a headcount (35, 三十五人, 来了32个人，其中志愿者5个, 大人12 小孩20, 共三十人(志愿者5、儿童25)), else null.
 * A total that is said wins, also when the parts do not add up to it; without one the parts are added, which only works in one unit.
 * Halves of a day (上午20人下午18人) are added as 人次. A total said in two units (12户30人) is taken as 人次 before 人 before 户 before 家; households said beside people are
 * kept in the breakdown under their unit. A hedged part counts as the number said.
 */
export function readHeadcount(text: string, defaultUnit = '人'): Headcount | null {
  const normal = normaliseText(text).trim()
  const plain = plainText(normal)
  if (NOBODY.test(plain)) return { quantity: { ...NONE, unit: defaultUnit, wording: normal }, breakdown: [] }
  const mentions = mentionsIn(plain, defaultUnit)
  return mentions && headcountOf(mentions)
}

function headcountOf(mentions: Mention[]): Headcount | null {
  const parts = mentions.filter(({ role }) => role !== '')
  const totals = mentions.filter(({ role }) => role === '')
  const units = (list: Mention[]): Set<string> => new Set(list.map(({ quantity }) => quantity.unit))
  if (units(totals).size < totals.length) return null
  let quantity = finest(totals)?.quantity
  if (!quantity) {
    const [sum, other] = sumQuantities(parts.map((part) => part.quantity))
    const hedged = parts.find((part) => part.quantity.qualifier)?.quantity
    const [first] = parts
    if (!sum || !first || other) return null
    // 上午20人下午18人 may be the same people.
    if (parts.length > 1 && sum.unit === '人' && parts.every(({ role }) => HALVES.test(role))) sum.unit = '人次'
    quantity =
      parts.length === 1
        ? first.quantity
        : {
            ...sum,
            qualifier: hedged ? '约' : null,
            basis: first.quantity.basis ?? hedged?.basis ?? null,
            wording: showSum([sum]),
          }
  }
  const { unit } = quantity
  const [only] = parts
  // 二十几个娃娃 stays in her words.
  if (only && mentions.length === 1 && quantity.min < quantity.max && COUNTED_PIECES.test(quantity.wording))
    return { quantity: { ...quantity, wording: quantity.wording + only.role }, breakdown: [] }
  const households = totals.filter((one) => one.quantity !== quantity && isHousehold(one.quantity.unit))
  const breakdown = parts
    .filter(
      (part) => !/[户家]/.test(part.quantity.unit) && (part.quantity.unit === unit || part.quantity.unit === '人'),
    )
    .map(({ role, said }) => ({ role, count: said }))
  return {
    quantity,
    breakdown: [...households.map(({ quantity: { unit: role }, said }) => ({ role, count: said })), ...breakdown],
  }
}

/** Counted beside the people and no part of them: 30人（12户）. */
export const isHousehold = (role: string): boolean => /^[户家]次?$/.test(role)

const PERSON =
  '(?:(?:大学生|青年|学生|社区|党员)?志愿者|义工|社工|大学生|家属|残友|残疾人|残障人士|障友|病友|参观者|参与者|参加者|来宾|客人|亲友|邻居|盲童|娃娃|宝妈|[学会队党团社成]员|工作人员|人员|员工|老人|长者|大人|成人|成年人|家长|儿童|小孩|孩子|小朋友|朋友|妇女|女性|男性|妈妈|爸爸|奶奶|爷爷|医生|护士|大夫|嘉宾|专家|教练|选手|裁判|代表|干部|居民|村民|市民|群众|同学|学生|老师|教师|青年|青少年|少年|负责人|伙伴|观众|听众|职工|工人|工友|女工|男|女)'
/** Halves of a day: the same people may come to both. */
const HALF = '(?:上午|中午|下午|傍晚|晚上)'
const HALVES = new RegExp(`^${HALF}$`)
const PERSON_AT_END = new RegExp(`${PERSON}$`)
const KNOWN_ROLE = new RegExp(`^(?:|[^了着过去给领带把吧]{0,4}(?:${PERSON}|机构|组织|单位|团队|企业|家庭)|${HALF})$`)

const NEAR = 60
const STANDS_ALONE = new RegExp(
  `^(?:${PERSON})?(?:$|[\\s，、；;。,.)）(（|+吧]|其中|包括|含|和|及|以及|还有|参加|参与|出席|到场|到会|(?<=${PERSON})[:： ]?[\\d一二三四五六七八九十]|${HALF}[\\d一二三四五六七八九十])`,
)
const BEFORE_COUNT = new RegExp(
  `(?:(?:(?<=^|[\\s，、；;。,()（）:：\\d人名位个])(?:${PERSON}|${HALF})|(?<!\\d)\\d{1,4}户|共计|总计|合计|一共|总共|共|来了|到了|有|人数|参加|参与|到场)[:： ]*)+$`,
)
const PERSON_WITH = new RegExp(PERSON, 'y')
/** 每场20人 is no headcount: of how many sessions is not said. */
const FOR_EACH = /[每各][^\s，,。；;]{0,4}$/

/** Whether the counts of a stretch of a row are those of one headcount: known people, and a total that comes first or says 人. */
const belongTogether = (mentions: Mention[], stretch: string): boolean =>
  mentions.every(
    ({ role, quantity }, i) =>
      (KNOWN_ROLE.test(role) || /其中|[(（].*[)）]$/.test(stretch)) &&
      (role !== '' || i === 0 || /[共计]/.test(stretch) || /人/.test(quantity.wording)),
  )

/** The widest headcount that begins at this amount (or at the words before it that belong to it), roles only of known people. */
function headcountAt(plain: string, amount: Amount): { headcount: Headcount; start: number; end: number } | null {
  let start =
    amount.start - (BEFORE_COUNT.exec(plain.slice(Math.max(0, amount.start - 24), amount.start))?.[0].length ?? 0)
  const line = plain.slice(0, amount.end + NEAR).indexOf('\n', amount.end)
  for (let end = line < 0 ? Math.min(plain.length, amount.end + NEAR) : line; end >= amount.end; end--) {
    const slice = plain.slice(start, end)
    if (/(?:[\s，、；;。,(（:：和及与含有是到来]|其中|包括|另外)$/.test(slice)) continue
    if (/[)）]/.test(slice) && !/[(（]/.test(slice)) continue
    UNIT.lastIndex = end
    if (/[\d一二三四五六七八九十百千万]$/.test(slice) && (UNIT.test(plain) || /[\d十百千万]/.test(plain[end] ?? '')))
      continue
    const mentions = mentionsIn(slice, '人')
    const headcount = mentions && belongTogether(mentions, slice) ? headcountOf(mentions) : null
    if (!headcount) continue
    if (/[(（]/.test(plain[start - 1] ?? '') && /[)）]/.test(plain[end] ?? '')) {
      start--
      end++
    }
    return { headcount, start, end }
  }
  return null
}

/**
 * The headcount inside a longer row (高安 骨干培训 25人，其中志愿者5个), its span counted in `normaliseText(text)`. Counts of 人 人次 户 家
 * and of known people (志愿者33), the first that stands alone before others; failing all, a bare number that ends the row.
 * Cut a date out of the row first: 3月25 is none of it.
 */
export function findHeadcount(text: string): { headcount: Headcount; start: number; end: number } | null {
  const plain = plainText(normaliseText(text))
  const counted = [...amountsIn(plain, UNIT)].filter(({ unit, start, end }) => {
    if (FOR_EACH.test(plain.slice(Math.max(0, start - 5), start))) return false
    if (unit && unit !== '个')
      return /[人名位户家a-z]/i.test(unit) && !/^[制份类口才民工]/.test(plain.slice(end, end + 1))
    PERSON_WITH.lastIndex = end
    return (
      PERSON_WITH.test(plain) || PERSON_AT_END.test(plain.slice(Math.max(0, start - 6), start).replace(/[:： ]+$/, ''))
    )
  })
  const alone = counted.filter(({ end }) => STANDS_ALONE.test(plain.slice(end, end + 8)))
  for (const amount of [...alone, ...counted].slice(0, 20)) {
    const found = headcountAt(plain, amount)
    if (found) return found
  }
  const bare = /(?:^|[\s，、,|])([^\s，、,|]{1,12})\s*$/.exec(plain)
  const headcount = bare?.[1] && !/^(?:19|20)\d\d$/.test(bare[1]) ? readHeadcount(bare[1]) : null
  if (!bare?.[1] || !headcount || headcount.breakdown.length > 0) return null
  const start = plain.lastIndexOf(bare[1])
  return { headcount, start, end: start + bare[1].length }
}

const COUNTED_PIECES = /([个個])( ?(?:左右|上下|出头|以上|开外))?$/
const UNIT_AT_END = new RegExp(`(?:${UNIT.source.slice(2)})(?: ?(?:左右|上下|出头|以上|开外))?$`)

/** 「32人」 for an exact number; a range in the person's own words, with the unit when she left it out. */
export function showQuantity({ min, max, unit, wording }: Quantity): string {
  if (min === max) return `${min}${unit}`
  // 三十来个 for people is 三十来个人.
  if (unit === '人' && COUNTED_PIECES.test(wording)) return wording.replace(COUNTED_PIECES, '$1人$2')
  if (UNIT_AT_END.test(plainText(wording)) || PERSON_AT_END.test(wording)) return wording
  return wording.replace(/( ?(?:左右|上下|出头|以上|开外))?$/, (hedge) => unit + hedge)
}

/** 「32人（志愿者5、儿童25）」; `readHeadcount` reads it back. */
export const showHeadcount = ({ quantity, breakdown }: Headcount): string =>
  showQuantity(quantity) +
  (breakdown.length
    ? `（${breakdown.map(({ role, count }) => (isHousehold(role) ? `${count}${role}` : `${role}${count}`)).join('、')}）`
    : '')

export interface Sum {
  unit: string
  min: number
  max: number
}

/** One sum a unit, in the order in which the units first come; 人 and 人次 are never added. */
export function sumQuantities(list: Quantity[]): Sum[] {
  const sums = new Map<string, Sum>()
  for (const { unit, min, max } of list) {
    const sum = sums.get(unit) ?? { unit, min: 0, max: 0 }
    sums.set(unit, { unit, min: sum.min + min, max: sum.max + max })
  }
  return [...sums.values()]
}

/** 「221人、201–299人次」: a sum with a hedged part is a range, never a bare exact total. */
export const showSum = (sums: Sum[]): string =>
  sums.map(({ unit, min, max }) => (min === max ? `${min}${unit}` : `${min}–${max}${unit}`)).join('、')
