import { amountsIn, type Amount } from './amount.js'
import { BASIS_PHRASE } from './basis-words.js'
import { BESIDE, isContradictory, isUnit, showPart, sumOfParts } from './breakdown.js'
import { countInChinese } from './english-counts.js'
import { ACTIVITY, findGroups, isOfActivity, isSession } from './group-words.js'
import { AFTER } from './hedge.js'
import { besidesIn, NONE_LACKED } from './limit-words.js'
import { UNIT } from './measure-words.js'
import { mentionsIn, type Mention } from './mentions.js'
import { normaliseText, plainText } from './numeral.js'
import { plainCount } from './plain-count.js'
import { HALF, KNOWN_ROLE, PERSON, PERSON_AT_END } from './person-words.js'
import type { Headcount, Part, Quantity } from './quantity.js'
import { nearly, speltOut } from './said-at-once.js'
import { showQuantity, showSum, sumQuantities, withBasis } from './quantity-words.js'

const NONE: Quantity = { min: 0, max: 0, unit: '人', qualifier: null, basis: null, wording: '' }
const NOBODY = /^(?:没有?人(?:来|参加|到场)?|无人(?:参加|到场|到)?|一个(?:人)?[都也]没有?(?:来|到)|没有|无)[。.!！]?$/
/** When one group is counted in two units the first of these is its headcount. */
const FINEST = ['人次', '人', '户次', '户', '家次', '家', '个', '场']
const finest = (list: Mention[]): Mention | undefined =>
  list.toSorted((a, b) => FINEST.indexOf(a.quantity.unit) - FINEST.indexOf(b.quantity.unit))[0]

/**
 * The whole text as a headcount (35, 三十五人, 来了32个人，其中志愿者5个, 大人12 小孩20, 共三十人(志愿者5、儿童25)), else null.
 * A total that is said wins; where the parts contradict it the value is in `doubt`. Without one the parts are added, which only works in
 * one unit. Halves of a day (上午20人下午18人) are added as 人次. A total said in two units (12户30人) is taken as 人次 before 人 before 户
 * before 家; what is said beside it in another unit is kept in the breakdown under that: households, the different people among so many
 * attendances (120人次，30人), and in how many sessions those were (3场共90人次).
 */
export function readHeadcount(text: string, defaultUnit = '人'): Headcount | null {
  const plainly = plainCount(text, defaultUnit)
  if (plainly) return plainly
  const said = countInChinese(normaliseText(text)).trim()
  const normal = said.replace(EXPECTED, '').replace(NOT_THAT, '').replace(NONE_LACKED, '')
  const plain = speltOut(besidesIn(nearly(summedUp(plainText(normal)))))
  if (NOBODY.test(plain)) return { quantity: { ...NONE, unit: defaultUnit, wording: normal }, breakdown: [] }
  if (SCIENTIFIC.test(plain)) return null
  const added = addedIn(plain, defaultUnit)
  if (added) return added
  const mentions = mentionsIn(plain, defaultUnit)
  return mentions && headcountOf(mentions, plain)
}

/** 「应到50」实到32: how many were to come is no part of who came. */
const EXPECTED =
  /(?:应[到来]|报名|预计|计划|原定|邀请)(?:了|约|的?有?)? ?\d{1,5} ?[人名位个]?[，,、；; ]*(?=(?:实际?|最后|最终)?(?:到场|来|到)了? ?\d)/u
/** 「人数不是36是37人」: the first of the two is taken back. */
const NOT_THAT = /^(?:总?人数)?(?:不对|错了)?[，, ]*不是[^，,是 ]{1,8}[，, ]*(?:而|应该)?是(?=.*\d)/u

/** 「儿童20+家长15=45人」 as 「儿童20+家长15共45人」: what stands behind the sign is the total. */
const summedUp = (plain: string): string => {
  const { index = -1 } = (plain.includes('=') && SUM_OF_GROUPS.exec(plain)) || {}
  return index < 0 ? plain : `${plain.slice(0, index).replace(/\+/g, '、')}共${plain.slice(index + 1)}`
}
const SUM_OF_GROUPS = /(?<=\p{L}\d{1,5} ?[人名位个]?.*\d ?[人名位个]? ?)=(?= ?\d)/u

