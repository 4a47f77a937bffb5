import { readHeadcount } from '../kernel/headcount-words.js'
import type { Headcount } from '../kernel/quantity.js'
import { readQuantity, showQuantity } from '../kernel/quantity-words.js'
import type { Query } from './field-kind.js'

const isTimes = ({ quantity: { unit } }: Headcount): boolean => unit.endsWith('次')

/** So many different people, with how often they came beside them: 40人（120人次）. Null where `people` are none, or more than came. */
function people(times: Headcount, people: Headcount | null): Headcount | null {
  if (!people || isTimes(people) || people.quantity.min > times.quantity.max) return null
  const { unit: role, min: count } = times.quantity
  const shown = showQuantity(times.quantity)
  const beside = { role, count, ...(shown !== `${count}${role}` && { wording: shown }) }
  return { ...people, breakdown: [...people.breakdown, beside] }
}

/**
 * A count for a question about different people: of attendances with the people among them (120人次，约40人) these are the answer; of
 * attendances alone (120人次) it is still to be said how many they were (`times`).
 */
export function different(value: Headcount): Headcount {
  if (!isTimes(value)) return value
  const among = value.breakdown.find(({ role }) => role === '人')
  const quantity = among && readQuantity(among.wording ?? `${among.count}人`)
  if (!quantity) return { ...value, times: true }
  const breakdown = value.breakdown.filter((part) => part !== among)
  const basis = quantity.basis ?? value.quantity.basis
  return people(value, { quantity: { ...quantity, basis }, breakdown }) ?? { ...value, times: true }
}

function settled(headcount: Headcount): Headcount {
  const { times: _, ...value } = headcount
  return value
}

/** 「120人次」是来的次数，不同的人一共有多少个？ */
export const differentToo: Query<object, Headcount> = {
  due: (_field, { times }) => times === true,
  ask: (_field, { quantity }, { words }) => words.say('different.ask', { all: showQuantity(quantity) }),
  answer(_field, value, text) {
    const now = readHeadcount(text)
    return now && now.quantity.max === 0 ? null : people(settled(value), now)
  },
  // What is left is no number of people: see `check`.
  left: settled,
  unclear: 'headcount.unclear',
}
