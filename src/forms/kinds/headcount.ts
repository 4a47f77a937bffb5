import { besideIn } from '../../kernel/breakdown.js'
import { z } from 'zod'
import { BASIS_PHRASE, readBasis } from '../../kernel/basis-words.js'
import { asidesIn, withoutViews } from '../../kernel/group-counts.js'
import { COUNTED_IN, unexplained } from '../../kernel/headcount-explained.js'
import { withMissed } from '../../kernel/headcount-missed.js'
import { countedAs, withGroup, withOldParts } from '../../kernel/headcount-parts.js'
import { findHeadcount, readHeadcount, showHeadcount } from '../../kernel/headcount-words.js'
import { findLimit, leavesOut, onlyLeavesOut, type Limit } from '../../kernel/limit-words.js'
import { normaliseText, plainText } from '../../kernel/numeral.js'
import { HALF, PERSON } from '../../kernel/person-words.js'
import { isThing } from '../../kernel/measure-words.js'
import { countMended } from '../../kernel/count-mended.js'
import { eachTogether } from '../../kernel/times-each.js'
import { plainCount } from '../../kernel/plain-count.js'
import type { Headcount } from '../../kernel/quantity.js'
import { comesAgain, readQuantity, showQuantity, showTotals, withBasis } from '../../kernel/quantity-words.js'
import type { Problem } from '../../kernel/outcome.js'
import { countedToo } from '../besides.js'
import { basisNote, howCounted, unlike } from '../counted.js'
import { withoutName, withoutSlip } from '../corrects.js'
import { different, differentToo } from '../different-people.js'
import type { FieldKind } from '../field-kind.js'
import type { Field } from '../form.js'
import { partsOrTotal, RIGHT } from '../parts-or-total.js'
import { money } from './money.js'
import { isNothing, lonely, misread, prompt, quote, textOf } from '../prompt.js'

interface HeadcountOptions {
  /** Unit of a bare number. */
  unit: string
  /** More than this is a slip of the finger. */
  most: number
  /** Asks how they were counted when she does not say it. */
  counted?: boolean
}

/** 「13户不对」: not that, and not what it is. */
const DENIED = /^\D{0,4}\d+[人名位个户家次]*(?:不对|错了?|写错了?)的?[。.！!]*$/u

/** 「大概来了25人」 as 「来了大概25人」, as long as before: the grammar reads a hedge beside its number. */
const hedged = (text: string): string =>
  HEDGES.test(text)
    ? text
        .replace(HEDGED_BEHIND, '大概$1')
        .replace(/(大概|大约|估计|差不多)((?:来|到|有|参加)了?)(?!大概|大约)/g, '$2$1')
    : text

const HEDGES = /[大估差]/

/** 「三十二个人吧大概」, as one speaks. */
const HEDGED_BEHIND =
  /^([\d一二两三四五六七八九十百千]+个?[人名位户家]?)[吧，, ]*(?:大概|大约|差不多|估计)(?:吧|的|是|这样)*[。.]?$/u

const MOST_PEOPLE = 100_000
const MANY = 10
/** 「老人四十来个 我们去了十二个志愿者」: ours are a group of them. */
const OF_US =
  /[\s，,。；;]+(?:我们|咱们|我方)(?:这边)?(?:去|来|出|派|到)了(?<count>[\d０-９一二两三四五六七八九十百]+)[个名位]?(?<who>志愿者|义工|社工|工作人员)(?=[\s，,。；;]|$)/u
const MOST_ATTENDANCES = 10_000_000

/** Something of a number is in every count. */
const NUMERAL = /[\d０-９零〇一二两兩俩仨三四五六七八九十廿卅百千万萬亿億半几幾数數壹贰叁肆伍陆柒捌玖拾佰仟]/

/** What counted people, a hedge, a limit or the name of a group may end in, before their number. */
const MAY_LEAD = new RegExp(
  `(?:${PERSON}|${HALF}|${BASIS_PHRASE}|[计共了有数加与场户约概过破多莫测近到足超逾少说码于下死小上快是在为达差班组队批级日天名划定请来的:：])$|[限额名定容控封接坐装座席应报预计打目A-Za-z]`,
  'u',
)

/** 「-5人」, but not the second of 「3 -5人」. */
const NEGATIVE = /(?:^|(?<!\d)[\s,，;；])[-－负]\d+\s*[人名位户家]/
/** 「1e3人」, as a sheet writes a thousand. */
const SCIENTIFIC = /(?<![\dA-Za-z])\d+(?:\.\d+)?[eE][+-]?\d+\s*[人名位户家]/

