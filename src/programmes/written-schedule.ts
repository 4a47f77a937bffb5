import { z } from 'zod'
import { isDay } from '../kernel/day.js'
import { LADDER } from './ladder.js'
import type { Cadence, DueRule, Schedule } from './schedule.js'

/** How a schedule is written down, in a hub's file or a workbook: `every: quarter`, `due: { days: 15 }`, `remind: [-7, -2, 0, 3]`. */

const EVERY = {
  once: 'once',
  week: 'weekly',
  month: 'monthly',
  quarter: 'quarterly',
  half_year: 'half_yearly',
  year: 'yearly',
  end: 'at_end',
  after: 'days_after',
} as const

const DAY = '日期写成 2014-01-31，月和日都写两位 / a day like 2014-01-31'
const day = z.string(DAY).refine(isDay, DAY)
const COUNT = '写一个整数 / a whole number'
const count = (least: number, most: number) =>
  z.int(COUNT).min(least, `最小 ${least} / at least ${least}`).max(most, `最大 ${most} / at most ${most}`)
const PERIOD = '时段写成 2026-10、2026-Q4、2026-H2、2026、2026-W40、once、end 或 after-30 / a period, like 2026-Q4'
const periodKey = z.string().regex(/^(?:\d{4}(?:-(?:\d{2}|Q[1-4]|H[12]|W\d{2}))?|once|end|after-\d+)$/, PERIOD)
const DUE =
  '写 { days: 15 }（时段结束后第几天）、{ workingDay: 5 }（第几个工作日）或 { day: 20, months: 1 }（之后第几个月的几号） / one of these'

const due = z.union(
  [
    z.strictObject({ days: count(0, 366) }),
    z.strictObject({ workingDay: count(1, 60) }),
    z.strictObject({ day: count(1, 31), months: count(0, 12).default(1) }),
  ],
  DUE,
)

const dueRuleOf = (written: z.infer<typeof due>): DueRule => {
  if ('days' in written) return { type: 'after_end', days: written.days }
  if ('workingDay' in written) return { type: 'working_day', nth: written.workingDay }
  return { type: 'day', ...written }
}

const rules = {
  form: z.string('写表单的编号，如 work-brief / the id of a form'),
  every: z.enum(
    Object.keys(EVERY) as (keyof typeof EVERY)[],
    '写 once、week、month、quarter、half_year、year、end 或 after / one of these',
  ),
  /** Of `once`: the days that it is about. */
  from: day.optional(),
  to: day.optional(),
  /** Of `after`: so many days after the grant begins. */
  days: count(1, 3660).optional(),
  due,
  dayOff: z.enum(['stay', 'before', 'after'], '写 stay、before 或 after / one of these').default('after'),
  opensBefore: count(0, 366).default(14),
  first: day.nullable().default(null),
  last: day.nullable().default(null),
  forms: z
    .record(periodKey, z.string().nullable(), { error: ({ code }) => (code === 'invalid_key' ? PERIOD : undefined) })
    .default({}),
  remind: z.array(count(-180, 180)).max(12, '最多 12 次 / at most 12').default(LADDER.rungs),
  callAfter: count(1, 365).default(LADDER.callAfter),
  most: count(0, 12).default(LADDER.most),
  /** As in `remind`: from when on the deputy is asked, too. */
  deputyFrom: count(-180, 180).optional(),
}
const written = z.strictObject(rules)
type Read = z.output<typeof written>

/** What of a schedule is written, and under which name: places of faults go by these. */
export type WrittenSchedule = z.input<typeof written>

function agrees(
  { every, from, to, days, first, last }: Read,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (every === 'once' && (!from || !to))
    fault('every', '只交一次的要写从哪天到哪天（from、to） / once needs from and to')
  if (from && to && to < from) fault('to', '结束比开始早 / ends before it begins')
  if (every === 'after' && days === undefined) fault('every', '写 days：开始后第几天 / after needs days')
  if (first && last && last < first) fault('last', '最后一期比第一期早 / ends before it begins')
}

function scheduleOf({
  form,
  every,
  from,
  to,
  days,
  due: when,
  remind,
  callAfter,
  most,
  deputyFrom,
  ...rest
}: Read): Schedule {
  const type = EVERY[every]
  const cadence: Cadence =
    type === 'once'
      ? { type, from: from ?? '', to: to ?? '' }
      : type === 'days_after'
        ? { type, days: days ?? 0 }
        : { type }
  const ladder = { rungs: remind, callAfter, most, ...(deputyFrom !== undefined && { deputyFrom }) }
  return { form, cadence, due: dueRuleOf(when), ladder, ...rest }
}

/** What a programme asks, as it is written down, or all that is wrong with it: `error.issues` by the names of `WrittenSchedule`. */
export const writtenSchedule = written.superRefine(agrees).transform(scheduleOf)

/** One schedule of a hub's file, under the key that names it for good. */
export const scheduleInFile = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '编号只用小写字母、数字和连字符 / lower-case letters, digits and hyphens'),
    ...rules,
  })
  .superRefine(agrees)
  .transform(({ key, ...rest }) => ({ key, schedule: scheduleOf(rest) }))

/** The same the other way: what is written of it. */
export function writtenOf({ cadence, due: rule, ladder, ...rest }: Schedule): WrittenSchedule {
  const { rungs: remind, ...asked } = ladder
  const every = (Object.keys(EVERY) as (keyof typeof EVERY)[]).find((name) => EVERY[name] === cadence.type)!
  const about = { from: undefined, to: undefined, days: undefined, ...cadence, type: undefined }
  const { from, to, days } = about
  const when =
    rule.type === 'after_end'
      ? { days: rule.days }
      : rule.type === 'working_day'
        ? { workingDay: rule.nth }
        : { day: rule.day, months: rule.months }
  return { ...rest, every, from, to, days, due: when, remind, ...asked }
}
