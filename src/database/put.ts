import type { Outcome } from '../programmes/register.js'
import { assigned, insert, one, type Row, type Sql, type Value } from './sql.js'

/** What a row gets: what is undefined stays as it is, or is null in a new row. */
export type Given = Record<string, Value | undefined>

/** Makes the row of this key, or brings it up to date where it differs. */
export async function put(sql: Sql, table: string, key: Row, given: Given): Promise<Outcome> {
  const row = Object.fromEntries(Object.entries(given).filter((each): each is [string, Value] => each[1] !== undefined))
  const columns = Object.keys(row)
  const where = Object.keys(key).map((column) => `${column} = ?`)
  const found = await one<Row>(
    sql,
    `SELECT ${columns.join(', ')} FROM ${table} WHERE ${where.join(' AND ')}`,
    Object.values(key),
  )
  if (!found) {
    await insert(sql, table, { ...key, ...row })
    return 'created'
  }
  if (columns.every((column) => found[column] === row[column])) return 'same'
  await sql.run(`UPDATE ${table} SET ${assigned(columns)} WHERE ${where.join(' AND ')}`, [
    ...Object.values(row),
    ...Object.values(key),
  ])
  return 'changed'
}

/** Takes the row of this key away, if it is there. */
export async function remove(sql: Sql, table: string, key: Row): Promise<Outcome> {
  const where = Object.keys(key).map((column) => `${column} = ?`)
  const found = await sql.run(`DELETE FROM ${table} WHERE ${where.join(' AND ')}`, Object.values(key))
  return found > 0 ? 'removed' : 'same'
}
