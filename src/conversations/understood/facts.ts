import { type CountedRole, type ExtractedActivity, type Read, type Span, SURE } from '../../extraction/activity.js'
import { readHeadcount } from '../../kernel/headcount-words.js'
import { PERSON } from '../../kernel/person-words.js'
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
  put('activity.title', title, (value) => value.replace(FILLERS, ''))
  put('activity.place', place, (value) =>
    place && NEARLY.test(text.slice(place.span.end - 1)) ? value.slice(0, -1) : value,
  )
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

/** What one says between words is no part of a name. */
const FILLERS = /[嘛呢啊呀哈嗯]+$/u
/** 「鸡鸣山社区近百人」: of the number. */
const NEARLY = /^[近约]\s*[\d一二两三四五六七八九十百]/u

/** How they were counted, said before the number or behind it. */
const BASIS = /(?:签到[表簿]上?有?|(?:签到|点数|清点|实到|估计|大概|大约)了?)$/u
const BASIS_BEHIND =
  /^\s*(?:[，,（(]\s*)?(?:都?是|按)?(?<basis>签到|现场[点数]数?|[点数]的|点数|清点|估计|估的|事后补记)(?:表?[上算]?的|了|过|一下|来)*(?=$|[\s，,。；;！!、）)])/u

/** 「人数都是签到的」 at the end of several is said of all of them. */
const BASIS_OF_ALL =
  /(?:^|[\s，,。；;！!、（(])(?:(?:以上|上面)?(?:的)?(?:人数|这?[两三几][场次天]|数字)(?:人数)?(?:也|全)?(?:都|是|按|照|着)+|(?:也|全)?都[是按照着]*)(?<basis>签到|现场[点数]数?|点数|清点|估计|估的|事后补记)(?:表|簿)?[上算来]?(?:的|了|过|数)*(?=$|[\s，,。；;！!、）)])/u

/** How a text says that all it tells of were counted, if it does. */
export const basisOfAllIn = (text: string): string | undefined => BASIS_OF_ALL.exec(text)?.groups?.['basis']

/** 「现场数」, 「数的」 in the word that stands for it. */
const plainBasis = (way: string): string => (/^(?:现场)?[点数]的?$|^现场/u.test(way) ? '现场点数' : way)

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
  const basis = BASIS.exec(text.slice(Math.max(0, start - 6), start))?.[0] ?? ''
  // 「老人50多 志愿者8个 现场数的」: behind all that were counted.
  const last = Math.max(end, ...parts.map(({ span }) => span.end))
  const how = BASIS_BEHIND.exec(text.slice(last))?.groups?.['basis'] ?? (basis === '' ? basisOfAll : undefined)
  const behind = how === undefined ? undefined : plainBasis(how)
  // 「上犹 小五十人」 is nearly as many.
  const nearly = /[\s，,]小$/u.test(text.slice(Math.max(0, start - 2), start)) ? '小' : ''
  const whole = basis + nearly + text.slice(start, end) + (behind ? `（${behind}）` : '')
  const others = parts.filter(({ span }) => span.start >= end || span.end <= start)
  const among = others.map(({ span }) => text.slice(span.start, span.end))
  const plain = parts.map(({ value: { role, count: of } }) => `${role}${of}人`)
  // 「学生二百多人、老师十来个」 is a sum of groups: each as she counted it, none said twice.
  const inside = parts.length > others.length
  const each = parts.map(({ span, value }) => groupWords(text, span, value)).join('、')
  const ways = [
    ...(others.length > 0 ? [`${whole}，其中${among.join('、')}`] : []),
    ...(others.length > 0 ? [`${whole}，其中${plain.join('、')}`] : []),
    // 「观众二百多人次，其中志愿者5人」 is no sum of both: without who they are her words stay.
    ...(others.length > 0 ? [`${whole.replace(NOUN_AHEAD, '')}，其中${plain.join('、')}`] : []),
    ...(others.length > 0 ? [] : [whole]),
    ...(parts.length > 0 ? [`${figure}${unit}，其中${each}`, `${figure}${unit}，其中${plain.join('、')}`] : []),
    whole,
  ]
  const [groups] = inside && !isAmong(text, parts) ? [each] : sideBySide(text, attendance.span, others)
  const counted =
    behind && groups !== undefined && readHeadcount(`${groups}（${behind}）`)?.quantity.basis ? `（${behind}）` : ''
  const together = groups === undefined ? null : readHeadcount(groups)
  // Who came each time is no sum of the groups that are told with it.
  const isSum = !inside || (together !== null && together.quantity.unit === unit && together.quantity.max >= count)
  const way =
    isSum &&
    groups !== undefined &&
    together &&
    !together.doubt &&
    together.breakdown.length > parts.length - (inside ? 1 : 0)
      ? groups + counted
      : (ways.find((one) => says(one, count, unit, parts.length)) ??
        // Groups that do not fit the whole are asked about rather than left out.
        ways.find((one) => others.length > 1 && says(one, count, unit, parts.length, true)) ??
        `${figure}${unit}`)
  const plainly = way.replace('，其中', '，')
  const differs = others.length > 1 && way !== plainly && !isAmong(text, others) && readHeadcount(plainly)
  return withHouses(text, attendance.span, differs && differs.doubt ? plainly : way, unit)
}

