import { createConnection } from 'mysql2/promise'
import type { DatabaseSettings } from '../src/database/sources.js'

const MARIADB = { host: '127.0.0.1', port: 3306, user: 'root', password: '' }

/** A new database on the MariaDB of this machine, for a measurement; null, with a line that says why, where there is no server. */
export async function emptyMariadb(): Promise<{ settings: DatabaseSettings; remove(): Promise<void> } | null> {
  const database = `jianbao_bench_${process.pid}`
  const onServer = async (statement: string) => {
    const connection = await createConnection({ ...MARIADB, connectTimeout: 1_000 })
    try {
      await connection.query(statement)
    } finally {
      await connection.end()
    }
  }
  try {
    await onServer(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
  } catch (error) {
    console.log(`mariadb: SKIPPED, ${String(error)}`)
    return null
  }
  return { settings: { type: 'mariadb', ...MARIADB, database }, remove: () => onServer(`DROP DATABASE ${database}`) }
}
