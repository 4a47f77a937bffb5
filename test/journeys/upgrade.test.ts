import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemoApp } from '../../scripts/demo-platform.js'
import type { App } from '../../src/app.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { fillDatabase } from '../../src/database/fill.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { writerOf } from '../../src/database/sources.js'
import { makeLogger } from '../../src/logging.js'
import type { Settings } from '../../src/settings.js'
import { runHere } from '../cli/run-cli.js'
import { clock, emptyPlace, kinds, newId } from '../contracts/databases.js'
import { makeRelease010 } from '../database/release-0-1-0.js'
import { eventually, makeStage, type Stage } from './stage.js'

/** Half an hour after the last of the rows was written: the platform's time, and that of the service. */
const UPGRADED = '2026-11-20T15:30:00.000Z'

describe.each(kinds)('an installation of release 0.1.0 on %s', (kind) => {
  let stage: Stage
  let place: Awaited<ReturnType<typeof emptyPlace>>
  let settings: Settings
  let before: Record<string, number>
  let database: Database
  let app: App
  const logged: string[] = []
  beforeAll(async () => {
    stage = await makeStage({ kind })
    stage.control.clock({ set: UPGRADED })
    place = await emptyPlace(kind)
    settings = { ...stage.settings, database: place.settings }
    before = await makeRelease010(place.settings)
    app = await startDemoApp(settings, stage.emulator, {
      log: makeLogger('info', { write: (line) => void logged.push(line) }),
      clock: { now: () => stage.control.state().now },
    })
    database = await openDatabase(place.settings, { newId, clock })
  }, 60_000)
  afterAll(async () => {
    await database.close()
    await app.stop()
    await stage.close()
    await place.remove()
  })

  it('is brought up to date at the start, says so, and loses no row', async () => {
    expect(logged.find((line) => line.includes('tables brought up to date'))).toContain('ReachAndRoles1763700000000')
    for (const [table, count] of Object.entries(before)) {
      const [row] = await database.reads.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)
      expect([table, Number(row?.n)]).toEqual([table, count])
    }
    expect(await database.examine()).toMatchObject({ pending: [] })
  })

  it('has a backup that is restored and brought up to date, also one made before the upgrade', async () => {
    const [old, fresh] = [await emptyPlace(kind), await emptyPlace('sqlite')]
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-upgrade-'))
    const written = async (name: string, of: Settings['database']) => {
      await writeFile(join(folder, name), JSON.stringify({ data: folder, database: of }))
      return join(folder, name)
    }
    await makeRelease010(old.settings)
    const backup = join(folder, 'backup')
    const from = await written('old.yaml', old.settings)
    const made = await runHere(['--config', from, 'backup', backup])
    // Its photos were never on this machine.
    expect(made).toMatchObject({ code: 1, err: expect.stringContaining('有 6 个照片文件') })
    const restored = await runHere(['--config', await written('fresh.yaml', fresh.settings), 'restore', backup], {
      migrate: async (of) => {
        const there = await openDatabase(of.database, { newId, clock })
        const names = await there.migrate()
        await there.close()
        return names
      },
    })
    expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/已更新.+ReachAndRoles[^]+数目和备份时一样/) })

    const newer = await (await writerOf({ type: 'sqlite', file: join(backup, 'jianbao.sqlite') })).initialize()
    await newer.query("INSERT INTO migrations (timestamp, name) VALUES (9, 'OfTomorrow9')")
    await newer.destroy()
    expect(await fillDatabase(old.settings, join(backup, 'jianbao.sqlite'), () => Promise.reject(new Error()))).toEqual(
      { type: 'newer' },
    )
    for (const each of [old, fresh]) await each.remove()
    await rm(folder, { recursive: true })
  })

  it('has the same figures', async () => {
    const file = join(stage.settings.data, 'upgraded.yaml')
    await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
    const { code, out } = await runHere(['--config', file, 'records', 'totals', '--json'], {
      openRecords: () =>
        Promise.resolve({
          records: databaseRecordsToRead(database.reads),
          blobs: { read: () => Promise.reject(new Error('no picture is asked for')) },
          transact: database.transact,
          newId,
          close: () => Promise.resolve(),
        }),
    })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      totals: { categories: [{ category: 'training', rows: 1, sums: [{ unit: '人', min: 25, max: 25 }] }] },
    })
  })

  it('says what it still owed as soon as the platform lets it', async () => {
    await eventually('the acknowledgement of two photos', () =>
      stage.active('xiaolu').some((text) => text.includes('收到 2 张')),
    )
  })

  it('drafts go on where they were: at a question, and in the middle of a row', async () => {
    expect(await stage.say('xiaozhou', '永新')).toMatch(/永新志愿者培训|人参加/)
    expect(await stage.sayAll('xiaozhou', '34人', '培训', '跳过')).toContain('地点：永新')
    expect(await stage.say('xiaozhou', '1')).toContain('已提交')

    await stage.say('xiaohe', '46人')
    expect(await stage.say('xiaohe', '看')).toMatch(/高安志愿者培训 · 高安 · 25人[^]*上高志愿者培训 · 46人/)
  })

  it('codes that were not used work, used ones do not, and who was known is known', async () => {
    expect(await stage.say('xiaochen', 'YARG3275')).toContain('已经用过')
    expect(await stage.say('xiaochen', 'CHEN6283')).toContain('课程专员小晨')
    expect(await stage.say('xiaochen', '1')).toContain('课程专员小晨')
    expect(await stage.say('xiaolu', '帮助')).not.toContain('邀请码')
    expect(stage.violations()).toEqual([])
  })
})
