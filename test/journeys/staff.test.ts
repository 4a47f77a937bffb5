import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readXlsx } from 'hucre/xlsx'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { demoEvents } from '../../src/rehearsal/demo-data.js'
import { replay } from '../../scripts/demo-replay.js'
import { newId, systemClock, type App } from '../../src/app.js'
import { runCli } from '../../src/cli/program.js'
import { openDatabase } from '../../src/database/connect.js'
import { databaseRecordsToRead } from '../../src/database/records-to-read.js'
import { databaseReportReads } from '../../src/database/report-reads.js'
import { showSum } from '../../src/kernel/quantity-words.js'
import type { Totals } from '../../src/records/totals.js'
import { eventually, makeStage, serve, type Stage } from './stage.js'

/** Hub staff whose own records are part of the report, too; and a grantee. */
const STAFF = 'xiaoman'
const GRANTEE = 'xiaochen'
const GRANTEE_CODE = 'CHEN6283'

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
      openRegisters: never,
      openInvitations: never,
      openReach: never,
      rehearse: never,
      async openRecords() {
        const database = await openDatabase(stage.settings.database, { newId, clock: systemClock })
        return {
          records: databaseRecordsToRead(database.reads),
          reports: databaseReportReads(database.reads),
          funded: () => Promise.resolve([]),
          blobs: { read: never },
          transact: database.transact,
          newId,
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
    expect(told).toContain(`活动 ${figures.all.rows} 次，按场次共 ${showSum(figures.all.sums)}`)
    for (const { category, rows, sums, withoutCount } of figures.categories) {
      const without = withoutCount > 0 ? `（${withoutCount} 次没写人数）` : ''
      const counted = sums.some((sum) => sum.rows > 1) ? '按场次共' : '共'
      expect(told).toContain(`· ${categories[category!]} ${rows} 次，${counted} ${showSum(sums)}${without}`)
    }
    const { rows, minFen } = figures.spending
    if (rows > 0) expect(told).toContain(`支出 ${rows} 笔，共 ${minFen / 100}元`)
    else expect(told).not.toContain('支出 ')
    expect(figures.all.rows).toBeGreaterThan(0)
  })

  it('谁还没交 counts the seven grants that run, and who has begun', async () => {
    const told = await stage.say(STAFF, '谁还没交')
    expect(told).toMatch(/的工作简报：该交 7 家，交了 0 家，还差 7 家。\n还没动 7 家：/)
    expect(told).toContain('退出的 1 笔没有算')
    await stage.sayAll(GRANTEE, GRANTEE_CODE, '1', '工作简报')
    expect(await stage.say(STAFF, '谁还没交')).toMatch(/\n已开始填 1 家：曙光急救\n还没动 6 家：/)
  })

  it('看 shows one organisation with the figures of `records totals --grantee`', async () => {
    const { totals: figures } = await totals('--grantee', '萍乡麦田')
    const told = await stage.say(STAFF, '看 麦田')
    expect(told).toContain(`活动记录 · 活动 ${figures.all.rows} 次，共 ${showSum(figures.all.sums)} · 照片 2 张`)
    expect(told).toContain('· 活动专员小麦：企业微信，现在能发消息')
    const list = await stage.say(STAFF, '看 南昌')
    expect(list).toMatch(/有 3 家.*\n1 南昌小动物保护协会\n2 南昌开心义工\n3 知行创新空间$/)
    expect(await stage.say(STAFF, '2')).toMatch(/^南昌开心义工（开心义工）\n/)
  })

  it('邀请 gives a code that makes somebody known', async () => {
    expect(await stage.say(STAFF, '邀请 益路阳光')).toMatch(/位联系人，下面一人一段/)
    const code = await eventually('the texts come', () => {
      const texts = stage.control.chat(stage.who(STAFF)).map(({ text }) => text ?? '')
      return /^[2-9A-Z]{8}$/m.exec(texts.find((text) => text.includes('你好！益心益意')) ?? '')?.[0]
    })
    expect(await stage.sayAll('xiaolu', code, '1')).toContain('已经认识你了')
  })

  it('导出 brings the workbook into the chat, and turns go on while it is made', async () => {
    expect(await stage.say(STAFF, '导出 2014年')).toBe('好，正在导出2014年的记录，做好就发给你。')
    expect(await stage.say(STAFF, '汇总 2014年')).toContain('活动 ')
    const file = await eventually('the workbook comes', () =>
      stage.control.chat(stage.who(STAFF)).find(({ way, type }) => way === 'active' && type === 'file'),
    )
    expect(file.name).toBe('益心益意 2014年.xlsx')
    const response = await fetch(new URL(file.mediaUrl!, stage.emulator.url))
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()))
    const { totals: figures } = await totals('--from', '2014-01', '--to', '2014-12')
    expect(sheets.find(({ name }) => name === '活动')!.rows).toHaveLength(figures.all.rows + 1)
    const all = sheets.find(({ name }) => name === '合计')!.rows.find(([label]) => label === '全部活动')!
    const [sum] = figures.all.sums
    expect(all.slice(1)).toEqual([
      figures.all.rows,
      figures.all.withoutCount,
      '人',
      sum!.min,
      sum!.max,
      '按场次相加，来几次算几次',
    ])

    const briefs = sheets.find(({ name }) => name === '简报')!.rows.length - 1
    expect(await stage.say(STAFF, '导出记录')).toMatch(
      new RegExp(`^导出过 1 次：\n[-\\d]{10} [:\\d]{5} 益心益意 2014年.xlsx · ${briefs} 份记录 · .+$`),
    )
    await stage.units((sql) =>
      sql.run("UPDATE records SET state = 'withdrawn' WHERE id = (SELECT MIN(recordId) FROM compilation_records)"),
    )
    expect(await stage.say(STAFF, '导出记录')).toContain('✗ 1 处已更新，请重新导出：回复 导出 2014年')
  })

  it('a link that leads nowhere says how to get another', async () => {
    const response = await fetch(`${app.url}/files/${'A'.repeat(43)}`)
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('再发一次「导出」')])
  })

  it('a grantee who writes the same is asked what she wants to fill in', async () => {
    await stage.sayAll(GRANTEE, '取消', '1')
    const nonsense = await stage.say(GRANTEE, '随便写写')
    for (const text of ['汇总', '谁还没交', '看 麦田', '邀请 麦田', '导出'])
      expect(await stage.say(GRANTEE, text)).toBe(nonsense)
    expect(stage.violations()).toEqual([])
  })
})