/** More people than attendances (「30人、20人次」): only she knows which is meant. Fewer are the different people among them. */
const TWO_COUNTS = [
  /(?<![\d\p{L}])[约共]?(?<people>\d+)[多余]?人(?!次)[、，,；;\s和]*[约共]?(?<times>\d+)[多余]?人次/u,
  /(?<![\d\p{L}])[约共]?(?<times>\d+)[多余]?人次[、，,；;\s和(（]*[约共]?(?<people>\d+)[多余]?人(?!次)/u,
]

/** 几十人, 数百人: too wide to be kept as a range. */
const VAGUE = /[几数][十百千万]|若干|好几|很多|许多|不少/

/** How many came, with unit and parts: 25人, 二百多人次, 32人（志愿者5、居民27）. */
export const headcount: FieldKind<HeadcountOptions, Headcount> = {
  name: 'headcount',
  options: z.strictObject({
    unit: z.string().min(1).default('人'),
    most: z.int().min(1).default(MOST_PEOPLE),
    counted: z.boolean().optional(),
  }),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, {
      old: old === null ? null : headcount.show(field, old, words),
      example: words.say(ofPeople(field) ? 'headcount.example' : 'headcount.example_other', {
        unit: field.options.unit,
      }),
    }),
  askOtherwise: (field, _partial, { words }) => words.say('headcount.otherwise', { unit: field.options.unit }),
  read(field, said, _partial, old) {
    const { unit } = field.options
    const typed = textOf(said)
    if (typed === null) return misread('text.wanted')
    // 「不是12人，是35人」 says of which count it is.
    const plain = typed.trim().startsWith('不是') ? typed : withoutName(field.label, withoutSlip(typed))
    const text = unexplained(countMended(eachTogether(withoutViews(plain.replace(OF_US, '，$<who>$<count>人')))))
    const answered = (value: Headcount) => {
      const now = old ? inUnitOf(old, value) : value
      return { type: 'answered' as const, value: field.feeds === 'people' ? different(now) : now }
    }
    if (!text.trim() || DENIED.test(text.trim())) return misread('headcount.unclear', { said: quote(typed) })
    // Of many who came one is left: rather the number of a menu that stood here until now.
    if (old && old.quantity.min >= MANY && /^[1１]$/u.test(text.trim())) return misread('headcount.of_menu')
    const missed = old && withMissed(old, text)
    if (missed === 'unsure') return misread('headcount.unclear', { said: quote(text) })
    if (missed) return answered(missed)
    const plainly = plainCount(text, unit)
    if (plainly) return answered(plainly)
    if (isSpent(text)) return misread('headcount.spent', { said: quote(text) })
    // 「志愿者其实是15个」 names no group of 志愿者其实.
    const raw = hedged(withoutSessions(text.replace('其实', '').replace(CHANGED, '').replace(RIGHT, '')))
    if (NEGATIVE.test(raw) || /^[-－负]\d+$/.test(raw.trim()))
      return misread('headcount.negative', { said: quote(text) })
    if (isNothing(raw)) return { type: 'nothing' }
    const two = twoCounts(raw)
    if (two) return { type: 'misread', problem: two }
    if (leavesOut(raw)) return { type: 'misread', problem: without(raw) }
    const limit = limitIn(field, raw)
    const came = limit?.rest ?? raw
    const things = isThing(unit) && raw.length <= 20 ? readQuantity(came, unit) : null
    const value =
      raw.length > 200
        ? null
        : things
          ? { quantity: things, breakdown: [] }
          : (readHeadcount(came, unit) ?? lonely(came, findHeadcount)?.headcount ?? null)
    if (limit && !value) return misread('headcount.limit', { said: quote(limit.said) })
    if (value) return answered(value)
    const basis = old && readBasis(raw)
    if (basis) return { type: 'answered', value: countedAs(old, basis) }
    if (VAGUE.test(raw)) return misread('headcount.vague', { said: quote(text) })
    return misread('headcount.unclear', { said: quote(text) })
  },
  objection: (field, text) => {
    const minus = NEGATIVE.exec(text)
    if (minus) return { code: 'headcount.negative', values: { said: quote(minus[0].trim()) } }
    const odd = SCIENTIFIC.exec(text)
    if (odd) return { code: 'headcount.unclear', values: { said: odd[0] } }
    if (areSums(text)) return { code: 'headcount.sums', values: { said: quote(text) } }
    const limit = limitIn(field, text)
    if (limit && !/[\p{L}\d]/u.test(limit.rest)) return { code: 'headcount.limit', values: { said: quote(limit.said) } }
    return onlyLeavesOut(text) ? without(text) : twoCounts(text)
  },
  spot(field, text) {
    const plainly = text.endsWith('人') ? plainCount(text, '人') : null
    if (plainly) return { value: plainly, start: 0, end: text.length }
    const thing = isThing(field.options.unit) ? thingAtEnd(text, field.options.unit) : null
    if (thing) return thing
    if (!NUMERAL.test(text) || leavesOut(text) || isSpent(text)) return null
    const limit = limitIn(field, text)
    const found = findHeadcount(hedged(withoutViews(limit?.rest ?? text)))
    const lead = COUNTED_IN.exec(text)?.[0].length ?? 0
    const start = found && found.start <= lead ? 0 : (found?.start ?? 0)
    // 「报名30人，来了25人」 is said of one thing.
    const both = found && limit && /^[，,、；;\s]*(?:实际)?(?:来|到)?了?$/u.test(text.slice(limit.end, found.start))
    const end = HEDGES.test(text) && HEDGED_BEHIND.test(text) ? text.length : (found?.end ?? 0)
    return found && { value: found.headcount, start: both ? limit.start : start, end }
  },
  leads: (piece) => NUMERAL.test(piece) || MAY_LEAD.test(piece),
  asides: asidesIn,
  queries: [differentToo, partsOrTotal, countedToo, howCounted],
  unlike,
  check({ feeds, options: { most } }, { quantity, times }) {
    // Attendances of a year online may be many more than people; a form that says how many may be means both.
    const limit = most === MOST_PEOPLE && quantity.unit.endsWith('次') ? MOST_ATTENDANCES : most
    if (quantity.max > limit) return [{ code: 'headcount.too_big', values: { most: limit } }]
    // Of different people no attendances are counted.
    if (feeds === 'people' && quantity.unit.endsWith('次') && !times)
      return [{ code: 'headcount.attendances', values: { all: showQuantity(quantity) } }]
    return []
  },
  show: (_field, value, words) =>
    showHeadcount(value, basisNote(value.quantity, words), words.say('counted.estimated')),
  cell: (_field, value) => showHeadcount(value),
  // One count stays in her own words; only a sum becomes a range.
  tally(_field, values, words) {
    const counts = values.flatMap(({ quantity, breakdown }) => [quantity, ...besideIn(breakdown)])
    const [first, second] = counts
    if (!first || !second) return first ? showQuantity(first) : null
    const sums = showTotals(counts)
    const again = counts.map(({ unit }) => unit).filter(comesAgain)
    return new Set(again).size < again.length ? words.say('headcount.by_session', { sums }) : sums
  },
  comparison: {
    as: 'amount',
    measure: 'people',
    of: ({ quantity: { min, max, unit } }) => ({ least: min, most: max, unit }),
  },
  /**
   * A mistyped number was counted as the right one was; one that says itself how it was found out keeps to that. It counts the same, too: of
   * 6–7家 a bare 8 makes 8家.
   */
  heir(before, now, beside) {
    const { basis } = before.quantity
    const value = withOldParts(before, withGroup(before, inUnitOf(before, now), beside))
    const counted = basis && basis !== 'estimate' && value.quantity.basis === null && value.quantity.max > 0
    return counted ? { ...value, quantity: withBasis(value.quantity, basis) } : value
  },
  encode: ({ quantity, breakdown, ...open }) => ({
    quantity: { ...quantity },
    breakdown: breakdown.map((part) => ({ ...part })),
    ...open,
  }),
  decode: decodeHeadcount,
}

