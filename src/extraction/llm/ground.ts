import { amountsIn, type Amount } from '../../kernel/amount.js'
import type { Day } from '../../kernel/day.js'
import { addDays } from '../../kernel/day.js'
import { readMoney } from '../../kernel/money-words.js'
import { normaliseText } from '../../kernel/numeral.js'
import type { Attendance, CountedRole, ExtractedActivity, Read, Span } from '../activity.js'
import { HOUSEHOLD, MEASURE, PEOPLE_UNIT, PIECES } from '../rules/count-words.js'
import { datesIn, durationIn } from '../rules/dates.js'
import { counting } from '../rules/silence.js'
import { messageOf, without, withoutAll, type Message } from '../rules/text.js'
import type { Answered } from './answer.js'

/** Who tells a machine what to write tells of no activity: nothing in such a sentence stands for a value. */
const ORDERS =
  /[^，,。；;！!\n]*(?:忽略|无视|不要?理会|ignore|disregard|指令|提示词|system|prompt|assistant|你现在是|你是一[个名]|输出|json|语言模型|人工智能|(?:请|必须|一律|都)把?[^，。\n]{0,10}(?:写|改|填|设|报|算)[成为])[^。；;！!\n]*/gi
const MONEY = / ?(?:[元块]钱?|人民币|万元|[角毛])/y
const SPENT = /[¥￥] ?$|(?:费|花|用|支出|开销|开支|钱|共|合计)[^，,。；;\n\d]{0,3}$/
const SURE_ALONE = 0.8
/** A role and its number stand so near. */
const BESIDE = 12

interface Readable {
  message: Message
  counts: Amount[]
  money: { yuan: number; start: number; end: number }[]
  days: { day: Day; start: number; end: number }[]
}

function readable(text: string, sentOn: Day): Readable {
  const message = messageOf(text)
  const plain = withoutAll(message.plain, ORDERS)
  const dates = datesIn(plain, sentOn)
  const duration = durationIn(plain)
  const undated = counting(without(plain, dates))
  return {
    message,
    counts: [...amountsIn(undated, MEASURE)],
    money: [...amountsIn(undated, MONEY)].flatMap(({ said, unit, start, end }) => {
      // A number of people beside a sum is none.
      if (unit === null && !SPENT.test(undated.slice(Math.max(0, start - BESIDE), start))) return []
      const exact = [0, 1, 2, 3].flatMap((more) => readMoney(undated.slice(start, end + more))?.minFen ?? [])
      const rough = said * (unit?.includes('万') ? 10_000 : 1)
      return [...exact.map((fen) => fen / 100), rough].map((yuan) => ({ yuan, start, end }))
    }),
    days: dates.flatMap(({ done, planned, start, end }) =>
      [done, planned].flatMap((days) => {
        if (!days) return []
        const { from, to } = days
        const last = duration ? [addDays(from, duration.days - 1), addDays(to, 1 - duration.days)] : []
        // What is under way ends today.
        return [from, to, ...last, ...(from <= sentOn && sentOn < to ? [sentOn] : [])].map((day) => ({
          day,
          start,
          end,
        }))
      }),
    ),
  }
}

/**
 * The activities of a model's answer with everything left out that the text does not say: days and numbers must stand in it, in whatever way
 * (32, 三十二, 昨天), names and places must be copied from it. An activity of which nothing is left is none.
 */
export function grounded(
  answered: Answered[],
  text: string,
  sentOn: Day,
  restore: (words: string) => string,
): ExtractedActivity[] {
  const found = readable(text, sentOn)
  return answered.flatMap((one) => activityOf(one, found, restore) ?? [])
}

