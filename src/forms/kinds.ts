import { asksBack } from './asks-back.js'
import type { AnyKind } from './field-kind.js'
import type { Field } from './form.js'
import { choice } from './kinds/choice.js'
import { choices } from './kinds/choices.js'
import { date } from './kinds/date.js'
import { dateRange } from './kinds/date-range.js'
import { headcount } from './kinds/headcount.js'
import { money } from './kinds/money.js'
import { number } from './kinds/number.js'
import { photos } from './kinds/photos.js'
import { place } from './kinds/place.js'
import { tableKind } from './kinds/table.js'
import { text } from './kinds/text.js'

/** Each with the keys of all of them, in one order: what asks any kind finds its place as fast as if there were one. */
function byName(kinds: AnyKind[]): Record<string, AnyKind> {
  const keys = [...new Set(kinds.flatMap((kind) => Object.keys(kind)))] as (keyof AnyKind)[]
  const alike = (kind: AnyKind) => Object.fromEntries(keys.map((key) => [key, kind[key]])) as unknown as AnyKind
  return Object.fromEntries(kinds.map((kind) => [kind.name, alike(kind)]))
}

/** Kinds whose answer is one value, which may also be a column. */
const simple = [text, number, headcount, money, date, dateRange, choice, choices, place] as AnyKind[]

/** All kinds, by name: the one list. */
export const kinds = byName([...simple.map(asksBack), tableKind(byName(simple)), photos])

/** Whether its answer is one of a list, or several of it. */
export const isChosen = (field: Field): boolean => kindOf(field).comparison?.as === 'keys'

/** Whether its answer is how many people came. */
export const countsPeople = ({ comparison }: AnyKind): boolean =>
  comparison?.as === 'amount' && comparison.measure === 'people'

/** The kind of a field; forms are checked when they are read, so an unknown one is a bug. */
export function kindOf(field: Field): AnyKind {
  const kind = kinds[field.kind]
  if (!kind) throw new Error(`unknown kind ${field.kind}`)
  return kind
}
