import type { Quantity } from '../kernel/quantity.js'

/** How many different people a record counts, in columns of its own row. */
export interface PeopleRow {
  peopleMin: number | null
  peopleMax: number | null
  peopleUnit: string | null
  peopleQualifier: string | null
  peopleBasis: Quantity['basis']
  peopleWording: string | null
}

/** For a SELECT from `records r`. */
export const PEOPLE = 'r.peopleMin, r.peopleMax, r.peopleUnit, r.peopleQualifier, r.peopleBasis, r.peopleWording'

export const peopleRow = (people: Quantity | null): PeopleRow => ({
  peopleMin: people?.min ?? null,
  peopleMax: people?.max ?? null,
  peopleUnit: people?.unit ?? null,
  peopleQualifier: people?.qualifier ?? null,
  peopleBasis: people?.basis ?? null,
  peopleWording: people?.wording ?? null,
})

/** Takes the ledger out of a row and leaves the rest. */
export function withPeople<R extends PeopleRow>(row: R): Omit<R, keyof PeopleRow> & { people: Quantity | null } {
  const { peopleMin: min, peopleMax: max, peopleUnit: unit, peopleQualifier, peopleBasis, peopleWording, ...rest } = row
  const people =
    min === null || max === null || unit === null
      ? null
      : { min, max, unit, qualifier: peopleQualifier, basis: peopleBasis, wording: peopleWording ?? '' }
  return { ...rest, people }
}
