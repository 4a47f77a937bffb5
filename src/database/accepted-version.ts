/**
 * The version of a record that the public may see: the one the hub accepted last, also while a correction of it waits; none while that one is
 * opened again, and none of what was taken back.
 */
export const accepted = (v: string): string => `${v}.state = 'accepted' AND (${v}.currentOf IS NOT NULL OR (
  EXISTS (SELECT 1 FROM records now WHERE now.currentOf = ${v}.chainId AND now.state <> 'withdrawn')
  AND NOT EXISTS (SELECT 1 FROM record_events e JOIN records newer ON newer.id = e.recordId
    WHERE e.chainId = ${v}.chainId AND e.type = 'accepted' AND newer.version > ${v}.version)))`

/** That the public sees no version of the record whose version that counts this is. */
export const leftOut = (v: string): string =>
  `${v}.state <> 'accepted' AND NOT EXISTS (SELECT 1 FROM records shown WHERE shown.chainId = ${v}.chainId AND ${accepted('shown')})`

/** Whether the picture `p` of this version is still in the one that counts: what was taken out of that is not shown of an earlier one either. */
export const stillIn = (recordId: string): string =>
  `EXISTS (SELECT 1 FROM records shown JOIN records now ON now.currentOf = shown.chainId JOIN record_photos y ON y.recordId = now.id
    JOIN photos q ON q.id = y.photoId WHERE shown.id = ${recordId} AND (q.id = p.id OR q.sha256 = p.sha256))`
