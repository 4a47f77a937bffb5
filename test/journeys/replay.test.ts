import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Replayed } from '../../scripts/demo-replay.js'
import { newId, systemClock } from '../../src/app.js'
import { readDocx } from '../../src/cli/reconcile/read-docx.js'
import { openDatabase, type Database } from '../../src/database/connect.js'
import { makeChance } from '../../src/emulator/chance.js'
import { asPdf, findOffice } from '../reports/office.js'

const DEMO = fileURLToPath(new URL('../../scripts/demo.js', import.meta.url))

const JIANBAO = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

const RIGHT = {
  right: true,
  tables: [
    { category: 'exchange', rows: 5, withoutCount: 0, total: 221 },
    { category: 'accompaniment', rows: 18, withoutCount: 1, total: 404 },
    { category: 'training', rows: 26, withoutCount: 0, total: 1462 },
  ],
  grants: { rows: 8, withdrawn: 1, yuan: 53_100 },
  records: 18,
  photos: { sent: 27, kept: 27 },
  messages: 385,
  violations: 0,
}

describe('./scripts/demo --replay --json', () => {
  let data: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'jianbao-replay-'))
  })
  afterAll(() => rm(data, { recursive: true }))

  const launch = () =>
    spawn(process.execPath, [DEMO, '--replay', '--json', '--data', data], {
      env: { PATH: process.env['PATH'], TZ: 'America/St_Johns' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  const run = async () => {
    const child = launch()
    let out = ''
    let err = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (err += part.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return { code, err, last: JSON.parse(out.trim().split('\n').at(-1) ?? '') as Replayed }
  }
  const inDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const file = join(data, 'jianbao.sqlite')
    const database = await openDatabase({ type: 'sqlite', file }, { newId, clock: systemClock })
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  const everything = () =>
    inDatabase(({ reads }) =>
      Promise.all(
        ['inbound_messages', 'records', 'activities', 'expenses', 'photos', 'record_sources', 'grants'].map((table) =>
          reads.all(`SELECT * FROM ${table}`),
        ),
      ),
    )

  it('ends with the totals of the report', async () => {
    const { code, err, last } = await run()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(last).toMatchObject({ ...RIGHT, unanswered: 0 })
  }, 60_000)

  it('compiled from its records, the report has the same totals in Word and in the workbook, and LibreOffice opens both', async () => {
    const built = async (name: string, ...args: string[]) => {
      const file = join(data, name)
      const child = spawn(
        process.execPath,
        [JIANBAO, 'report', 'build', '--from', '2013-01', '--to', '2014-12', '--out', file, ...args],
        { env: { PATH: process.env['PATH'], JIANBAO_DATA: data, TZ: 'America/St_Johns' }, stdio: 'ignore' },
      )
      expect(await once(child, 'close')).toEqual([0, null])
      return { file, bytes: await readFile(file) }
    }
    const word = await built('年报.docx', '--layout', 'annual')
    const pieces = readDocx(word.bytes)
    const tables = Array.isArray(pieces) ? pieces.flatMap((piece) => (piece.type === 'table' ? [piece.rows] : [])) : []
    const ends = tables.map((rows) => [rows.length - 2, ...(rows.at(-1)?.cells ?? []).filter(Boolean)])
    expect(ends).toEqual([
      [5, '合计', '221人次'],
      [18, '合计', '404人次'],
      [26, '合计', '1,462人次'],
      [8, '合计', '8 笔，执行 7 笔', '53,100'],
    ])

    const book = await built('年报.xlsx')
    const { sheets } = await readXlsx(book.bytes)
    const totals = sheets
      .slice(0, 4)
      .map(({ name, cells }) => [
        name,
        ...[...(cells?.values() ?? [])].flatMap(({ formula, formulaResult }) =>
          formula ? [formula, formulaResult] : [],
        ),
      ])
    expect(totals).toEqual([
      ['交流分享', 'SUM(F2:F6)', 221, 'SUM(G2:G6)', 221],
      ['陪伴支持', 'SUM(F2:F19)', 404, 'SUM(G2:G19)', 404],
      ['培训', 'SUM(F2:F27)', 1462, 'SUM(G2:G27)', 1462],
      ['资助', 'SUM(D2:D9)', 53_100, 'COUNTA(B2:B9)', 8],
    ])
    expect(sheets[3]?.rows.filter((row) => row.includes('已退出'))).toHaveLength(1)

    const office = findOffice()
    if (office === undefined) return
    for (const { file } of [word, book]) expect((await asPdf(office, file)).subarray(0, 4).toString()).toBe('%PDF')
  }, 120_000)

  it('run again on the same folder it changes nothing and says the same', async () => {
    const before = await everything()
    const { code, last } = await run()
    expect(code).toBe(0)
    expect(last).toMatchObject({ ...RIGHT, unanswered: 0 })
    expect(await everything()).toEqual(before)
  }, 60_000)

  it('with one person more at one activity it exits with 1', async () => {
    const more = 'UPDATE activities SET headcountMin = 125, headcountMax = 125 WHERE headcountMin = 124'
    expect(await inDatabase(({ units }) => units((sql) => sql.run(more)))).toBe(1)
    const { code, last } = await run()
    expect([code, last.right, last.tables[2]!.total]).toEqual([1, false, 1463])
  }, 60_000)

  it('killed again and again at any moment and then left alone it ends with the same totals', async () => {
    await rm(data, { recursive: true })
    const seed = Number(process.env['SEED'] ?? randomBytes(3).readUIntBE(0, 3))
    console.log(`replay: SEED=${seed}`)
    const chance = makeChance(seed)
    for (let kill = 0; kill < 6; kill++) {
      const child = launch()
      // On a quick machine it may have ended before the blow.
      const closed = once(child, 'close')
      await pause(500 + chance.below(2_500))
      child.kill('SIGKILL')
      await closed
    }
    const { code, err, last } = await run()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(last).toMatchObject(RIGHT)
    // Twelve of the messages are albums of 27 photos in all.
    expect((await everything()).map((rows) => rows.length)).toEqual([RIGHT.messages - 12 + 27, 18, 49, 6, 27, 369, 8])
  }, 120_000)
})
