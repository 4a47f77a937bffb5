import type { Asking } from '../../forms/field-kind.js'
import type { Field } from '../../forms/form.js'
import { kindOf } from '../../forms/kinds.js'
import { bare } from '../../forms/prompt.js'
import { editsOf } from '../../forms/table-words.js'
import { numbersToDelete } from '../../forms/captions.js'
import { readDays } from '../../kernel/day-words.js'
import { partsLeft, withPartsOf } from '../../kernel/headcount-parts.js'
import { readHeadcount } from '../../kernel/headcount-words.js'
import { readMoney } from '../../kernel/money-words.js'
import { readNumber } from '../../kernel/numeral.js'
import { plain } from '../../people/names.js'
import { countedSo, withPart } from './counted.js'
import { apart, IS, namesOf, SLIP } from './fact-names.js'
import type { Pending } from './pending.js'
import { dayInstead, rowNamed } from './row-named.js'
import { calledSo, saidOfRows } from './said-of-rows.js'
import { isShortFor } from './short-names.js'
import { shownFact, type Target } from './target.js'

/** Her correction of what was understood: what it is now, or what to ask her. */
export type Correction =
  /** `partsLeft`: of whom a headcount was, which is not said of the new one; `sumLeft`: a sum that is none of a row's. */
  | { type: 'changed'; pending: Pending; partsLeft?: string; sumLeft?: string }
  | { type: 'gone'; pending: Pending }
  /** A new value is wanted, of the activity of this number. */
  | { type: 'want'; feed: string; label: string; number: number }
  /** Several activities, and not said which. */
  | { type: 'which' }
  /** There is no such number. */
  | { type: 'no_such'; number: number }
  /** The value is none of its question. */
  | { type: 'refused'; label: string; said: string }

const NUMBERED =
  /^(?:改成?|改为|修改|更改)?\s*第?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:条|个|场|次|[.．、:：，,]|\s)\s*[，,:：、\s]*(.*)$/su
const WRONG =
  /^(?:不对|[写填记打说弄搞]?错了|有误|不是(?=[\d一二两三四五六七八九十]|[^，,]+[，,]))[啊呀的了]?[，,。\s]*/u
const LEFT_OUT = /^(?:不是|不是活动|不要|不要了|不记|不算|删|删掉|删了|去掉|不对，不是活动)[了吧的]?$/u
/** What takes out says which, or nothing more: 「删繁就简读书会」 is a name. */
const TAKES_OUT = '(?:删[掉除去]?|去掉)了?\\s*(?=$|第|[\\d一二三四五六七八九十\\s，,；;。吧])'
const CLAUSE = new RegExp(
  `[\\s，,；;。]+(?=(?:把|请)?(?:第\\s*[\\d一二三四五六七八九十]{1,3}\\s*[条个场次]|${TAKES_OUT}))|[\\n；;。]+`,
  'u',
)
const OUT = new RegExp(`^${TAKES_OUT}`, 'u')
const GONE_TOO = /^(?:请|就|把它|给我)?(?:删掉?|删了|删除|去掉|不要)[了吧]?$/u

/** 「第6条不是活动 删掉 第1条是54人 第2条地点是盲校」: one after another by the numbers she sees, so that what goes, goes last. */
function severalIn(pending: Pending, target: Target, text: string, asking: Asking): Correction | null {
  const clauses = text.split(CLAUSE).flatMap((clause) => clause.trim() || [])
  const [, second] = clauses
  if (second === undefined || !clauses.every((clause) => NUMBERED.test(clause) || OUT.test(clause))) return null
  let now = pending
  const out: number[] = []
  for (const clause of clauses) {
    if (GONE_TOO.test(clause)) continue
    const one = correctionIn(now, target, clause, asking)
    if (one?.type === 'changed') now = one.pending
    else if (one?.type === 'gone')
      out.push(...now.activities.flatMap((activity, i) => (one.pending.activities.includes(activity) ? [] : [i + 1])))
    else return one
  }
  return out.length > 0 ? without(now, out, now.activities.length) : { type: 'changed', pending: now }
}

