import { AsyncLocalStorage } from 'node:async_hooks'

const runs = new AsyncLocalStorage<AbortSignal | null>()

/** The handler of a run that was given up came back: its job may have run again meanwhile, so it writes nothing any more. */
export class GivenUp extends Error {
  constructor() {
    super('the run was given up')
  }
}

/** Runs a handler: all that it does, however long it waits, knows whether its run was given up. */
export const asRun = <T>(givenUp: AbortSignal, handler: () => Promise<T>): Promise<T> => runs.run(givenUp, handler)

/** What a worker does of its own, also when a handler asked for it. */
export const outsideRuns = <T>(work: () => T): T => runs.run(null, work)

/** Units of work that a run which was given up can neither begin nor end: they throw instead, and nothing of them is kept. */
export function unlessGivenUp<P>(
  units: <T>(work: (ports: P) => Promise<T>) => Promise<T>,
): <T>(work: (ports: P) => Promise<T>) => Promise<T> {
  return async (work) => {
    // A writer that takes several units together may do this one's work on another's behalf.
    const givenUp = runs.getStore()
    const check = () => {
      if (givenUp?.aborted) throw new GivenUp()
    }
    check()
    return units(async (ports) => {
      const value = await work(ports)
      check()
      return value
    })
  }
}
