import { type Instant, instantOf, millisOf } from '../../src/kernel/clock.js'
import type { Person } from './person.js'

/** Everything happens in steps of this length: those who act in the same one are taken in together. */
const TICK_MS = 2_000

/** The first step that is not before this instant. */
export const tickAfter = (at: Instant): Instant => instantOf(Math.ceil(millisOf(at) / TICK_MS) * TICK_MS)

/** Who does something when. */
export class Agenda {
  readonly #at = new Map<Instant, Person[]>()
  #ticks: Instant[] = []
  add(at: Instant, me: Person): void {
    const there = this.#at.get(at)
    if (there) return void there.push(me)
    this.#at.set(at, [me])
    let [low, high] = [0, this.#ticks.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#ticks[middle]! > at) low = middle + 1
      else high = middle
    }
    this.#ticks.splice(low, 0, at)
  }
  next(): Instant | null {
    return this.#ticks.at(-1) ?? null
  }
  take(at: Instant): Person[] {
    const there = this.#at.get(at) ?? []
    this.#at.delete(at)
    if (this.#ticks.at(-1) === at) this.#ticks.pop()
    return there
  }
}
