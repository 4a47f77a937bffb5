import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoEvents } from '../../src/rehearsal/demo-data.js'
import { replay } from '../../scripts/demo-replay.js'
import { newId, systemClock, type App } from '../../src/app.js'
import { openDatabase } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { exportCsv } from '../../src/records/export-csv.js'
import { readChosen } from '../../src/records/export.js'
import { tally } from '../../src/records/totals.js'
import { makeStage, serve, type Stage } from './stage.js'

/** The one who files the training that stands in two tables of the report, and staff of the hub. */
const SHE = 'xiaolian'
const STAFF = 'xiaoman'

describe('the 49 rows of the 2014 report, filed by people who say which are the same', () => {
  let stage: Stage
  let app: App
  beforeAll(async () => {
    stage = await makeStage()
    app = await serve(stage)
    const twice = [{ say: '1', expect: /^好，只算一次。[^]*已提交/ }]
    await replay({ ...stage, events: await demoEvents(), say: () => {}, twice })
  }, 60_000)
  afterAll(async () => {
    await app.stop()
    await stage.close()
  })

  /** Figures and the table of activities, as they are exported. */
  async function exported() {
    const database = await openDatabase(stage.settings.database, { newId, clock: systemClock })
    const reader = databaseRecordsToRead(database.reads)
    const [hub] = await reader.hubs()
    const choice = { hub: hub!, programme: null, grantee: null, range: {} }
    const read = async () => readChosen(reader, choice)
    const chosen = await read()
    const counting = tally([...chosen.categories.keys()])
    for await (const record of chosen.records) counting.add(record)
    const exporting = { ...(await read()), madeAt: systemClock.now(), thumbnail: () => Promise.resolve(null) }
    let csv = ''
    for await (const piece of exportCsv(exporting, 'activities')) csv += Buffer.from(piece).toString()
    await database.close()
    const { all, merged, categories } = counting.totals([])
    const sums = Object.fromEntries(categories.map(({ category, sums: [sum] }) => [category, sum?.max]))
    return { rows: all.rows, people: all.sums[0]?.max, merged, sums, lines: csv.trim().split('\r\n') }
  }

  it('come to 2078: the 2087 that are printed without the row that stands in two tables', async () => {
    const { lines, ...figures } = await exported()
    expect(figures).toEqual({
      rows: 48,
      people: 2078,
      merged: 1,
      sums: { exchange: 221, accompaniment: 404, training: 1453 },
    })
    // Every row is in the export, and the one says which it is.
    expect(lines).toHaveLength(1 + 49)
    expect(lines.filter((line) => line.includes('同一次，不重复计'))).toEqual([
      expect.stringContaining('与 2014-03-23「中华义工联管理层培训」同一次，不重复计'),
    ])
  })

  it('staff see the same figures, and that one is not counted again', async () => {
    const told = await stage.say(STAFF, '汇总 全部')
    expect(told).toMatch(/活动 48 次，.*共 2078人.*（另有 1 次和别的记录是同一次，没有重复算）/)
    expect(await stage.say(STAFF, '重复')).toMatch(/^现在没有像是重复的活动。\n定过的[^]*中华义工联[^]*回复 撤销 1$/)
  })

  it('are 2087 again when she says that it was not the same', async () => {
    expect(await stage.say(SHE, '不是同一次')).toContain('中华义工联管理层培训')
    expect(await stage.say(SHE, '不是同一次 1 年报的两张表里各有一行')).toContain('改成两次都算')
    expect(await exported()).toMatchObject({
      rows: 49,
      people: 2087,
      merged: 0,
      sums: { exchange: 221, accompaniment: 404, training: 1462 },
    })
    expect(stage.violations()).toEqual([])
  })
})
