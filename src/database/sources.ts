import { DataSource, type DataSourceOptions } from 'typeorm'
import type { Dialect } from './columns.js'
import { migrations } from './migrations/all.js'
import { schemas } from './schemas/all.js'
import { sqliteDriver, type RawSqlite } from './sqlite-driver.js'

export type DatabaseSettings =
  | { type: 'sqlite'; file: string }
  | { type: 'mariadb' | 'mysql'; host: string; port: number; user: string; password: string; database: string }

export const dialectOf = (settings: DatabaseSettings): Dialect => (settings.type === 'sqlite' ? 'sqlite' : 'mysql')

/**
 * In WAL mode with a sync at each commit what was answered survives the machine. The log is written back every 16 MB instead of every
 * 4 MB: drafts change the same pages again and again.
 */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'wal_autocheckpoint = 4000', 'temp_store = MEMORY']

/** To a server. */
export const CONNECTIONS = 10
const CONNECT_MS = 1_500

/**
 * How TypeORM reaches the database. The SQLite driver never waits for a lock (`timeout: 0`): it would stop the process; the writer asks
 * again instead.
 */
export async function sourceOptions(settings: DatabaseSettings): Promise<DataSourceOptions> {
  const shared = { entities: schemas(dialectOf(settings)), migrations, migrationsTransactionMode: 'each' as const }
  if (settings.type !== 'sqlite') {
    const { user, ...server } = settings
    return {
      ...shared,
      ...server,
      username: user,
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: CONNECT_MS,
      poolSize: CONNECTIONS,
      supportBigNumbers: false,
      bigNumberStrings: false,
      extra: { jsonStrings: true, decimalNumbers: true, enableKeepAlive: true },
    }
  }
  return {
    ...shared,
    type: 'better-sqlite3',
    database: settings.file,
    driver: await sqliteDriver(),
    timeout: 0,
    prepareDatabase: (raw: RawSqlite) => {
      for (const pragma of PRAGMAS) raw.pragma(pragma)
    },
  }
}

export const writerOf = async (settings: DatabaseSettings): Promise<DataSource> =>
  new DataSource(await sourceOptions(settings))

/** The second connection to a SQLite file: reads beside the writer, cannot write. */
export async function readerOf(settings: DatabaseSettings): Promise<DataSource> {
  return new DataSource({
    ...(await sourceOptions(settings)),
    prepareDatabase: (raw: RawSqlite) => raw.pragma('query_only = ON'),
  } as DataSourceOptions)
}
