import type { Day } from '../kernel/day.js'
import type { ActivityRow } from './record.js'

/** The activity that is counted in the place of one that is the same. */
export interface SameAs {
  chainId: string
  /** By name, where it is another than the record's own. */
  organisation: string | null
  startsOn: Day
  title: string
}

type Row = Pick<ActivityRow, 'position' | 'headcountMin' | 'headcountMax'>

/**
 * Of the rows of one record under a merged day and title those that another record's rows take the place of: as many as there are there,
 * first those with the same headcount.
 */
export function takenPlaces(mine: readonly Row[], other: readonly Row[]): number[] {
  const left = [...mine].sort((x, y) => x.position - y.position)
  const taken: number[] = []
  const take = (row: Row | undefined) => {
    if (row) taken.push(left.splice(left.indexOf(row), 1)[0]!.position)
    return row !== undefined
  }
  const rest = other.filter(
    ({ headcountMin, headcountMax }) =>
      !take(left.find((row) => row.headcountMin === headcountMin && row.headcountMax === headcountMax)),
  )
  for (const _ of rest) take(left[0])
  return taken
}
