import type { DataSource, QueryRunner } from 'typeorm'
import type { Row } from './sql.js'

const TOGETHER = 50

/** The tables of a SQLite file, those that others point at first, without TypeORM's own and SQLite's own. */
export async function tablesIn(source: DataSource): Promise<string[]> {
  const all = await source.query<{ name: string }[]>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations' AND name NOT LIKE 'sqlite%' ORDER BY name",
  )
  const sorted: string[] = []
  const visit = async (name: string): Promise<void> => {
    if (sorted.includes(name)) return
    const pointsAt = await source.query<{ table: string }[]>(`PRAGMA foreign_key_list(${name})`)
    for (const { table } of pointsAt) if (table !== name) await visit(table)
    sorted.push(name)
  }
  for (const { name } of all) await visit(name)
  return sorted
}

/** The rows of a table of a SQLite file in the order they were made, some at a time. */
export async function* rowsIn(source: DataSource, table: string): AsyncGenerator<Row> {
  for (let last = -1; ;) {
    const rows = await source.query<(Row & { rowNumber: number })[]>(
      `SELECT *, rowid AS rowNumber FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${TOGETHER * 10}`,
      [last],
    )
    for (const { rowNumber, ...row } of rows) {
      last = rowNumber
      yield row
    }
    if (rows.length === 0) return
  }
}

/** Inserts rows as they come and gives their number. */
export async function putRows(runner: QueryRunner, table: string, rows: AsyncIterable<Row>): Promise<number> {
  let count = 0
  let waiting: Row[] = []
  const flush = async () => {
    const [first] = waiting
    if (!first) return
    const columns = Object.keys(first)
    const tuple = `(${columns.map(() => '?').join(', ')})`
    await runner.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${waiting.map(() => tuple).join(', ')}`,
      waiting.flatMap((row) => columns.map((column) => row[column] ?? null)),
    )
    count += waiting.length
    waiting = []
  }
  for await (const row of rows) {
    waiting.push(row)
    if (waiting.length === TOGETHER) await flush()
  }
  await flush()
  return count
}
