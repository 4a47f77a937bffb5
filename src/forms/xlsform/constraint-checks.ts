import type { Check, Operand } from '../checks.js'
import type { Expression } from './expression.js'
import type { Asked, Find } from './relevant.js'

/** What a constraint says of the answer and that to another question: `. >= ${start}`, `. <= sum(${amount})`; null when it says something else. */
export function readCheck(clause: Expression, own: Asked, find: Find): Omit<Check, 'say'> | null {
  if (clause.type !== 'compare' || clause.left.type !== 'self' || own.table !== null) return null
  const { sign, right } = clause
  const [summed] = right.type === 'call' && right.name === 'sum' ? right.inputs : []
  const named = summed ?? right
  const other = named.type === 'answer' ? find(named.name) : null
  if (!other || other.key === own.key || other.as !== own.as || (summed !== undefined) !== (other.table !== null))
    return null
  if (own.as === 'keys' || own.as === undefined || (summed && own.as === 'days')) return null
  const name = other.table === null ? other.key : `${other.table}.${other.key}`
  const rule = own.as === 'days' ? 'before' : 'at_most'
  if (sign === '<=') return { rule, of: [own.key, name] }
  if (sign === '>=') return { rule, of: [name, own.key] }
  return sign === '=' && own.as === 'amount' ? { rule: 'equal', of: [name, own.key] } : null
}

/**
 * The constraint that says a check, at the later of its questions that is no table; null when both are tables. `nameOf` gives the name of a
 * question or column.
 */
export function writeCheck(
  { rule }: Check,
  [a, b]: [Operand, Operand],
  isLater: (one: Operand, other: Operand) => boolean,
  nameOf: (operand: Operand) => string,
): { key: string; clause: string } | null {
  if (a.column && b.column) return null
  const atSecond = a.column !== null || (b.column === null && isLater(b, a))
  const [host, other] = atSecond ? [b, a] : [a, b]
  const sign = rule === 'equal' ? '=' : atSecond ? '>=' : '<='
  const said = `\${${nameOf(other)}}`
  return { key: host.field.key, clause: `. ${sign} ${other.column ? `sum(${said})` : said}` }
}
