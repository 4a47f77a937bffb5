import { makeChance, type Chance } from '../emulator/chance.js'

/** Repeatable chance of one person: the same numbers give the same conversation. */
export interface Dice extends Chance {
  happens(chance: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of these by its weight. */
  weighed<T>(items: readonly (readonly [number, T])[]): T
  /** From `least` to `most`, both included. */
  between(least: number, most: number): number
}

export function diceOf(...numbers: number[]): Dice {
  const chance = makeChance(numbers.reduce(mixed, 0x5eed))
  const { next, below } = chance
  return {
    ...chance,
    happens: (of) => next() < of,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('there is nothing to pick from')
      return item
    },
    weighed(items) {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of items) if ((left -= weight) < 0) return item
      return items.at(-1)![1]
    },
    between: (least, most) => least + below(most - least + 1),
  }
}

/** Neighbouring numbers give seeds that have nothing to do with each other. */
function mixed(seed: number, number: number): number {
  let hash = Math.imul(seed ^ number, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
