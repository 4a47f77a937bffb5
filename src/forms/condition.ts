import { z } from 'zod'
import type { Days, Day } from '../kernel/day.js'
import { isDay } from '../kernel/day.js'
import type { Amount } from './field-kind.js'

/** When a question is asked, or required: data in a form file, about the answers to earlier questions. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test

/**
 * One look at one answer. Of what was chosen: `is`, `is_not`, `one_of`; of an amount (money in yuan): `is` to `less_than`; of days: `before`
 * and `after` a day. `is_not` also holds where there is no answer, all others but `answered: false` do not.
 */
export type Test = { field: string } & (
  | { answered: boolean }
  | { is: string | number }
  | { is_not: string | number }
  | { one_of: string[] }
  | { at_least: number }
  | { at_most: number }
  | { more_than: number }
  | { less_than: number }
  | { before: Day }
  | { after: Day }
)

/** An answer as a condition sees it. */
export type Seen =
  | { as: 'keys'; keys: string[] }
  | ({ as: 'amount' } & Amount)
  | ({ as: 'days' } & Days)
  /** There, and no more can be said. */
  | { as: 'given' }

/** `see` gives the answer to a question by its key, or null where there is none. */
export function holds(condition: Condition, see: (key: string) => Seen | null): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, see))
  if ('any' in condition) return condition.any.some((part) => holds(part, see))
  if ('not' in condition) return !holds(condition.not, see)
  const seen = see(condition.field)
  if ('answered' in condition) return condition.answered === (seen !== null)
  if ('is_not' in condition) return seen === null || !passes(seen, { field: condition.field, is: condition.is_not })
  return seen !== null && passes(seen, condition)
}

/** Of 「二百多」 everything holds that may hold. */
function passes(seen: Seen, test: Test): boolean {
  if (seen.as === 'keys') {
    if ('is' in test) return seen.keys.includes(String(test.is))
    return 'one_of' in test && test.one_of.some((key) => seen.keys.includes(key))
  }
  if (seen.as === 'days') return 'before' in test ? seen.to < test.before : 'after' in test && seen.from > test.after
  if (seen.as === 'given') return false
  const { least, most } = seen
  if ('is' in test) return least <= Number(test.is) && Number(test.is) <= most
  if ('at_least' in test) return most >= test.at_least
  if ('more_than' in test) return most > test.more_than
  if ('at_most' in test) return least <= test.at_most
  return 'less_than' in test && least < test.less_than
}

/** What each test asks for; a `Seen` of which sort it can look at is in `TESTS_OF`. */
const VALUES = {
  answered: z.boolean(),
  is: z.union([z.string(), z.number()]),
  is_not: z.union([z.string(), z.number()]),
  one_of: z.array(z.string()).min(1),
  at_least: z.number(),
  at_most: z.number(),
  more_than: z.number(),
  less_than: z.number(),
  before: z.string().refine(isDay),
  after: z.string().refine(isDay),
} satisfies Record<string, z.ZodType>

export type TestName = keyof typeof VALUES

export const TESTS_OF: Record<Seen['as'], TestName[]> = {
  keys: ['answered', 'is', 'is_not', 'one_of'],
  amount: ['answered', 'is', 'is_not', 'at_least', 'at_most', 'more_than', 'less_than'],
  days: ['answered', 'before', 'after'],
  given: ['answered'],
}

const isTestName = (key: string): key is TestName => Object.hasOwn(VALUES, key)

export const testOf = (test: Test): TestName => Object.keys(test).find(isTestName) as TestName

/** Every test in a condition, with its path. */
export function testsIn(condition: Condition, path: PropertyKey[] = []): { test: Test; path: PropertyKey[] }[] {
  if ('not' in condition) return testsIn(condition.not, [...path, 'not'])
  if ('all' in condition) return condition.all.flatMap((part, i) => testsIn(part, [...path, 'all', i]))
  if ('any' in condition) return condition.any.flatMap((part, i) => testsIn(part, [...path, 'any', i]))
  return [{ test: condition, path }]
}

/** The tests of a condition that can be looked at, whatever else is wrong with it. */
export function readableTests(raw: unknown, path: PropertyKey[]): ReturnType<typeof testsIn> {
  const whole = condition.safeParse(raw)
  if (whole.success) return testsIn(whole.data, path)
  if (raw === null || typeof raw !== 'object') return []
  return Object.entries(raw).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'not') return readableTests(value, [...path, key])
    const parts: unknown[] = (key === 'all' || key === 'any') && Array.isArray(value) ? value : []
    return parts.flatMap((part, i) => readableTests(part, [...path, key, i]))
  })
}

/** A condition as a file has it; every fault with its path. Whether its questions and values are there is not looked at. */
export const condition: z.ZodType<Condition> = z.unknown().transform((raw, context): Condition => {
  let faulty = false
  const tell = (path: PropertyKey[], message: string) => {
    faulty = true
    context.addIssue({ code: 'custom', path, message })
  }
  look(raw, [], tell)
  return faulty ? z.NEVER : (raw as Condition)
})

function look(raw: unknown, path: PropertyKey[], tell: (path: PropertyKey[], message: string) => void): void {
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    return tell(path, '条件写成 {field: …, is: …} 这样 / a condition is written like {field: …, is: …}')
  const entries: [string, unknown][] = Object.entries(raw)
  const [[key, value] = ['', undefined], ...more] = entries
  if (key === 'all' || key === 'any' || key === 'not') {
    if (more.length > 0) return tell(path, `${key} 旁边不能有别的 / nothing stands beside ${key}`)
    if (key === 'not') return look(value, [...path, key], tell)
    if (!Array.isArray(value) || value.length === 0)
      return tell([...path, key], `${key} 后面是一列条件 / ${key} is a list of conditions`)
    return value.forEach((part, i) => look(part, [...path, key, i], tell))
  }
  const field = Object.hasOwn(raw, 'field') ? (raw as { field: unknown }).field : undefined
  if (typeof field !== 'string') tell([...path, 'field'], '条件要写看哪一题（field） / a condition names its question')
  const tests = entries.filter(([name]) => name !== 'field')
  const names = Object.keys(VALUES).join(' ')
  for (const [name] of tests.filter(([each]) => !isTestName(each)))
    tell([...path, name], `没有「${name}」这种条件 / there is no test ${name}, only: ${names}`)
  const known = tests.filter(([name]) => isTestName(name))
  if (tests.length === 0 || known.length > 1) tell(path, `一个条件只写一样 / one test at a time: ${names}`)
  for (const [name, given] of known) {
    if (isTestName(name) && !VALUES[name].safeParse(given).success)
      tell([...path, name], `${name} 后面写得不对 / ${name} is not followed by ${WANTED[name]}`)
  }
}

const WANTED: Record<TestName, string> = {
  answered: 'true / false',
  is: '选项或数字 / a choice or a number',
  is_not: '选项或数字 / a choice or a number',
  one_of: '几个选项 / a list of choices',
  at_least: '数字 / a number',
  at_most: '数字 / a number',
  more_than: '数字 / a number',
  less_than: '数字 / a number',
  before: '日期 2014-01-31 / a day',
  after: '日期 2014-01-31 / a day',
}
