import { z } from 'zod'

const activity = z.object({
  date: z.string().nullable(),
  dateEnd: z.string().nullable(),
  title: z.string().nullable(),
  place: z.string().nullable(),
  headcount: z.number().nullable(),
  headcountUnit: z.string().nullable(),
  headcountMax: z.number().nullable(),
  approximate: z.boolean(),
  breakdown: z.array(z.object({ role: z.string(), count: z.number() })),
  expenseYuan: z.number().nullable(),
  status: z.string(),
})
/** A labelled message. */
export const labelled = z.object({
  id: z.string(),
  text: z.string(),
  sentAt: z.string(),
  style: z.string(),
  expect: z.object({ activities: z.array(activity) }),
})
export type Labelled = z.infer<typeof labelled>
type Activity = z.infer<typeof activity>

/** The fields that make up the overall figure come first. */
export const FIELDS = [
  'date',
  'headcount',
  'headcountUnit',
  'breakdown',
  'expenseYuan',
  'status',
  'dateEnd',
  'title',
  'place',
  'headcountMax',
  'approximate',
] as const
export type Field = (typeof FIELDS)[number]
const OVERALL = 6
const SAME_ROLES = [
  ['志愿者', '义工', '志工', '自愿者', '志愿服务者', '红马甲'],
  ['儿童', '孩子', '小孩', '小孩子', '小朋友', '娃', '娃娃', '孩子们', '小朋友们'],
  ['老人', '老年人', '老人家', '长者', '老人们'],
  ['家长', '父母', '爸妈'],
  ['社工', '社会工作者', '社工师'],
  ['学生', '同学', '同学们'],
  ['工作人员', '员工', '同事', '自己人'],
  ['医生', '大夫', '医师'],
  ['女', '女的', '女性'],
  ['男', '男的', '男性'],
]

/** Right, too much, missing. */
export interface Counted {
  right: number
  extra: number
  missing: number
}
export interface Score {
  fields: Record<Field, Counted>
  styles: Map<string, Counted & { items: number; whole: number }>
  overall: Counted
  wrong: { id: string; activity: number; field: Field; expected: unknown; read: unknown }[]
}

export const f1 = ({ right, extra, missing }: Counted): number =>
  right + extra + missing === 0 ? 1 : (2 * right) / (2 * right + extra + missing)
export const precision = ({ right, extra }: Counted): number => (right + extra === 0 ? 1 : right / (right + extra))
export const recall = ({ right, missing }: Counted): number => (right + missing === 0 ? 1 : right / (right + missing))

const NOTHING: Counted = { right: 0, extra: 0, missing: 0 }
const plus = (a: Counted, b: Counted): Counted => ({
  right: a.right + b.right,
  extra: a.extra + b.extra,
  missing: a.missing + b.missing,
})
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .toLowerCase()

/** Copied spans match when what they share is at least half of both together. */
export function spansMatch(a: string, b: string): boolean {
  const [x, y] = [[...plain(a)], [...plain(b)]]
  let best = 0
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < y.length; j++) {
      let length = 0
      while (x[i + length] !== undefined && x[i + length] === y[j + length]) length++
      best = Math.max(best, length)
    }
  return x.length + y.length > 0 && (2 * best) / (x.length + y.length) >= 0.5
}

function rolesMatch(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)]
  return x.includes(y) || y.includes(x) || SAME_ROLES.some((group) => group.includes(x) && group.includes(y))
}

/** Each role with its number is one unit; the headcount told once more under a name is forgiven, unless they are volunteers. */
function ofBreakdown(expected: Activity | undefined, read: Activity | undefined): Counted {
  const left = [...(expected?.breakdown ?? [])]
  let rest = [...(read?.breakdown ?? [])]
  let right = 0
  for (const same of [(a: string, b: string) => plain(a) === plain(b), rolesMatch])
    rest = rest.filter(({ role, count }) => {
      const at = left.findIndex((one) => one.count === count && same(one.role, role))
      if (at >= 0) left.splice(at, 1)
      right += at >= 0 ? 1 : 0
      return at < 0
    })
  const volunteers = SAME_ROLES[0] ?? []
  const extra = rest.filter(
    ({ role, count }) => count !== expected?.headcount || volunteers.some((name) => role.includes(name)),
  )
  return { right, extra: extra.length, missing: left.length }
}

function ofField(field: Field, expected: Activity | undefined, read: Activity | undefined): Counted {
  if (field === 'breakdown') return ofBreakdown(expected, read)
  const value = (one: Activity | undefined) => (one?.[field] === false ? null : (one?.[field] ?? null))
  const [a, b] = [value(expected), value(read)]
  if (a === null) return { ...NOTHING, extra: b === null ? 0 : 1 }
  if (b === null) return { ...NOTHING, missing: 1 }
  const span = (field === 'title' || field === 'place') && typeof a === 'string' && typeof b === 'string'
  return (span ? spansMatch(a, b) : a === b) ? { ...NOTHING, right: 1 } : { right: 0, extra: 1, missing: 1 }
}

/** Compares activities in their order with the labels, field by field. */
export function score(items: Labelled[], read: (item: Labelled) => Activity[]): Score {
  const result: Score = {
    fields: Object.fromEntries(FIELDS.map((field) => [field, NOTHING])) as Record<Field, Counted>,
    styles: new Map(),
    overall: NOTHING,
    wrong: [],
  }
  for (const item of items) {
    const [expected, found] = [item.expect.activities, read(item)]
    const style = result.styles.get(item.style) ?? { ...NOTHING, items: 0, whole: 0 }
    let counted = NOTHING
    for (let i = 0; i < Math.max(expected.length, found.length); i++)
      FIELDS.forEach((field, at) => {
        const one = ofField(field, expected[i], found[i])
        result.fields[field] = plus(result.fields[field], one)
        if (at < OVERALL) counted = plus(counted, one)
        if (one.extra + one.missing > 0)
          result.wrong.push({
            id: item.id,
            activity: i + 1,
            field,
            expected: expected[i]?.[field],
            read: found[i]?.[field],
          })
      })
    result.overall = plus(result.overall, counted)
    result.styles.set(item.style, {
      ...plus(style, counted),
      items: style.items + 1,
      whole: style.whole + (counted.extra + counted.missing === 0 ? 1 : 0),
    })
  }
  return result
}