/** 「会计手册 1本」 where things are counted: how many, at the end. */
function thingAtEnd(text: string, unit: string) {
  const said = AMOUNT_AT_END.exec(text)?.groups?.['amount'] ?? ''
  const quantity = said === '' ? null : readQuantity(said, unit)
  return quantity && { value: { quantity, breakdown: [] }, start: text.length - said.length, end: text.length }
}
const AMOUNT_AT_END =
  /(?<![\d第])(?<amount>(?:约|近|共)?(?:\d{1,6}|[一二两三四五六七八九十百]{1,5})[多余来]?\s*(?:人次|[份本册套张件次场期个篇家户名位人节条只]))$/u

const SESSIONS = '(?:[\\d一二两三四五六七八九十几]{1,3}|这|那)[次场期](?:活动)?'
const TOGETHER = '(?:一共|总共|合计|总计|加起来|加在一起|共)'
const OF_SESSIONS = [
  new RegExp(`^${SESSIONS}(?:(?=一共|总共|合计|总计)|加起来|加在一起)(?=.*\\d|.*[一二三四五六七八九十百])`, 'u'),
  new RegExp(`[，,、\\s]+${SESSIONS}${TOGETHER}[的了]?$`, 'u'),
]
/** 「改成35」 is of no group of that name. */
const CHANGED = /^(?:请|把|将)?(?:人数)?(?:应该)?(?:改成|改为|改到|换成|写成)\s*(?=\S)/u
/** 「三次一共54人次」, 「54人次，三次加起来」 as 「一共54人次」, 「54人次」: in how many sessions is said of the sum. */
const withoutSessions = (text: string): string =>
  OF_SESSIONS.reduce((rest, words) => rest.replace(words, ''), text.trim())

