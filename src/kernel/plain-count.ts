import type { Headcount } from './quantity.js'

const PLAIN = /^([1-9]\d{0,4})(人?)$/

/** 「25人」, 「25」, as most write it: what the grammar of `readHeadcount` would make of it. Null for all else. */
export function plainCount(text: string, defaultUnit: string): Headcount | null {
  const [wording, digits = '', unit] = PLAIN.exec(text) ?? []
  if (wording === undefined) return null
  const count = Number(digits)
  const quantity = { min: count, max: count, unit: unit || defaultUnit, qualifier: null, basis: null, wording }
  return { quantity, breakdown: [] }
}