/** 1e3: a sheet's way to write 1000, and 3 of nobody. */
const SCIENTIFIC = /\d[eE][+-]?\d/
const PART = '\\d{1,5} ?人?'
const ADDED = new RegExp(
  `(?<=^|[，,、:：=(（ ]|其中|包括|分别[是为]?)${PART}(?: ?\\+ ?${PART})+(?=$|[)）=，,;；。 共])`,
)

/** Parts that are only added up, nobody named: 45人，其中5+20+18, 45人（5+20+20）, 5+20+18=43. */
function addedIn(plain: string, defaultUnit: string): Headcount | null {
  const [sum = ''] = (plain.includes('+') && ADDED.exec(plain)) || []
  if (!sum) return null
  const breakdown = sum.split('+').map((part) => ({ role: '', count: Number.parseInt(part, 10) }))
  const rest = plain.replace(sum, '，').replace('=', '，')
  if (/\d/.test(rest)) {
    const mentions = mentionsIn(rest, defaultUnit)
    const whole = mentions && headcountOf(mentions, rest)
    if (!whole || whole.breakdown.length > 0) return null
    const headcount = { ...whole, breakdown }
    return isContradictory(headcount, plain) ? { ...headcount, doubt: true } : headcount
  }
  const total = breakdown.reduce((all, { count }) => all + count, 0)
  const whole = readHeadcount(rest.replace('，', `，${total}${defaultUnit}，`), defaultUnit)
  return whole && whole.breakdown.length === 0 ? { ...whole, breakdown } : null
}

