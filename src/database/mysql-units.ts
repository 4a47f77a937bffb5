import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2'
import type { Transact } from '../conversations/ports.js'
import { Outage } from '../kernel/outage.js'
import { clashed, isConnectionLost, outageOf } from './mysql-faults.js'
import { CONNECTIONS } from './sources.js'
import type { Sql, Value } from './sql.js'

/** A turn must be answered within five seconds; a server that says nothing for this long is as good as gone. */
const DEADLINE_MS = 3_000
/** Two units that want the same rows in another order: the server ends one of them, which then finds its way free. */
const TRIES = 4

/** Units that wait for a connection together, at most this many of them, share a transaction and so a commit. */
const TOGETHER = 8

interface Unit {
  work(sql: Sql): Promise<unknown>
  settle(end: End): void
  /** Ends the connection it is on: a server that is silent would be waited for. */
  giveUp(): void
  /** Its time is up and it was told so. */
  over: boolean
}
type End = { value: unknown } | { error: unknown }
/** `undone`: there was a connection and its transaction surely did nothing; another try may succeed. */
type Ran = { values: unknown[] } | { error: unknown; undone: boolean }

/**
 * Units of work in transactions, one connection of the pool each. Rows are locked by those who read them to change them. When the
 * connections are busy those that wait go together, one after another in one transaction; should one of them fail nothing stands, and each is
 * run anew alone. A unit that clashed with another is run anew, too; one that has no answer by the deadline is given up with its connection.
 */
export function mysqlUnits(pool: Pool): Transact<Sql> {
  const ready = new WeakSet<PoolConnection>()
  const waiting: Unit[] = []
  let lanes = 0

  async function lane(): Promise<void> {
    for (let units = share(); units.length > 0; units = share()) {
      const ran: Ran = units.length > 1 ? await once(pool, ready, units) : { error: null, undone: true }
      if ('values' in ran) units.forEach((unit, i) => unit.settle({ value: ran.values[i] }))
      else for (const unit of units) unit.settle(ran.undone ? await alone(pool, ready, unit) : ran)
    }
    lanes -= 1
  }
  const share = () => waiting.splice(0, Math.min(TOGETHER, Math.ceil(waiting.length / CONNECTIONS)))

  return <T>(work: (sql: Sql) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const settle = (end: End) => {
        clearTimeout(timer)
        if ('error' in end) reject(outageOf(end.error) ?? end.error)
        else resolve(end.value as T)
      }
      const unit: Unit = { work, settle, giveUp: () => {}, over: false }
      const timer = setTimeout(() => {
        unit.over = true
        unit.giveUp()
        settle(TIMEOUT)
      }, DEADLINE_MS)
      waiting.push(unit)
      if (lanes === CONNECTIONS) return
      lanes += 1
      void lane()
    })
}

const TIMEOUT = { error: new Outage('database.timeout') }

async function alone(pool: Pool, ready: WeakSet<PoolConnection>, unit: Unit): Promise<End> {
  for (let attempt = 1; ; attempt++) {
    const ran = await once(pool, ready, [unit])
    if ('values' in ran) return { value: ran.values[0] }
    const again = ran.undone && (clashed(ran.error) || isConnectionLost(ran.error))
    if (unit.over || attempt === TRIES || !again) return ran
  }
}

/** Runs units one after another in one transaction. */
async function once(pool: Pool, ready: WeakSet<PoolConnection>, units: Unit[]): Promise<Ran> {
  let connection: PoolConnection
  try {
    connection = await acquired(pool)
  } catch (error) {
    return { error, undone: false }
  }
  let undone = true
  const run = async (): Promise<unknown[]> => {
    if (!ready.has(connection)) {
      for (const text of SESSION) await asked(connection, text)
      ready.add(connection)
    }
    const values: unknown[] = []
    for (const unit of units) values.push(unit.over ? null : await unit.work(statementsOn(connection)))
    undone = false
    await asked(connection, 'COMMIT')
    return values
  }
  const givenUp = new Promise<never>((_resolve, reject) => {
    for (const unit of units) unit.giveUp = () => reject(TIMEOUT.error)
  })
  try {
    const values = await Promise.race([run(), givenUp])
    connection.release()
    return { values }
  } catch (error) {
    const healthy =
      !outageOf(error) &&
      (await asked(connection, 'ROLLBACK').then(
        () => true,
        () => false,
      ))
    if (healthy) connection.release()
    else connection.destroy()
    return { error, undone: undone || clashed(error) }
  }
}

/**
 * A transaction begins with its first statement: each word to the server costs a turn more than its work there. READ COMMITTED: what is
 * read under a lock is what the last holder left, and gaps are not locked. Values that do not fit are refused, not cut. Lock waits end
 * before the deadline.
 */
const SESSION = [
  'SET SESSION autocommit = 0',
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION innodb_lock_wait_timeout = 1, sql_mode = CONCAT_WS(',', @@sql_mode, 'STRICT_ALL_TABLES')",
]

const acquired = (pool: Pool): Promise<PoolConnection> =>
  new Promise((resolve, reject) =>
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection))),
  )

const asked = (connection: PoolConnection, text: string): Promise<void> =>
  new Promise((resolve, reject) => connection.query(text, (error) => (error ? reject(error) : resolve())))

/** Reads beside the units. On a connection of theirs a read begins a transaction, too, and must not leave it open. */
export const mysqlReads = (pool: Pool): Pick<Sql, 'all'> => ({
  async all<R>(text: string, values?: Value[]) {
    const connection = await acquired(pool)
    try {
      const rows = await statementsOn(connection).all<R>(text, values)
      await asked(connection, 'COMMIT')
      connection.release()
      return rows
    } catch (error) {
      connection.destroy()
      throw error
    }
  },
})

/** Statements the server prepares once a connection. */
const statementsOn = (connection: Pick<PoolConnection, 'execute'>): Sql => {
  const execute = (text: string, values: Value[] = []) =>
    new Promise<unknown>((resolve, reject) =>
      connection.execute(text, values, (error, result) => (error ? reject(error) : resolve(result))),
    )
  return {
    dialect: 'mysql',
    all: async <R>(text: string, values?: Value[]) => (await execute(text, values)) as R[],
    run: async (text, values) => ((await execute(text, values)) as ResultSetHeader).affectedRows,
  }
}
