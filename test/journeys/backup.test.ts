import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startDemoApp } from '../../scripts/demo-platform.js'
import type { App } from '../../src/app.js'
import { readBackup, type Manifest } from '../../src/cli/backup/manifest.js'
import { openDatabase } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { writerOf, type DatabaseSettings } from '../../src/database/sources.js'
import { makeLogger } from '../../src/logging.js'
import type { Settings } from '../../src/settings.js'
import { diskBlobs } from '../../src/storage/disk.js'
import { runHere } from '../cli/run-cli.js'
import { clock, emptyPlace, kinds, newId } from '../contracts/databases.js'
import { album, eventually, makeStage, serve, type Stage } from './stage.js'

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

describe.each(kinds)('a backup of %s', (kind) => {
  let stage: Stage
  let app: App
  let folder: string
  let whole: string
  const places: (() => Promise<void>)[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-backup-'))
    whole = join(folder, 'whole')
    stage = await makeStage({ kind })
    app = await serve(stage)
    await stage.bind('xiaolu')
    await stage.bind('xiaozhou')
    await stage.sayAll('xiaolu', '活动记录', '2014年3月22日', '高安志愿者培训', '高安', '25人', '1', '培训')
    await stage.act('xiaolu', await album(3))
    await kept(3)
    expect(await stage.sayAll('xiaolu', '完', '1', '1')).toContain('已提交')
    await stage.sayAll('xiaozhou', '活动记录', '2014年4月20日', '永新志愿者培训')
  })
  afterAll(async () => {
    await app.stop()
    await stage.close()
    for (const remove of places) await remove()
    await rm(folder, { recursive: true })
  })

  const kept = (count: number) =>
    eventually(`${count} photos are kept`, async () => {
      stage.passes(3_000)
      return (await stage.rows("SELECT 1 FROM photos WHERE state = 'kept'")).length === count
    })
  const fileOf = async (settings: Settings) => {
    const file = join(folder, 'settings.yaml')
    await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
    return file
  }
  /** `jianbao` in this process, on these settings. */
  const jianbao = async (settings: Settings, ...args: string[]) =>
    runHere(['--config', await fileOf(settings), ...args], {
      async migrate({ database: place }) {
        const database = await openDatabase(place, { newId, clock })
        const names = await database.migrate()
        await database.close()
        return names
      },
      async openRecords({ database: place, data }) {
        const database = await openDatabase(place, { newId, clock })
        const blobs = diskBlobs(join(data, 'blobs'))
        const { transact } = database
        const records = databaseRecordsToRead(database.reads)
        return {
          records,
          reports: databaseReportReads(database.reads),
          funded: () => Promise.resolve([]),
          blobs,
          transact,
          newId,
          close: () => database.close(),
        }
      },
    })
  /** The same as it is installed, beside the service. */
  const jianbaoApart = async (settings: Settings, ...args: string[]) => {
    const file = await fileOf(settings)
    return new Promise<{ code: number | string; out: string; err: string }>((resolve) =>
      execFile(
        process.execPath,
        [MAIN, '--config', file, ...args],
        { env: { PATH: process.env['PATH'], TZ: 'America/St_Johns' } },
        (error, out, err) => resolve({ code: error?.code ?? 0, out, err }),
      ),
    )
  }
  /** Another installation, with nothing in it. */
  const elsewhere = async (other: 'sqlite' | 'mariadb'): Promise<Settings> => {
    const place = await emptyPlace(other)
    places.push(place.remove)
    const data = await mkdtemp(join(folder, 'data-'))
    return { ...stage.settings, database: place.settings, data }
  }
  const everything = async (settings: DatabaseSettings) => {
    const database = await openDatabase(settings, { newId, clock })
    const source = await writerOf(settings)
    const names = [...(await source.initialize()).entityMetadatas.map(({ tableName }) => tableName), 'migrations']
    await source.destroy()
    const tables: Record<string, string[]> = {}
    // Each export of the comparison below is written down where it is made.
    for (const name of names.filter((each) => !each.startsWith('compilation'))) {
      const rows = await database.reads.all<object>(`SELECT * FROM ${name}`)
      tables[name] = rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort()
    }
    await database.close()
    return tables
  }
  const filesIn = async (data: string) => {
    const names = (await readdir(join(data, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
    return Promise.all(
      names.sort().map(async (name) => [name, (await readFile(join(data, 'blobs', name))).toString('base64')]),
    )
  }
  const manifestOf = async (of: string): Promise<Manifest> => {
    const read = await readBackup(of)
    if (!read.ok) throw new Error(read.faults.join('\n'))
    return read.manifest
  }

  it('is made while the service runs, and found sound', async () => {
    const made = await jianbaoApart(stage.settings, 'backup', whole)
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toMatch(/已备份到[^]+填报 +1\n[^]+照片 +3\n[^]+照片文件 +9/)
    expect(await jianbao(stage.settings, 'backup', '--check', whole)).toMatchObject({ code: 0, err: '' })
    expect((await readdir(whole)).sort()).toEqual(['blobs', 'jianbao.sqlite', 'manifest.json'])
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('.tmp'))
    // Where it came from it is not put back, neither over the service nor over its rows.
    expect(await jianbao(stage.settings, 'restore', whole)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(kind === 'sqlite' ? '请先停掉它' : '里已有数据'),
    })
    // The secrets go along only when they are asked for.
    const withSettings = join(folder, 'with-settings')
    expect(await jianbao(stage.settings, 'backup', '--with-settings', withSettings)).toMatchObject({ code: 0 })
    expect(await readFile(join(withSettings, 'settings.yaml'), 'utf8')).toContain(stage.settings.wecom.apps[0]!.secret)
  })

  it.each(kinds)(
    'is restored into an empty %s: every row, every file, the same figures; a draft goes on',
    async (other) => {
      const settings = await elsewhere(other)
      const restored = await jianbao(settings, 'restore', whole)
      expect(restored).toMatchObject({ code: 0, err: '' })
      expect(restored.out).toMatch(/数目和备份时一样/)
      expect(await everything(settings.database)).toEqual(await everything(stage.settings.database))
      expect(await filesIn(settings.data)).toEqual(await filesIn(stage.settings.data))
      for (const command of [
        ['records', 'totals', '--json'],
        ['records', 'export', '--format', 'csv'],
        ['records', 'export', '--format', 'csv', '--rows', 'photos'],
      ]) {
        const [before, now] = [await jianbao(stage.settings, ...command), await jianbao(settings, ...command)]
        expect(now).toEqual({ ...before, code: 0, err: '' })
        expect(now.out.length).toBeGreaterThan(100)
      }
      const exported = async (of: Settings) => {
        const { out } = await jianbao(of, 'records', 'export', '--format', 'json')
        return { ...(JSON.parse(out) as object), madeAt: null }
      }
      expect(await exported(settings)).toEqual(await exported(stage.settings))

      // The new installation takes the place of the old one at the platform for as long as one draft takes.
      const there = await startDemoApp(settings, stage.emulator, {
        log: makeLogger('silent'),
        clock: { now: () => stage.control.state().now },
      })
      expect(await stage.sayAll('xiaozhou', '永新', '34人', '1', '培训', '跳过')).toContain('永新志愿者培训')
      expect(await stage.say('xiaozhou', '1')).toContain('已提交')
      await there.stop()
      const { out } = await jianbao(settings, 'records', 'totals', '--json')
      expect(out).toContain('"min":59')
      // It is not empty any more.
      const again = await jianbao(settings, 'restore', whole)
      expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('里已有数据') })
    },
    60_000,
  )

  it('made in the middle of turns and downloads has every picture its rows speak of', async () => {
    await app.stop()
    app = await serve(stage)
    const people = ['xiaohe', 'xiaochen']
    for (const userId of people) await stage.bind(userId)
    const talking = { on: true }
    const talk = async (userId: string) => {
      for (let i = 0; talking.on; i++) {
        await stage.sayAll(
          userId,
          '活动记录',
          `2014年5月${1 + (i % 31)}日`,
          `第 ${i} 次活动`,
          '南昌',
          '20人',
          '1',
          '培训',
        )
        await stage.act(userId, await album(2, `${userId} ${i}`))
        stage.passes(3_000)
        await pause(250)
        await stage.sayAll(userId, '完', '1', '1')
      }
    }
    const all = Promise.all(people.map(talk))
    const manifests: Manifest[] = []
    for (let i = 0; i < 2; i++) {
      const made = await jianbaoApart(stage.settings, 'backup', join(folder, `busy-${i}`))
      expect(made).toMatchObject({ code: 0, err: '' })
      manifests.push(await manifestOf(join(folder, `busy-${i}`)))
    }
    talking.on = false
    await all
    expect(manifests.map(({ missing }) => missing)).toEqual([[], []])
    const counts = manifests.map(({ rows }) => rows['inbound_messages'] ?? 0)
    expect(counts[1]).toBeGreaterThan(counts[0]!)
    // Each is one moment: no row speaks of one that is not there, no record lacks its activity.
    const source = await writerOf({ type: 'sqlite', file: join(folder, 'busy-1', 'jianbao.sqlite') })
    await source.initialize()
    expect(await source.query('PRAGMA foreign_key_check')).toEqual([])
    expect(await source.query('SELECT id FROM records WHERE id NOT IN (SELECT recordId FROM activities)')).toEqual([])
    await source.destroy()
  }, 60_000)

  it('that was damaged, is half, or would lie over other data is not restored', async () => {
    const settings = await elsewhere('sqlite')
    const broken = join(folder, 'broken')
    await cp(whole, broken, { recursive: true })
    const { files } = await manifestOf(whole)
    const [photo] = files.filter(({ path }) => path.startsWith('blobs/'))
    await writeFile(join(broken, photo!.path), 'not a photo')
    await rm(join(broken, 'jianbao.sqlite'))
    for (const args of [['backup', '--check'], ['restore']]) {
      const { code, out, err } = await jianbao(settings, ...args, broken)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toContain(`${photo!.path} 和备份时不一样`)
      expect(err).toContain('jianbao.sqlite 不见了')
    }
    await writeFile(join(broken, 'manifest.json'), (await readFile(join(whole, 'manifest.json'), 'utf8')).slice(0, 300))
    expect((await jianbao(settings, 'restore', broken)).err).toContain('没复制完（请重新复制）')
    await rm(join(broken, 'manifest.json'))
    expect((await jianbao(settings, 'restore', broken)).err).toContain('不是一份完整的备份')
    expect((await jianbao(settings, 'backup', whole)).code).not.toBe(0)
    const over = await jianbao({ ...settings, data: stage.settings.data }, 'restore', join(folder, 'with-settings'))
    expect([over.code, over.err]).toEqual([1, expect.stringContaining('不属于这份备份的文件')])
    // Nothing of all that left anything behind.
    expect(await readdir(settings.data)).toEqual([])
  })

  it('takes away what one that was killed left there days ago, and nothing else', async () => {
    const parent = await mkdtemp(join(folder, 'nightly-'))
    const left = (name: string, letter: string) => `${name}.${letter.repeat(8)}-0000-4000-8000-000000000000.tmp`
    const [old, young, other] = [left('monday', 'a'), left('tuesday', 'b'), 'photos.tmp']
    for (const name of [old, young, other]) await mkdir(join(parent, name))
    for (const name of [old, other]) await utimes(join(parent, name), 1, 1)
    expect((await jianbao(stage.settings, 'backup', join(parent, 'wednesday'))).code).toBe(0)
    expect((await readdir(parent)).sort()).toEqual([other, young, 'wednesday'].sort())
  })

  it('says which pictures were gone before', async () => {
    const settings = { ...stage.settings, data: await mkdtemp(join(folder, 'data-')) }
    const { code, out, err } = await jianbao(settings, 'backup', join(folder, 'without'))
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('已备份到') })
    expect(err).toMatch(/有 \d+ 个照片文件在备份之前就不见了/)
  })
})
