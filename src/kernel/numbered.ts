/** Numbers that a clock or counter gave within one second are no further apart; of two drawn by chance out of 63 bits hardly ever. */
const NEAR = 2n ** 34n

/**
 * Whether the platform numbered one of two messages of the same second before the other. Numbers that rise with time tell the order, whatever
 * their length; numbers that are far apart tell nothing, nor does a missing one.
 */
export function numberedBefore(one: string | undefined, other: string | undefined): boolean {
  if (!one || !other) return false
  const apart = BigInt(other) - BigInt(one)
  return apart > 0n && apart <= NEAR
}
