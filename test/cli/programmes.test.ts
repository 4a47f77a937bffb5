import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readXlsx } from 'hucre/xlsx'
import type { CliParts } from '../../src/cli/parts.js'
import { openDatabase } from '../../src/database/connect.js'
import { databaseRegisters, rehearsal } from '../../src/database/registers.js'
import { SHEETS } from '../../src/programmes/workbook/layout.js'
import type { SheetCells } from '../../src/programmes/workbook/headers.js'
import { clock, newId } from '../contracts/databases.js'
import { network, withCell, withRows, xlsxOf, type Tables } from '../programmes/a-workbook.js'
import { runHere } from './run-cli.js'

const openIn =
  (folder: string): CliParts['openRegisters'] =>
  async (_settings, to) => {
    const database = await openDatabase({ type: 'sqlite', file: join(folder, 'jianbao.db') }, { newId, clock })
    await database.migrate()
    const units = to === 'rehearse' ? rehearsal(database.units) : database.units
    return { newId, transact: (work) => units((sql) => work(databaseRegisters(sql))), close: () => database.close() }
  }

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

describe('jianbao programmes', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jianbao-programmes-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** In this process, on the database of the folder. */
  const run = async (...args: string[]) => {
    const [command = '', ...rest] = args
    const paths = rest.map((each) => (/\.(xlsx|csv)$/.test(each) ? join(folder, each) : each))
    const result = await runHere(['programmes', command, ...paths], { openRegisters: openIn(folder) })
    return { ...result, err: result.err.replace(/^注意.*\n/, '') }
  }
  /** As it is installed. */
  const spawned = (...args: string[]) =>
    new Promise<{ code: number | string; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env['PATH'], TZ: 'America/St_Johns', JIANBAO_DATA: join(folder, 'data') }
      execFile(process.execPath, [MAIN, 'programmes', ...args], { cwd: folder, env }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      )
    })
  const write = async (changes: Tables = {}, merges: Record<string, SheetCells['merges']> = {}) =>
    writeFile(join(folder, 'a.xlsx'), await xlsxOf(changes, merges))
  /** What is wrong with a workbook, line by line: `机构!B7：…` */
  const faultsOf = async (changes: Tables, merges: Record<string, SheetCells['merges']> = {}) => {
    await write(changes, merges)
    const { code, out, err } = await run('import', 'a.xlsx')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('没有导入')
    const wrong = err.slice(err.indexOf('没有导入'))
    return wrong.split('\n').flatMap((line) => (/^ {2}\S+：/.test(line) ? [line.trim()] : []))
  }
  const begins = (...lines: string[]) =>
    lines.map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[()?.*+]/g, '.')}`)))

  it('writes a workbook to fill in, that itself has nothing to import', async () => {
    expect(await run('template', '名单.xlsx')).toMatchObject({ code: 0, err: '' })
    const { sheets } = await readXlsx(await readFile(join(folder, '名单.xlsx')))
    expect(sheets.map(({ name }) => name)).toEqual(['说明', ...Object.values(SHEETS).map(({ name }) => name)])
    const organisations = sheets.find(({ name }) => name === '机构')
    expect(organisations?.rows[0]).toEqual(['编号', '名称*', '类型', '地区', '城市', '标签', '简称'])
    expect(organisations?.dataValidations).toMatchObject([{ type: 'list', range: 'C2:C2000' }])
    const { code, err } = await run('import', '名单.xlsx')
    expect([code, err.trim().split('\n').slice(1)]).toEqual([2, begins('  枢纽：还没有枢纽')])

    expect(await run('template', '名单.xlsx')).toMatchObject({ code: 2, err: expect.stringContaining('已经有了') })
    expect(await run('template', '名单.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('请以 .xlsx 结尾'),
    })
  })

  it('takes the template filled in below its examples', async () => {
    await run('template', 'a.xlsx')
    const { sheets } = await readXlsx(await readFile(join(folder, 'a.xlsx')))
    const filled: Tables = Object.fromEntries(
      sheets.map(({ name, rows }) => [name, rows.map((row) => row.map((value) => value ?? null))]),
    )
    filled['枢纽']!.push(['', '益友中心'])
    filled['机构']!.push(['', '鸡鸣山社区读书会', '', '', '南昌'])
    await write(filled)
    const { code, out, err } = await run('import', 'a.xlsx')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/机构\s+1\s+0\s+0/)
    expect(out).not.toContain('2026年小额资助')
  })

  it('shows what would become of it, and makes nothing', async () => {
    await write()
    const { code, out } = await spawned('import', 'a.xlsx', '--dry-run')
    expect(code).toBe(0)
    expect(out).toMatch(/机构\s+4\s+0\s+0\s+0\n资助\s+3\s+0\s+0/)
    expect(out).toContain('试运行，什么都没有写入')
    expect(existsSync(join(folder, 'data'))).toBe(false)

    expect((await spawned('import', 'a.xlsx')).out).toContain('已导入「江西枢纽」')
    await write(withCell('资助', 1, 5, 6000))
    expect((await spawned('import', 'a.xlsx', '--dry-run')).out).toContain('资助 更新：第二社区')
    expect((await spawned('import', 'a.xlsx')).out).toContain('资助 更新：第二社区')
    expect((await spawned('import', 'a.xlsx')).out).not.toContain('更新：')
  })

  it('lists dates, amounts and words that cannot be read, each with its cell', async () => {
    const grants = [
      ['机构', '资助项目', '用途', '金额', '状态', '开始日期', '结束日期', '加入日期'],
      ['青苗社工', 'p26', '一', '五千多', '在做', '3/1/2026', '2026-02-30', '2026年3月'],
      ['青苗社工', 'p26', '二', -5, '', '2026年5月', '2026年4月', '#REF!'],
      ['青苗社工', 'p26', '三', '未拨款', '', '', '', 46082],
      ['青苗社工', 'p26', '四', '５，０００元　', '', '2026.3.1', '２０２６年１１月', ''],
    ]
    expect(await faultsOf({ 资助: grants, 拨款: null, 目标: null })).toEqual(
      begins(
        '资助!D2：「五千多」不是确切的金额',
        '资助!E2：「在做」不认识，请写：执行中、已退出、已结束',
        '资助!F2：「3/1/2026」不是日期',
        '资助!G2：「2026-02-30」不对：2026 年 2 月没有 30 日',
        '资助!H2：「2026年3月」请写到日',
        '资助!D3：「-5」不是确切的金额',
        '资助!G3：结束（2026-04-30）早于开始（2026-05-01）',
        '资助!H3：「#REF!」不是日期',
        '资助!D4：「未拨款」不是确切的金额',
      ),
    )
    expect((await run('status')).out + (await run('status')).err).toContain('还没有枢纽机构')
  })

  it('lists codes and names that stand twice, empty cells and whom nobody knows', async () => {
    const faults = await faultsOf({
      ...withRows(
        '机构',
        ['QM', '另外一个读书会', '', '', '', '', ''],
        ['', '麦田公益', '', '', '', '', ''],
        ['', '', '机构', '', '', '', ''],
        ['a b', '第三个小组', '公司', '', '', '', '青苗社工'],
      ),
      ...withRows('资助', ['', '没听说过的', 'p99', '', '', '', '', '', ''], ['', '青苗社工服务中心', 'p26', '第二 社区', '', '', '', '', '']),
      ...withRows('联系人', ['青苗社工', '小禾', '', ''], ['麦田公益', '小丁', '第九', '青苗社']),
      ...withRows('拨款', ['g9', '', 1, '', '', ''], ['', '青苗社工', '尾款', '', '', ''], ['', '', 1, '', '', '']),
      ...withRows('伙伴状态', ['麦田公益', '关门', '2017-01-01', '', ''], ['麦田公益', '已退出', '2017-06-01', '', '']),
    }) // prettier-ignore
    expect(faults).toEqual(
      begins(
        '机构!A6：编号「qm」和第 3 行重复',
        '机构!B7：「麦田公益」和第 4 行重复',
        '机构!B8：「名称」空着',
        '机构!A9：编号「a b」只用字母',
        '机构!C9：「公司」不认识',
        '机构!G9：「青苗社工」已经是「',
        '资助!B5：没有「没听说过的」这家机构',
        '资助!C5：没有「p99」这个资助项目',
        '资助!D5：「用途」空着',
        '资助!D6：和第 2 行是同一笔',
        '拨款!A4：「资助」里没有编号「g9」',
        '拨款!C5：「尾款」请写第几期',
        '拨款!A6：请写资助编号或机构',
        '联系人!B5：「小禾」和第 2 行重复',
        '联系人!C6：「第九」不认识',
        '伙伴状态!B5：「关门」不认识',
        '伙伴状态!C6：「麦田公益」这一天第 3 行已经写了',
        '联系人!D6：「青苗社」是不是已有的「青苗社工服务中心」',
      ),
    )
  })

  it('lists what is wrong with 报告安排: dates as text, merged cells, codes twice, forms nobody has, periods turned round', async () => {
    const merged = { startRow: 2, startCol: 4, endRow: 3, endCol: 4 }
    const spread = { startRow: 5, startCol: 3, endRow: 5, endCol: 4 }
    const rows = [
      ['编号', '资助项目', '表单', '多久一次', '截止', '第一期从', '最后一期到', '一次的从', '一次的到', '个别时段', '提醒'],
      ['季报', 'p26', '季度报告', '每两周', '下周五', '3/1/2026', '', '', '', '2026年5季度=不交', '上午'],
      ['月报', 'p26', '工作简报', '每月', '次月20日', '2026年12月', '2026年3月', '', '', '', ''],
      ['月报', 'p99', '工作简报', '每月', null, '', '', '', '', '2026-03=年度报告', ''],
      ['', 'p26', '工作简报', '', '第90个工作日', '', '', '', '', '', ''],
      ['专报', 'p26', '工作简报', '一次', null, '', '', '2026-12-31', '2026年1月1日', '', ''],
      ['专报二', 'p26', '工作简报', '一次', '结束后400天', '', '', '', '', '', '提前200天'],
      ['专报三', 'p26', '工作简报', '一次', '结束后10天', '', '', '2026-12-31', '2026年1月1日', '', ''],
      ['专报四', 'p26', '工作简报', '一次', '结束后10天', '', '', '', '', '', ''],
    ] // prettier-ignore
    expect(await faultsOf({ 报告安排: rows }, { 报告安排: [merged, spread] })).toEqual(
      begins(
        '报告安排!C2：没有「季度报告」这个表单，请写：工作简报、活动记录',
        '报告安排!D2：「每两周」不认识，请写：每周、每月、每季度',
        '报告安排!E2：「下周五」不认识，请写成 结束后15天、第5个工作日',
        '报告安排!F2：「3/1/2026」不是日期',
        '报告安排!J2：「2026年5季度=不交」请写成',
        '报告安排!K2：「上午」不认识',
        '报告安排!G3：最后一期比第一期早',
        '报告安排!A4：编号「月报」和第 3 行重复',
        '报告安排!B4：没有「p99」这个资助项目',
        '报告安排!J4：没有「年度报告」这个表单',
        '报告安排!A5：「编号」空着',
        '报告安排!D5：「多久一次」空着',
        '报告安排!E5：「第90个工作日」不认识',
        '报告安排!D6：D6:E6 横着合并了',
        '报告安排!E7：「结束后400天」不认识',
        '报告安排!K7：「提前200天」不认识',
        '报告安排!I8：结束比开始早',
        '报告安排!D9：只交一次的要写从哪天到哪天',
      ),
    )
    expect((await run('status')).err).toContain('还没有枢纽机构')
  })

  it('lists sheets and columns that are not there', async () => {
    const faults = await faultsOf({
      机构: null,
      机构名单2: network['机构']!,
      联系人: null,
      资助项目: [['名称', '开始'], ['2026年小额资助', '2026-01-01']],
      资助: [['机构', '用途说明', '金额（万元）'], ['青苗社工', '一', 3]],
      目标: [['随便写的'], ['没有表头']],
    }) // prettier-ignore
    // What is missing comes first, and what only follows from it not at all.
    expect(faults.slice(0, 2)).toEqual(begins('机构：没有这张表', '联系人：没有这张表'))
    expect(faults.filter((fault) => fault.includes('这家机构'))).toEqual([])
    expect(faults).toEqual(
      expect.arrayContaining(
        begins(
          '机构：没有这张表，是不是「机构名单2」',
          '联系人：没有这张表，请照模板补上',
          '资助项目!2：请写日期',
          '资助!B1：不认识「用途说明」这一列，是不是「用途」',
          '资助!C1：不认识「金额（万元）」这一列，是不是「金额（元）」',
          '资助!1：没有「用途」这一列',
          '目标：没有找到表头',
        ),
      ),
    )
  })

  it('reads merged cells where each row is meant, and no others', async () => {
    const merged = (startRow: number, startCol: number, endRow: number, endCol: number) => ({ startRow, startCol, endRow, endCol }) // prettier-ignore
    const grants = [
      ['2026年资助一览', null, null, null],
      ['机构', '资助项目', '用途', '金额'],
      ['青苗社工', 'p26', '一', 1000],
      [null, null, '二', 2000],
    ]
    const others = { 拨款: null, 目标: null }
    const title = merged(0, 0, 0, 3)
    await write({ ...others, 资助: grants }, { 资助: [title, merged(2, 0, 3, 0), merged(2, 1, 3, 1)] })
    expect((await run('import', 'a.xlsx')).out).toContain('资助 新增：一、二')

    const torn = [...grants.slice(0, 3), [null, null, '二', null], ['青苗社工', 'p26', '三', null]]
    expect(
      await faultsOf({ ...others, 资助: torn }, { 资助: [title, merged(2, 0, 3, 0), merged(2, 1, 3, 1), merged(2, 3, 3, 3), merged(4, 2, 4, 3)] }),
    ).toEqual(begins('资助!D3：D3:D4 合并了，「金额（元）」每行要各写各的', '资助!C5：C5:D5 横着合并了')) // prettier-ignore
  })

  it('asks whether 青苗 is 青苗社工, and how to answer, once', async () => {
    await write()
    await run('import', 'a.xlsx')
    await write({ 机构: [['名称'], ['青苗']], 资助: [['机构', '资助项目', '用途'], ['青苗', 'p26', '第三社区']], 拨款: null, 目标: null }) // prettier-ignore
    const asked = await run('import', 'a.xlsx', '--dry-run')
    expect(asked.code).toBe(2)
    expect(asked.err).toContain(
      '机构!A2：「青苗」是不是已有的「青苗社工服务中心」？是同一家：--confirm "青苗=青苗社工服务中心"；不是：--confirm "青苗=新"',
    )
    expect(await run('import', 'a.xlsx', '--confirm', '青苗')).toMatchObject({
      code: 2,
      err: expect.stringContaining('请写成 青苗=青苗社工'),
    })
    expect((await run('import', 'a.xlsx', '--confirm', '青苗=青苗社工')).out).toContain('资助 新增：第三社区')
    expect(await run('import', 'a.xlsx')).toMatchObject({ code: 0, err: '' })
  })

  it('makes what is owed at once, and tells what another import changed, cell by cell', async () => {
    await write()
    // p26 asks for a brief a quarter but the last (2026-04 on is left of it for one grant) and a report at the end, of two active grants.
    expect((await run('import', 'a.xlsx', '--dry-run')).out).toMatch(/应交报告：会生成 \d+ 份/)
    const { out } = await run('import', 'a.xlsx')
    expect(out).toMatch(/应交报告：已生成 \d+ 份/)
    expect((await run('import', 'a.xlsx')).out).not.toContain('应交报告')

    await write({
      ...withCell('机构', 2, 4, '银川'),
      ...withCell('资助', 1, 5, '6000'),
      ...withCell('报告安排', 2, 4, 20),
      ...withRows('伙伴状态', ['青苗社工', '已退出', '2026-11-01', '', '搬走了']),
      拨款: null,
    })
    for (const how of [['--dry-run'], []]) {
      const again = await run('import', 'a.xlsx', ...how)
      expect(again.out).toContain('机构!3 青苗社工服务中心　城市：中卫 → 银川')
      expect(again.out).toContain('资助!2 第二社区　金额（元）：5000元 → 6000元')
      expect(again.out).toMatch(/报告安排!3 终报　截止：\S+ → \S+/)
      expect(again.out).toMatch(/应交报告：退出的 \d+ 份.?免交/)
    }
    expect((await run('import', 'a.xlsx')).out).not.toContain('改了什么')
  })

  it('knows who is called otherwise by her number, and asks where there is none', async () => {
    const contacts = (...rows: string[][]) => ({ 联系人: [['机构', '姓名', '顺位', '电话'], ...rows] })
    const others = [['青苗社工', '小满', '备用', ''], ['江西枢纽', '小谷', '', '']] // prettier-ignore
    await write(contacts(['青苗社工', '小禾', '第一联系人', '138 0000 0001'], ...others))
    await run('import', 'a.xlsx')
    await write(contacts(['青苗社工', '何禾', '第一联系人', '13800000001'], ...others))
    const { out } = await run('import', 'a.xlsx')
    expect(out).toContain('联系人!2 何禾　姓名：小禾 → 何禾')
    expect(out).not.toContain('13800000001')

    await write(contacts(['青苗社工', '何禾', '第一联系人', '13800000002'], others[0]!, ['江西枢纽', '谷子', '', '']))
    const asked = await run('import', 'a.xlsx')
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('联系人!B4：原来的联系人「小谷」')])
    const renamed = await run('import', 'a.xlsx', '--confirm', '谷子=小谷')
    expect(renamed.out).toContain('联系人!4 谷子　姓名：小谷 → 谷子')
    expect(renamed.out).toContain('电话：138****0001 → 138****0002')
    expect(await faultsOf(contacts(['青苗社工', '何禾', '第一联系人', '打办公室'], others[0]!))).toEqual(
      begins('联系人!D2：不是电话号码'),
    )
  })

  it('makes no second hub, and takes no answer that names nobody, unasked', async () => {
    await write()
    await run('import', 'a.xlsx')
    await write({ 枢纽: [['名称'], ['江西枢纽中心']] })
    const asked = await run('import', 'a.xlsx')
    expect([asked.code, asked.err]).toEqual([
      2,
      expect.stringContaining('枢纽!A2：「江西枢纽中心」是不是已有的枢纽「江西枢纽」'),
    ])
    const renames = ['--confirm', '江西枢纽中心=江西枢纽']
    for (const how of [['--dry-run'], []]) {
      const { out } = await run('import', 'a.xlsx', ...renames, ...how)
      expect(out).toMatch(/枢纽 更新：江西枢纽中心/)
      expect(out).toContain('枢纽!2 江西枢纽中心　名称：江西枢纽 → 江西枢纽中心')
    }
    expect((await run('import', 'a.xlsx')).out).toMatch(/枢纽 +0 +0 +1/)

    await write({ 枢纽: null, 机构: [['名称'], ['青苗']], 拨款: null, 目标: null })
    expect((await run('import', 'a.xlsx', '--confirm', '青苗=青云社')).err).toContain('可是没有「青云社」这家机构')
  })

  it('asks of a new hub nothing but whether it is one, and tells of a missing sheet what does not follow from it', async () => {
    await write()
    await run('import', 'a.xlsx')
    await write({ 枢纽: [['编号', '名称'], ['nx', '宁夏枢纽']], ...withCell('机构', 2, 1, '固原社工服务站') }) // prettier-ignore
    const { err } = await run('import', 'a.xlsx')
    expect(err).toContain('「宁夏枢纽」是不是已有的枢纽「江西枢纽」')
    expect(err.match(/--confirm "[^"…]+=/g)).toHaveLength(2)
    expect(await faultsOf({ 资助方: null, ...withCell('资助', 2, 1, '没有这家') })).toEqual(
      begins('资助方：没有这张表', '资助!B3：没有「没有这家」这家机构'),
    )
  })

  it('tells that its hub got a code, which stays for good', async () => {
    const hub = (code: string) => ({ 枢纽: [['编号', '名称'], [code, '江西枢纽']] }) // prettier-ignore
    await write(hub(''))
    await run('import', 'a.xlsx')
    await write(hub('JX'))
    for (const how of [['--dry-run'], []])
      expect((await run('import', 'a.xlsx', ...how)).out).toContain('枢纽!2 江西枢纽　编号：（空） → jx')
    expect((await run('import', 'a.xlsx')).out).not.toContain('改了什么')
    expect(await faultsOf(hub('gz'))).toEqual(begins('枢纽!A2：「江西枢纽」已有编号「jx」，这里写了「gz」'))
  })

  it('never pours the workbook of one hub into another whose code stands in it', async () => {
    await write()
    await run('import', 'a.xlsx')
    await write({
      枢纽: [
        ['编号', '名称'],
        ['nx', '宁夏枢纽'],
      ],
    })
    await run('import', 'a.xlsx', '--confirm', '宁夏枢纽=新')
    const mixed = await faultsOf({
      枢纽: [
        ['编号', '名称'],
        ['nx', '江西枢纽'],
      ],
    })
    expect(mixed).toEqual(begins('枢纽!A2：编号「nx」是枢纽「宁夏枢纽」的，这里写的名称却是「江西枢纽」'))
    await write({
      枢纽: [
        ['编号', '名称'],
        ['nx', '福建枢纽'],
      ],
    })
    const renamed = await run('import', 'a.xlsx')
    expect([renamed.code, renamed.err]).toEqual([
      2,
      expect.stringContaining('编号一样，名称从「宁夏枢纽」变成了「福建枢纽」。是改名：--confirm "福建枢纽=宁夏枢纽"'),
    ])
    expect((await run('import', 'a.xlsx', '--confirm', '福建枢纽=宁夏枢纽')).out).toContain('枢纽 更新：福建枢纽')
  })

  it('points out what may be meant otherwise and reads on', async () => {
    await write({
      ...withCell('拨款', 1, 3, 2500),
      ...withRows('伙伴状态', ['麦田公益', '已退出', '2019-01-01', '', '']),
      ...withRows('资助', ['合计', '', '', '', '', 17_000, '', '', '']),
      随手记: [['备忘'], ['打电话']],
    })
    const { code, err } = await run('import', 'a.xlsx')
    expect(code).toBe(0)
    expect(err.trim().split('\n').slice(1)).toEqual(
      begins(
        '  资助!B3：这家从 2019-01-01 起「已退出」，资助却还在执行中：从那天起到期的报告不会生成',
        '  资助!5：是合计，没有读',
        '  拨款：「第二社区」各期合计 4500 元，资助金额 5000 元',
        '  伙伴状态!C5：从 2018-03-01 起已经是这样。要改日期',
        '  随手记：不认识这张表，没有读',
        '  报告安排：还没有 2027 年的放假安排，那时的截止日先只按周末算',
      ),
    )
  })

  it('tells how partners stood on a day, and refuses what is no workbook', async () => {
    await write()
    await run('import', 'a.xlsx')
    const { out } = await run('status', '--on', '2017-12')
    expect(out).toMatch(/日期 +2017-12-31\n\n状态 +资金来源 +家数\n已落地 +合计 +1\n +壹基金 +1\n/)
    expect(out).toMatch(/麦田公益 +江西 +已落地 +2017-06-01 +壹基金/)
    expect((await run('status', '--on', '2016-12-31')).out).toContain('还没有记下任何伙伴的状态')
    expect(await run('status', '--on', '昨天')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--on「昨天」不是日期'),
    })

    await writeFile(join(folder, 'b.xlsx'), 'no workbook')
    expect(await run('import', 'b.xlsx')).toMatchObject({ code: 1, err: expect.stringContaining('打不开') })
    expect(await run('import', 'none.xlsx')).toMatchObject({ code: 1, err: expect.stringContaining('没有这个文件') })
  })
})
