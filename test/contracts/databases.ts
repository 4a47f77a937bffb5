import { afterAll, beforeAll, describe } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createConnection, type ConnectionOptions } from 'mysql2/promise'
import { openDatabase, type Database } from '../../src/database/connect.js'
import type { DatabaseSettings } from '../../src/database/sources.js'
import { instantOf, type Clock, type Instant } from '../../src/kernel/clock.js'
import { idFrom } from '../../src/kernel/id.js'

export const newId = () => idFrom(Date.now(), randomBytes(16))
export const NOW: Instant = '2026-11-20T02:50:55.123Z'
export const clock = { now: () => NOW }
export const after = (ms: number): Instant => instantOf(Date.parse(NOW) + ms)

/** Where tests may make and drop databases named `jianbao_test_*`. */
const server = {
  host: process.env['JIANBAO_TEST_MARIADB_HOST'] ?? '127.0.0.1',
  port: Number(process.env['JIANBAO_TEST_MARIADB_PORT'] ?? 3306),
  user: process.env['JIANBAO_TEST_MARIADB_USER'] ?? 'root',
  password: process.env['JIANBAO_TEST_MARIADB_PASSWORD'] ?? '',
} satisfies ConnectionOptions

async function onServer(statement: string): Promise<void> {
  const connection = await createConnection({ ...server, connectTimeout: 10_000 })
  await connection.query(statement)
  await connection.end()
}

/** An empty place for a database, and what removes it. */
export async function emptyPlace(
  kind: 'sqlite' | 'mariadb',
): Promise<{ settings: DatabaseSettings; remove(): Promise<void> }> {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(path.join(tmpdir(), 'jianbao-test-'))
    return {
      settings: { type: 'sqlite', file: path.join(folder, 'jianbao.db') },
      remove: () => rm(folder, { recursive: true }),
    }
  }
  const database = `jianbao_test_${randomBytes(6).toString('hex')}`
  // As a careless installation would have it: our tables must not depend on it.
  await onServer(`CREATE DATABASE ${database} CHARACTER SET latin1`)
  return { settings: { type: 'mariadb', ...server, database }, remove: () => onServer(`DROP DATABASE ${database}`) }
}

async function reachable(): Promise<boolean> {
  try {
    await onServer('SELECT 1')
    return true
  } catch (error) {
    if (process.env['CI']) throw error
    console.warn(`SKIPPED on MariaDB: no server at ${server.host}:${server.port}`)
    return false
  }
}

export const kinds = (await reachable()) ? (['sqlite', 'mariadb'] as const) : (['sqlite'] as const)

/** Runs a suite once on each database there is, on a fresh one with all tables. */
export function onEachDatabase(
  what: string,
  suite: (database: () => Database, settings: () => DatabaseSettings) => void,
  on: Clock = clock,
): void {
  describe.each(kinds)(`${what} on %s`, (kind) => {
    let place: Awaited<ReturnType<typeof emptyPlace>>
    let database: Database
    beforeAll(async () => {
      place = await emptyPlace(kind)
      database = await openDatabase(place.settings, { newId, clock: on })
      await database.migrate()
    }, 30_000)
    afterAll(async () => {
      await database.close()
      await place.remove()
    })
    suite(
      () => database,
      () => place.settings,
    )
  })
}
