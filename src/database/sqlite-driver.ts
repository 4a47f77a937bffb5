import type { DataSource } from 'typeorm'
import type { Value } from './sql.js'

/** What we use of libsql and better-sqlite3 alike. All of it is synchronous. */
export interface RawSqlite {
  prepare(text: string): RawStatement
  pragma(text: string): unknown
  readonly inTransaction: boolean
}

export interface RawStatement {
  readonly reader: boolean
  /** libsql leaves a statement open after `get`, and an open statement forbids the commit: rows are always read to their end. */
  all(values: Value[]): unknown[]
  run(values: Value[]): { changes: number }
}

/** Loading better-sqlite3 13 on a Node without N-API 10 (Node 20) kills the process; libsql runs on all but is a little slower. */
export async function sqliteDriver(): Promise<unknown> {
  const name = Number(process.versions.napi) >= 10 ? 'better-sqlite3' : 'libsql'
  const module = (await import(name)) as { default: unknown }
  return module.default
}

/** The connection under a DataSource; TypeORM keeps exactly one on SQLite. */
export const rawSqlite = (source: DataSource): RawSqlite =>
  (source.driver as unknown as { databaseConnection: RawSqlite }).databaseConnection

/** Statements by their text, so that the database parses each only once. */
export function statements(raw: RawSqlite): (text: string) => RawStatement {
  const known = new Map<string, RawStatement>()
  return (text) => {
    let statement = known.get(text)
    if (!statement) known.set(text, (statement = raw.prepare(text)))
    return statement
  }
}