function activityOf(one: Answered, found: Readable, restore: (words: string) => string): ExtractedActivity | null {
  const { message, money } = found
  const title = copied(one.title && restore(one.title), message)
  const near = title?.span.start ?? 0
  const place = copied(one.place && restore(one.place), message)
  const date = dateOf(one, found, near)
  const attendance = one.status === 'done' ? attendanceOf(one, found, near) : null
  const spent =
    one.status === 'planned'
      ? undefined
      : nearest(
          money.filter(({ yuan }) => yuan === one.expenseYuan),
          near,
        )
  const expense = spent ? read(spent.yuan, message.spanOf(spent.start, spent.end)) : null
  const breakdown = one.status === 'done' ? rolesOf(one.breakdown, found, restore) : []
  const spans = [title, place, date, attendance, expense, ...breakdown].flatMap((value) => value?.span ?? [])
  if (!title && !date && !attendance) return null
  const span = { start: Math.min(...spans.map(({ start }) => start)), end: Math.max(...spans.map(({ end }) => end)) }
  return { span, date, title, place, attendance, breakdown, expense, status: read(one.status, span) }
}

const read = <T>(value: T, span: Span): Read<T> => ({ value, span, confidence: SURE_ALONE })

const nearest = <T extends Span>(list: T[], to: number): T | undefined =>
  list.toSorted((a, b) => Math.abs(a.start - to) - Math.abs(b.start - to))[0]

/** Words that stand in the text as they are. */
function copied(words: string | null, { normal, spanOf }: Message): Read<string> | null {
  const said = normaliseText(words ?? '').trim()
  const start = said === '' ? -1 : normal.indexOf(said)
  return start < 0 ? null : read(said, spanOf(start, start + said.length))
}

/** Both ends must be said: half a range is no day. */
function dateOf({ date, dateEnd }: Answered, { days, message }: Readable, near: number): ExtractedActivity['date'] {
  const from = nearest(
    days.filter(({ day }) => day === date),
    near,
  )
  const to =
    dateEnd === null
      ? from
      : nearest(
          days.filter(({ day }) => day === dateEnd),
          near,
        )
  if (!from || !to || (dateEnd !== null && date !== null && dateEnd < date)) return null
  return read({ from: date, to: dateEnd }, message.spanOf(Math.min(from.start, to.start), Math.max(from.end, to.end)))
}

function unitOf(said: string | null, answered: Attendance['unit']): Attendance['unit'] | 'none' {
  if (said === null || PIECES.test(said) || /^[组对]$/.test(said)) return answered ?? '人'
  if (said.includes('人') && said.endsWith('次')) return '人次'
  if (HOUSEHOLD.test(said)) return '户'
  if (/^家次?$/.test(said)) return answered === '户' ? '户' : '家'
  return PEOPLE_UNIT.test(said) ? '人' : 'none'
}

function attendanceOf(one: Answered, { counts, message }: Readable, near: number): Read<Attendance> | null {
  const fitting = counts.filter(
    ({ said, unit }) => said === one.headcount && unitOf(unit, one.headcountUnit) !== 'none',
  )
  const count = nearest(fitting, near)
  if (!count) return null
  const unit = unitOf(count.unit, one.headcountUnit)
  const max = count.qualifier === '–' && count.max === one.headcountMax ? count.max : null
  return read(
    { count: count.said, max, unit: unit === 'none' ? null : unit, approximate: count.qualifier !== null },
    message.spanOf(count.start, count.end),
  )
}

/** Each role must stand beside its number. */
const rolesOf = (
  roles: CountedRole[],
  { counts, message }: Readable,
  restore: (words: string) => string,
): Read<CountedRole>[] =>
  roles.flatMap(({ role: said, count }) => {
    const role = normaliseText(restore(said)).trim()
    if (role === '') return []
    for (const one of counts.filter((each) => each.said === count && unitOf(each.unit, null) !== 'none')) {
      const from = Math.max(0, one.start - BESIDE - role.length)
      const at = message.normal.slice(from, one.end + BESIDE + role.length).indexOf(role)
      if (at < 0) continue
      const start = Math.min(one.start, from + at)
      return [read({ role, count }, message.spanOf(start, Math.max(one.end, from + at + role.length)))]
    }
    return []
  })
