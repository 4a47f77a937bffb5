import type { Guest } from './salon.js'

const comes = ({ answer, waitingSince }: Guest): boolean => answer === 'yes' && waitingSince === null
const waits = ({ answer, waitingSince }: Guest): boolean => answer === 'yes' && waitingSince !== null

/** Those who have seats. */
export const coming = (guests: Guest[]): Guest[] => guests.filter(comes)

/** Those who wait for seats, in the order in which they will get them. */
export const waiting = (guests: Guest[]): Guest[] =>
  guests.filter(waits).toSorted((a, b) => (a.waitingSince! < b.waitingSince! ? -1 : 1))

/** The place of this one among those that wait, from 1; 0 where it does not. */
export const positionOf = (guests: Guest[], guest: Guest | null): number =>
  waiting(guests).findIndex(({ organisationId }) => organisationId === guest?.organisationId) + 1

export const peopleOf = (guests: { people: number }[]): number => guests.reduce((sum, { people }) => sum + people, 0)

/** The seats that nobody has, those of this organisation counted as free; null where there is no limit. */
export const freeSeats = (capacity: number | null, guests: Guest[], but?: string): number | null =>
  capacity === null
    ? null
    : Math.max(0, capacity - peopleOf(coming(guests).filter(({ organisationId }) => organisationId !== but)))

/**
 * Who gets seats now that some are free: those who wait, in their order, each when all of its people fit. Who does not fit keeps her turn and
 * holds up nobody.
 */
export function movedUp(capacity: number | null, guests: Guest[]): Guest[] {
  let free = freeSeats(capacity, guests) ?? Infinity
  return waiting(guests).filter(({ people }) => {
    if (people > free) return false
    free -= people
    return true
  })
}
