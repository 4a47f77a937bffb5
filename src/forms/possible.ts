import { addDays, type Day } from '../kernel/day.js'
import type { Condition, Test } from './condition.js'
import type { Field } from './form.js'
import { kindOf } from './kinds.js'

/** So many ways for a condition to hold are looked at; a longer one is left alone. */
const WAYS = 64

/** The question that can never be as a condition wants it, whatever is answered; null where the condition can hold. */
export function neverSo(condition: Condition, find: (key: string) => Field | null): string | null {
  const ways = waysOf(condition)
  if (ways.length > WAYS) return null
  const failing = ways.map((tests) => {
    const keys = [...new Set(tests.map(({ field }) => field))]
    return keys.find((key) => {
      const field = find(key)
      return (
        field !== null &&
        !canBe(
          field,
          tests.filter((test) => test.field === key),
        )
      )
    })
  })
  return failing.every((key) => key !== undefined) ? (failing[0] ?? null) : null
}

/** Each way a condition can hold: tests that hold together. What stands under `not` is taken to hold. */
function waysOf(condition: Condition): Test[][] {
  if ('not' in condition) return [[]]
  if ('any' in condition) return condition.any.flatMap(waysOf)
  if (!('all' in condition)) return [[condition]]
  return condition.all.reduce<Test[][]>(
    (ways, part) =>
      ways.length > WAYS ? ways : ways.flatMap((way) => waysOf(part).map((tests) => [...way, ...tests])),
    [[]],
  )
}

function canBe(field: Field, tests: Test[]): boolean {
  const given = tests.some((test) => !('is_not' in test) && !('answered' in test && !test.answered))
  if (given && tests.some((test) => 'answered' in test && !test.answered)) return false
  const { comparison } = kindOf(field)
  switch (comparison?.as) {
    case 'keys':
      return canChoose(comparison.all(field), comparison.one === true, tests)
    case 'amount':
      // Of 二百多 everything holds that may hold: only a limit speaks against that.
      return comparison.measure === 'number'
        ? canCount(field.options, tests)
        : tests.every((test) => canCount({ least: 0, ...field.options }, [test]))
    case 'days':
      return canFall(tests)
    default:
      return true
  }
}

function canChoose(all: string[], one: boolean, tests: Test[]): boolean {
  const not = tests.flatMap((test) => ('is_not' in test ? [String(test.is_not)] : []))
  const wanted = tests.flatMap((test) => ('is' in test ? [[String(test.is)]] : 'one_of' in test ? [test.one_of] : []))
  const left = wanted.map((keys) => keys.filter((key) => all.includes(key) && !not.includes(key)))
  if (left.some((keys) => keys.length === 0)) return false
  return !one || wanted.length === 0 || left.reduce((both, keys) => both.filter((key) => keys.includes(key))).length > 0
}

interface Limits {
  least?: number
  most?: number
  whole?: boolean
}

function canCount(limits: Limits, tests: Test[]): boolean {
  let [least, most] = [limits.least ?? -Infinity, limits.most ?? Infinity]
  // Of whole numbers, more than 3 is at least 4.
  const [up, down] = limits.whole ? [(n: number) => Math.floor(n) + 1, (n: number) => Math.ceil(n) - 1] : [same, same]
  for (const test of tests) {
    if ('is' in test || 'at_least' in test) least = Math.max(least, 'is' in test ? Number(test.is) : test.at_least)
    if ('is' in test || 'at_most' in test) most = Math.min(most, 'is' in test ? Number(test.is) : test.at_most)
    if ('more_than' in test) least = Math.max(least, up(test.more_than))
    if ('less_than' in test) most = Math.min(most, down(test.less_than))
  }
  const passes = (test: Test) =>
    !('more_than' in test && least <= test.more_than) && !('less_than' in test && least >= test.less_than)
  return least < most || (least === most && tests.every(passes))
}

const same = (n: number): number => n

function canFall(tests: Test[]): boolean {
  let [from, to]: [Day | null, Day | null] = [null, null]
  for (const test of tests) {
    if ('after' in test && (from === null || test.after > from)) from = test.after
    if ('before' in test && (to === null || test.before < to)) to = test.before
  }
  return from === null || to === null || addDays(from, 1) < to
}
