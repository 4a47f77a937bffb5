import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { DataSource } from 'typeorm'
import { Reach1764500200000 } from '../../src/database/migrations/1764500200000-reach.js'
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

  it('of reach: what was refused, and who had left, is so since then', async () => {
    await source.runMigrations()
    const runner = source.createQueryRunner()
    const reach = new Reach1764500200000()
    await reach.down(runner)
    const [early, late] = ['2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z']
    const rows = [
      ['refused', 1, null, 'errcode.48002', early],
      ['left', 0, late, null, null],
      ['here', 1, early, null, null],
    ]
    for (const [user, following, followingAt, refusal, refusedAt] of rows)
      await runner.query(
        "INSERT INTO addresses (id, channel, account, user, following, followingAt, refusal, refusedAt) VALUES (?, 'wechat_oa', 'wx', ?, ?, ?, ?, ?)",
        [user, user, following, followingAt, refusal, refusedAt],
      )
    await reach.up(runner)
    const after = 'SELECT user, refusalOf, unreachableAt, notices FROM addresses ORDER BY user'
    expect(await runner.query(after)).toEqual([
      { user: 'here', refusalOf: null, unreachableAt: null, notices: null },
      { user: 'left', refusalOf: null, unreachableAt: late, notices: null },
      { user: 'refused', refusalOf: 'message', unreachableAt: early, notices: null },
    ])
    await runner.release()
  }, 30_000)
})
