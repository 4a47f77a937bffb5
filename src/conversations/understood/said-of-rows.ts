import { readMoney } from '../../kernel/money-words.js'
import { readNumber } from '../../kernel/numeral.js'
import { isVenue } from '../../kernel/venue-words.js'
import type { Correction } from './correct.js'
import type { Pending } from './pending.js'
import { mayBeName } from './shared.js'
import type { Target } from './target.js'

/** What is made of one row by what is said of it; null where it is nothing of a row. */
type OfRow = (pending: Pending, number: number, said: string) => Correction | null

const N = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})'
const MEASURE = '[条场个次笔]'
const ALL = `(?:[这那上]面?)?(?:${N}|几)?${MEASURE}?(?:的?活动|全部?)?`
const [NUMBERS, FIRST, LAST, OTHERS, EACH] = [
  `第\\s*(?<numbers>${N}(?:\\s*[、,，和及\\s]\\s*(?:第\\s*)?${N})*)\\s*${MEASURE}(?:活动)?`,
  `[前头](?<first>${N})${MEASURE}`,
  `(?:最后|后)(?<last>${N})${MEASURE}`,
  `(?<others>其他|其余|另外|剩下)的?(?:${N}|几)?${MEASURE}?(?=也|都|全|是|在)`,
  `(?<each>${ALL}(?:也|全)*都)(?=[是在叫])`,
]
const ROWS = new RegExp(`^(?:${NUMBERS}|${FIRST}|${LAST}|${OTHERS}|${EACH})的?\\s*`, 'u')
const NO_SUM = '(?<sum>\\d[\\d.]*)(?:元|块钱?|圆)?(?:这笔|那笔)?的?钱?不是'
/** 「2100不是第三场的」. */
const SUM_NOT_OF = new RegExp(
  `^${NO_SUM}第\\s*(?<number>${N})\\s*${MEASURE}(?:活动)?的?(?:钱|花费|花的|费用)?[，,。]?$`,
  'u',
)
/** 「不是2100元」, 「没花钱」 of a row. */
const NOT_SUM = /^(?:不是(?:花了?)?(?<sum>\d[\d.]*)(?:元|块钱?|圆)?的?|没有?花钱|没有?花费|不要(?:金额|花费))$/u
/** 「是总共的」 behind a sum that is none of a row's. */
const OF_ALL =
  /^(?:那?是|都是)?(?:总共|一共|总的?|合计|全部|[两三四五六七八九几\d]+场)(?:一共)?(?:花|用)?的?(?:钱|花费)?$/u
/** Where a clause of another row, of all or of a sum begins. */
const CUT = new RegExp(
  `[\\s，,；;。]+(?=第\\s*${N}|[前头]${N}${MEASURE}|(?:最后|后)${N}${MEASURE}|其他|其余|另外|剩下|${ALL}都[是在叫]|\\d[\\d.]*(?:元|块钱?)?不是第|(?:那?是|都是)(?:总共|一共|合计))`,
  'u',
)
const NO_COMMA = new RegExp(`第\\s*${N}(?:\\s+${N})+(?=\\s*${MEASURE})`, 'gu')
const MAY_SAY = /[都第前头后其另剩]|不是/u
const LONGEST = 120

/**
 * 「都是读书会 第二场也在文化站」, 「第3条在高安 前两条在上犹」, 「500不是第2条的钱」: what is said of rows by clauses, each of which says of which. Null where one of them
 * is nothing of the kind.
 */
export function saidOfRows(pending: Pending, target: Target, text: string, ofRow: OfRow): Correction | null {
  if (target.one || text.length > LONGEST || !MAY_SAY.test(text)) return null
  const count = pending.activities.length
  const clauses = text
    .trim()
    .replace(NO_COMMA, (numbers) => numbers.replace(/(?<=\d|[一-十])\s+/gu, '、'))
    .split(CUT)
    .flatMap((clause) => clause.trim() || [])
  let now = pending
  let sumLeft: string | undefined
  let ofSum = false
  const named = new Set<number>()
  for (const clause of clauses) {
    if (ofSum && OF_ALL.test(clause)) continue
    const { sum = '', number = '' } = SUM_NOT_OF.exec(clause)?.groups ?? {}
    ofSum = sum !== ''
    const found = ofSum ? null : ROWS.exec(clause)
    if (!found && !ofSum) return null
    const numbers = ofSum ? [readNumber(number) ?? 0] : rowsIn(found?.groups ?? {}, count, named)
    const said = ofSum
      ? `不是${sum}元`
      : clause.slice(found?.[0].length).replace(/^(?:应该|也|都|还)+(?=[是在叫])/u, '')
    const wrong = numbers.find((one) => one < 1 || one > count)
    if (wrong !== undefined) return { type: 'no_such', number: wrong }
    for (const each of numbers) {
      named.add(each)
      const after: Correction | null = withoutSum(now, each, said) ?? ofRow(now, each, said)
      if (after?.type !== 'changed') return after
      now = after.pending
      sumLeft ??= after.sumLeft
    }
    if (numbers.length === 0) return null
  }
  return { type: 'changed', pending: now, ...(sumLeft && { sumLeft }) }
}

function rowsIn(of: Record<string, string | undefined>, count: number, named: Set<number>): number[] {
  const all = Array.from({ length: count }, (_, i) => i + 1)
  if (of['each'] !== undefined) return all
  if (of['others'] !== undefined) return all.filter((number) => !named.has(number))
  const many = readNumber(of['first'] ?? of['last'] ?? '') ?? 0
  if (of['first'] !== undefined) return all.length < many ? [many] : all.slice(0, many)
  if (of['last'] !== undefined) return all.length < many ? [many] : all.slice(-many)
  return (of['numbers'] ?? '').split(/[、,，和及\s第]+/u).flatMap((one) => (one === '' ? [] : (readNumber(one) ?? 0)))
}

/** A row without what it was taken to have cost; the sum is told where all is. */
function withoutSum(pending: Pending, number: number, said: string): Correction | null {
  const found = NOT_SUM.exec(said)
  const row = pending.activities[number - 1]
  const cost = row && (row.facts['expense.amount'] ?? row.doubtful['expense.amount'])
  if (!found || !row) return null
  const sum = found.groups?.['sum']
  if (cost === undefined) return sum === undefined ? null : { type: 'changed', pending }
  if (sum !== undefined && readMoney(`${sum}元`)?.minFen !== readMoney(cost)?.minFen) return null
  const { 'expense.amount': _, 'expense.item': __, ...facts } = row.facts
  const { 'expense.amount': ___, ...doubtful } = row.doubtful
  const activities = pending.activities.with(number - 1, { ...row, facts, doubtful })
  return { type: 'changed', pending: { ...pending, activities }, sumLeft: cost }
}

const IS_CALLED =
  /^(?:应该|其实|也|都|就)*(?:是|叫)(?<value>[\p{Script=Han}A-Za-z]{2,12})(?:[，,\s]*(?:而|并)?不是[\p{Script=Han}]{2,12})?$/u
/** 「是对的」, 「是我们办的」: nothing is called so. */
const NO_NAME = /[了吗呢吧啊]$|^(?:对|错|真|假|这|那|我|你|他|活动$|一样|同一)|同意|公开|不/u

/** 「是读书会」 of a row: what it was, else where; null where it is no name. */
export function calledSo(said: string): { feed: string; value: string } | null {
  const value = IS_CALLED.exec(said)?.groups?.['value']
  if (value === undefined || NO_NAME.test(value) || !mayBeName(value)) return null
  return { feed: isVenue(value) ? 'activity.place' : 'activity.title', value }
}
