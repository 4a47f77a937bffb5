import { z } from 'zod'
import type { Headcount } from '../../kernel/quantity.js'
import {
  findHeadcount,
  isHousehold,
  readHeadcount,
  showHeadcount,
  showQuantity,
  showSum,
  sumQuantities,
} from '../../kernel/quantity-words.js'
import type { FieldKind } from '../field-kind.js'
import { isNothing, lonely, misread, prompt, quote, textOf } from '../prompt.js'

interface HeadcountOptions {
  /** Unit of a bare number. */
  unit: string
  /** More than this is a slip of the finger. */
  most: number
}

/** 「大概来了25人」 as 「来了大概25人」, as long as before: the grammar reads a hedge beside its number. */
const hedged = (text: string): string =>
  text.replace(/(大概|大约|估计|差不多)((?:来|到|有|参加)了?)(?!大概|大约)/g, '$2$1')

/** How many came, with unit and parts: 25人, 二百多人次, 32人（志愿者5、居民27）. */
export const headcount: FieldKind<HeadcountOptions, Headcount> = {
  name: 'headcount',
  options: z.strictObject({ unit: z.string().min(1).default('人'), most: z.int().min(1).default(100_000) }),
  ask: (field, _partial, old, { words }) =>
    prompt(field, words, {
      old: old === null ? null : showHeadcount(old),
      example: words.say('headcount.example', { unit: field.options.unit }),
    }),
  askOtherwise: (field, _partial, { words }) => words.say('headcount.otherwise', { unit: field.options.unit }),
  read({ options: { unit } }, said) {
    const text = textOf(said)
    if (text === null) return misread('text.wanted')
    const raw = hedged(text)
    if (isNothing(raw)) return { type: 'nothing' }
    const value = raw.length > 200 ? null : (readHeadcount(raw, unit) ?? lonely(raw, findHeadcount)?.headcount ?? null)
    return value ? { type: 'answered', value } : misread('headcount.unclear', { said: quote(text) })
  },
  objection: (_field, text) => {
    const minus = /(?:^|[\s,，;；])[-－负]\d+\s*[人名位户家]/.exec(text)
    return minus && { code: 'headcount.unclear', values: { said: quote(minus[0].trim()) } }
  },
  spot(_field, text) {
    const found = findHeadcount(hedged(text))
    return found && { value: found.headcount, start: found.start, end: found.end }
  },
  check({ options: { most } }, { quantity, breakdown }) {
    if (quantity.max > most) return [{ code: 'headcount.too_big', values: { most } }]
    const parts = breakdown.reduce((sum, { role, count }) => sum + (isHousehold(role) ? 0 : count), 0)
    if (parts > quantity.max && !isHousehold(quantity.unit))
      return [{ code: 'headcount.parts', values: { parts, all: showQuantity(quantity) } }]
    return []
  },
  show: (_field, value) => showHeadcount(value),
  cell: (_field, value) => showHeadcount(value),
  // One count stays in her own words; only a sum becomes a range.
  tally: (_field, values) =>
    values.length === 1 && values[0]
      ? showQuantity(values[0].quantity)
      : values.length > 0
        ? showSum(sumQuantities(values.map(({ quantity }) => quantity)))
        : null,
  comparison: {
    as: 'amount',
    measure: 'people',
    of: ({ quantity: { min, max, unit } }) => ({ least: min, most: max, unit }),
  },
  encode: ({ quantity, breakdown }) => ({
    quantity: { ...quantity },
    breakdown: breakdown.map((part) => ({ ...part })),
  }),
  decode: decodeHeadcount,
}

const count = z.number().min(0)
const stored = z.object({
  quantity: z.object({
    min: count,
    max: count,
    unit: z.string(),
    qualifier: z.string().nullable(),
    basis: z.enum(['sign_in', 'count', 'estimate', 'recalled']).nullable(),
    wording: z.string(),
  }),
  breakdown: z.array(z.object({ role: z.string(), count })),
})

export function decodeHeadcount(json: unknown): Headcount {
  return stored.parse(json)
}