/** 「1、4 地点 鸡鸣山社区」「第2到4条的人数都是30人」: the same of several. */
function alikeIn(pending: Pending, target: Target, text: string, asking: Asking): Correction | null {
  const columns = target.roles.map((field) => ({ field, kind: kindOf(field) }))
  const { numbers = [], rest = '', named } = editsOf(columns, text) ?? {}
  if (!named) return null
  let now: Correction | null = null
  for (const number of numbers) {
    if (number > pending.activities.length) return { type: 'no_such', number }
    now = valueIn(now?.type === 'changed' ? now.pending : pending, target, number, rest, asking)
    if (now?.type !== 'changed') return now
  }
  return now
}

/** 「第2条不对，是35人」「2 人数 35」「删2」「人数 35」「改人数」; null when the text is none of these. */
export function correctionIn(pending: Pending, target: Target, text: string, asking: Asking): Correction | null {
  const count = target.one ? 1 : pending.activities.length
  if (pending.want) {
    const wanted = withFact(pending, target, pending.want.feed, pending.want.number, text.trim(), asking)
    const { want: _, ...rest } = pending
    const other = wanted?.type === 'refused' ? correctionIn(rest, target, text, asking) : null
    return other?.type === 'changed' ? other : wanted
  }
  const counted = countedSo(
    pending,
    [...pending.activities.keys()].map((i) => i + 1),
    bare(text),
  )
  if (counted) return counted
  const ofRow = (now: Pending, number: number, of: string) => valueIn(now, target, number, of, asking)
  const several =
    count > 1
      ? (saidOfRows(pending, target, text, ofRow) ??
        alikeIn(pending, target, text, asking) ??
        severalIn(pending, target, text, asking))
      : null
  if (several) return several
  const gone = numbersToDelete(text)
  if (gone) return without(pending, gone, count)
  const said = text.trim()
  const [, digits = '', behind = ''] = NUMBERED.exec(said) ?? []
  const number = digits ? readNumber(digits) : null
  // 「3 不是活动」 of one is the third answer; 「2 改人数」 the second.
  if (number !== null && behind && count > 1) {
    if (number < 1 || number > count) return { type: 'no_such', number }
    if (LEFT_OUT.test(bare(behind))) return without(pending, [number], count)
    return valueIn(pending, target, number, behind, asking)
  }
  const rest = number !== null && behind && (number === 2 || number === 1) ? behind : said
  if (count === 1) return valueIn(pending, target, 1, rest, asking)
  const named = rowNamed(pending, said.replace(WRONG, '').replace(/^(?:把|将)/u, ''), asking)
  return named
    ? valueIn(pending, target, named.number, named.rest, asking)
    : valueIn(pending, target, null, rest, asking)
}

/** 「改成五月13日」, 「第2条不对，是35人」, 「删2」; 「改 3」 is of a question, and a row of hers is one more. */
const MENDS =
  /^(?!(?:改|修改|更改)\s*第?\s*\d+\s*题?(?:\s|$))(?:(?:要|请|把|将|那|就|得|不对|不是|[写填记说]?错了|日期|时间)*[，,\s]*(?:改(?!善|变|革|造)|换成|应该(?:是|改)|(?<=不对|错了|日期|时间)[，,\s]*是|删|去掉)|第\s*[\d一二三四五六七八九十]{1,2}\s*[条场个]\S*?(?:不对|错|改|应该|是|删|不要)|[^\s，,。\d]{2,16}(?:那[场次个条])?的?(?:人数|日期|地点)?(?:改成|改为|应该是))/u

/** Her change of what is offered for the question that is asked; null where she says anything else. */
export const offeredMended = (pending: Pending, target: Target, text: string, asking: Asking): Correction | null =>
  pending.want || (text.length <= 2 * MOST && MENDS.test(text.trim()))
    ? correctionIn(pending, target, text, asking)
    : null

function without(pending: Pending, numbers: number[], count: number): Correction {
  const wrong = numbers.find((number) => number < 1 || number > count)
  if (wrong !== undefined) return { type: 'no_such', number: wrong }
  const activities = pending.activities.filter((_, i) => !numbers.includes(i + 1))
  return { type: 'gone', pending: { ...pending, activities } }
}

