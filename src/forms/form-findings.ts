import { type Check, comparedBy, comparisonOf, operandOf } from './checks.js'
import { readableTests, type Test, TESTS_OF, testOf, testsIn } from './condition.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'

/** Something about a part of a form file, by its path. */
export interface Finding {
  path: PropertyKey[]
  message: string
}

/** A form as far as it could be read: null is a question or check of which nothing could, `keys` and `raws` are those of all questions. */
interface Read {
  keys: (string | null)[]
  raws: unknown[]
  fields: (Field | null)[]
  checks: (Check | null)[]
  idle: string[]
  idleOptional: string[]
}

/** What no single question shows: keys that stand twice, bounds nobody could meet, and references to what is not there or of no use. */
export function findings(read: Read): Finding[] {
  return [
    ...read.keys.flatMap((key, i) =>
      key !== null && read.keys.indexOf(key) < i
        ? [{ path: ['fields', i, 'key'], message: `fields.${i}.key: 有两题都用「${key}」 / ${key} stands twice` }]
        : [],
    ),
    ...read.raws.flatMap((raw, i) => ofField(raw, i, read)),
    ...read.checks.flatMap((check, i) => (check ? ofCheck(check, i, read) : [])),
    ...read.idle.flatMap((key, i) => (read.keys.includes(key) ? [] : [unknown(['idle', i], key)])),
    ...read.idleOptional.flatMap((key, i) =>
      read.idle.includes(key)
        ? []
        : [{ path: ['idle_optional', i], message: `idle 里没有「${key}」 / ${key} is not in idle` }],
    ),
  ]
}

const unknown = (path: PropertyKey[], key: string): Finding => ({
  path,
  message: `没有「${key}」这一题 / there is no question ${key}`,
})

const CONDITIONS = ['when', 'required_when']

/** Of a question as the file has it, for its conditions are looked at whatever else is wrong with it. */
function ofField(raw: unknown, i: number, read: Read): Finding[] {
  const { least, most } = (read.fields[i]?.options ?? {}) as { least?: number; most?: number }
  const partOf = (of: unknown, name: string): unknown =>
    typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
  const columns = partOf(raw, 'columns')
  return [
    // Nobody could answer it, and nobody could submit.
    ...(least !== undefined && most !== undefined && least > most
      ? [
          {
            path: ['fields', i, 'least'],
            message: `fields.${i}.least: 最少 ${least} 比最多 ${most} 还多 / ${least} is more than most, ${most}`,
          },
        ]
      : []),
    ...CONDITIONS.flatMap((name) =>
      readableTests(partOf(raw, name), ['fields', i, name]).flatMap((found) => ofTest(found, i, read)),
    ),
    ...(Array.isArray(columns) ? columns : []).flatMap((column: unknown, j) =>
      CONDITIONS.flatMap((name) =>
        partOf(column, name) === undefined
          ? []
          : [{ path: ['fields', i, 'columns', j, name], message: '表里的一项不能有条件 / a column has no conditions' }],
      ),
    ),
  ]
}

/** A condition is about an earlier question, asks what its answers can be asked, and names choices that there are. */
function ofTest({ test, path }: { test: Test; path: PropertyKey[] }, i: number, { keys, fields }: Read): Finding[] {
  const at = keys.indexOf(test.field)
  const told = (key: string, message: string): Finding[] => [{ path: [...path, key], message }]
  if (at < 0) return [unknown([...path, 'field'], test.field)]
  if (at >= i)
    return told(
      'field',
      `「${test.field}」在后面，条件只能看前面的题 / ${test.field} is not asked before this question`,
    )
  const field = fields[at]
  if (!field) return []
  const { comparison } = kindOf(field)
  const name = testOf(test)
  const tests = TESTS_OF[comparison?.as ?? 'given']
  if (!tests.includes(name))
    return told(name, `「${test.field}」不能用 ${name} / ${test.field} can only be asked: ${tests.join(' ')}`)
  const value = (test as unknown as Record<string, unknown>)[name]
  if (comparison?.as === 'amount' && name !== 'answered' && typeof value !== 'number')
    return told(name, `「${test.field}」是数，要和数比 / ${test.field} is compared with a number`)
  if (comparison?.as !== 'keys' || name === 'answered') return []
  const all = comparison.all(field)
  return [value]
    .flat()
    .flatMap((key) =>
      typeof key === 'string' && all.includes(key)
        ? []
        : told(name, `「${test.field}」没有选项 ${String(key)} / no choice of it, only: ${all.join(' ')}`),
    )
}

/** A check compares two different questions that can be compared. */
function ofCheck({ rule, of }: Check, i: number, { keys, fields }: Read): Finding[] {
  const known = fields.filter((field) => field !== null)
  const operands = of.map((name) => operandOf(known, name))
  const path = ['checks', i, rule]
  const told = (message: string, at: PropertyKey[] = []): Finding => ({ path: [...path, ...at], message })
  const as = comparedBy(rule)
  const misfits = of.flatMap((name, j) => {
    const operand = operands[j]
    const [key = ''] = name.split('.')
    // Nothing is said of a question that has faults of its own.
    if (!operand && keys.includes(key) && !known.some((one) => one.key === key)) return []
    if (!operand) return [unknown([...path, j], name)]
    const comparison = comparisonOf(operand)
    if (comparison?.as === as && !(operand.column && as === 'days')) return []
    const wanted = as === 'days' ? '日期 / a day' : '数 / an amount'
    return [told(`${rule} 比的是${wanted}，「${name}」不是`, [j])]
  })
  const [a, b] = operands
  if (misfits.length > 0 || !a || !b) return misfits
  if (a.field === b.field) return [told('要写两道不同的题 / two questions, not one')]
  const [one, other] = [comparisonOf(a), comparisonOf(b)]
  if (one?.as !== 'amount' || other?.as !== 'amount') return []
  const alike = one.measure === other.measure || [one.measure, other.measure].includes('number')
  return alike ? [] : [told('人数和金额不能比 / people and money are not compared')]
}

/** Questions and columns that feed nothing and that no condition or check looks at. */
export function unused(form: Form): Finding[] {
  const looked = new Set([
    ...form.fields.flatMap(({ when, requiredWhen }) =>
      [when, requiredWhen].flatMap((each) => (each ? testsIn(each).map(({ test }) => test.field) : [])),
    ),
    ...(form.checks ?? []).flatMap(({ of }) => of),
  ])
  const flagged = (name: string, label: string, path: PropertyKey[]): Finding[] =>
    looked.has(name)
      ? []
      : [
          {
            path: [...path, 'key'],
            message: `「${label}」没有说明用在报告的哪里（feeds），用不到的题不要问 / ${name} feeds nothing: say what for, or leave it out`,
          },
        ]
  return form.fields.flatMap((field, i) => [
    ...(field.feeds === undefined ? flagged(field.key, field.label, ['fields', i]) : []),
    ...(kindOf(field).columns?.(field) ?? []).flatMap(({ field: column }, j) =>
      column.feeds === undefined
        ? flagged(`${field.key}.${column.key}`, column.label, ['fields', i, 'columns', j])
        : [],
    ),
  ])
}
