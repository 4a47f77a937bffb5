import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'mysql2'
import type { DataSource } from 'typeorm'
import type { Transact } from '../conversations/ports.js'
import type { SeasonPorts } from '../reminders/ports.js'
import type { Clock } from '../kernel/clock.js'
import type { NewId } from '../kernel/id.js'
import { Outage } from '../kernel/outage.js'
import { unlessGivenUp } from '../jobs/run.js'
import { outageOf as mysqlOutageOf } from './mysql-faults.js'
import { migrations } from './migrations/all.js'
import { migrationsRun } from './migrations-run.js'
import { mysqlReads, mysqlUnits } from './mysql-units.js'
import { notNested } from './nesting.js'
import { readerOf, writerOf, type DatabaseSettings } from './sources.js'
import type { Sql, Value } from './sql.js'
import { rawSqlite, statements } from './sqlite-driver.js'
import { outageOf as sqliteOutageOf } from './sqlite-faults.js'
import { takePlace } from './sqlite-place.js'
import { sqliteWriter } from './sqlite-writer.js'
import { turnPorts } from './turn-ports.js'

export interface Database {
  /** Rejects with an `Outage` when the database is gone, and works again when it is back. */
  transact: Transact<SeasonPorts>
  /** The same for those that speak SQL themselves. */
  units: Transact<Sql>
  /** Reads beside the units; never waits for them, never writes. */
  reads: Pick<Sql, 'all'>
  /** Runs the migrations that were not run yet, and gives their names. */
  migrate(): Promise<string[]>
  /** What an operator wants to know: the version of the server or library, and the migrations that were not run yet. Changes nothing. */
  examine(): Promise<{ version: string; pending: string[] }>
  /** Whether a unit of work would succeed now. */
  ready(): Promise<boolean>
  /**
   * Takes the place of the one service on this database, until the process ends however it ends; false when another has it. On SQLite a
   * second one would take the first one's running jobs for leftovers; on MySQL several work side by side.
   */
  serve(): Promise<boolean>
  /** Ends when the units under way have. */
  close(): Promise<void>
}

/** Opens the database without touching its tables. Rejects with an `Outage` when it is not to be had. */
export async function openDatabase(
  settings: DatabaseSettings,
  { newId, clock }: { newId: NewId; clock: Clock },
): Promise<Database> {
  const opened = await (settings.type === 'sqlite' ? openSqlite(settings) : openMysql(settings))
  const units = notNested(unlessGivenUp(opened.units))
  return {
    ...opened,
    units,
    transact: (work) => units((sql) => work(turnPorts(sql, newId, clock))),
    async ready() {
      try {
        await units((sql) => sql.run(PROBE[sql.dialect]))
        return true
      } catch (error) {
        if (error instanceof Outage) return false
        throw error
      }
    },
  }
}

/** Statements that need everything a turn needs and change nothing: one that reaches the disk, one that a read-only server refuses. */
const PROBE = { sqlite: 'PRAGMA user_version = 1', mysql: "UPDATE hubs SET name = name WHERE id = ''" }

const CLOSE_MS = 2_000

type Opened = Pick<Database, 'units' | 'reads' | 'migrate' | 'examine' | 'serve' | 'close'>

async function openSqlite(settings: DatabaseSettings & { type: 'sqlite' }): Promise<Opened> {
  const [writer, reader] = [await writerOf(settings), await readerOf(settings)]
  await initialised(writer, sqliteOutageOf)
  await initialised(reader, sqliteOutageOf)
  const { transact, drained } = sqliteWriter(rawSqlite(writer))
  const prepared = statements(rawSqlite(reader))
  let leave: (() => void) | null = null
  return {
    units: transact,
    reads: { all: async <R>(text: string, values: Value[] = []) => prepared(text).all(values) as R[] },
    migrate: () => migrateOn(writer),
    examine: () => examineOn(writer, 'sqlite_version()'),
    async serve() {
      leave = await takePlace(settings.file)
      return leave !== null
    },
    async close() {
      await drained()
      leave?.()
      await reader.destroy()
      // One file again: who copies it now has everything.
      rawSqlite(writer).prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([])
      await writer.destroy()
    },
  }
}

async function openMysql(settings: Exclude<DatabaseSettings, { type: 'sqlite' }>): Promise<Opened> {
  const source = await writerOf(settings)
  await initialised(source, mysqlOutageOf)
  const { pool } = source.driver as unknown as { pool: Pool }
  // The pool drops a connection that fails while it is idle; without a listener the event would end the process.
  pool.on('connection', (connection) => connection.on('error', mysqlOutageOf))
  return {
    units: mysqlUnits(pool),
    reads: mysqlReads(pool),
    migrate: () => migrateOn(source),
    examine: () => examineOn(source, 'version()'),
    serve: () => Promise.resolve(true),
    // A server that says nothing would never say goodbye.
    close: () => Promise.race([destroyed(source), pause(CLOSE_MS, undefined, { ref: false })]),
  }
}

const migrateOn = async (source: DataSource): Promise<string[]> =>
  (await source.runMigrations()).map(({ name }) => name)

async function examineOn(source: DataSource, version: string) {
  const [row] = await source.query<{ version: string }[]>(`SELECT ${version} AS version`)
  const run = await migrationsRun(source)
  const pending = migrations.map(({ name }) => name).filter((name) => !run.includes(name))
  return { version: row?.version ?? '', pending }
}

const initialised = (source: DataSource, outageOf: (error: unknown) => Outage | null) =>
  source.initialize().catch((error: unknown) => {
    throw outageOf(error) ?? error
  })

/** Taking leave of a server that is gone is no failure. */
const destroyed = (source: DataSource): Promise<void> =>
  source.destroy().catch((error: unknown) => {
    if (!mysqlOutageOf(error)) throw error
  })
