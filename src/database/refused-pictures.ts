import type { Withheld } from '../records/public-records.js'
import type { Sql } from './sql.js'

/**
 * Why pictures of the hub may not be shown, by the hash of the very picture: consent to one of those that are the same was taken back, or was
 * not given, or was not known, in a record that counts. It wins over what was said of the others.
 */
export async function refusedPictures(
  reads: Pick<Sql, 'all'>,
  hubId: string,
): Promise<{ of(sha256: string | null): Withheld | null }> {
  const rows = await reads.all<{ sha256: string; why: Withheld }>(
    `SELECT p.sha256, 'withdrawn' AS why FROM photo_withdrawals w JOIN photos p ON p.id = w.photoId
       WHERE w.hubId = ? AND p.sha256 IS NOT NULL
     UNION SELECT p.sha256, x.consent FROM records r JOIN record_photos x ON x.recordId = r.id JOIN photos p ON p.id = x.photoId
       WHERE r.hubId = ? AND r.currentOf IS NOT NULL AND r.state <> 'withdrawn' AND x.consent IN ('not_given', 'unknown') AND p.sha256 IS NOT NULL`,
    [hubId, hubId],
  )
  const order: Withheld[] = ['unknown', 'not_given', 'withdrawn']
  const byHash = new Map(
    rows.toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why)).map(({ sha256, why }) => [sha256, why]),
  )
  return { of: (sha256) => (sha256 === null ? null : (byHash.get(sha256) ?? null)) }
}
