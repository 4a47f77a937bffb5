/** Repeatable chance: the same seed gives the same ids, orders and faults. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  shuffled<T>(items: readonly T[]): T[]
  /** `length` letters and digits. */
  letters(length: number): string
  /** A whole number between 2^53 and 2^63 as text: reading it as a JavaScript number loses digits. */
  bigId(): string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function makeChance(seed: number): Chance {
  // sfc32: ids of runs with different seeds must not meet, as they would in a generator of 32 bits.
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1]
  const draw = () => {
    const drawn = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + drawn) | 0
    return drawn >>> 0
  }
  for (let warm = 0; warm < 12; warm++) draw()
  const next = () => draw() / 2 ** 32
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    shuffled(items) {
      const order = [...items]
      for (let i = order.length - 1; i > 0; i--) {
        const j = below(i + 1)
        ;[order[i], order[j]] = [order[j]!, order[i]!]
      }
      return order
    },
    letters: (length) => Array.from({ length }, () => LETTERS[below(LETTERS.length)]).join(''),
    bigId() {
      const low = (BigInt(draw() & 0x7fffffff) << 32n) | BigInt(draw())
      return String(low > 2n ** 53n ? low : low + 2n ** 53n)
    },
  }
}