/** 「人数是35」, 「是35人」, 「改人数」, of this activity; `number` null: it is not said of which. */
function valueIn(
  pending: Pending,
  target: Target,
  number: number | null,
  text: string,
  asking: Asking,
): Correction | null {
  const said = text
    .replace(/^(?:[哦噢啊呃嗯诶哎]|不好意思|等等|等下)+[，,\s]*/u, '')
    .replace(/^(?:要|请|把|将)?\s*(?:改|修改)(?![成为])\s*/u, '')
    .replace(WRONG, '')
    .replace(/^(?:其实|应该|就)*是(?=在\p{L}{2})/u, '')
  const fields = [...target.roles, ...(target.amount ? [target.amount] : [])]
  const pieces = apart(fields, said)
  if (pieces.length > 1) {
    let all: Correction | null = null
    for (const piece of pieces) {
      all = valueIn(all?.type === 'changed' ? all.pending : pending, target, number, piece, asking)
      if (all?.type !== 'changed') return all
    }
    return all
  }
  for (const field of fields) {
    const names = namesOf(field)
    const found = new RegExp(`^的?(?:${names})${SLIP}?[，,\\s]*${IS}(.*)$`, 'isu').exec(said)
    if (!found) continue
    const value = (found[1] ?? '').trim().replace(/[。，,]+$/u, '')
    if (number === null) return { type: 'which' }
    if (!value || /^(?:[写填记打说弄搞]?错了|不对|有误|改)/u.test(value))
      return { type: 'want', feed: field.feeds ?? '', label: field.label, number }
    return withFact(pending, target, field.feeds ?? '', number, value, asking)
  }
  const other = swapped(pending, target, number, text, asking)
  if (other) return other
  const denied = NOT_SO.exec(text.trim())?.groups?.['was']
  const value = denied ?? said.replace(new RegExp(`^${IS}`, 'u'), '').replace(/[。，,]+$/u, '')
  // Without a name only what can be nothing else: days, people, money.
  const fits = fields.filter(
    (field) =>
      value.length <= MOST && isOf(field.feeds ?? '', value, asking) && shownFact(field, value, asking) !== null,
  )
  const [field] = fits
  if (number !== null && !field) {
    const called = calledSo(said.trim())
    const counted = called ? null : countedSo(pending, [number], bare(said).replace(/^是/u, ''))
    return called ? withFact(pending, target, called.feed, number, called.value, asking) : counted
  }
  if (!field || fits.length > 1) return null
  if (number === null) return { type: 'which' }
  // What it is not is no value: what it is instead she is asked.
  const held = pending.activities[number - 1]?.facts[field.feeds ?? '']
  if (
    denied !== undefined &&
    (held === undefined || shownFact(field, held, asking) !== shownFact(field, denied, asking))
  )
    return null
  if (denied !== undefined) return { type: 'want', feed: field.feeds ?? '', label: field.label, number }
  return withFact(pending, target, field.feeds ?? '', number, value, asking)
}

/** 「不是32人」, and nothing behind it. */
const NOT_SO = /^不是\s*(?<was>[^，,是\s]{1,12})$/u

/** 「不是32，是35」, 「是35不是32」: what it was tells which value, and of which activity where that is not said. */
const NOT_BUT = /^不是\s*(?<was>[^，,是\s]{1,12})[，,\s]*(?:而|应该)?是\s*(?<now>[^，,\s]{1,12})$/u
const BUT_NOT = /^(?:应该)?是\s*(?<now>[^，,是\s]{1,12}?)[，,\s]*(?:而|并)?不是\s*(?<was>[^，,\s]{1,12})$/u
/** 「志愿者不是5个是6个」, 「志愿者6个」. */
const OF_ROLE =
  /^(?<role>[\u4e00-\u9fff]{1,6}?)(?:不是[^，,是]{1,8}[，,\s]*(?:而|应该)?是|应该|其实|只?有|还有|来了|改成|是|[:：\s])*\s*(?<count>\d{1,5}|[一二两三四五六七八九十百]{1,5})\s*[人个名位]?$/u

const ROLE_BEHIND =
  /^(?:其中|里面)*有(?<count>\d{1,5}|[一二两三四五六七八九十百]{1,5})[个名位]?(?<role>[\u4e00-\u9fff]{2,5})$/u

