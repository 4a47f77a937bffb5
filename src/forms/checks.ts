import { z } from 'zod'
import type { Days } from '../kernel/day.js'
import type { Amount, Comparison } from './field-kind.js'
import type { Field, Form } from './form.js'
import { kindOf } from './kinds.js'
import { type Given, seeing } from './relevance.js'
import type { Column } from './rows.js'

/**
 * What must hold between two answers. An operand is a question by its key, or the sum of a table's column: `spending.amount`. `say` is what
 * is told when it does not hold; without it a sentence of the rule.
 */
export interface Check {
  rule: Rule
  of: [string, string]
  say?: string
}

/** Days and amounts that are not exact break a rule only where they surely do; `before` may be the same day. */
const DAYS = { before: (a: Days, b: Days) => a.from <= b.to }
const AMOUNTS = {
  at_most: (a: Amount, b: Amount) => a.least <= b.most,
  equal: (a: Amount, b: Amount) => a.least <= b.most && b.least <= a.most,
}

export type Rule = keyof typeof DAYS | keyof typeof AMOUNTS
export const RULES: Rule[] = ['before', 'at_most', 'equal']

/** What both operands of a rule must be. */
export const comparedBy = (rule: Rule): 'days' | 'amount' => (rule in DAYS ? 'days' : 'amount')

const WRITTEN = '写成 {before: [一题, 另一题], say: …} / a check is written like {before: [one, other], say: …}'
const pair = z.tuple([z.string(), z.string()], `${WRITTEN}: two questions`)
const rules = z.strictObject({ before: pair, at_most: pair, equal: pair }).partial()
const written = z.strictObject({ ...rules.shape, say: z.string().min(1).max(100).optional() })

/** A check as a file has it: `{before: [start, end], say: 结束日期早于开始日期}`. */
export const check: z.ZodType<Check> = written.transform(({ say, ...given }, context): Check => {
  const [rule, ...more] = RULES.filter((each) => given[each] !== undefined)
  const of = rule && given[rule]
  if (!rule || !of || more.length > 0) {
    context.addIssue({ code: 'custom', message: `${WRITTEN}: ${RULES.join(' ')}` })
    return z.NEVER
  }
  return { rule, of, ...(say === undefined ? {} : { say }) }
})

export interface Operand {
  field: Field
  /** Its values are added up. */
  column: Column | null
}

/** The question an operand names, and the column of it; null where there is none. */
export function operandOf(fields: Field[], name: string): Operand | null {
  const [key, columnKey] = name.split('.')
  const field = fields.find((one) => one.key === key)
  if (!field || columnKey === undefined) return field ? { field, column: null } : null
  const column = kindOf(field)
    .columns?.(field)
    .find((one) => one.field.key === columnKey)
  return column ? { field, column } : null
}

export const comparisonOf = ({ field, column }: Operand): Comparison<object, unknown> | undefined =>
  column ? column.kind.comparison : kindOf(field).comparison

export interface Failed {
  check: Check
  /** The two questions, in the order of the form. */
  fields: [Field, Field]
}

/** The first check that the answers break; what is not asked or not answered breaks none. `form` has only what is asked. */
export function failedCheck(form: Form, { answers }: Given): Failed | null {
  for (const check of form.checks ?? []) {
    const [a, b] = check.of.map((name) => operandOf(form.fields, name))
    const [one, other] = [a && valueOf(a, answers), b && valueOf(b, answers)]
    if (!a || !b || !one || !other || keeps(check.rule, one, other)) continue
    const inOrder = form.fields.indexOf(a.field) < form.fields.indexOf(b.field)
    return { check, fields: inOrder ? [a.field, b.field] : [b.field, a.field] }
  }
  return null
}

type Value = { days: Days } | { amount: Amount }

function valueOf(operand: Operand, answers: Given['answers']): Value | null {
  const { field, column } = operand
  const value = answers[field.key]?.value ?? null
  if (value === null) return null
  if (!column) {
    const seen = seeing(field, value)
    return seen.as === 'days' ? { days: seen } : seen.as === 'amount' ? { amount: seen } : null
  }
  const kind = kindOf(field)
  const { comparison } = column.kind
  if (comparison?.as !== 'amount') return null
  const amount = sum((kind.cells?.(column, kind.decode(value)) ?? []).map(comparison.of))
  return amount && { amount }
}

function sum(amounts: Amount[]): Amount | null {
  const [first, ...rest] = amounts
  if (!first || rest.some(({ unit }) => unit !== first.unit)) return null
  return amounts.reduce((all, { least, most }) => ({ ...all, least: all.least + least, most: all.most + most }), {
    least: 0,
    most: 0,
    unit: first.unit,
  })
}

function keeps(rule: Rule, one: Value, other: Value): boolean {
  if (rule === 'before') return !('days' in one && 'days' in other) || DAYS.before(one.days, other.days)
  if (!('amount' in one && 'amount' in other)) return true
  const comparable = one.amount.unit === null || other.amount.unit === null || one.amount.unit === other.amount.unit
  return !comparable || AMOUNTS[rule](one.amount, other.amount)
}
