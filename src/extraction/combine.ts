import { isDeepStrictEqual } from 'node:util'
import { SURE, type ExtractedActivity, type Read } from './activity.js'

/** What both read the same. */
const AGREED = 0.95
/** What the model alone read, where it read the rest as the rules did. */
const FILLED = 0.7
const ASKED = SURE - 0.1
/** So many values must be read the same, and none differently, before the model's word alone is taken. */
const ENOUGH = 2

type Field = 'date' | 'attendance' | 'expense' | 'title' | 'place'
const FIELDS = ['date', 'attendance', 'expense', 'title', 'place'] as const
/** Copied words may be cut a little longer or shorter; nothing hangs on them. */
const SPANS = new Set<Field>(['title', 'place'])

/**
 * Two readings of one message as one. The rules' value stays where both have one: where they differ it falls below `SURE`, with the model's in
 * `others`. What the model alone has is taken where it read at least two other values as the rules did and none differently; else it is
 * `proposed`. So a model makes more questions, but no value of the rules worse.
 */
export function combine(ruled: ExtractedActivity[], modelled: ExtractedActivity[]): ExtractedActivity[] {
  const pairs = paired(ruled, modelled)
  const all = pairs.flatMap(({ rules, model }) => (rules && model ? compared(rules, model) : []))
  const trusted = all.filter((same) => same).length >= ENOUGH && !all.includes(false)
  return pairs.flatMap(({ rules, model }) => {
    if (!model) return rules ? [rules] : []
    if (rules) return [both(rules, model, trusted)]
    const inside = ruled.some(({ span }) => span.start < model.span.end && model.span.start < span.end)
    return inside ? [] : [added(model, trusted)]
  })
}

/** In the order of the text: by their order where both found as many, else each of the rules' with the one of the model's most like it. */
function paired(ruled: ExtractedActivity[], modelled: ExtractedActivity[]) {
  if (ruled.length === modelled.length) return ruled.map((rules, i) => ({ rules, model: modelled[i] ?? null }))
  const left = [...modelled]
  const pairs: { rules: ExtractedActivity | null; model: ExtractedActivity | null }[] = ruled.map((rules) => {
    const [best] = left.toSorted((a, b) => likeness(rules, b) - likeness(rules, a))
    if (!best || likeness(rules, best) === 0) return { rules, model: null }
    left.splice(left.indexOf(best), 1)
    return { rules, model: best }
  })
  const at = ({ rules, model }: (typeof pairs)[number]) => (rules ?? model)?.span.start ?? 0
  return [...pairs, ...left.map((model) => ({ rules: null, model }))].toSorted((a, b) => at(a) - at(b))
}

const likeness = (a: ExtractedActivity, b: ExtractedActivity): number =>
  FIELDS.filter((field) => a[field] !== null && same(field, a[field], b[field])).length

const same = (field: Field, a: Read<unknown> | null, b: Read<unknown> | null): boolean =>
  SPANS.has(field)
    ? a !== null && b !== null && a.span.start < b.span.end && b.span.start < a.span.end
    : isDeepStrictEqual(a?.value, b?.value)

/** Whether each of the values that both have is the same; words that were copied do not count, nor does a status that goes without saying. */
const compared = (rules: ExtractedActivity, model: ExtractedActivity): boolean[] => [
  ...FIELDS.filter((field) => !SPANS.has(field) && rules[field] && model[field]).map((field) =>
    same(field, rules[field], model[field]),
  ),
  ...(rules.status.value === model.status.value ? [] : [false]),
  ...rules.breakdown.flatMap(({ value }) => {
    const other = model.breakdown.find((one) => one.value.role === value.role)
    return other ? [other.value.count === value.count] : []
  }),
]

function both(rules: ExtractedActivity, model: ExtractedActivity, trusted: boolean): ExtractedActivity {
  const one = <T>(field: Field, a: Read<T> | null, b: Read<T> | null): Read<T> | null => {
    if (a === null) return b && alone(b, trusted)
    if (b === null) return a
    if (same(field, a, b)) return agreed(a)
    return SPANS.has(field) ? { ...a, others: [b.value] } : doubted(a, b)
  }
  const planned = rules.status.value === 'planned'
  return {
    ...rules,
    date: one('date', rules.date, model.date),
    title: one('title', rules.title, model.title),
    place: one('place', rules.place, model.place),
    // Nobody has come to what is still to come.
    attendance:
      rules.status.value === 'done' ? one('attendance', rules.attendance, model.attendance) : rules.attendance,
    expense: planned ? rules.expense : one('expense', rules.expense, model.expense),
    breakdown: rules.status.value === 'done' ? roles(rules, model, trusted) : rules.breakdown,
    status: rules.status.value === model.status.value ? agreed(rules.status) : doubted(rules.status, model.status),
  }
}

function roles(
  rules: ExtractedActivity,
  model: ExtractedActivity,
  trusted: boolean,
): Read<ExtractedActivity['breakdown'][number]['value']>[] {
  const own = rules.breakdown.map((read) => {
    const other = model.breakdown.find(({ value }) => value.role === read.value.role)
    if (!other) return read
    return other.value.count === read.value.count ? agreed(read) : doubted(read, other)
  })
  const known = (span: { start: number; end: number }) =>
    rules.breakdown.some((one) => one.span.start < span.end && span.start < one.span.end)
  const whole = rules.attendance?.value.count ?? model.attendance?.value.count
  const more = model.breakdown.filter(
    ({ value, span }) =>
      !known(span) && value.count !== whole && !rules.breakdown.some((one) => one.value.role === value.role),
  )
  return [...own, ...more.map((read) => alone(read, trusted))].toSorted((a, b) => a.span.start - b.span.start)
}

/** What only the model took for an activity. */
function added(model: ExtractedActivity, trusted: boolean): ExtractedActivity {
  const of = <T>(read: Read<T> | null) => read && alone(read, trusted)
  const certain = trusted && (model.date !== null || model.attendance !== null)
  return {
    ...model,
    date: of(model.date),
    title: of(model.title),
    place: of(model.place),
    attendance: of(model.attendance),
    expense: of(model.expense),
    breakdown: model.breakdown.map((read) => alone(read, trusted)),
    status: alone(model.status, certain),
  }
}

const agreed = <T>(read: Read<T>): Read<T> => ({ ...read, confidence: Math.max(read.confidence, AGREED) })
const doubted = <T>(read: Read<T>, other: Read<T>): Read<T> => ({
  ...read,
  confidence: Math.min(read.confidence, ASKED),
  others: [other.value],
})
const alone = <T>(read: Read<T>, trusted: boolean): Read<T> =>
  trusted ? { ...read, confidence: Math.min(read.confidence, FILLED) } : { ...read, confidence: ASKED, proposed: true }