/** `text` is what the mentions stand in: its words say whether the parts are meant to be all. */
function headcountOf(all: Mention[], text: string): Headcount | null {
  const things = all.filter(({ thing }) => thing !== undefined)
  const mentions = things.length === 0 ? all : all.filter((one) => !things.includes(one))
  const parts = mentions.filter(({ role }) => role !== '')
  const totals = withoutAddend(mentions, text)
  const units = (list: Mention[]): Set<string> => new Set(list.map(({ quantity }) => quantity.unit))
  if (units(totals).size < totals.length) return null
  const total = finest(totals)
  let quantity = total?.quantity
  if (!quantity) {
    const [sum, other] = sumQuantities(parts.map((part) => part.quantity))
    const hedged = parts.find((part) => part.quantity.qualifier)?.quantity
    const [first] = parts
    if (!sum || !first || other) return null
    // 上午20人下午18人 may be the same people.
    if (parts.length > 1 && sum.unit === '人' && parts.every(({ role }) => isSession(role))) sum.unit = '人次'
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
  if (quantity.basis) quantity = withBasis(quantity, quantity.basis)
  const { unit } = quantity
  // 周六20人, 志愿者培训25人: of one session, or of all who came, the rest is not said.
  const isLabel = ({ role, quantity: { wording } }: Mention) =>
    mentions.length === 1 && (isSession(role) || (ACTIVITY.test(role) && /[人次名位户家]$/.test(wording)))
  const others = totals.filter((one) => one !== total && isUnit(one.quantity.unit))
  const breakdown = [
    ...others.map(({ quantity: { min, max, unit: role, wording }, said }) =>
      min === max
        ? { role, count: said }
        : { role, count: said, wording: showQuantity({ ...NONE, min, max, unit: role, wording }) },
    ),
    ...things.map(({ quantity: { unit: role }, said, thing = '' }) => ({ role, count: said, wording: thing })),
    ...parts
      .filter((part) => [unit, '人'].includes(part.quantity.unit) && !isLabel(part))
      .map((part) => partOf(part, unit)),
  ]
  const [only] = parts
  // 二十几个娃娃 stays in her words.
  if (only && mentions.length === 1 && quantity.min < quantity.max && PIECES_AT_END.test(quantity.wording))
    quantity = { ...quantity, wording: quantity.wording + only.role }
  const headcount = { quantity, breakdown }
  const besides = total && totals.length === mentions.length - parts.length ? withBesides(headcount, parts, text) : null
  if (besides) return besides
  return total && isContradictory(headcount, text) ? { ...headcount, doubt: true } : headcount
}

/** The totals; of 「30人，另有志愿者5人，共35人」 only the last is one. */
function withoutAddend(mentions: Mention[], text: string): Mention[] {
  const totals = mentions.filter(({ role }) => role === '')
  const [first, last, third] = totals
  if (!first || !last || third || !/共|合计|总/.test(text)) return totals
  const added = mentions.reduce((sum, one) => (one === last ? sum : sum + one.said), 0)
  return added === last.said && mentions.at(-1) === last ? [last] : totals
}

/** 另有, 外加: words between a total and people who may not be in it. */
const BESIDES =
  /另(?:外(?:还?有)?|有|加)?|外加|此外|再加上?|加上|还有|(?<=[人名位个]) ?(?:和|及|以及|与|加|\+)(?=\d|[\u4e00-\u9fff])/

/** The headcount with the parts that were said to come besides, where they are not in the total by what she wrote. */
function withBesides(headcount: Headcount, parts: Mention[], text: string): Headcount | null {
  const word = /其中|包括|(?<!不)含|分别/.test(text) ? null : BESIDES.exec(text)
  if (!word) return null
  const [before, behind] = [text.slice(0, word.index), text.slice(word.index + word[0].length)]
  const { unit, min, max } = headcount.quantity
  const { sum } = sumOfParts(headcount)
  // Parts that come to the total are those of it: 37人，居民28人加志愿者9人.
  if (parts.length > 1 && sum.min === min && sum.max === max) return null
  const named = mentionsIn(behind, unit)
  if (!named || named.some(({ role }) => role === '') || !/\d|[一二两三四五六七八九十]/.test(before)) return null
  if (!named.every(({ quantity }) => quantity.unit === unit) || named.length > parts.length) return null
  const breakdown = headcount.breakdown.map((part, i) =>
    i < headcount.breakdown.length - named.length ? part : { ...part, role: `${BESIDE}${part.role}` },
  )
  return { ...headcount, breakdown, besides: true }
}

function partOf({ role, said, quantity }: Mention, unit: string): Part {
  if (quantity.min === quantity.max && quantity.unit === '人' && unit === '人') return { role, count: said }
  return { role, count: said, wording: unit === '人' ? quantity.wording : showQuantity(quantity) }
}

const NEAR = 60
const STANDS_ALONE = new RegExp(
  `^(?:${PERSON})?(?:$|[\\s，、；;。,.)）(（|+吧]|其中|包括|含|和|及|以及|还有|另|再?加|外加|此外|不[算含包]|参加|参与|出席|到场|到会|(?<=${PERSON})[:： ]?[\\d一二三四五六七八九十]|[:：] ?(?:(?:${PERSON})[:： ]?)?\\d|${HALF}[\\d一二三四五六七八九十])`,
)
const BEFORE_COUNT = new RegExp(
  `(?:(?:(?<=^|[\\s，、；;。,()（）:：\\d人名位个]|[来到]了)(?:${PERSON}|${HALF})|(?<!\\d)\\d{1,4}户|${BASIS_PHRASE}|共计|总计|合计|一共|总共|共|来了|到了|有|人数|参加|参与|到场)[:： ]*)+$`,
)
/** 「3场共90人次」: in how many sessions. */
const SESSIONS = /(?<![第\d一二两三四五六七八九十])(?:\d{1,3}|[一二两三四五六七八九十]{1,3}) ?场[，, ]*$/
/** 个, 名 or 位 with nobody behind yet. */
const PIECES_AT_END = new RegExp(`[个個名位]( ?(?:${AFTER}))?$`)
/** 「35，其中志愿者5」: nobody is named, and what follows says that people are counted. */
const PARTS_FOLLOW = /^[，, ]*(?:其中|包括)/
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

/** All of a stretch of a row as a headcount. */
function headcountSaid(stretch: string): Headcount | null {
  const said = besidesIn(stretch)
  const mentions = mentionsIn(said, '人')
  const named = mentions && belongTogether(mentions, said) ? headcountOf(mentions, said) : null
  return named ?? addedIn(stretch, '人')
}

/** The widest headcount that begins at this amount (or at the words before it that belong to it), roles only of known people. */
function headcountAt(plain: string, amount: Amount): { headcount: Headcount; start: number; end: number } | null {
  let start =
    amount.start - (BEFORE_COUNT.exec(plain.slice(Math.max(0, amount.start - 24), amount.start))?.[0].length ?? 0)
  if (amount.unit?.endsWith('人次')) start -= SESSIONS.exec(plain.slice(Math.max(0, start - 8), start))?.[0].length ?? 0
  const line = plain.slice(0, amount.end + NEAR).indexOf('\n', amount.end)
  for (let end = line < 0 ? Math.min(plain.length, amount.end + NEAR) : line; end >= amount.end; end--) {
    const slice = plain.slice(start, end)
    if (/(?:[\s，、；;。,(（:：和及与含有是来]|(?<!签)到|其中|包括|另外)$/.test(slice)) continue
    if (/[)）]/.test(slice) && !/[(（]/.test(slice)) continue
    UNIT.lastIndex = end
    if (/[\d一二三四五六七八九十百千万]$/.test(slice) && (UNIT.test(plain) || /[\d十百千万]/.test(plain.charAt(end))))
      continue
    const headcount = plainCount(slice, '人') ?? headcountSaid(slice)
    if (!headcount) continue
    if (/[(（]/.test(plain.charAt(start - 1)) && /[)）]/.test(plain.charAt(end))) {
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
  const normal = normaliseText(text)
  const expected = EXPECTED.exec(normal)
  if (!expected) return headcountIn(nearly(summedUp(plainText(normal))))
  const cut = normal.slice(0, expected.index) + normal.slice(expected.index + expected[0].length)
  const found = headcountIn(nearly(plainText(cut)))
  if (!found || found.end <= expected.index) return found
  return { ...found, start: Math.min(found.start, expected.index), end: found.end + expected[0].length }
}

function headcountIn(plain: string): { headcount: Headcount; start: number; end: number } | null {
  if (SCIENTIFIC.test(plain)) return null
  const groups = findGroups(plain)
  const grouped = groups && mentionsIn(plain.slice(groups.start, groups.end), '人')
  const several = grouped && headcountOf(grouped, '')
  if (groups && several) return { headcount: several, ...groups }
  const counted = [...amountsIn(plain, UNIT)].filter(({ unit, start, end }) => {
    if (FOR_EACH.test(plain.slice(Math.max(0, start - 5), start))) return false
    if (unit && unit !== '个')
      return /[人名位户家号a-z]/i.test(unit) && !/^[制份类口才民工]/.test(plain.slice(end, end + 1))
    if (!unit && PARTS_FOLLOW.test(plain.slice(end, end + 4))) return true
    PERSON_WITH.lastIndex = end
    if (isOfActivity(plain, start, end)) return /^(?:$|[\s，,。；;])/.test(plain.slice(end))
    return (
      PERSON_WITH.test(plain) || PERSON_AT_END.test(plain.slice(Math.max(0, start - 6), start).replace(/[:： ]+$/, ''))
    )
  })
  const alone = counted.filter(({ end }) => STANDS_ALONE.test(plain.slice(end, end + 8)))
  for (const amount of [...alone, ...counted].slice(0, 20)) {
    const found = headcountAt(plain, amount)
    if (found) return hedgedInEnglish(plain, found) ?? found
  }
  const bare = /(?:^|[\s，、,|])((?:(?:about|around|over|nearly|almost) )?[^\s，、,|]{1,12})\s*$/i.exec(plain)
  const headcount = bare?.[1] && !/^(?:19|20)\d\d$/.test(bare[1]) ? readHeadcount(bare[1]) : null
  if (!bare?.[1] || !headcount || headcount.breakdown.length > 0) return null
  const start = plain.lastIndexOf(bare[1])
  return { headcount, start, end: start + bare[1].length }
}

const ENGLISH_HEDGE = /(?<![a-z])(?:about|around|roughly|over|more than|nearly|almost|at least|under) $/i

/** 「about 30 people」 in a row: with its hedge. */
function hedgedInEnglish(plain: string, { start, end }: { start: number; end: number }) {
  const hedge = ENGLISH_HEDGE.exec(plain.slice(Math.max(0, start - 12), start))?.[0] ?? ''
  const headcount = hedge ? readHeadcount(plain.slice(start - hedge.length, end)) : null
  return headcount && { headcount, start: start - hedge.length, end }
}

/** 「32人（志愿者5、儿童25）」, with a `note` 「32人（志愿者5；签到）」, 「4家机构」; `readHeadcount` reads it back. */
export function showHeadcount({ quantity, breakdown }: Headcount, note = '', estimated?: string): string {
  const [only] = breakdown
  const whole = showQuantity(quantity, estimated)
  const named =
    !only || breakdown.length > 1 || only.wording !== whole
      ? whole
      : quantity.unit.endsWith('次')
        ? only.role + whole
        : whole + only.role
  const parts = breakdown
    .filter(({ role }) => named === whole && (role === '' || !quantity.wording.endsWith(role)))
    .map(showPart)
  const inside = [parts.join(breakdown.every(({ role }) => role === '') ? '+' : '、'), note].filter(Boolean).join('；')
  return named + (inside && `（${inside}）`)
}
