import { z } from 'zod'
import type { Day } from '../../kernel/day.js'
import { normaliseText } from '../../kernel/numeral.js'
import type { Money } from '../../kernel/money.js'
import { findDays } from '../../kernel/day-words.js'
import { findHeadcount } from '../../kernel/headcount-words.js'
import { findMoney, isBackMoney, isNoMoney, readMoney, showFen, showMoney } from '../../kernel/money-words.js'
import type { FieldKind } from '../field-kind.js'
import { isNothing, lonely, misread, prompt, quote, textOf } from '../prompt.js'

/** Far above any small grant, and within what a database's integer holds in fen. */
const MOST_FEN = 2_000_000_000

/** 1e3, as a sheet writes a thousand: no 3元. */
const SCIENTIFIC = /(?<![\dA-Za-z])\d+(?:\.\d+)?[eE][+-]?\d+(?![A-Za-z])/

/** What money is spent on, by the word it ends in. */
const ITEM =
  /^\p{L}{0,6}(?:费用?|补贴|补助|打印|复印|印刷|交通|场地|场租|餐饮?|盒饭|午饭|晚饭|茶歇|点心|水果|零食|饮料|矿泉水|住宿|租车|包车|打车|车票|加油|保险|快递|邮寄|物料|物资|材料|资料|用品|文具|礼品|礼物|奖品|纪念品|横幅|海报|展板|展架|树苗|手套|袋|药品|设备|器材|租赁|劳务|宣传|办公|通讯|网络|水电|耗材|道具|服装|图书|书籍|手册|A4纸|纸张)$/u
const NO_ITEM = /[了没含已都不付]|[一二两三四五六七八九十百千万]{2}|发票|收据|票据|免费|自费|经费|小费/u

/** 500*2: which of the two is the price is not said. */
const TIMES = /\d+(?:\.\d+)?\s*[*×xX✕]\s*\d+/u

/** Money: 500元, 五百块, 1.2万. */
export const money: FieldKind<object, Money> = {
  name: 'money',
  options: z.strictObject({}),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, { old: old === null ? null : showMoney(old), example: words.say('money.example') }),
  askOtherwise: (_field, _partial, { words }) => words.say('money.otherwise'),
  read(_field, said, _partial, _old, asking) {
    const raw = textOf(said)
    if (raw === null) return misread('text.wanted')
    if (isNothing(raw)) return { type: 'nothing' }
    const problem = money.objection?.(_field, raw, asking)
    if (problem) return { type: 'misread', problem }
    const value = raw.length > 60 ? null : (readMoney(raw) ?? lonely(raw, findMoney)?.money ?? null)
    return value ? { type: 'answered', value } : misread('money.unclear', { said: quote(raw) })
  },
  names: (text) => ITEM.test(text) && !NO_ITEM.test(text),
  none: (text) => text.length < 20 && isNoMoney(text),
  objection(_field, text, { today }) {
    if (text.length > 300) return null
    const odd = SCIENTIFIC.exec(text)
    if (odd) return { code: 'money.unclear', values: { said: odd[0] } }
    const times = TIMES.exec(text)
    if (times && !/[元块]/.test(text)) return { code: 'money.times', values: { said: times[0] } }
    if (isBackMoney(text)) return { code: 'money.back', values: { said: quote(text) } }
    if (isVague(text)) return { code: 'money.vague', values: { said: quote(text) } }
    return isActivity(text, today) ? { code: 'money.activity', values: { said: quote(text) } } : null
  },
  spot(_field, text) {
    const found = findMoney(text)
    return found && { value: found.money, start: found.start, end: found.end }
  },
  check: (_field, { maxFen }) =>
    maxFen > MOST_FEN ? [{ code: 'money.too_big', values: { most: showFen(MOST_FEN) } }] : [],
  show: (_field, value) => showMoney(value),
  cell: (_field, { minFen, maxFen, wording }) => (minFen === maxFen ? minFen / 100 : wording),
  tally(_field, values) {
    const least = values.reduce((sum, { minFen }) => sum + minFen, 0)
    const most = values.reduce((sum, { maxFen }) => sum + maxFen, 0)
    if (values.length === 0) return null
    return least === most ? showFen(least) : `${showFen(least)}–${showFen(most)}`
  },
  comparison: {
    as: 'amount',
    measure: 'money',
    of: ({ minFen, maxFen }) => ({ least: minFen / 100, most: maxFen / 100, unit: '元' }),
  },
  encode: (value) => ({ ...value }),
  decode: decodeMoney,
}

/** 「5.12-5.14 亲子露营 梅岭 12个家庭」, 「男10女15」: people, perhaps a day, and no number besides. */
function isActivity(text: string, today: Day): boolean {
  let rest = normaliseText(text)
  if (/[元块¥角毛万]|人民币|费/.test(rest)) return false
  const days = findDays(rest, today)
  if (days) rest = rest.slice(0, days.start) + rest.slice(days.end)
  const people = findHeadcount(rest)
  if (!people || !/[人名位户家]|[男女]\d/.test(rest.slice(people.start, people.end))) return false
  return !/\d/.test(rest.slice(0, people.start) + rest.slice(people.end))
}

const COUNTED = '[月日号点人个名位天岁年次份张本套瓶箱盒桶场包]'
const BARE = /(?<![\p{L}\d.~*xX×+/-])\d+(?:,\d{3}(?!\d))*(?:\.\d+)?(?=$|[\s，,、；;。])/gu
const BARE_RANGE = new RegExp(
  `(?<![\\p{L}\\d.-])\\d{1,5}\\s*[-~到至]\\s*\\d{1,5}(?=$|[\\s，,、；;。]|\\p{L})(?!\\s*${COUNTED})`,
  'u',
)
/** 「1 开班合影」, 「5对调」: a small number before words is the number of something, unless they name what is paid for. */
const NUMBERED = /^第?(?:1?\d|20)(?![\d.年月日号])[\s、.:：]*(?<words>\p{L}[^\d]*)$/u
/** 「2-4 分组讨论」, 「顺序 3 1 2」: words with numbers of which none says that it is the sum. */
function isVague(text: string): boolean {
  const said = normaliseText(text)
  if (/^\d$/u.test(said.trim())) return true
  if (/[元块¥角毛千百万\n]|人民币|[大约]概?|左右|上下/.test(said) || !/\p{L}/u.test(said)) return false
  const numbered = NUMBERED.exec(said)?.groups?.['words']
  if (numbered !== undefined && !ITEM.test(numbered.trim())) return true
  return BARE_RANGE.test(said) || (said.match(BARE) ?? []).length > 1
}

/** By hand: the sums of every row that is said back are read with it. */
export function decodeMoney(json: unknown): Money {
  const { minFen, maxFen, wording } = (json ?? {}) as { minFen?: unknown; maxFen?: unknown; wording?: unknown }
  if (!Number.isInteger(minFen) || !Number.isInteger(maxFen) || typeof wording !== 'string')
    throw new Error('a stored sum is none')
  return json as Money
}
