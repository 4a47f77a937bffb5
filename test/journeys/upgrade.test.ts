import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parseCsv } from 'hucre/csv'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../src/database/connect.js'
import { fillDatabase } from '../../src/database/fill.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { writerOf } from '../../src/database/sources.js'
import type { Settings } from '../../src/settings.js'
import { runHere } from '../cli/run-cli.js'
import { clock, emptyPlace, kinds, newId } from '../contracts/databases.js'
import { release010 } from '../database/release-0-1-0.js'
import { figures020, release020 } from '../database/release-0-2-0.js'
import { eventually } from './stage.js'
import { upgraded, type Upgraded } from './upgraded.js'

const releases = [release010, release020]
const each = kinds.flatMap((kind) => releases.map((release) => ({ kind, release, version: release.version })))

describe.each(each)('an installation of release $version on $kind', ({ kind, release }) => {
  let at: Upgraded
  beforeAll(async () => {
    at = await upgraded(kind, release)
  }, 60_000)
  afterAll(() => at.close())

  it('is brought up to date at the start, says so, and loses no row', async () => {
    const said = at.logged.find((line) => line.includes('tables brought up to date')) ?? ''
    for (const name of release.later) expect(said).toContain(name)
    for (const [table, count] of Object.entries(at.before)) {
      const [row] = await at.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)
      expect([table, Number(row?.n) >= count]).toEqual([table, true])
    }
    expect(await at.database.examine()).toMatchObject({ pending: [] })
  })

  it('has a backup that is restored and brought up to date, also one made before the upgrade', async () => {
    const [old, fresh] = [await emptyPlace(kind), await emptyPlace('sqlite')]
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-upgrade-'))
    const written = async (name: string, of: Settings['database']) => {
      await writeFile(join(folder, name), JSON.stringify({ data: folder, database: of }))
      return join(folder, name)
    }
    await release.make(old.settings)
    const backup = join(folder, 'backup')
    const from = await written('old.yaml', old.settings)
    const made = await runHere(['--config', from, 'backup', backup])
    // Its photos were never on this machine.
    expect(made).toMatchObject({ code: 1, err: expect.stringMatching(/有 \d+ 个照片文件/) })
    const restored = await runHere(['--config', await written('fresh.yaml', fresh.settings), 'restore', backup], {
      migrate: async (of) => {
        const there = await openDatabase(of.database, { newId, clock })
        const names = await there.migrate()
        await there.close()
        return names
      },
    })
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('数目和备份时一样') })
    for (const name of release.later) expect(restored.out).toContain(name)

    const newer = await (await writerOf({ type: 'sqlite', file: join(backup, 'jianbao.sqlite') })).initialize()
    await newer.query("INSERT INTO migrations (timestamp, name) VALUES (9, 'OfTomorrow9')")
    await newer.destroy()
    expect(await fillDatabase(old.settings, join(backup, 'jianbao.sqlite'), () => Promise.reject(new Error()))).toEqual(
      { type: 'newer' },
    )
    for (const place of [old, fresh]) await place.remove()
    await rm(folder, { recursive: true })
  })
})

/** What `jianbao records` says of the rows of a release after nothing but the change of its tables. */
describe.each(kinds)('the records of an older release on %s', (kind) => {
  async function recordsOf(release: (typeof releases)[number]) {
    const place = await emptyPlace(kind)
    await release.make(place.settings)
    const database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-upgrade-'))
    const file = join(folder, 'settings.yaml')
    await writeFile(file, JSON.stringify({ data: folder, database: place.settings }))
    return {
      run: async (...args: string[]) => {
        const { code, out } = await runHere(['--config', file, 'records', ...args], {
          openRecords: () =>
            Promise.resolve({
              records: databaseRecordsToRead(database.reads),
              reports: databaseReportReads(database.reads),
              funded: () => Promise.resolve([]),
              blobs: { read: () => Promise.reject(new Error('no picture is asked for')) },
              transact: database.transact,
              newId,
              close: () => Promise.resolve(),
            }),
        })
        expect(code).toBe(0)
        return out
      },
      async close() {
        await database.close()
        await place.remove()
        await rm(folder, { recursive: true })
      },
    }
  }

  it('of 0.1.0 have the same figures', async () => {
    const { run, close } = await recordsOf(release010)
    expect(JSON.parse(await run('totals', '--json'))).toMatchObject({
      totals: { categories: [{ category: 'training', rows: 1, sums: [{ unit: '人', min: 25, max: 25 }] }] },
    })
    await close()
  })

  it('of 0.2.0 add up, and are exported, as 0.2.0 itself did it', async () => {
    const { run, close } = await recordsOf(release020)
    const { totals, export: exported, csv } = figures020()
    expect(JSON.parse(await run('totals', '--json'))).toMatchObject(totals)
    const { madeAt: _, ...whole } = exported
    expect(JSON.parse(await run('export', '--format', 'json'))).toMatchObject(whole)
    for (const [rows, text] of Object.entries(csv)) {
      const [was, is] = [text, await run('export', '--format', 'csv', '--rows', rows)].map((one) => parseCsv(one))
      // Columns may have been added.
      const kept = is!.map((row) => was![0]!.map((header) => row[is![0]!.indexOf(header)]))
      expect([rows, ...kept]).toEqual([rows, ...was!])
    }
    await close()
  })
})

describe.each(kinds)('people of release 0.1.0 on %s', (kind) => {
  let at: Upgraded
  beforeAll(async () => {
    at = await upgraded(kind, release010)
  }, 60_000)
  afterAll(() => at.close())

  it('hear what it still owed as soon as the platform lets it', async () => {
    await eventually('the acknowledgement of two photos', () =>
      at.stage.active('xiaolu').some((text) => text.includes('收到 2 张')),
    )
  })

  it('go on with drafts where they were: at a question, and in the middle of a row', async () => {
    const { stage } = at
    expect(await stage.say('xiaozhou', '永新')).toMatch(/永新志愿者培训|人参加/)
    expect(await stage.sayAll('xiaozhou', '34人', '培训', '跳过')).toContain('地点：永新')
    expect(await stage.say('xiaozhou', '1')).toContain('已提交')

    await stage.say('xiaohe', '46人')
    expect(await stage.say('xiaohe', '看')).toMatch(/高安志愿者培训 · 高安 · 25人[^]*上高志愿者培训 · 46人/)
  })

  it('use codes that were not used, not those that were, and who was known is known', async () => {
    const { stage } = at
    expect(await stage.say('xiaochen', 'YARG3275')).toContain('已经用过')
    expect(await stage.say('xiaochen', 'CHEN6283')).toContain('课程专员小晨')
    expect(await stage.say('xiaochen', '1')).toContain('课程专员小晨')
    expect(await stage.say('xiaolu', '帮助')).not.toContain('邀请码')
    expect(stage.violations()).toEqual([])
  })
})
