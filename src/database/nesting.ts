import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transact } from '../conversations/ports.js'

const inside = new AsyncLocalStorage<true>()

/**
 * A unit of work that waits for another one would wait for itself: the writer takes one after another, and on MySQL the second could wait
 * for a lock of the first. Throws at once instead.
 */
export function notNested<P>(transact: Transact<P>): Transact<P> {
  return async (work) => {
    if (inside.getStore()) {
      throw new Error(
        'transact was called inside a unit of work: use the ports of that unit, or call it after the unit has ended',
      )
    }
    return transact((ports) => inside.run(true, () => work(ports)))
  }
}
