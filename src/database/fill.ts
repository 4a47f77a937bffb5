import type { DataSource } from 'typeorm'
import { putRows, rowsIn, tablesIn } from './copy-rows.js'
import type { Dumped } from './dump.js'
import { dumpReader, limitedTo, within } from './dump-sources.js'
import { migrations } from './migrations/all.js'
import { migrationsRun } from './migrations-run.js'
import { writerOf, type DatabaseSettings } from './sources.js'
import { takePlace } from './sqlite-place.js'

/** What keeps a dump out of a database: it has rows already, a service works on it, the dump was made by a newer version. */
export type NotFilled = { type: 'not_empty' } | { type: 'in_use' } | { type: 'newer' }

/**
 * Puts a dump into an empty database, in one transaction: tables of the dump's version, its rows, and nothing else. Tables without rows that
 * are there already are made anew. `ready` is called when nothing stands in the way any more, before the first row.
 */
export async function fillDatabase(
  settings: DatabaseSettings,
  file: string,
  ready: () => Promise<void>,
): Promise<{ filled: Dumped } | NotFilled> {
  return within(await dumpReader(file), async (dump) => {
    const names = await migrationsRun(dump)
    if (names.some((name) => !migrations.some((each) => each.name === name))) return { type: 'newer' }
    const leave = settings.type === 'sqlite' ? await placeOf(settings) : () => {}
    if (!leave) return { type: 'in_use' }
    try {
      if (!(await emptied(settings))) return { type: 'not_empty' }
      await ready()
      return { filled: await within(await limitedTo(names, settings), (target) => fill(target, dump, names)) }
    } finally {
      leave()
    }
  })
}

async function fill(target: DataSource, dump: DataSource, names: string[]): Promise<Dumped> {
  await target.runMigrations()
  const rows: Record<string, number> = {}
  const runner = target.createQueryRunner()
  try {
    await runner.startTransaction()
    for (const table of await tablesIn(dump)) rows[table] = await putRows(runner, table, rowsIn(dump, table))
    await runner.commitTransaction()
  } catch (error) {
    await runner.rollbackTransaction()
    throw error
  } finally {
    await runner.release()
  }
  return { migrations: names, rows }
}

/** Takes tables without rows away; false when there are rows. */
const emptied = async (settings: DatabaseSettings): Promise<boolean> =>
  within(await writerOf(settings), async (source) => {
    const run = await migrationsRun(source)
    const runner = source.createQueryRunner()
    try {
      for (const { tableName } of source.entityMetadatas) {
        if (!(await runner.hasTable(tableName))) continue
        const rows = (await runner.query(`SELECT 1 FROM ${tableName} LIMIT 1`)) as unknown[]
        if (rows.length > 0) return false
      }
    } finally {
      await runner.release()
    }
    for (const _ of run) await source.undoLastMigration()
    return true
  })

async function placeOf(settings: DatabaseSettings & { type: 'sqlite' }): Promise<(() => void) | null> {
  // The lock stands beside the file, in a folder that may not be there yet.
  await within(await writerOf(settings), () => Promise.resolve())
  return takePlace(settings.file)
}
