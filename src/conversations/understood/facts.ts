import { type CountedRole, type ExtractedActivity, type Read, SURE } from '../../extraction/activity.js'
import { readHeadcount } from '../../kernel/headcount-words.js'
import { readMoney } from '../../kernel/money-words.js'

/** What was understood of one activity, by what a question or column feeds: in her words where those say it, else in plain ones. */
export type Facts = Record<string, string>

/** One activity as it was understood; `doubtful` is what may be meant and is not sure enough to be taken. */
export interface Heard {
  facts: Facts
  doubtful: Facts
  /** What another reader took what is doubtful for. */
  others?: Facts
}

/** What a text tells of one activity. */
export function factsOf(text: string, activity: ExtractedActivity, basisOfAll: string | undefined): Heard {
  const { date, title, place, attendance, breakdown, expense } = activity
  const facts: Facts = {}
  const doubtful: Facts = {}
  const others: Facts = {}
  const said = ({ span }: Read<unknown>) => text.slice(span.start, span.end)
  const put = <T>(feed: string, read: Read<T> | null, words: (value: T) => string | null, plain = words) => {
    if (!read) return
    const value = read.confidence < SURE ? null : words(read.value)
    const [other] = read.confidence < SURE ? (read.others ?? []) : []
    const otherwise = other === undefined ? null : plain(other)
    if (otherwise !== null) others[feed] = otherwise
    if (value === null) doubtful[feed] = said(read)
    else facts[feed] = value
  }
  put('activity.date', date, ({ from, to }) => (from && to && to !== from ? `${from}到${to}` : from))
  put('activity.title', title, (value) => value)
  put('activity.place', place, (value) => value)
  put(
    'activity.headcount',
    attendance,
    ({ count, max, unit }) => {
      if (count === null || !attendance) return null
      const known = breakdown.filter(({ confidence }) => confidence >= SURE)
      const about = attendance.value.approximate && max === null ? '约' : ''
      const figure = max === null ? `${about}${count}` : `${count}-${max}`
      return headcountWords(text, attendance, known, { count, figure, unit: unit ?? '人', basisOfAll })
    },
    ({ count, unit }) => (count === null ? null : `${count}${unit ?? '人'}`),
  )
  put(
    'expense.amount',
    expense,
    (yuan) => {
      const own = expense ? said(expense) : ''
      const money = readMoney(own)
      return money?.minFen === Math.round(yuan * 100) ? own : `${yuan}元`
    },
    (yuan) => `${yuan}元`,
  )
  const item = facts['activity.title']
  // 「高安植树」 is read as a place, too, where it is the title.
  if (doubtful['activity.place'] !== undefined && item?.includes(doubtful['activity.place']))
    delete doubtful['activity.place']
  if (facts['expense.amount'] && item) facts['expense.item'] = item
  return { facts, doubtful, ...(Object.keys(others).length > 0 && { others }) }
}

/** How they were counted, said before the number or behind it. */
const BASIS = /(?:签到|点数|清点|实到|估计|大概|大约)(?:了)?$/u
const BASIS_BEHIND =
  /^\s*(?:[，,（(]\s*)?(?:都?是|按)?(?<basis>签到|现场点数?|点数|清点|估计|估的|事后补记)(?:表?[上算]?的|了|过)*(?=$|[\s，,。；;！!、）)])/u

/** 「人数都是签到的」 at the end of several is said of all of them. */
const BASIS_OF_ALL =
  /(?:^|[\s，,。；;！!、（(])(?:以上|上面)?(?:的)?(?:人数|这?[两三几]场|数字)(?:人数)?(?:也|全)?(?:都|是|按|照|着)+(?<basis>签到|现场点数?|点数|清点|估计|估的|事后补记)(?:表|簿)?[上算来]?(?:的|了|过|数)*(?=$|[\s，,。；;！!、）)])/u

/** How a text says that all it tells of were counted, if it does. */
export const basisOfAllIn = (text: string): string | undefined => BASIS_OF_ALL.exec(text)?.groups?.['basis']

/** Who was counted, before how many. */
const NOUN_AHEAD = /^[^\d一二两俩仨三四五六七八九十百千几约近上不快，,\s]{2,8}(?=[\d一二两三四五六七八九十百])/u

/** 「二百多人，其中志愿者5个」: her own words where they are read as what was understood, else the figures. */
function headcountWords(
  text: string,
  attendance: Read<unknown>,
  parts: Read<CountedRole>[],
  { count, figure, unit, basisOfAll }: { count: number; figure: string; unit: string; basisOfAll: string | undefined },
): string {
  const { start, end } = attendance.span
  const basis = BASIS.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? ''
  const behind = BASIS_BEHIND.exec(text.slice(end))?.groups?.['basis'] ?? (basis === '' ? basisOfAll : undefined)
  const whole = basis + text.slice(start, end) + (behind ? `（${behind}）` : '')
  const others = parts.filter(({ span }) => span.start >= end || span.end <= start)
  const among = others.map(({ span }) => text.slice(span.start, span.end))
  const plain = parts.map(({ value: { role, count: of } }) => `${role}${of}人`)
  const ways = [
    ...(others.length > 0 ? [`${whole}，其中${among.join('、')}`] : []),
    ...(others.length > 0 ? [`${whole}，其中${plain.join('、')}`] : []),
    // 「观众二百多人次，其中志愿者5人」 is no sum of both: without who they are her words stay.
    ...(others.length > 0 ? [`${whole.replace(NOUN_AHEAD, '')}，其中${plain.join('、')}`] : []),
    ...(others.length > 0 ? [] : [whole]),
    ...(parts.length > 0 ? [`${figure}${unit}，其中${plain.join('、')}`] : []),
    whole,
  ]
  return ways.find((way) => says(way, count, unit, parts.length)) ?? `${figure}${unit}`
}

/** Whether words are read as so many: of 二百多 the two readings differ by the one more. */
function says(words: string, count: number, unit: string, parts: number): boolean {
  const read = words.length > 100 ? null : readHeadcount(words)
  if (!read || read.doubt || read.quantity.unit !== unit || read.breakdown.length < parts) return false
  return read.quantity.min - 1 <= count && count <= read.quantity.max
}