/** 「租车650」, 「租车是650」: what something cost, though nobody says 元. */
const SPENT =
  /^(?<item>\p{L}{1,8}?)(?:花了?|用了?|付了?|一共|总共|共|大概|大约|是|[:：\s])*\d+(?:\.\d+)?\s*(?:左右|多|来)?[。.]?$/u
const isSpent = (text: string): boolean =>
  money.names?.(SPENT.exec(normaliseText(text).trim())?.groups?.['item'] ?? '') === true

const SUM = /(?:\d|[一二三四五六七八九两][百千十][一二三四五六七八九百十]*)\s*(?:元|块钱?)?(?:出头|左右|多|上下)?$/u
const OF_PEOPLE = new RegExp(`[\\d一二两三四五六七八九十百几][多余来几]*个?(?:[人名位户家]|${PERSON})`, 'u')

/** 「剪子2把 56块，围布五条一百二，请师傅吃饭200出头」: what several things cost, and nobody who came. */
function areSums(text: string): boolean {
  if (!/\d\s*[元块]/u.test(text) || OF_PEOPLE.test(text)) return false
  return text.split(/[，,、；;]/u).filter((clause) => /\p{L}{2}/u.test(clause) && SUM.test(clause.trim())).length > 1
}

/** Only what people are counted in has parts who are people. */
const ofPeople = ({ options: { unit } }: Field<HeadcountOptions>): boolean => unit.startsWith('人')

/** In the unit of what was there before, where only a number is said now. */
function inUnitOf({ quantity: { unit } }: Headcount, now: Headcount): Headcount {
  const { wording } = now.quantity
  if (now.quantity.unit === unit || now.breakdown.length > 0 || /[a-z]/i.test(wording)) return now
  return readQuantity(wording, unit)?.unit === unit ? { ...now, quantity: { ...now.quantity, unit } } : now
}

function twoCounts(text: string): Problem | null {
  if (!text.includes('人次')) return null
  const found = TWO_COUNTS.map((pattern) => pattern.exec(text)).find(
    (one) => Number(one?.groups?.['people']) > Number(one?.groups?.['times']),
  )
  return found ? { code: 'headcount.which', values: { said: quote(found[0]) } } : null
}

const without = (text: string): Problem => ({ code: 'headcount.without', values: { said: quote(text) } })

/** How many may come or were to come, where that is not what is asked. */
function limitIn({ label, ask = '' }: Field<HeadcountOptions>, text: string): Limit | null {
  const limit = findLimit(plainText(normaliseText(text)))
  return limit && !/报名|名额|上限|计划|预[计期约]|目标|应到|容纳|容量/.test(label + ask) ? limit : null
}

const BASES: unknown[] = ['sign_in', 'count', 'estimate', 'recalled', null]
const isCount = (value: unknown): boolean => typeof value === 'number' && value >= 0

/** By hand: the counts of every row that is said back are read with it. */
export function decodeHeadcount(json: unknown): Headcount {
  const { quantity, breakdown } = (json ?? {}) as { quantity?: Record<string, unknown>; breakdown?: unknown }
  const { min, max, unit, qualifier, basis, wording } = quantity ?? {}
  const counted = isCount(min) && isCount(max) && typeof unit === 'string' && typeof wording === 'string'
  const hedged = (qualifier === null || typeof qualifier === 'string') && BASES.includes(basis)
  const parts = Array.isArray(breakdown) ? (breakdown as Record<string, unknown>[]) : null
  if (!counted || !hedged || !parts?.every(({ role, count }) => typeof role === 'string' && isCount(count)))
    throw new Error('a stored headcount is none')
  return json as Headcount
}
