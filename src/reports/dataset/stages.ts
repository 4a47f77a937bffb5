import { countStatuses, isUnsure, statusesAt, type StatusCount } from '../../programmes/partner-status.js'
import type { Partner } from '../../programmes/register.js'
import type { Dataset, Support } from './dataset.js'

/** How the network stood at the end of a year. */
export interface Stage {
  year: number
  counts: StatusCount[]
  /** The same without those of whom the hub is not sure: what lies between is a range. */
  sure: StatusCount[]
  /** Who became a landing site in the year, and who left. */
  landed: number
  left: number
  /** Partners as they stood on its last day, and what became of partners in it. */
  standing: Partner[]
  changes: Partner[]
  /** What the hub did for partners in it. */
  support: Support[]
}

/** The years in which something became of a partner, as far as the report goes; each as it stood on its last day. */
export function stagesOf({
  partners,
  support,
  choice: { range },
}: Pick<Dataset, 'partners' | 'support' | 'choice'>): Stage[] {
  const within = partners.filter(({ fromOn }) => fromOn <= (range.to ?? fromOn))
  const years = [...new Set(within.map(({ fromOn }) => Number(fromOn.slice(0, 4))))].sort((a, b) => a - b)
  const first = Number(range.from?.slice(0, 4) ?? 0)
  return years
    .filter((year) => year >= first)
    .map((year) => {
      const changes = within.filter(({ fromOn }) => fromOn.startsWith(`${year}-`))
      const changed = (status: string) => changes.filter((one) => one.status === status).length
      const standing = statusesAt(within, `${year}-12-31`)
      return {
        year,
        counts: countStatuses(standing),
        sure: countStatuses(standing.filter((one) => !isUnsure(one))),
        landed: changed('landed'),
        left: changed('left'),
        standing,
        changes,
        support: support.filter(({ happenedOn }) => happenedOn.startsWith(`${year}-`)),
      }
    })
}
