import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Transact } from '../conversations/ports.js'
import { isBusy, isGone, outageOf } from './sqlite-faults.js'
import { statements, type RawSqlite } from './sqlite-driver.js'
import type { Sql } from './sql.js'

interface Unit {
  work(sql: Sql): Promise<unknown>
  settle(outcome: Settled): void
}
type Settled = { value: unknown } | { error: unknown }
const NEVER_RUN: Settled = { error: new Error('the unit of work was never run') }

/** One commit waits for the disk once, however many units it carries; more than this would make the first of them wait for the last. */
const GROUP = 64
const GROUP_MS = 20
/** A unit speaks to the database only, which answers at once: one that takes this long waits for something else and holds up everybody. */
const STUCK_MS = 5_000
/** How long another process may keep the file locked. */
const BUSY_MS = 2_000

/**
 * The one writer of the file. Units run strictly one after another in the order they came, those that wait together in one transaction,
 * each in a savepoint: one that throws is undone alone. All are answered after the commit, which is on disk by then.
 */
export function sqliteWriter(raw: RawSqlite): { transact: Transact<Sql>; drained: () => Promise<void> } {
  const prepared = statements(raw)
  const command = (text: string) => prepared(text).run([])
  const waiting: Unit[] = []
  let running: Promise<void> | null = null

  const transact: Transact<Sql> = <T>(work: (sql: Sql) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, settle: (given) => ('error' in given ? reject(given.error) : resolve(given.value as T)) })
      running ??= run()
    })

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // Lets everything that arrived with the first unit join it, and the process live between two groups.
      await nextTurn()
      await group()
    }
    running = null
  }

  async function group(): Promise<void> {
    const settled: { unit: Unit; outcome: Settled }[] = []
    try {
      await begin()
      const started = performance.now()
      let stuck = () => {}
      const watch = setTimeout(() => stuck(), STUCK_MS)
      try {
        const room = () => settled.length < GROUP && performance.now() - started < GROUP_MS
        for (let unit = waiting.shift(); unit; unit = room() ? waiting.shift() : undefined) {
          const entry = { unit, outcome: NEVER_RUN }
          settled.push(entry)
          entry.outcome = await inSavepoint(unit, (give) => (stuck = give))
        }
      } finally {
        clearTimeout(watch)
      }
      command('COMMIT')
    } catch (error) {
      const outcome = { error: outageOf(undo()) ?? outageOf(error) ?? error }
      if (settled.length === 0) settled.push(...waiting.splice(0).map((unit) => ({ unit, outcome })))
      for (const entry of settled) entry.outcome = outcome
    }
    for (const { unit, outcome } of settled) unit.settle(outcome)
  }

  /** Leaves no transaction open, whatever happened; what goes wrong with that is handed back. */
  function undo(): unknown {
    try {
      if (raw.inTransaction) command('ROLLBACK')
      return null
    } catch (error) {
      return error
    }
  }

  /** Takes the lock of the file at the start, so that no statement later finds another process in its way. */
  async function begin(): Promise<void> {
    for (const started = performance.now(); ; await pause(10)) {
      try {
        if (raw.inTransaction) command('ROLLBACK')
        command('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() - started > BUSY_MS) throw error
      }
    }
  }

  async function inSavepoint(unit: Unit, onStuck: (give: () => void) => void): Promise<Settled> {
    let over = false
    const sql: Sql = {
      dialect: 'sqlite',
      async all<R>(text: string, values: (string | number | null)[] = []) {
        if (over) throw new Error('the unit of work is over')
        return prepared(text).all(values) as R[]
      },
      async run(text, values = []) {
        if (over) throw new Error('the unit of work is over')
        return prepared(text).run(values).changes
      },
    }
    command('SAVEPOINT unit')
    const outcome = await new Promise<Settled>((settle) => {
      onStuck(() => settle({ error: new Error(`a unit of work took over ${STUCK_MS} ms: what does it wait for?`) }))
      unit.work(sql).then(
        (value) => settle({ value }),
        (error: unknown) => settle({ error }),
      )
    })
    over = true
    // A full or failing disk undoes the whole transaction by itself, and with it the units before this one.
    if ('error' in outcome && (!raw.inTransaction || isGone(outcome.error))) throw outcome.error
    if ('error' in outcome) command('ROLLBACK TO unit')
    command('RELEASE unit')
    return outcome
  }

  return {
    transact,
    drained: async () => {
      await running
    },
  }
}
