import type { NewId } from '../kernel/id.js'
import { startHousekeeping, startPlanning } from './schedule.js'
import { startWorker } from './worker.js'

/** What makes ids, and what makes time pass: jobs as they fall due, the plan of each day, the nights. A rehearsal moves all of it by hand. */
export interface Movers {
  newId: NewId
  worker: typeof startWorker
  planning: typeof startPlanning
  housekeeping: typeof startHousekeeping
}

/** By the clock of the machine. */
export const byItself = (newId: NewId): Movers => ({
  newId,
  worker: startWorker,
  planning: startPlanning,
  housekeeping: startHousekeeping,
})
