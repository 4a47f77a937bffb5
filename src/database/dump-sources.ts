import { DataSource, type DataSourceOptions } from 'typeorm'
import { migrations } from './migrations/all.js'
import { outageOf as mysqlOutageOf } from './mysql-faults.js'
import { sourceOptions, type DatabaseSettings } from './sources.js'
import type { RawSqlite } from './sqlite-driver.js'
import { outageOf as sqliteOutageOf } from './sqlite-faults.js'

/** Reads a dump without changing a byte of it. */
export const dumpReader = async (file: string): Promise<DataSource> =>
  new DataSource({
    ...(await sourceOptions({ type: 'sqlite', file })),
    prepareDatabase: (raw: RawSqlite) => raw.pragma('query_only = ON'),
  } as DataSourceOptions)

/** A database whose tables are to be those of some older version. */
export const limitedTo = async (names: string[], settings: DatabaseSettings): Promise<DataSource> =>
  new DataSource({
    ...(await sourceOptions(settings)),
    migrations: migrations.filter(({ name }) => names.includes(name)),
  })

/** Connects for as long as the work takes. Rejects with an `Outage` when the database is not to be had. */
export async function within<T>(source: DataSource, work: (source: DataSource) => Promise<T>): Promise<T> {
  await source.initialize().catch((error: unknown) => {
    throw mysqlOutageOf(error) ?? sqliteOutageOf(error) ?? error
  })
  try {
    return await work(source)
  } finally {
    await source.destroy()
  }
}