/** What is corrected by its old value, or is one of the groups that were counted. */
function swapped(
  pending: Pending,
  target: Target,
  number: number | null,
  text: string,
  asking: Asking,
): Correction | null {
  const rows = number === null ? pending.activities.map((_, i) => i + 1) : [number]
  const headcountOf = (row: number) => pending.activities[row - 1]?.facts['activity.headcount'] ?? ''
  const said = text.trim().replace(/[。，,了啊]+$/u, '')
  const { was = '', now = '' } = (NOT_BUT.exec(said) ?? BUT_NOT.exec(said))?.groups ?? {}
  const { role = '', count = '' } = (OF_ROLE.exec(said) ?? ROLE_BEHIND.exec(said))?.groups ?? {}
  const old = was === '' ? null : readHeadcount(was)
  const found = rows.flatMap((row) => {
    const counted = readHeadcount(headcountOf(row))
    // 「不是20是22」 of 20 people on the 20th is of the people.
    const isCount = !/[号日]/u.test(said) && counted?.quantity.min === old?.quantity.min
    const words = was.length < 2 ? undefined : NAMED.find((feed) => pending.activities[row - 1]?.facts[feed] === was)
    if (words) return [{ row, feed: words, value: now }]
    const day = was === '' || isCount ? null : dayInstead(pending.activities[row - 1], was, now)
    if (day) return [{ row, feed: 'activity.date', value: day }]
    const spent = readMoney(pending.activities[row - 1]?.facts['expense.amount'] ?? '')
    if (old && counted && counted.quantity.min === old.quantity.min && readHeadcount(now))
      return [{ row, feed: 'activity.headcount', value: now }]
    if (old && target.amount && spent?.minFen === old.quantity.min * 100 && readMoney(now))
      return [{ row, feed: 'expense.amount', value: now }]
    const value = role === '' || !counted ? null : withPart(headcountOf(row), role, readNumber(count), number !== null)
    return value === null ? [] : [{ row, feed: 'activity.headcount', value }]
  })
  const [only, another] = found
  if (!only) return null
  return another ? { type: 'which' } : withFact(pending, target, only.feed, only.row, only.value, asking)
}

/** Longer is another story. */
const MOST = 24

const isOf = (feed: string, value: string, { today }: Asking): boolean =>
  feed === 'activity.headcount'
    ? /[人名位户家个]/u.test(value) && readHeadcount(value) !== null
    : feed === 'expense.amount'
      ? /[元块¥]/u.test(value) && readMoney(value) !== null
      : feed === 'activity.date' && /\D/u.test(value) && readDays(value, today) !== null

const NAMED = ['activity.title', 'activity.place']

function withFact(
  pending: Pending,
  target: Target,
  feed: string,
  number: number,
  said: string,
  asking: Asking,
): Correction | null {
  const fields: Field[] = [...target.roles, ...(target.amount ? [target.amount] : [])]
  const field = fields.find(({ feeds }) => feeds === feed)
  const before = pending.activities[number - 1]
  if (!field || !before) return null
  const value = feed === 'activity.headcount' ? withPartsOf(before.facts[feed] ?? '', said) : said
  // 「3」 is the number of a choice, and no name.
  const isChoice = NAMED.includes(feed) && /^\d+$/u.test(value)
  if (isChoice || shownFact(field, value, asking) === null) return { type: 'refused', label: field.label, said: value }
  const facts = { ...before.facts, [feed]: value }
  const { [feed]: ___, ...doubtful } = before.doubtful
  if (facts['expense.amount'] && facts['activity.title']) facts['expense.item'] = facts['activity.title']
  const { want: _, again: __, learns = [], ...rest } = pending
  const was = before.facts[feed] ?? before.doubtful[feed]
  const learnt =
    feed === 'activity.place' && was !== undefined && isShortFor(was, value)
      ? [...learns, { kind: 'place' as const, said: plain(was), means: value }]
      : learns
  const left = feed === 'activity.headcount' && value === said ? partsLeft(before.facts[feed] ?? '', said) : ''
  return {
    type: 'changed',
    ...(left && { partsLeft: left }),
    pending: {
      ...rest,
      ...(learnt.length > 0 && { learns: learnt }),
      activities: pending.activities.with(number - 1, { ...before, facts, doubtful }),
    },
  }
}