/** 「志愿者五六个」 as she counted them, with who they are; an exact number plainly. */
function groupWords(text: string, { start, end }: Span, { role, count }: CountedRole): string {
  const own = text.slice(start, end)
  const read = readHeadcount(own)?.quantity
  if (!read || read.min === read.max) return `${role}${count}人`
  return own.includes(role) ? own : `${role}${own}`
}

const HOUSES_AHEAD =
  /(?<houses>[约近]?(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})[多余来几]?户)(?:(?:困难|贫困|低保)?家庭|居民|人家)?[，,、 ]*(?:[一总]?共|总共|合计|来了|有|约)*$/u
const HOUSES_BEHIND =
  /^[，,、 （(]*(?:来自|共)?(?<houses>[约近]?(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})[多余来几]?户)/u

/** 「15户，共52人」: so many households beside so many people are two counts, and both are kept. */
function withHouses(text: string, { start, end }: Span, way: string, unit: string): string {
  if (unit === '户') return way
  const houses = (HOUSES_AHEAD.exec(text.slice(Math.max(0, start - 24), start)) ?? HOUSES_BEHIND.exec(text.slice(end)))
    ?.groups?.['houses']
  const both = `${houses}，${way}`
  const read = houses ? readHeadcount(both) : null
  const own = readHeadcount(way)?.quantity
  return read && !read.doubt && read.quantity.min === own?.min && read.quantity.unit === own.unit ? both : way
}

/** 其中5个志愿者, 由5名志愿者带领: these are among the others, or did it for them. */
const AMONG = /(?:其中|包括|包含|含|里面?有?|由|请了?)[^，,。；;\n]{0,4}$/u
const isAmong = (text: string, parts: Read<CountedRole>[]): boolean =>
  parts.some(({ span: { start } }) => AMONG.test(text.slice(Math.max(0, start - 8), start)))
const SERVED = /[为给替带陪教帮助护领]/u

/** 「七八个志愿者 老人二十来个」: groups that stand side by side are all that came, none is a part of another. */
function sideBySide(text: string, whole: Span, parts: Read<CountedRole>[]): string[] {
  const spans = [whole, ...parts.map(({ span }) => span)].toSorted((a, b) => a.start - b.start)
  const words = spans.map(({ start, end }) => text.slice(start, end))
  const between = spans.slice(1).map(({ start }, i) => text.slice(spans[i]?.end, start))
  const own = readHeadcount(text.slice(whole.start, whole.end))
  const named = own?.breakdown.length === 1 || NOUN_AT_END.test(text.slice(whole.start, whole.end))
  const apart = spans.every(({ start }) => !AMONG.test(text.slice(Math.max(0, start - 8), start)))
  if (parts.length === 0 || !named || !apart || between.some((one) => one.length > NEAR || SERVED.test(one))) return []
  return [words.join('，')]
}
const NEAR = 6
const NOUN_AT_END = new RegExp(`${PERSON}$`, 'u')

/** Whether words are read as so many: of 二百多 the two readings differ by the one more. */
function says(words: string, count: number, unit: string, parts: number, mayDoubt = false): boolean {
  const read = words.length > 100 ? null : readHeadcount(words)
  if (!read || (read.doubt && !mayDoubt) || read.quantity.unit !== unit || read.breakdown.length < parts) return false
  return read.quantity.min - 1 <= count && count <= read.quantity.max
}
