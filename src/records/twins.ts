import type { Instant } from '../kernel/clock.js'
import type { Days } from '../kernel/day.js'
import { alike, type Between, type Told } from './alike.js'
import type { ActivityRow } from './record.js'

/** An activity by the record it stands in, its first day and its title: so it is known in every version that leaves these two alone. */
export interface ActivityKey {
  chainId: string
  startsOn: string
  title: string
}

/** An activity of a filed record that counts. */
export type KnownActivity = ActivityRow & {
  recordId: string
  chainId: string
  organisation: { id: string; name: string }
  contact: { id: string; name: string }
  form: string
  formVersion: number
  filedAt: Instant
}

/** Of a merged pair the first is not counted; a pair that was kept is two. */
export type Decision = 'merged' | 'kept'

/** Who said so, why, and through which message; `byContactId` may be of staff. */
export interface Decided {
  decision: Decision
  why: string | null
  byContactId: string
  decidedAt: Instant
  messageId: string
}

export interface TwinPair {
  id: string
  hubId: string
  /** Of one organisation, or of two: those are for the hub to decide. */
  scope: Between
  first: ActivityKey
  of: ActivityKey
  foundAt: Instant
}

/** A pair as it is shown to who decides: both are there and count, unless the pair is merged. */
export interface TwinCase extends TwinPair {
  decision: Decision | null
  why: string | null
  decidedAt: Instant | null
  sides: { first: KnownActivity; of: KnownActivity }
}

export interface Twins {
  /**
   * Activities that count and began within one of these ranges, of one organisation or of all others of its hub, but not of the record
   * `but`. Two filings at the same moment see one another: the second waits for the first, or both are run anew.
   */
  near(
    hubId: string,
    days: Days[],
    whose: { organisationId: string; others: boolean },
    but: string | null,
  ): Promise<KnownActivity[]>
  /** The pairs of a record that were found before, whatever was decided, on either side. */
  ofRecord(hubId: string, chainId: string): Promise<TwinPair[]>
  add(pair: TwinPair, decided: Decided | null): Promise<void>
  /**
   * Those nobody decided, the oldest first, then the last decided: what is merged, and what the hub kept. Of one organisation all pairs of its
   * own.
   */
  cases(hubId: string, organisationId?: string): Promise<TwinCase[]>
  /**
   * False when it was decided otherwise meanwhile: the pair must stand as `from`. `null` takes the decision back. `first` is the side that
   * is not counted from now on.
   */
  decide(
    pair: Pick<TwinPair, 'id' | 'hubId' | 'first' | 'of'>,
    from: Decision | null,
    decided: Decided | null,
  ): Promise<boolean>
}

/** What of `known` may be what is told of now, the likeliest pairs first. Rows of one record with the same day and title are one here. */
export function twinsOf<A extends Told, K extends Told & { chainId: string }>(
  activities: readonly A[],
  known: readonly K[],
  between: Between,
): { mine: A; other: K }[] {
  const found = activities.flatMap((mine) =>
    known.flatMap((other) => {
      const likeness = alike(mine, other, between)
      const counted = mine.headcountMin === other.headcountMin && mine.headcountMax === other.headcountMax
      return likeness === 0 ? [] : [{ mine, other, likeness: 2 * likeness + (counted ? 1 : 0) }]
    }),
  )
  const seen = new Set<string>()
  return found
    .sort((x, y) => y.likeness - x.likeness)
    .flatMap(({ mine, other }) => {
      const key = JSON.stringify([mine.startsOn, mine.title, other.chainId, other.startsOn, other.title])
      if (seen.has(key)) return []
      seen.add(key)
      return [{ mine, other }]
    })
}

/** The same pair, whichever side is named first. */
export const samePair = (x: Pick<TwinPair, 'first' | 'of'>, y: Pick<TwinPair, 'first' | 'of'>): boolean =>
  (sameKey(x.first, y.first) && sameKey(x.of, y.of)) || (sameKey(x.first, y.of) && sameKey(x.of, y.first))

export const sameKey = (x: ActivityKey, y: ActivityKey): boolean =>
  x.chainId === y.chainId && x.startsOn === y.startsOn && x.title === y.title
