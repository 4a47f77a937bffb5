import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { DataSource } from 'typeorm'
import { writerOf } from '../../src/database/sources.js'
import { emptyPlace, kinds } from '../contracts/databases.js'

describe.each(kinds)('the migrations on %s', (kind) => {
  let place: Awaited<ReturnType<typeof emptyPlace>>
  let source: DataSource
  beforeEach(async () => {
    place = await emptyPlace(kind)
    source = await (await writerOf(place.settings)).initialize()
  })
  afterEach(async () => {
    await source.destroy()
    await place.remove()
  })

  const tables = async () => {
    const names =
      kind === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        : 'SHOW TABLES'
    const rows: Record<string, string>[] = await source.query(names)
    return rows.flatMap((row) => Object.values(row)).filter((name) => name !== 'migrations')
  }

  it('leave exactly the tables that the code expects', async () => {
    await source.runMigrations()
    const { upQueries } = await source.driver.createSchemaBuilder().log()
    expect(upQueries.map(({ query }) => query)).toEqual([])
    expect((await tables()).length).toBe(source.entityMetadatas.length)
  }, 30_000)

  it('can be taken back one after another and run again', async () => {
    const run = await source.runMigrations()
    for (const _ of run) await source.undoLastMigration()
    expect(await tables()).toEqual([])
    await source.runMigrations()
    expect((await tables()).length).toBe(source.entityMetadatas.length)
  }, 30_000)
})
