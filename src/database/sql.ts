import type { Dialect } from './columns.js'

export type Value = string | number | null
export type Row = Record<string, Value>

/** Statements on one connection, inside the unit of work it was given to. A text seen before is not parsed again. */
export interface Sql {
  readonly dialect: Dialect
  all<R>(text: string, values?: Value[]): Promise<R[]>
  /** The number of rows that it found, changed or not. */
  run(text: string, values?: Value[]): Promise<number>
}

/** The one row there can be. */
export async function one<R>(sql: Sql, text: string, values?: Value[]): Promise<R | null> {
  const [row] = await sql.all<R>(text, values)
  return row ?? null
}

export const insert = (sql: Sql, table: string, row: Row): Promise<number> =>
  sql.run(insertText(table, row), Object.values(row))

/** Leaves the row alone that stands there already under the same `key`. */
export const insertIfAbsent = (sql: Sql, table: string, row: Row, key: string[]): Promise<number> =>
  sql.run(
    insertText(table, row) +
      (sql.dialect === 'sqlite'
        ? ` ON CONFLICT (${key.join(', ')}) DO NOTHING`
        : ` ON DUPLICATE KEY UPDATE ${key[0]} = ${key[0]}`),
    Object.values(row),
  )

/** Makes the row, or brings the one that stands under the same `key` up to date: columns that `row` does not name stay as they are. */
export async function upsert(sql: Sql, table: string, row: Row, key: string[]): Promise<void> {
  const rest = Object.keys(row).filter((column) => !key.includes(column))
  const found = await sql.run(
    `UPDATE ${table} SET ${assigned(rest)} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`,
    [...rest, ...key].map((column) => row[column] ?? null),
  )
  if (found === 0) await insert(sql, table, row)
}

/** `a = ?, b = ?` */
export const assigned = (columns: string[]): string => columns.map((column) => `${column} = ?`).join(', ')

const insertText = (table: string, row: Row) => {
  const columns = Object.keys(row)
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
}
