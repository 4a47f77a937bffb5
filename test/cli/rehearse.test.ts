import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliParts } from '../../src/cli/parts.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { loadHub } from '../../src/database/load-hub.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import type { Rehearsed } from '../../src/rehearsal/report.js'
import { clock, emptyPlace, newId, NOW } from '../contracts/databases.js'
import { seasonData } from '../reminders/season.js'
import { runHere } from './run-cli.js'

const FOUND: Rehearsed = {
  hub: '江西枢纽',
  from: '2026-11-20',
  to: '2026-11-30',
  seed: 1,
  messages: [],
  people: [],
  quota: [],
  reports: { due: 0, onTime: 0, late: 0, missing: 0, waived: 0, words: 0 },
  missing: [],
  stuck: [],
  left: [],
  faults: [],
}

describe('jianbao rehearse', () => {
  let database: Database
  let remove: () => Promise<void>
  const data = seasonData()
  beforeAll(async () => {
    const place = await emptyPlace('sqlite')
    remove = place.remove
    database = await openDatabase(place.settings, { newId, clock })
    await database.migrate()
    await database.units((sql) => loadHub(sql)(data))
  })
  afterAll(async () => {
    await database.close()
    await remove()
  })

  const asked: Parameters<CliParts['rehearse']>[] = []
  const run = (args: string[], found: Rehearsed = FOUND) =>
    runHere(['rehearse', ...args], {
      now: () => NOW,
      openRecords: () =>
        Promise.resolve({
          records: databaseRecordsToRead(database.reads),
          reports: databaseReportReads(database.reads),
          funded: () => Promise.resolve([]),
          blobs: { read: () => Promise.reject(new Error('nothing is read')) },
          transact: database.transact,
          newId,
          close: () => Promise.resolve(),
        }),
      rehearse: (...call) => {
        asked.push(call)
        return Promise.resolve(found)
      },
    })

  it('rehearses a programme from today until its last report is due', async () => {
    const { code, out } = await run(['--programme', data.programme.name, '--seed', '5'])
    expect(code).toBe(0)
    expect(out).toContain('什么也没有真的发出去')
    const [what, how] = asked.at(-1)!
    expect(what).toMatchObject({ type: 'database', hub: data.hub.name, programme: data.programme.name })
    expect(how).toMatchObject({ seed: 5, from: '2026-11-20', to: '2027-02-14', zone: 'Asia/Shanghai' })
  })

  it('finds a programme by the code of its workbook', async () => {
    await database.units((sql) => sql.run("UPDATE programmes SET code = 'p26'", []))
    expect((await run(['--programme', 'p26'])).code).toBe(0)
    expect(asked.at(-1)![0]).toMatchObject({ programme: data.programme.name })
  })

  it('ends with 1 where a promise was not kept', async () => {
    const { code, out } = await run(['--demo'], { ...FOUND, faults: ['小禾 交了，还收到提醒'] })
    expect(code).toBe(1)
    expect(out).toContain('✗ 小禾 交了，还收到提醒')
    expect(out).not.toContain('✓')
  })

  it.each([
    [[], /请写 --programme 项目名，或 --demo/],
    [['--demo', '--programme', 'x'], /--demo 不和 --programme/],
    [['--demo', '--grantees', '0'], /--grantees 写一个 1 到 1000 的整数/],
    [['--demo', '--seed', '-1'], /--seed 写一个 0 到/],
    [['--demo', '--from', '2026-10-01', '--to', '2026-09-01'], /晚于 --to/],
    [['--demo', '--from', '10月1日'], /--from.*不是日期/],
    [['--demo', '--from', '2020-01'], /最多排演 800 天/],
    [['--programme', '没有的'], /没有叫「没有的」的资助项目/],
    [['--programme', '2026 年小额资助', '--from', '2026-11-19'], /早于今天/],
    [['--programme', '2026 年小额资助', '--grantees', '3'], /只用于 --demo/],
  ])('says what is wrong with %j', async (args, said) => {
    const calls = asked.length
    const { code, err } = await run(args)
    expect(code).toBe(2)
    expect(err).toMatch(said)
    expect(asked).toHaveLength(calls)
  })

  it('as a program: the demo in JSON, and nothing is left behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jianbao-rehearse-'))
    const args = ['--demo', '--grantees', '2', '--from', '2026-10-12', '--to', '2026-10-16', '--json']
    const { stdout, stderr, status } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'rehearse', ...args], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder, JIANBAO_DATA: folder },
    })
    expect({ status, stderr: stderr.replace(/^.*Warning.*$/gm, '').trim() }).toEqual({ status: 0, stderr: '' })
    const found = JSON.parse(stdout) as Rehearsed
    expect(found).toMatchObject({ hub: '益心益意', from: '2026-10-12', to: '2026-10-16', seed: 1, faults: [] })
    expect(found.reports.due).toBe(2)
    expect(await readdir(folder)).toEqual([])
    await rm(folder, { recursive: true })
  })
})
