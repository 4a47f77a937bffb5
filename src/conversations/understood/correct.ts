import type { Asking } from '../../forms/field-kind.js'
import type { Field } from '../../forms/form.js'
import { bare } from '../../forms/prompt.js'
import { numbersToDelete } from '../../forms/captions.js'
import { readDays } from '../../kernel/day-words.js'
import { readHeadcount, withPartsOf } from '../../kernel/headcount-words.js'
import { readMoney } from '../../kernel/money-words.js'
import { readNumber } from '../../kernel/numeral.js'
import { plain } from '../../people/names.js'
import type { Pending } from './pending.js'
import { isShortFor } from './short-names.js'
import { shownFact, type Target } from './target.js'

/** Her correction of what was understood: what it is now, or what to ask her. */
export type Correction =
  | { type: 'changed'; pending: Pending }
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
  /^(?:改成?|修改|更改)?\s*第?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:条|个|场|次|[.．、:：，,]|\s)\s*[，,:：、\s]*(.*)$/su
const WRONG = /^(?:不对|错了|有误|不是(?=[\d一二两三四五六七八九十]|[^，,]+[，,]))[啊呀的了]?[，,。\s]*/u
const LEFT_OUT = /^(?:不是|不是活动|不要|不要了|不记|不算|删|删掉|删了|去掉|不对，不是活动)[了吧的]?$/u
/** How people call what they correct, besides the label of its question. */
const NAMES: Record<string, string> = {
  'activity.date': '日期|时间|日子|date|day',
  'activity.title': '内容|活动名称|活动名|名称|名字|标题|活动|title|what',
  'activity.place': '地点|地址|地方|place|where',
  'activity.headcount': '总人数|人数|参加人数|headcount|people',
  'expense.amount': '花费|支出|费用|金额|花了|amount|cost',
}
const IS = '(?:应该|应当|其实|实际)?(?:改成|改为|换成|写成|不是[^，,]{1,12}[，,]\\s*(?:而|应该)?是|是|为|叫|[:：])?\\s*'

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** 「第2条不对，是35人」「2 人数 35」「删2」「人数 35」「改人数」; null when the text is none of these. */
export function correctionIn(pending: Pending, target: Target, text: string, asking: Asking): Correction | null {
  const count = target.one ? 1 : pending.activities.length
  if (pending.want) return withFact(pending, target, pending.want.feed, pending.want.number, text.trim(), asking)
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
  return valueIn(pending, target, count > 1 ? null : 1, rest, asking)
}

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
  const said = text.replace(/^(?:要|请|把|将)?\s*(?:改|修改)(?![成为])\s*/u, '').replace(WRONG, '')
  const fields = [...target.roles, ...(target.amount ? [target.amount] : [])]
  for (const field of fields) {
    const names = [escape(field.label), NAMES[field.feeds ?? '']].filter(Boolean).join('|')
    const found = new RegExp(`^的?(?:${names})(?:不对|错了|有误)?[，,\\s]*${IS}(.*)$`, 'isu').exec(said)
    if (!found) continue
    const value = (found[1] ?? '').trim().replace(/[。，,]+$/u, '')
    if (number === null) return { type: 'which' }
    if (!value || /^(?:不对|错了|有误|改)/u.test(value))
      return { type: 'want', feed: field.feeds ?? '', label: field.label, number }
    return withFact(pending, target, field.feeds ?? '', number, value, asking)
  }
  const plain = said.replace(new RegExp(`^${IS}`, 'u'), '').replace(/[。，,]+$/u, '')
  const value = plain
  // Without a name only what can be nothing else: days, people, money.
  const fits = fields.filter(
    (field) =>
      value.length <= MOST && isOf(field.feeds ?? '', value, asking) && shownFact(field, value, asking) !== null,
  )
  const [field] = fits
  if (!field || fits.length > 1) return null
  if (number === null) return { type: 'which' }
  return withFact(pending, target, field.feeds ?? '', number, value, asking)
}

/** Longer is another story. */
const MOST = 24

const isOf = (feed: string, value: string, { today }: Asking): boolean =>
  feed === 'activity.headcount'
    ? /[人名位户家]/u.test(value) && readHeadcount(value) !== null
    : feed === 'expense.amount'
      ? /[元块¥]/u.test(value) && readMoney(value) !== null
      : feed === 'activity.date' && /\D/u.test(value) && readDays(value, today) !== null

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
  if (shownFact(field, value, asking) === null) return { type: 'refused', label: field.label, said: value }
  const facts = { ...before.facts, [feed]: value }
  const { [feed]: ___, ...doubtful } = before.doubtful
  if (facts['expense.amount'] && facts['activity.title']) facts['expense.item'] = facts['activity.title']
  const { want: _, again: __, learns = [], ...rest } = pending
  const was = before.facts[feed] ?? before.doubtful[feed]
  const learnt =
    feed === 'activity.place' && was !== undefined && isShortFor(was, value)
      ? [...learns, { kind: 'place' as const, said: plain(was), means: value }]
      : learns
  return {
    type: 'changed',
    pending: {
      ...rest,
      ...(learnt.length > 0 && { learns: learnt }),
      activities: pending.activities.with(number - 1, { ...before, facts, doubtful }),
    },
  }
}
