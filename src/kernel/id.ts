/** Makes the id of a new row. Ids are strings that sort by the time they were made. */
export type NewId = () => string

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** An id of 26 characters (10 of time, 16 of chance) from a moment in ms and 16 random bytes. */
export function idFrom(ms: number, random: Uint8Array): string {
  let time = ''
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time
  let chance = ''
  for (const byte of random.subarray(0, 16)) chance += ALPHABET[byte & 31]
  return time + chance
}
