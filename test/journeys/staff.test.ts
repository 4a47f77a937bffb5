import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { demoEvents } from '../../scripts/demo-data.js'
import { replay } from '../../scripts/demo-replay.js'
import { newId, systemClock, type App } from '../../src/app.js'
import { runCli } from '../../src/cli/program.js'
import { openDatabase } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { showSum } from '../../src/kernel/quantity-words.js'
import type { Totals } from '../../src/records/totals.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

/** Hub staff whose own records are part of the report, too; and a grantee. */
const STAFF = 'xiaoman'
const GRANTEE = 'xiaochen'

describe('staff of the hub in WeCom, with the records of the 2014 report', () => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage()
    app = await serve(stage)
    const { right } = await replay({ ...stage, events: await demoEvents(), say: () => {} })
    expect(right).toBe(true)
  }, 60_000)
  afterAll(async () => {
    await app.stop()
    await stage.close()
  })

  /** What `jianbao records totals --json` says. */
  async function totals(...options: string[]): Promise<{ totals: Totals; categories: Record<string, string> }> {
    const file = join(stage.settings.data, 'settings.yaml')
    await writeFile(file, `data: ${stage.settings.data}\n`, { mode: 0o600 })
    let out = ''
    const stdout = new Writable({ write: (piece: Buffer, _encoding, done) => ((out += piece.toString()), done()) })
    const never = () => Promise.reject(new Error('not here'))
    const code = await runCli(['--config', file, 'records', 'totals', '--json', ...options], {
      env: {},
      version: '0',
      stdout,
      stderr: process.stderr,
      now: () => systemClock.now(),
      start: never,
      migrate: never,
      load: never,
      openInvitations: never,
      async openRecords() {
        const database = await openDatabase(stage.settings.database, { newId, clock: systemClock })
        return {
          records: databaseRecordsToRead(database.reads),
          blobs: { read: never },
          close: () => database.close(),
        }
      },
    })
    expect(code).toBe(0)
    return JSON.parse(out) as Awaited<ReturnType<typeof totals>>
  }

  it.each([
    ['汇总 2014年', ['--from', '2014-01', '--to', '2014-12']],
    ['汇总 2014年第二季度', ['--from', '2014-04', '--to', '2014-06']],
    ['2013年汇总', ['--from', '2013-01', '--to', '2013-12']],
    ['汇总全部', []],
  ])('%s gives the figures of `records totals`', async (said, options) => {
    const { totals: figures, categories } = await totals(...options)
    const told = await stage.say(STAFF, said)
    expect(told).toContain(`活动 ${figures.all.rows} 次，共 ${showSum(figures.all.sums)}`)
    for (const { category, rows, sums, withoutCount } of figures.categories) {
      const without = withoutCount > 0 ? `（${withoutCount} 次没写人数）` : ''
      expect(told).toContain(`· ${categories[category!]} ${rows} 次，共 ${showSum(sums)}${without}`)
    }
    const { rows, minFen } = figures.spending
    if (rows > 0) expect(told).toContain(`支出 ${rows} 笔，共 ${minFen / 100}元`)
    else expect(told).not.toContain('支出 ')
    expect(figures.all.rows).toBeGreaterThan(0)
  })

  it('all commands, to look at', async () => {
    for (const text of [
      '谁还没交 2014年',
      '谁还没交',
      '看 麦田',
      '看 南昌',
      '2',
      '看 义工',
      '邀请 麦田',
      '导出 2014年',
      '帮助',
      '汇总',
      '汇总 全部',
    ])
      console.log(text, '\n', await stage.say(STAFF, text))
    await eventually('the file', () =>
      stage.control.chat(stage.who(STAFF)).find(({ way, type }) => way === 'active' && type === 'file'),
    )
    console.log(JSON.stringify(stage.control.chat(stage.who(STAFF)).slice(-3), null, 1).slice(0, 3000))
  })
})
