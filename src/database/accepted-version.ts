/**
 * The version of a record that the public may see: the one the hub accepted last, also while a correction of it waits; none while that one is
 * opened again, and none of what was taken back.
 */
export const accepted = (v: string): string => `${v}.state = 'accepted' AND (${v}.currentOf IS NOT NULL OR (
  EXISTS (SELECT 1 FROM records now WHERE now.currentOf = ${v}.chainId AND now.state <> 'withdrawn')
  AND NOT EXISTS (SELECT 1 FROM record_events e JOIN records newer ON newer.id = e.recordId
    WHERE e.chainId = ${v}.chainId AND e.type = 'accepted' AND newer.version > ${v}.version)))`
