import type { Pool, PoolConnection } from 'mysql2'
import { DataSource, type DataSourceOptions } from 'typeorm'
import type { Instant } from '../kernel/clock.js'
import { putRows, tablesIn } from './copy-rows.js'
import { dumpReader, limitedTo, within } from './dump-sources.js'
import { migrationsRun } from './migrations-run.js'
import { sourceOptions, writerOf, type DatabaseSettings } from './sources.js'
import type { Row } from './sql.js'

/** What a dump holds: the migrations its tables come from, oldest first, and the rows of each table. */
export interface Dumped {
  migrations: string[]
  rows: Record<string, number>
}

/**
 * Writes all of a database, as it is at one moment and while others work on it, into a new SQLite file: the same whatever database it comes
 * from, so that it can be read without a server and put back into either. Tables of an older version stay as they are.
 * Rejects with an `Outage` when the database is not to be had.
 */
export async function dumpDatabase(settings: DatabaseSettings, file: string): Promise<Dumped> {
  if (settings.type === 'sqlite') await vacuumInto(settings, file)
  else await snapshotInto(settings, file)
  return within(await dumpReader(file), contents)
}

const KEPT_IN = {
  photos: "SELECT sha256, copy, thumbnail FROM photos WHERE state = 'kept'",
  voices: "SELECT sha256 FROM voices WHERE state = 'kept'",
  broadcasts:
    "SELECT json_extract(content, '$.picture.blob') AS sha256 FROM broadcasts WHERE json_extract(content, '$.picture.blob') IS NOT NULL",
  // Of links that are over the files may be gone.
  downloads: 'SELECT sha256 FROM downloads WHERE expiresAt > ?',
}

/** The hashes of all files that the rows of a dump need, as it was made `now`. */
export const blobsNamedIn = async (file: string, now: Instant): Promise<Set<string>> =>
  within(await dumpReader(file), async (source) => {
    const tables = await tablesIn(source)
    const named: string[] = []
    for (const [table, text] of Object.entries(KEPT_IN)) {
      if (!tables.includes(table)) continue
      const rows = await source.query<Record<string, string>[]>(text, text.includes('?') ? [now] : [])
      named.push(...rows.flatMap((row) => Object.values(row)))
    }
    return new Set(named)
  })

async function vacuumInto(settings: DatabaseSettings & { type: 'sqlite' }, file: string): Promise<void> {
  const options = {
    ...(await sourceOptions(settings)),
    // Nobody else lives in this process: it may stand still for a lock.
    timeout: 5_000,
    prepareDatabase: () => {},
  } as DataSourceOptions
  await within(new DataSource(options), (source) => source.query('VACUUM INTO ?', [file]))
}

/** Row by row out of one snapshot, into tables made by the same migrations. */
async function snapshotInto(settings: Exclude<DatabaseSettings, { type: 'sqlite' }>, file: string): Promise<void> {
  await within(await writerOf(settings), async (source) => {
    const { pool } = source.driver as unknown as { pool: Pool }
    const names = await migrationsRun(source)
    const connection = await new Promise<PoolConnection>((resolve, reject) =>
      pool.getConnection((error, given) => (error ? reject(error) : resolve(given))),
    )
    try {
      for (const text of SNAPSHOT) {
        await new Promise<void>((resolve, reject) =>
          connection.query(text, (error) => (error ? reject(error) : resolve())),
        )
      }
      const rowsOf = (table: string) => connection.query(`SELECT * FROM ${table}`).stream() as AsyncIterable<Row>
      await within(await limitedTo(names, { type: 'sqlite', file }), async (target) => {
        await target.runMigrations()
        const runner = target.createQueryRunner()
        await runner.startTransaction()
        for (const table of await tablesIn(target)) await putRows(runner, table, rowsOf(table))
        await runner.commitTransaction()
        await runner.release()
        // One file, without a journal beside it.
        await target.query('PRAGMA journal_mode = DELETE')
      })
    } finally {
      connection.destroy()
    }
  })
}

const SNAPSHOT = [
  'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
]

async function contents(source: DataSource): Promise<Dumped> {
  const rows: Record<string, number> = {}
  for (const table of await tablesIn(source)) {
    const [row] = await source.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`)
    rows[table] = Number(row?.n)
  }
  return { migrations: await migrationsRun(source), rows }
}
