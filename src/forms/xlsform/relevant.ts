import { isDay } from '../../kernel/day.js'
import type { Condition, Test } from '../condition.js'
import { type Expression, readExpression, type Sign, turned } from './expression.js'

/** A question that expressions may name. */
export interface Asked {
  key: string
  /** How its answers compare. */
  as: 'keys' | 'amount' | 'days' | undefined
  /** Keys of its choices by their names in the workbook. */
  choices: Map<string, string>
  /** The table it is a column of. */
  table: string | null
}

export type Find = (name: string) => Asked | null

/** What `relevant` or `required` says as a condition, or null when a form cannot say it. */
export function readCondition(text: string, find: Find): Condition | null {
  const expression = readExpression(text)
  return expression && conditionOf(expression, find)
}

function conditionOf(expression: Expression, find: Find): Condition | null {
  if (expression.type === 'and' || expression.type === 'or') {
    const parts = expression.parts.map((part) => conditionOf(part, find))
    const whole = parts.filter((part) => part !== null)
    if (whole.length < parts.length) return null
    return expression.type === 'and' ? { all: whole } : either(whole)
  }
  if (expression.type === 'call') {
    const [first, second, ...more] = expression.inputs
    if (expression.name === 'not' && first && !second) {
      const inner = conditionOf(first, find)
      return inner && opposite(inner)
    }
    if (expression.name !== 'selected' || first?.type !== 'answer' || !second || more.length > 0) return null
    return testOf('=', first.name, second, find)
  }
  const { type, sign, left, right } = turned(expression) as Extract<Expression, { type: 'compare' }>
  if (type !== 'compare') return null
  if (left.type === 'answer') return testOf(sign, left.name, right, find)
  const [counted] = left.type === 'call' && left.name === 'count' ? left.inputs : []
  const asked = counted?.type === 'answer' ? find(counted.name) : null
  if (!asked || asked.table !== null || right.type !== 'number') return null
  const said = `${sign}${right.number}`
  return SOME.includes(said) || NONE.includes(said) ? { field: asked.key, answered: SOME.includes(said) } : null
}

/** Rows there are, and rows there are none. */
const SOME = ['>0', '>=1', '!=0']
const NONE = ['=0', '<1', '<=0']

/** `not(${a} = 'x')` is `{field: a, is_not: x}`. */
function opposite(condition: Condition): Condition {
  if ('is' in condition) return { field: condition.field, is_not: condition.is }
  if ('answered' in condition) return { field: condition.field, answered: !condition.answered }
  return { not: condition }
}

/** `${a} = 'x' or ${a} = 'y'` is `{field: a, one_of: [x, y]}`. */
function either(parts: Condition[]): Condition {
  const [first] = parts
  const keys = parts.flatMap((part) =>
    first && 'field' in first && 'is' in part && part.field === first.field && typeof part.is === 'string'
      ? [part.is]
      : [],
  )
  return first && 'field' in first && keys.length === parts.length
    ? { field: first.field, one_of: keys }
    : { any: parts }
}

const AMOUNTS: Record<Sign, (field: string, value: number) => Test> = {
  '=': (field, value) => ({ field, is: value }),
  '!=': (field, value) => ({ field, is_not: value }),
  '<': (field, value) => ({ field, less_than: value }),
  '<=': (field, value) => ({ field, at_most: value }),
  '>': (field, value) => ({ field, more_than: value }),
  '>=': (field, value) => ({ field, at_least: value }),
}

function testOf(sign: Sign, name: string, right: Expression, find: Find): Condition | null {
  const asked = find(name)
  if (!asked || asked.table !== null) return null
  const { key: field, as, choices } = asked
  const value = right.type === 'text' ? right.text : right.type === 'number' ? right.number : dayIn(right)
  if (value === null) return null
  const equal = sign === '=' || sign === '!='
  if (value === '') return equal ? { field, answered: sign === '!=' } : null
  if (as === 'keys') {
    const key = choices.get(String(value))
    if (key === undefined || !equal) return null
    return sign === '=' ? { field, is: key } : { field, is_not: key }
  }
  if (as === 'amount' && Number.isFinite(Number(value))) return AMOUNTS[sign](field, Number(value))
  if (as !== 'days' || typeof value !== 'string' || !isDay(value) || equal) return null
  if (sign === '<') return { field, before: value }
  if (sign === '>') return { field, after: value }
  const past = sign === '<=' ? { field, after: value } : { field, before: value }
  return { all: [{ field, answered: true }, { not: past }] }
}

function dayIn(expression: Expression): string | null {
  const [day] = expression.type === 'call' && expression.name === 'date' ? expression.inputs : []
  return day?.type === 'text' ? day.text : null
}

/** A condition as `relevant` says it; `several` tells which questions have answers of several choices, `isTable` which are tables. */
export function writeCondition(
  condition: Condition,
  of: { several(key: string): boolean; isTable(key: string): boolean },
): string {
  const write = (part: Condition): string => writeCondition(part, of)
  const inner = (part: Condition): string => ('any' in part || 'one_of' in part ? `(${write(part)})` : write(part))
  if ('all' in condition) return condition.all.map(inner).join(' and ')
  if ('any' in condition)
    return condition.any.map((part) => ('all' in part ? `(${write(part)})` : inner(part))).join(' or ')
  if ('not' in condition) return `not(${write(condition.not)})`
  const { field } = condition
  const ref = `\${${field}}`
  const is = (value: string | number, sign: '=' | '!=') => {
    if (typeof value === 'number') return `${ref} ${sign} ${value}`
    if (!of.several(field)) return `${ref} ${sign} '${value}'`
    return sign === '=' ? `selected(${ref}, '${value}')` : `not(selected(${ref}, '${value}'))`
  }
  if ('answered' in condition) {
    if (of.isTable(field)) return `count(${ref}) ${condition.answered ? '> 0' : '= 0'}`
    return `${ref} ${condition.answered ? '!=' : '='} ''`
  }
  if ('is' in condition) return is(condition.is, '=')
  if ('is_not' in condition) return is(condition.is_not, '!=')
  if ('one_of' in condition) return condition.one_of.map((key) => is(key, '=')).join(' or ')
  if ('at_least' in condition) return `${ref} >= ${condition.at_least}`
  if ('at_most' in condition) return `${ref} <= ${condition.at_most}`
  if ('more_than' in condition) return `${ref} > ${condition.more_than}`
  if ('less_than' in condition) return `${ref} < ${condition.less_than}`
  return 'before' in condition ? `${ref} < date('${condition.before}')` : `${ref} > date('${condition.after}')`
}
